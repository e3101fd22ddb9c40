using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;
using static Airlock.Cli.Output.Annotations.AnnotationEscape;

namespace Airlock.Cli.Output.Annotations;

/// <summary>Findings as lines by which a build service marks them in the code, the gravest first.</summary>
internal static class AnnotationLines
{
    /// <summary>The most annotations of one level that GitHub shows of a step.</summary>
    public const int MaximumOfGitHub = 10;

    // The longest value that TeamCity keeps.
    private const int LongestOfTeamCity = 4_000;

    /// <summary>The lines; empty for a style that has none.</summary>
    /// <param name="style">Whose lines.</param>
    /// <param name="findings">Findings in force that are notes or more; paths are relative to the repository.</param>
    public static IEnumerable<string> Of(AnnotationStyle style, IReadOnlyCollection<Finding> findings) => style switch
    {
        AnnotationStyle.GitHub => GitHub(Ordered(findings)),
        AnnotationStyle.Azure => Azure(Ordered(findings)),
        AnnotationStyle.TeamCity => TeamCityMessages(Ordered(findings)),
        _ => [],
    };

    private static ImmutableArray<Finding> Ordered(IEnumerable<Finding> findings) => [.. findings.OrderByDescending(finding => finding.Level)];

    private static IEnumerable<string> GitHub(ImmutableArray<Finding> findings)
    {
        foreach (var level in findings.GroupBy(finding => finding.Level))
        {
            var word = level.Key switch
            {
                FindingLevel.Block => "error",
                FindingLevel.Warn => "warning",
                _ => "notice",
            };
            foreach (var finding in level.Take(MaximumOfGitHub))
            {
                var (path, line, column, endLine, endColumn) = finding.Location;
                (string Name, string Value)[] properties =
                [
                    ("file", path),
                    ("line", Number(line)),
                    ("endLine", Number(endLine)),

                    // Columns are shown only where a finding is on one line.
                    ("col", Number(endLine > line ? 0 : column)),
                    ("endColumn", Number(endLine > line ? 0 : endColumn)),
                    ("title", TitleOf(finding)),
                ];
                yield return $"::{word} {string.Join(',', properties.Where(property => property.Value.Length > 0).Select(property => $"{property.Name}={GitHubProperty(property.Value)}"))}::{GitHubText(finding.Message)}";
            }

            if (level.Count() > MaximumOfGitHub)
            {
                yield return $"and {level.Count() - MaximumOfGitHub} more of level {word}, which GitHub would not mark";
            }
        }
    }

    // There is no third level: notes are in the log and in the summary.
    private static IEnumerable<string> Azure(ImmutableArray<Finding> findings)
    {
        foreach (var finding in findings.Where(finding => finding.Level >= FindingLevel.Warn))
        {
            var (path, line, column, _, _) = finding.Location;
            (string Name, string Value)[] properties =
            [
                ("type", finding.Level == FindingLevel.Block ? "error" : "warning"),
                ("sourcepath", path),
                ("linenumber", Number(line)),
                ("columnnumber", Number(column)),
                ("code", finding.RuleId),
            ];
            yield return $"##vso[task.logissue {string.Concat(properties.Where(property => property.Value.Length > 0).Select(property => $"{property.Name}={AzureProperty(property.Value)};"))}]{AzureText(finding.Message)}";
        }
    }

    private static IEnumerable<string> TeamCityMessages(ImmutableArray<Finding> findings)
    {
        foreach (var rule in findings.Select(finding => finding.RuleId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var row = RuleTable.Find(rule);
            yield return $"##teamcity[inspectionType id='{TeamCity(rule)}' name='{TeamCity(row?.Title ?? rule)}' description='{TeamCity(row?.HelpLink ?? rule)}' category='Airlock']";
        }

        foreach (var finding in findings)
        {
            var severity = finding.Level switch
            {
                FindingLevel.Block => "ERROR",
                FindingLevel.Warn => "WARNING",
                _ => "INFO",
            };
            var line = finding.Location.Line > 0 ? $" line='{Number(finding.Location.Line)}'" : "";
            yield return $"##teamcity[inspection typeId='{TeamCity(finding.RuleId)}' message='{TeamCity(Cut(finding.Message))}' file='{TeamCity(finding.Location.Path)}'{line} SEVERITY='{severity}']";
        }
    }

    private static string TitleOf(Finding finding) => RuleTable.Find(finding.RuleId) is { } rule ? $"{rule.Id} {rule.Title}" : finding.RuleId;

    private static string Cut(string text) => text.Length <= LongestOfTeamCity ? text : string.Concat(text.AsSpan(0, LongestOfTeamCity - 1), "…");

    private static string Number(int number) => number > 0 ? number.ToString(CultureInfo.InvariantCulture) : "";
}
