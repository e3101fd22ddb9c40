using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Findings;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Policy;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;

namespace Airlock.Core.Pins;

/// <summary>
/// What the gate makes of a scan: malicious content is AIR5006, a format that can run code AIR5005, a name on no list AIR5003 unless the file's pin accepts it,
/// and what could not be read AIR9004.
/// </summary>
public static class ModelVetting
{
    private const int MostShown = 8;

    /// <summary>The findings of a file.</summary>
    /// <param name="file">The file, as it was read.</param>
    /// <param name="profile">The profile in force.</param>
    public static IEnumerable<Finding> Judge(UsedFile file, string profile)
    {
        if (file.Inspection is not { Pointer: null, Scan: { } scan } || (file.Kind == PinKind.Dataset && scan.Format is null))
        {
            yield break;
        }

        foreach (var finding in Open(scan, file.Pin, $"; see: airlock vet {Quote(file.Path)}"))
        {
            yield return Of(file, finding, scan.Format, profile);
        }
    }

    /// <summary>What is to be reported of a scan, worst first, and of each verdict not more than a reader bears.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="pin">The pin of the bytes, whose accepted names are left out, or null.</param>
    /// <param name="more">What follows the number of findings that are not shown.</param>
    internal static IEnumerable<ModelFinding> Open(ModelScan scan, Pin? pin, string more = "")
    {
        var isMalicious = scan.Verdict == ModelVerdict.Malicious;
        var open = scan.Findings.Where(finding => !IsAccepted(finding, pin) && !(isMalicious && finding.Verdict == ModelVerdict.CodeBearing)).ToList();
        foreach (var kind in open.GroupBy(finding => finding.Verdict).OrderByDescending(group => group.Key))
        {
            foreach (var finding in kind.Take(MostShown))
            {
                yield return finding;
            }

            if (kind.Count() > MostShown)
            {
                yield return new ModelFinding(kind.Key, $"has {kind.Count() - MostShown:N0} more findings of this kind{more}");
            }
        }
    }

    /// <summary>Whether a pin accepts what a finding is about: by its exact name.</summary>
    public static bool IsAccepted(ModelFinding finding, Pin? pin) =>
        finding is { Verdict: ModelVerdict.Suspicious, Subject: { } subject } && pin?.Accepts.Contains(subject) == true;

    /// <summary>The rule that a verdict belongs to.</summary>
    public static string RuleOf(ModelVerdict verdict) => verdict switch
    {
        ModelVerdict.Malicious => "AIR5006",
        ModelVerdict.CodeBearing => "AIR5005",
        ModelVerdict.Suspicious => "AIR5003",
        _ => "AIR9004",
    };

    private static Finding Of(UsedFile file, ModelFinding finding, string? format, string profile)
    {
        var properties = FactsOf(file.Path, finding, format)
            .Aggregate(ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal), (all, fact) => all.Add(fact.Name, fact.Value));

        // No loader that is known would take the bytes for a model, and its pin holds them; strict wants to know of them all the same.
        if (format is null && profile != "strict")
        {
            properties = properties.Add(PolicyVerdict.WeightProperty, "note");
        }

        var noun = file.Kind == PinKind.Model ? "Model" : "Data set";
        return new Finding
        {
            RuleId = RuleOf(finding.Verdict),
            Message = $"{noun} {file.Path}{Place(finding)}: {finding.Message}{Disguise(file.Path, format)}{Remedy(finding, file)}",
            Location = new FindingLocation(file.Path),
            Properties = properties,
        };
    }

    /// <summary>What is known of a finding, for machines.</summary>
    internal static IEnumerable<(string Name, string Value)> FactsOf(string path, ModelFinding finding, string? format)
    {
        yield return (PinnedFiles.PathProperty, path);
        yield return ("verdict", VerdictNames.Of(finding.Verdict));
        foreach (var (name, value) in new[]
        {
            ("format", format),
            ("member", finding.Member),
            ("offset", finding.Offset?.ToString(CultureInfo.InvariantCulture)),
            ("element", finding.Element),
            ("subject", finding.Subject),
        })
        {
            if (value is not null)
            {
                yield return (name, value);
            }
        }
    }

    /// <summary>Where in the file a finding is, as the rest of its name.</summary>
    internal static string Place(ModelFinding finding) => (finding.Member, finding.Offset) switch
    {
        (null, null) => "",
        (null, { } offset) => string.Create(CultureInfo.InvariantCulture, $" at byte {offset}"),
        ({ } member, null) => $", in {member}",
        ({ } member, { } offset) => string.Create(CultureInfo.InvariantCulture, $", in {member} at byte {offset}"),
    };

    /// <summary>What to say if a name promises a format that runs nothing, and the content is another.</summary>
    internal static string Disguise(string path, string? format) =>
        ModelFiles.FormatOf(path) is { } named && ModelFiles.CannotRunCode(named) && format is not null && format != named
            ? $" (its name says {named}, its content is {format})"
            : "";

    private static string Remedy(ModelFinding finding, UsedFile file) => finding switch
    {
        { Verdict: ModelVerdict.Suspicious, Subject: { } subject } => $"; find out what it does, then accept it by name: airlock pin {Quote(file.Path)} --accept {Quote(subject)}",
        _ => "",
    };

    private static string Quote(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
