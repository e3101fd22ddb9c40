using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Airlock.Cli.Diagnosis;

/// <summary>A rule that a file or property silences.</summary>
/// <param name="RuleId">Identifier of the rule.</param>
/// <param name="File">The file, absolute, or null for a property of the project.</param>
/// <param name="Line">Line from one, or zero.</param>
public sealed partial record SilencedRule(string RuleId, string? File, int Line)
{
    private const long LargestFile = 4 * 1024 * 1024;

    // The level of the package's own Airlock.globalconfig: a global file below it says nothing of Airlock's rules.
    private const int OwnLevel = 1000;

    /// <summary>The rules in a list of codes, as <c>NoWarn</c> has it.</summary>
    public static IEnumerable<SilencedRule> InNoWarn(string codes) =>
        Rule().Matches(codes).Select(match => new SilencedRule(match.Value.ToUpperInvariant(), null, 0)).Distinct();

    /// <summary>
    /// The rules that an <c>.editorconfig</c> or global configuration sets to none. What sets all rules of a category at once does not reach them: the
    /// package sets each by name, which weighs more.
    /// </summary>
    /// <param name="file">The file, absolute.</param>
    public static IReadOnlyList<SilencedRule> InConfiguration(string file)
    {
        var (found, isGlobal, level) = (new List<SilencedRule>(), false, Path.GetFileName(file) == ".globalconfig" ? 100 : 0);
        foreach (var (line, number) in Lines(file).Select((line, index) => (line, index + 1)))
        {
            if (Global().IsMatch(line))
            {
                isGlobal = true;
            }
            else if (Level().Match(line) is { Success: true } set)
            {
                level = int.TryParse(set.Groups["level"].ValueSpan, CultureInfo.InvariantCulture, out var value) ? value : level;
            }
            else if (Severity().Match(line) is { Success: true } severity)
            {
                found.Add(new SilencedRule(severity.Groups["rule"].Value.ToUpperInvariant(), file, number));
            }
        }

        return isGlobal && level < OwnLevel ? [] : found;
    }

    /// <summary>The rules that a rule set switches off (<c>CodeAnalysisRuleSet</c>).</summary>
    /// <param name="file">The file, absolute.</param>
    public static IReadOnlyList<SilencedRule> InRuleSet(string file)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(string.Join('\n', Lines(file))), settings);
            return
            [
                .. XDocument.Load(reader, LoadOptions.SetLineInfo).Descendants("Rule")
                    .Where(rule => (string?)rule.Attribute("Action") == "None" && Rule().IsMatch((string?)rule.Attribute("Id") ?? ""))
                    .Select(rule => new SilencedRule((string)rule.Attribute("Id")!, file, ((IXmlLineInfo)rule).LineNumber)),
            ];
        }
        catch (XmlException)
        {
            // The compiler complains of it.
            return [];
        }
    }

    private static IEnumerable<string> Lines(string file) =>
        System.IO.File.Exists(file) && new FileInfo(file).Length <= LargestFile ? System.IO.File.ReadLines(file) : [];

    [GeneratedRegex(@"\bAIR\d{4}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*is_global\s*=\s*true\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Global();

    [GeneratedRegex(@"^\s*global_level\s*=\s*(?<level>-?\d{1,9})\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Level();

    [GeneratedRegex(@"^\s*dotnet_diagnostic\.(?<rule>AIR\d{4})\.severity\s*=\s*none\s*(?:[#;].*)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Severity();
}
