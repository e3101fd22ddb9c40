using Airlock.Cli.Diagnosis;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>Shows what <c>airlock doctor</c> found to a person: a table for the solution, for each policy and for each project.</summary>
public static class DoctorTable
{
    private const int StatusWidth = 6;
    private const int Gap = 2;

    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="report">What was found.</param>
    /// <param name="withAll">Whether what is as it should be has a line each, or is listed in one.</param>
    public static void Write(Terminal terminal, DoctorReport report, bool withAll)
    {
        var width = report.Subjects.SelectMany(subject => subject.Checks).Max(check => check.Id.Length) + Gap;
        foreach (var subject in report.Subjects)
        {
            var framework = string.IsNullOrEmpty(subject.TargetFramework) ? "" : $" ({subject.TargetFramework})";
            terminal.Out.Write(new Text($"{terminal.Shown(subject.Path)}{Terminal.Printable(framework)}", new Style(decoration: Decoration.Bold | Decoration.Underline)));
            terminal.Out.WriteLine();
            foreach (var check in subject.Checks.Where(check => withAll || check.Status >= HealthStatus.Warn || subject.Checks.Length == 1))
            {
                WriteCheck(terminal, check, width);
            }

            var fine = subject.Checks.Where(check => check.Status == HealthStatus.Ok).Select(check => check.Id).ToList();
            if (!withAll && subject.Checks.Length > 1 && fine.Count > 0)
            {
                WriteCheck(terminal, HealthCheck.Ok("", string.Join(", ", fine)), 0);
            }

            terminal.Out.WriteLine();
        }

        WriteSummary(terminal, report);
    }

    private static void WriteCheck(Terminal terminal, HealthCheck check, int width)
    {
        var line = new Paragraph();
        line.Append(Word(check.Status).PadRight(StatusWidth), new Style(ColorOf(check.Status), decoration: Decoration.Bold));
        line.Append(check.Id.PadRight(width));
        if (check.Advice is null)
        {
            WriteRow(terminal, line, new Paragraph(Terminal.Printable(check.Message)), width);
            return;
        }

        var text = new Paragraph(Terminal.Printable(check.Message));
        text.Append($"\n{(terminal.Out.Profile.Capabilities.Interactive ? "" : new string(' ', StatusWidth + width))}→ {Terminal.Printable(check.Advice)}", new Style(Color.Grey));
        WriteRow(terminal, line, text, width);
    }

    // On a terminal the text keeps to its column; in a log no line is padded or broken.
    private static void WriteRow(Terminal terminal, Paragraph line, Paragraph text, int width)
    {
        if (terminal.Out.Profile.Capabilities.Interactive)
        {
            var grid = new Grid();
            grid.AddColumn(new GridColumn { Width = StatusWidth + width, NoWrap = true, Padding = new Padding(0) });
            grid.AddColumn(new GridColumn { Padding = new Padding(0) });
            grid.AddRow(line, text);
            terminal.Out.Write(grid);
            return;
        }

        terminal.Out.Write(line);
        terminal.Out.Write(text);
        terminal.Out.WriteLine();
    }

    private static void WriteSummary(Terminal terminal, DoctorReport report)
    {
        int Count(HealthStatus status) => report.Subjects.Sum(subject => subject.Checks.Count(check => check.Status == status));
        var (failed, warned) = (Count(HealthStatus.Fail), Count(HealthStatus.Warn));
        var (word, color) = report.Status switch
        {
            HealthStatus.Fail => ("Not active everywhere", Color.Red),
            HealthStatus.Warn => ("Active, with remarks", Color.Yellow),
            _ => ("Active", Color.Green),
        };
        var line = new Paragraph(word, new Style(color, decoration: Decoration.Bold));
        line.Append($": {failed} failed, {warned} {(warned == 1 ? "warning" : "warnings")}, {Count(HealthStatus.Ok)} ok, {Count(HealthStatus.Skip)} not applicable");
        terminal.Out.Write(line);
        terminal.Out.WriteLine();
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Fail => "fail",
        HealthStatus.Warn => "warn",
        HealthStatus.Ok => "ok",
        _ => "–",
    };

    private static Color ColorOf(HealthStatus status) => status switch
    {
        HealthStatus.Fail => Color.Red,
        HealthStatus.Warn => Color.Yellow,
        HealthStatus.Ok => Color.Green,
        _ => Color.Grey,
    };
}
