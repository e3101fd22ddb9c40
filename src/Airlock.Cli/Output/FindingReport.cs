using Airlock.Cli.Adoption;
using Airlock.Cli.Building;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Shared.Rules;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Airlock.Cli.Output;

/// <summary>Shows a run of the gate to a person: findings by file, then what blocks, what ran, and what was written.</summary>
/// <param name="terminal">Where to.</param>
public sealed class FindingReport(Terminal terminal)
{
    private const int MessageIndent = 4;
    private const int MaximumProblems = 10;
    private const int NarrowestExcerpt = 20;

    private readonly IAnsiConsole _console = terminal.Out;

    /// <summary>Writes the whole report: findings on packages as one table, all others by their files.</summary>
    /// <param name="run">The run.</param>
    /// <param name="withClean">Whether packages without a finding are listed as well.</param>
    public void Write(GateRun run, bool withClean = false)
    {
        var libraries = LibraryTable.Rows(run.Results);
        foreach (var file in run.Findings.Where(rooted => IsShown(rooted) && !(libraries.Length > 0 && LibraryReport.IsOnPackage(rooted.Finding))).GroupBy(finding => finding.File).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            _console.Write(new Text(terminal.Shown(file.Key), new Style(decoration: Decoration.Bold | Decoration.Underline)));
            _console.WriteLine();
            foreach (var finding in file.OrderBy(f => f.Finding.Location.Line).ThenBy(f => f.Finding.Location.Column))
            {
                WriteFinding(finding);
            }

            _console.WriteLine();
        }

        if (libraries.Length > 0)
        {
            LibraryTable.Write(terminal, libraries, withClean);
        }

        WriteProblems(run);
        WriteSummary(run);
        WriteUnused(UnusedAcceptances.Of(run));
        WriteEvidence(run);
    }

    /// <summary>How a level is written for a person.</summary>
    public static (string Word, Color Color) Shown(FindingLevel level) => level switch
    {
        FindingLevel.Block => ("block", Color.Red),
        FindingLevel.Warn => ("warn", Color.Yellow),
        FindingLevel.Note => ("note", Color.Blue),
        FindingLevel.Record => ("record", Color.Grey),
        _ => ("off", Color.Grey),
    };

    /// <summary>How a verdict is written for a person.</summary>
    public static (string Word, Color Color) Shown(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Passed => ("Passed", Color.Green),
        GateVerdict.Blocked => ("Blocked", Color.Red),
        GateVerdict.Incomplete => ("Incomplete", Color.Red),
        _ => ("Policy or lock is not valid", Color.Red),
    };

    private static bool IsShown(RootedFinding rooted) => rooted.Finding.Level >= FindingLevel.Note && !rooted.IsSuppressed;

    private void WriteFinding(RootedFinding rooted)
    {
        var finding = rooted.Finding;
        var rule = RuleTable.Find(finding.RuleId);
        var (word, color) = Shown(finding.Level);
        var heading = new Paragraph("  ");
        heading.Append(word, new Style(color, decoration: Decoration.Bold));
        heading.Append($" {finding.RuleId}", new Style(decoration: Decoration.Bold));
        heading.Append(finding.Location.Line > 0 ? $" {finding.Location.Line}:{finding.Location.Column}" : "", new Style(Color.Grey));
        heading.Append(rule is null ? "" : $" {rule.Title}");
        _console.Write(heading);
        _console.WriteLine();
        Indented(new Text(Terminal.Printable(finding.Message)));
        if (rule?.Class.StartsWith("secret/", StringComparison.Ordinal) != true)
        {
            WriteExcerpt(rooted);
        }

        if (rule is not null)
        {
            Indented(new Text(rule.HelpLink, new Style(Color.Grey)));
        }
    }

    // A secret is not shown: logs are kept longer, and read by more people, than source.
    private void WriteExcerpt(RootedFinding rooted)
    {
        var number = $"{rooted.Finding.Location.Line} | ";
        var width = _console.Profile.Width - MessageIndent - number.Length - 1;
        if (width >= NarrowestExcerpt && SourceExcerpt.Read(rooted.File, rooted.Finding.Location, width) is { Text.Length: > 1 } excerpt)
        {
            Indented(new Text(number + excerpt.Text, new Style(Color.Grey)));
            var gutter = "| ".PadLeft(number.Length) + new string(' ', excerpt.Offset);
            var caret = new Paragraph(gutter, new Style(Color.Grey));
            caret.Append("^" + new string('~', excerpt.Length - 1), new Style(Shown(rooted.Finding.Level).Color));
            Indented(caret);
        }
    }

    /// <summary>Writes the first errors of the build itself, or the end of its output if it failed without any.</summary>
    public void WriteProblems(GateRun run)
    {
        foreach (var problem in run.Problems.Take(MaximumProblems))
        {
            var place = (Path.IsPathRooted(problem.File) ? terminal.Shown(problem.File) : problem.File)
                + (problem.Line > 0 ? $":{problem.Line}:{problem.Column}" : "");
            var line = new Paragraph("build error", new Style(Color.Red));
            line.Append(Terminal.Printable($" {problem.Code} {place}: {problem.Message}"));
            _console.Write(line);
            _console.WriteLine();
        }

        if (run.Problems.Length > MaximumProblems)
        {
            _console.WriteLine($"and {run.Problems.Length - MaximumProblems} more");
        }

        foreach (var line in run.Tail)
        {
            terminal.WriteRaw($"  {Terminal.Printable(line)}\n");
        }

        if (run.Problems.Length + run.Tail.Length > 0)
        {
            _console.WriteLine();
        }
    }

    private void WriteSummary(GateRun run)
    {
        var (word, color) = Shown(run.Verdict);
        var verdict = new Paragraph(word, new Style(color, decoration: Decoration.Bold));
        verdict.Append($": {Counts(run)}");
        _console.Write(verdict);
        _console.WriteLine();
        if (run.Gap is { } gap)
        {
            _console.WriteLine($"The evidence is incomplete: {gap}.");
        }

        foreach (var sentence in Checked(run, terminal))
        {
            _console.WriteLine(sentence);
        }
    }

    /// <summary>What was checked, under which policy: a sentence for each policy.</summary>
    internal static IEnumerable<string> Checked(GateRun run, Terminal terminal)
    {
        foreach (var group in run.Results.GroupBy(result => (result.Profile, result.PolicyFile)))
        {
            var frameworks = group.Select(result => result.TargetFramework).Distinct().Order(StringComparer.Ordinal);
            var policy = group.Key.PolicyFile is { } file ? terminal.Shown(file) : "defaults, no policy file";
            yield return $"Checked {Many(group.Select(result => result.ProjectFile).Distinct().Count(), "project")} ({string.Join(", ", frameworks)}) "
                + $"under {policy}, profile {group.Key.Profile}.";
        }
    }

    private void WriteUnused(UnusedAcceptances unused)
    {
        foreach (var (policy, exception) in unused.Exceptions)
        {
            terminal.WriteRaw($"{terminal.Shown(policy)}({exception.Line},{exception.Column}): the exception for {exception.Rule} matches nothing; {Terminal.Printable(exception.Owner)} can remove it\n");
        }

        foreach (var group in unused.Entries.GroupBy(entry => entry.Baseline))
        {
            terminal.WriteRaw($"{terminal.Shown(group.Key)}: {Many(group.Count(), "finding")} of the baseline {(group.Count() == 1 ? "is" : "are")} fixed; run: airlock baseline --prune\n");
        }
    }

    /// <summary>How many findings there are of each level, in words.</summary>
    internal static string Counts(GateRun run)
    {
        var shown = run.Findings.Where(IsShown).ToList();
        int Of(FindingLevel level) => shown.Count(finding => finding.Finding.Level == level);
        var parts = new List<string>
        {
            Of(FindingLevel.Block) switch { 0 => "nothing blocks", 1 => "1 finding blocks", var count => $"{count} findings block" },
            Many(Of(FindingLevel.Warn), "warning"),
        };
        var accepted = run.Findings.Count(finding => finding.Finding.Suppression?.Kind == FindingSuppression.Baseline);
        var suppressed = run.Findings.Count(finding => finding.IsSuppressed) - accepted;
        (int Count, string Text)[] further =
        [
            (Of(FindingLevel.Note), Many(Of(FindingLevel.Note), "note")),
            (accepted, $"{accepted} accepted by the baseline"),
            (suppressed, $"{suppressed} suppressed"),
            (run.Findings.Count(IsAsset), $"{Many(run.Findings.Count(IsAsset), "AI asset")} in use"),
        ];
        parts.AddRange(further.Where(part => part.Count > 0).Select(part => part.Text));
        return string.Join(", ", parts);
    }

    private static bool IsAsset(RootedFinding rooted) => rooted.Finding.Properties.ContainsKey(InventoryKeys.Kind) && rooted.Finding.Level == FindingLevel.Record;

    private static string Many(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private void WriteEvidence(GateRun run)
    {
        if (run.Evidence.Count > 0)
        {
            _console.WriteLine("Evidence:");
        }

        foreach (var file in run.Evidence)
        {
            terminal.WriteRaw($"  {terminal.Shown(file)}\n");
        }
    }

    private void Indented(IRenderable content) =>
        _console.Write(new Padder(content, new Padding(MessageIndent, 0, 0, 0)));
}
