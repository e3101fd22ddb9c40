namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>
/// Scores vectors of the Common Vulnerability Scoring System. Of version 3.0 and 3.1 the base score is computed as its specification has it
/// (section 7.1, with the rounding of 3.1, appendix A). Version 4.0 looks scores up in a table of 270 groups of vectors and interpolates between them; here the base
/// metrics are put into the formula of version 3 instead, as far as they have counterparts, which gives a rough level. Threat, temporal and
/// environmental metrics are ignored: they speak of a time or of a place that is not this one.
/// </summary>
public static class CvssVector
{
    // Longer than a vector with every metric of version 4.0.
    private const int MaximumLength = 400;

    /// <summary>The base score of a vector, from 0 to 10 with one decimal, or null if it is none of version 3 or 4, or lacks a base metric.</summary>
    /// <param name="vector">As <c>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</c>.</param>
    public static double? Score(string vector)
    {
        if (vector.Length > MaximumLength)
        {
            return null;
        }

        var parts = vector.Trim().Split('/');
        var metrics = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            // A metric stands in a vector once.
            if (part.Split(':') is not [var name, var value] || !metrics.TryAdd(name, value))
            {
                return null;
            }
        }

        return parts[0] switch
        {
            "CVSS:3.0" or "CVSS:3.1" => ScoreOf3(metrics),
            "CVSS:4.0" => ScoreOf3(AsVersion3(metrics)),
            _ => null,
        };
    }

    private static double? ScoreOf3(Dictionary<string, string> metrics)
    {
        bool? isChanged = metrics.GetValueOrDefault("S") switch { "C" => true, "U" => false, _ => null };
        double? attackVector = metrics.GetValueOrDefault("AV") switch { "N" => 0.85, "A" => 0.62, "L" => 0.55, "P" => 0.2, _ => null };
        double? complexity = metrics.GetValueOrDefault("AC") switch { "L" => 0.77, "H" => 0.44, _ => null };
        double? privileges = metrics.GetValueOrDefault("PR") switch
        {
            "N" => 0.85,
            "L" => isChanged == true ? 0.68 : 0.62,
            "H" => isChanged == true ? 0.5 : 0.27,
            _ => null,
        };
        double? interaction = metrics.GetValueOrDefault("UI") switch { "N" => 0.85, "R" => 0.62, _ => null };
        var left = (1 - Impact("C")) * (1 - Impact("I")) * (1 - Impact("A"));
        var exploitability = 8.22 * attackVector * complexity * privileges * interaction;
        if (left is not { } untouched || exploitability is not { } ease || isChanged is not { } changed)
        {
            return null;
        }

        var lost = 1 - untouched;
        var impact = changed ? (7.52 * (lost - 0.029)) - (3.25 * Math.Pow(lost - 0.02, 15)) : 6.42 * lost;
        return impact <= 0 ? 0 : RoundUp(Math.Min((changed ? 1.08 : 1) * (impact + ease), 10));

        double? Impact(string name) => metrics.GetValueOrDefault(name) switch { "H" => 0.56, "L" => 0.22, "N" => 0, _ => null };
    }

    // What 4.0 splits is joined by the worse half: requirements of the attack (AT) are part of its complexity, and effects on subsequent systems are a changed scope.
    private static Dictionary<string, string> AsVersion3(Dictionary<string, string> metrics)
    {
        var subsequent = new[] { "SC", "SI", "SA" }.Select(name => metrics.GetValueOrDefault(name)).ToList();
        var old = new Dictionary<string, string>(StringComparer.Ordinal);
        if (metrics.GetValueOrDefault("AT") is not ("N" or "P") || subsequent.Any(value => value is not ("H" or "L" or "N")))
        {
            return old;
        }

        old["AV"] = metrics.GetValueOrDefault("AV") ?? "";
        old["AC"] = metrics["AT"] == "P" ? "H" : metrics.GetValueOrDefault("AC") ?? "";
        old["PR"] = metrics.GetValueOrDefault("PR") ?? "";
        old["UI"] = metrics.GetValueOrDefault("UI") switch { "N" => "N", "P" or "A" => "R", _ => "" };
        old["S"] = subsequent.Any(value => value != "N") ? "C" : "U";
        foreach (var (name, index) in new[] { ("C", 0), ("I", 1), ("A", 2) })
        {
            old[name] = Worse(metrics.GetValueOrDefault("V" + name) ?? "", subsequent[index]!);
        }

        return old;
    }

    private static string Worse(string left, string right) =>
        left is not ("H" or "L" or "N") ? "" : left == "H" || right == "H" ? "H" : left == "L" || right == "L" ? "L" : "N";

    // CVSS 3.1, appendix A: the smallest number with one decimal that is not less, without the noise of binary fractions.
    private static double RoundUp(double value)
    {
        var whole = (long)Math.Round(value * 100_000);
        return whole % 10_000 == 0 ? whole / 100_000.0 : ((whole / 10_000) + 1) / 10.0;
    }
}
