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

    /// <summary>One row a package and version, what weighs most first.</summary>
    public static ImmutableArray<LibraryRow> Rows(IEnumerable<GateResult> results) =>
    [
        .. results.SelectMany(result => result.Libraries)
            .GroupBy(library => (library.Id, library.Version))
            .Select(group => (Level: group.Max(library => library.Level), Row: new LibraryRow(
                group.Key.Id,
                group.Key.Version,
                group.Max(library => library.Level) is var level and >= FindingLevel.Note ? FindingReport.Shown(level).Word : Clean,
                [.. group.SelectMany(library => library.Reasons).Distinct().OrderBy(reason => reason.IsExcepted).ThenByDescending(reason => reason.Level).ThenBy(reason => reason.RuleId, StringComparer.Ordinal)],
                [.. group.Select(library => library.Way).Distinct().Order(StringComparer.Ordinal)])))
            .OrderByDescending(pair => pair.Level)
            .ThenBy(pair => pair.Row.Package, StringComparer.OrdinalIgnoreCase)
            .ThenBy(pair => pair.Row.Version, StringComparer.Ordinal)
            .Select(pair => pair.Row),
    ];

    /// <summary>Writes the table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="withClean">Whether packages without a finding have a row each, or are counted in the last.</param>
    public static void Write(Terminal terminal, ImmutableArray<LibraryRow> rows, bool withClean)
    {
        var shown = rows.Where(row => withClean || row.Verdict != Clean).ToList();
        var table = new Table { Border = TableBorder.None, ShowHeaders = shown.Count > 0 };
        foreach (var name in new[] { "verdict", "package", "version", "reasons" })
        {
            table.AddColumn(new TableColumn(new Text(name, new Style(Color.Grey))) { NoWrap = name != "reasons", Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in shown)
        {
            table.AddRow(
                new Text(row.Verdict, new Style(ColorOf(row.Verdict), decoration: Decoration.Bold)),
                new Text(Terminal.Printable(row.Package)),
                new Text(Terminal.Printable(row.Version)),
                Reasons(row));
        }

        terminal.Out.Write(new Text("Libraries", new Style(decoration: Decoration.Bold | Decoration.Underline)));
        terminal.Out.WriteLine();
        if (shown.Count > 0)
        {
            terminal.Out.Write(table);
        }

        if (rows.Length > shown.Count)
        {
            var (count, more) = (rows.Length - shown.Count, shown.Count > 0 ? "more " : "");
            terminal.Out.Write(new Text($"{Clean}    {count} {more}{(count == 1 ? "package" : "packages")}", new Style(Color.Green)));
            terminal.Out.WriteLine();
        }

        terminal.Out.WriteLine();
    }

    private static Paragraph Reasons(LibraryRow row)
    {
        var text = new Paragraph();
        var lines = 0;
        foreach (var reason in row.Reasons.Where(reason => reason.Level >= FindingLevel.Note))
        {
            text.Append(lines++ > 0 ? "\n" : "");
            text.Append(reason.RuleId, new Style(decoration: Decoration.Bold));
            text.Append($" {Terminal.Printable(reason.Text)}{(reason.IsExcepted ? " (excepted by policy)" : "")}", reason.IsExcepted ? new Style(Color.Grey) : Style.Plain);
        }

        if (lines > 0 && row.Verdict != Clean)
        {
            text.Append($"\nby {Terminal.Printable(row.Ways[0])}{(row.Ways.Length > 1 ? $" and {row.Ways.Length - 1} more" : "")}", new Style(Color.Grey));
        }

        return text;
    }

    /// <summary>The colour of a verdict.</summary>
    internal static Color ColorOf(string verdict) => verdict switch
    {
        "block" => Color.Red,
        "warn" => Color.Yellow,
        "note" => Color.Blue,
        _ => Color.Green,
    };
}
