using System.Text.RegularExpressions;

namespace Airlock.Core.Libraries.BuildCode;

/// <summary>
/// Calls of .NET that stand in properties and conditions of MSBuild files: <c>$([System.IO.File]::ReadAllText(…))</c>. MSBuild makes them when it
/// merely loads a project. Those that only compute, or ask whether a file exists, are none of these.
/// </summary>
internal static partial class PropertyFunctions
{
    private const string AnyMember = "*";

    private static readonly Dictionary<(string Type, string Member), string> Effects =
        EmbeddedTable.Rows("property-functions.tsv").ToDictionary(row => (Key(row[0]), Key(row[1])), row => row[2]);

    /// <summary>The calls in a text that look at more than the project, each as <c>System.IO.File::ReadAllText (files)</c>.</summary>
    public static IEnumerable<string> In(string text)
    {
        if (!text.Contains("$(", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (Match call in Call().Matches(text))
        {
            var (type, member) = (call.Groups[1].Value.Split(',')[0].Trim(), call.Groups[2].Value);
            if (EffectOf(type, member) is { Length: > 0 } effect)
            {
                yield return $"{type}::{member} ({effect})";
            }
        }

        foreach (Match value in RegistryValue().Matches(text))
        {
            yield return $"{value.Value[2..].Trim()} (registry)";
        }
    }

    private static string? EffectOf(string type, string member)
    {
        if (Effects.TryGetValue((Key(type), Key(member)), out var effect) || Effects.TryGetValue((Key(type), AnyMember), out effect))
        {
            return effect;
        }

        for (var dot = type.LastIndexOf('.'); dot > 0; dot = type.LastIndexOf('.', dot - 1))
        {
            if (Effects.TryGetValue((Key(type[..dot] + ".*"), AnyMember), out effect))
            {
                return effect;
            }
        }

        return null;
    }

    // MSBuild finds types and members in any letter case.
    private static string Key(string name) => name.ToUpperInvariant();

    [GeneratedRegex(@"\[([^\[\]\n]{1,200})\]\s*::\s*(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex(@"\$\(\s*registry:[^@)]{1,200}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex RegistryValue();
}
