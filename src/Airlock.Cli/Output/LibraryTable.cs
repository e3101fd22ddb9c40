using System.Collections.Immutable;
using Airlock.Core;
using Airlock.Core.Libraries;
using Airlock.Shared.Rules;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>The verdict on a package over all projects of a run.</summary>
/// <param name="Package">Identifier.</param>
/// <param name="Version">Version.</param>
/// <param name="Verdict"><c>block</c>, <c>warn</c>, <c>note</c> or <c>clean</c>.</param>
/// <param name="Reasons">Why, each once.</param>
/// <param name="Ways">The ways by which it came in, one for each project.</param>
public sealed record LibraryRow(string Package, string Version, string Verdict, ImmutableArray<LibraryReason> Reasons, ImmutableArray<string> Ways);

/// <summary>Shows one table of all packages of a run: package, version, verdict, reasons.</summary>
public static class LibraryTable
{
    private const string Clean = "clean";
    private const int Gap = 2;
    private const int VerdictWidth = 9;
    private const int NarrowestReason = 30;

    private static readonly string[] Heads = ["verdict", "package", "version", "reasons"];

    /// <summary>One row a package and version, what weighs most first.</summary>
    public static ImmutableArray<LibraryRow> Rows(IEnumerable<GateResult> results) =>
    [
        .. results.SelectMany(result => result.Libraries)
            .GroupBy(library => (library.Id, library.Version))
            .Select(group => (Level: group.Max(library => library.Level), Row: new LibraryRow(
                group.Key.Id,
                group.Key.Version,
                WordOf(group.Max(library => library.Level)),
                [.. group.SelectMany(library => library.Reasons).Distinct().OrderBy(reason => reason.IsExcepted).ThenByDescending(reason => reason.Level).ThenBy(reason => reason.RuleId, StringComparer.Ordinal)],
                [.. group.Select(library => library.Way).Distinct().Order(StringComparer.Ordinal)])))
            .OrderByDescending(pair => pair.Level)
            .ThenBy(pair => pair.Row.Package, StringComparer.OrdinalIgnoreCase)
            .ThenBy(pair => pair.Row.Version, StringComparer.Ordinal)
            .Select(pair => pair.Row),
    ];

    /// <summary>The verdict that a level comes to: <c>block</c>, <c>warn</c>, <c>note</c> or <c>clean</c>.</summary>
    public static string WordOf(FindingLevel level) => level >= FindingLevel.Note ? FindingReport.Shown(level).Word : Clean;

    /// <summary>Writes the table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="withClean">Whether packages without a finding have a row each, or are counted in the last.</param>
    public static void Write(Terminal terminal, ImmutableArray<LibraryRow> rows, bool withClean)
    {
        var shown = rows.Where(row => withClean || row.Verdict != Clean).ToList();
        var (package, version) = (Width(shown.Select(row => row.Package), Heads[1]), Width(shown.Select(row => row.Version), Heads[2]));
        var indent = VerdictWidth + package + version;
        terminal.Out.Write(new Text("Libraries", new Style(decoration: Decoration.Bold | Decoration.Underline)));
        terminal.Out.WriteLine();
        if (shown.Count > 0)
        {
            terminal.Out.Write(new Text($"{Heads[0].PadRight(VerdictWidth)}{Heads[1].PadRight(package)}{Heads[2].PadRight(version)}{Heads[3]}", new Style(Color.Grey)));
            terminal.Out.WriteLine();
        }

        foreach (var row in shown)
        {
            var line = new Paragraph(row.Verdict.PadRight(VerdictWidth), new Style(ColorOf(row.Verdict), decoration: Decoration.Bold));
            line.Append($"{Terminal.Printable(row.Package).PadRight(package)}{Terminal.Printable(row.Version).PadRight(version)}");
            WriteReasons(terminal, row, line, indent);
        }

        if (rows.Length > shown.Count)
        {
            var (count, more) = (rows.Length - shown.Count, shown.Count > 0 ? "more " : "");
            terminal.Out.Write(new Text($"{Clean}    {count} {more}{(count == 1 ? "package" : "packages")}", new Style(Color.Green)));
            terminal.Out.WriteLine();
        }

        terminal.Out.WriteLine();
    }

    // The first reason stands behind the package, where there is room for it; the others below, and then the way by which it came in.
    private static void WriteReasons(Terminal terminal, LibraryRow row, Paragraph line, int indent)
    {
        var lines = row.Reasons.Where(reason => reason.Level >= FindingLevel.Note).Select(Reason).ToList();
        if (row.Verdict != Clean)
        {
            lines.Add([($"by {Terminal.Printable(row.Ways[0])}{(row.Ways.Length > 1 ? $" and {row.Ways.Length - 1} more" : "")}", new Style(Color.Grey))]);
        }

        var room = terminal.Out.Profile.Width - indent;
        if (lines.Count > 0 && room >= NarrowestReason && lines.Exists(parts => parts.Sum(part => part.Text.Length) > room))
        {
            var grid = new Grid();
            grid.AddColumn(new GridColumn { Width = indent, NoWrap = true, Padding = new Padding(0) });
            grid.AddColumn(new GridColumn { Padding = new Padding(0) });
            grid.AddRow(line, Join(new Paragraph(), lines, "\n"));
            terminal.Out.Write(grid);
            return;
        }

        // What fits needs no column, and a log no blanks at the ends of its lines.
        var isNarrow = room < NarrowestReason;
        var gap = "\n" + new string(' ', isNarrow ? VerdictWidth : indent);
        terminal.Out.Write(Join(isNarrow && lines.Count > 0 ? line.Append(gap) : line, lines, gap));
        terminal.Out.WriteLine();
    }

    private static List<(string Text, Style Style)> Reason(LibraryReason reason) =>
    [
        (reason.RuleId, new Style(decoration: Decoration.Bold)),
        ($" {Terminal.Printable(reason.Text)}{(reason.IsExcepted ? " (excepted by policy)" : "")}", reason.IsExcepted ? new Style(Color.Grey) : Style.Plain),
    ];

    private static Paragraph Join(Paragraph text, List<List<(string Text, Style Style)>> lines, string gap)
    {
        for (var index = 0; index < lines.Count; index++)
        {
            text.Append(index > 0 ? gap : "");
            lines[index].ForEach(part => text.Append(part.Text, part.Style));
        }

        return text;
    }

    private static int Width(IEnumerable<string> texts, string head) => texts.Select(text => text.Length).Append(head.Length).Max() + Gap;

    /// <summary>The colour of a verdict.</summary>
    internal static Color ColorOf(string verdict) => verdict switch
    {
        "block" => Color.Red,
        "warn" => Color.Yellow,
        "note" => Color.Blue,
        _ => Color.Green,
    };
}
