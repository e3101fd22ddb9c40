using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Airlock.Cli.Building;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Output;

/// <summary>A run of the gate as Markdown for a pull request: the verdict first, then what to do about it, then what was accepted.</summary>
/// <param name="terminal">Where the tool is used; paths are shown from its folder.</param>
public sealed class MarkdownSummary(Terminal terminal)
{
    // The page of a step takes one megabyte (GitHub); nobody reads more rows.
    private const int MaximumRows = 100;
    private const int LongestMessage = 400;
    private const string SuppressionRule = "AIR9003";

    /// <summary>The summary, with a line end.</summary>
    /// <param name="run">The run.</param>
    /// <param name="report">Address of a full report, or null.</param>
    public string Write(GateRun run, Uri? report = null)
    {
        var results = SarifReport.Describe(run).Results;
        var inForce = results.Select(result => result.Finding).Where(finding => finding.Suppression is null && finding.Level >= FindingLevel.Note)
            .OrderByDescending(finding => finding.Level).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## Airlock: {FindingReport.Shown(run.Verdict).Word.ToLowerInvariant()}\n\n{Capital(FindingReport.Counts(run))}.\n");
        if (run.Gap is { } gap)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**The evidence is incomplete**: {MarkdownText.Escape(gap)}.\n");
        }

        WriteTable(text, "Findings", [.. inForce.Where(finding => finding.RuleId != SuppressionRule)]);
        WriteTable(text, "Exceptions and suppressions to look at", [.. inForce.Where(finding => finding.RuleId == SuppressionRule)]);
        WriteAccepted(text, [.. results.Select(result => result.Finding.Suppression).OfType<FindingSuppression>()]);
        text.Append('\n').AppendJoin('\n', FindingReport.Checked(run, terminal).Select(MarkdownText.Escape)).Append('\n');
        if (report is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n[Full report](<{report.AbsoluteUri}>)\n");
        }

        return text.ToString();
    }

    private static void WriteTable(StringBuilder text, string title, ImmutableArray<Finding> findings)
    {
        if (findings.IsEmpty)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n| level | rule | what | where |\n|---|---|---|---|\n");
        foreach (var finding in findings.Take(MaximumRows))
        {
            var word = FindingReport.Shown(finding.Level).Word;
            var rule = RuleTable.Find(finding.RuleId) is { } row ? $"[{row.Id}]({row.HelpLink}) {MarkdownText.Escape(row.Title)}" : MarkdownText.Escape(finding.RuleId);
            var place = finding.Location.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{finding.Location.Path}:{finding.Location.Line}") : finding.Location.Path;
            text.Append(CultureInfo.InvariantCulture, $"| {(finding.Level == FindingLevel.Block ? $"**{word}**" : word)} | {rule} | {MarkdownText.Escape(Cut(finding.Message))} | {MarkdownText.Escape(place)} |\n");
        }

        if (findings.Length > MaximumRows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nand {findings.Length - MaximumRows} more\n");
        }
    }

    private static void WriteAccepted(StringBuilder text, ImmutableArray<FindingSuppression> accepted)
    {
        if (accepted.IsEmpty)
        {
            return;
        }

        text.Append("\n### Accepted\n\n| by | findings |\n|---|---|\n");
        foreach (var kind in accepted.GroupBy(suppression => suppression.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Escape(kind.Key)} | {kind.Count()} |\n");
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Cut(string text) => text.Length <= LongestMessage ? text : string.Concat(text.AsSpan(0, LongestMessage - 1).TrimEnd(), "…");
}
