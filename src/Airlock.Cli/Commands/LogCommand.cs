using System.CommandLine;
using System.Globalization;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Core.Approvals;
using Airlock.Core.Policy;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock log</c>: shows the record of what was done to pins, and checks that nobody changed it.</summary>
public static class LogCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("log", "Show who pinned, approved and rolled back which model, and who accepted which findings, when and why");
        var lockFile = new Option<string?>("--lock") { Description = "Lock file that the record belongs to (default: that of the current folder)", HelpName = "file", Recursive = true };
        var verify = new Command("verify", "Check that no line of the record was changed, moved, added or removed");
        var format = OutputFormat.Create("table", "json");
        format.Recursive = true;
        command.Add(format);
        command.Add(lockFile);
        command.Add(verify);
        command.SetAction(parsed => (int)(OutputFormat.IsJson(parsed, format) ? Write(Open(parsed), context.Terminal, ExitCode.Clean) : Show(Open(parsed), context.Terminal)));
        verify.SetAction(parsed => (int)(OutputFormat.IsJson(parsed, format) ? Write(Open(parsed), context.Terminal, ExitCode.Violation) : Verify(Open(parsed), context.Terminal)));
        return command;

        LockFile Open(ParseResult parsed) => LockFile.Open(
            parsed.GetValue(lockFile) is { } path ? context.Terminal.Absolute(path) : LockFile.PathFor(context.Terminal.Folder, context.Terminal.Folder));
    }

    private static ExitCode Write(LockFile lockFile, Terminal terminal, ExitCode broken)
    {
        var (record, problems) = Read(lockFile);
        terminal.WriteDocument(LogDocument.Of(record, problems), ToolDocumentContext.Default.LogDocument);
        return problems.Count > 0 ? broken : ExitCode.Clean;
    }

    private static ExitCode Show(LockFile lockFile, Terminal terminal)
    {
        var (record, problems) = Read(lockFile);
        if (record.Length == 0 && problems.Count == 0)
        {
            terminal.WriteRaw($"There is no record beside {terminal.Shown(lockFile.Path)}\n");
        }

        foreach (var entry in record.Entries)
        {
            terminal.WriteRaw(Terminal.Printable($"{Line(entry)}\n", keepLines: true));
        }

        if (problems.Count > 0)
        {
            terminal.Complain($"this record does not hold: run airlock log verify ({problems.Count} {(problems.Count == 1 ? "problem" : "problems")})");
        }

        return ExitCode.Clean;
    }

    private static ExitCode Verify(LockFile lockFile, Terminal terminal)
    {
        var (record, problems) = Read(lockFile);
        var path = terminal.Shown(AuditRecord.PathBeside(lockFile.Path));
        foreach (var problem in problems)
        {
            terminal.WriteRaw($"{path}({problem.Line}): {Terminal.Printable(problem.Message)}\n");
        }

        if (problems.Count > 0)
        {
            return ExitCode.Violation;
        }

        terminal.WriteRaw(record.Length == 0
            ? $"There is no record beside {terminal.Shown(lockFile.Path)}\n"
            : $"{path}: {record.Length} {(record.Length == 1 ? "line" : "lines")}, each follows the one before, and {PolicyFiles.LockName} names the last\n");
        return ExitCode.Clean;
    }

    private static (AuditRecord Record, IReadOnlyList<AuditProblem> Problems) Read(LockFile lockFile)
    {
        var record = AuditRecordFile.Read(AuditRecord.PathBeside(lockFile.Path));
        return (record, record.Disagreement(lockFile.Document.Record) is { } problem ? [.. record.Problems, problem] : record.Problems);
    }

    private static string Line(AuditEntry entry)
    {
        var what = entry.IsOfBaseline ? $"{entry.Accepted.Count} {(entry.Accepted.Count == 1 ? "finding" : "findings")}" : entry.Environment ?? string.Join(", ", entry.Accepted);
        var time = entry.At.ToString(LockDocument.TimeFormat, CultureInfo.InvariantCulture);
        var was = entry.Was is null ? "" : $" (was {entry.Was[..12]}…)";
        return $"{time}  {AuditEntry.Word(entry.Action),-8}  {entry.Path}  {(entry.ContentHash ?? entry.Sha256)[..12]}…{was}{(what.Length > 0 ? $"  {what}" : "")}  {entry.By}{(entry.Reason is null ? "" : $": {entry.Reason.ReplaceLineEndings(" ")}")}";
    }
}
