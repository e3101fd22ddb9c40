using System.CommandLine;
using Airlock.Cli.Building;
using Airlock.Cli.Diagnosis;
using Airlock.Cli.Output;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock doctor</c>: says whether the gate is really active in every project, without building anything.</summary>
public static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("doctor", "Tell whether the gate is really active in every project, without building: exit code 0 if it is, 1 if a check fails, 4 if a project can't be loaded");
        var path = new Argument<string>("path") { Description = "A solution, a project, or a folder that holds one (default: the current folder)", DefaultValueFactory = _ => "." };
        var configuration = new Option<string?>("--configuration", "-c") { Description = "Build configuration, as Release", HelpName = "name" };
        var all = new Option<bool>("--all") { Description = "Give what is as it should be a line each, too" };
        var strict = new Option<bool>("--strict") { Description = "Answer 1 to warnings, too" };
        var format = OutputFormat.Create("table", "json");
        command.Add(path);
        command.Add(configuration);
        command.Add(all);
        command.Add(strict);
        command.Add(format);
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            var target = BuildTarget.Find(terminal.Absolute(parsed.GetValue(path)!));
            var report = await new Doctor(context.Evaluation, context.Variable, terminal.Shown).ExamineAsync(target, parsed.GetValue(configuration), cancellation);
            if (OutputFormat.IsJson(parsed, format))
            {
                terminal.WriteDocument(report, ToolDocumentContext.Default.DoctorReport);
            }
            else
            {
                DoctorTable.Write(terminal, report, parsed.GetValue(all));
            }

            var worst = parsed.GetValue(strict) ? HealthStatus.Warn : HealthStatus.Fail;
            return (int)(!report.IsComplete ? ExitCode.Incomplete : report.Status >= worst ? ExitCode.Violation : ExitCode.Clean);
        });
        return command;
    }
}
