using System.CommandLine;
using System.Globalization;
using Airlock.Cli.Output;
using Airlock.Core.Findings;
using Airlock.Core.Policy;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock exceptions</c>: lists the exceptions of the policy with their owners and ends; nothing is built.</summary>
public static class ExceptionsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("exceptions", "List the exceptions of the policy, those that end first on top");
        var policy = new Option<string?>("--policy") { Description = "Policy file (default: the nearest airlock.json upward from the current folder)", HelpName = "file" };
        var expiring = new Option<int?>("--expiring") { Description = "Only those that expired, or will within so many days", HelpName = "days" };
        command.Add(policy);
        command.Add(expiring);
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(policy) is { } file ? context.Terminal.Absolute(file) : null;
            var path = PolicyFiles.Locate(context.Terminal.Folder, named, null).Policy
                ?? throw new ToolException(ExitCode.Usage, $"there is no {PolicyFiles.PolicyName} here or in a folder above");
            Show(path, parsed.GetValue(expiring), DateTime.UtcNow.Date, context.Terminal);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static void Show(string path, int? days, DateTime today, Terminal terminal)
    {
        var findings = new List<Finding>();

        // No project is meant; the name only says where the policy lies.
        var gate = PolicyFiles.Read(path, path, lockFile: null, profile: null, findings);
        var wrong = findings.Where(finding => finding.RuleId == "AIR9001").ToList();
        if (wrong.Count > 0)
        {
            throw new ToolException(ExitCode.Usage, string.Join('\n', wrong.Select(finding => $"{finding.Location}: {finding.Message}")));
        }

        var all = new ExceptionCoverage(gate, today).Uses().Select(use => (Use: use, Left: Left(use, today))).ToList();
        var shown = all
            .Where(row => days is null || row.Left <= days)
            .OrderBy(row => row.Left ?? int.MaxValue)
            .ThenBy(row => row.Use.Line)
            .ToList();
        foreach (var (use, left) in shown)
        {
            var scope = use.Scope() is { Length: > 0 } text ? $" {text}" : "";
            terminal.WriteRaw(Terminal.Printable($"{End(use, left),-28}  {use.Rule}{scope}  {use.Owner}: {use.Reason.ReplaceLineEndings(" ")}\n", keepLines: true));
        }

        if (shown.Count == 0)
        {
            terminal.WriteRaw(all.Count == 0
                ? $"{terminal.Shown(path)} has no exceptions\n"
                : $"None of the {all.Count} exceptions in {terminal.Shown(path)} ends within {days} days\n");
        }
    }

    private static int? Left(ExceptionUse use, DateTime today) => use.Expires is null
        ? null
        : (DateTime.ParseExact(use.Expires, "yyyy-MM-dd", CultureInfo.InvariantCulture) - today).Days;

    private static string End(ExceptionUse use, int? left) => left switch
    {
        null => "no end",
        < 0 => $"{use.Expires}  expired",
        0 => $"{use.Expires}  today is the last day",
        1 => $"{use.Expires}  1 day left",
        _ => $"{use.Expires}  {left} days left",
    };
}
