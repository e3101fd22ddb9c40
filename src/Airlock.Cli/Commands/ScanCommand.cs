using System.CommandLine;
using Airlock.Cli.Building;
using Airlock.Cli.Output;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock scan</c> and <c>airlock check</c>: run the gate on a solution or project without changing it.</summary>
public static class ScanCommand
{
    /// <summary>Makes <c>scan</c>, which reports: findings are its result, not its failure.</summary>
    public static Command CreateScan(ToolContext context) =>
        Create("scan", "Run the gate and report what it finds; exit codes are those of check, but a finding that blocks is a result and gives 0", context, run => run.ScanExitCode, isCheck: false);

    /// <summary>Makes <c>check</c>, which answers with the exit code of the gate.</summary>
    public static Command CreateCheck(ToolContext context) =>
        Create("check", "Run the gate and answer with its exit code: 0 if nothing blocks, 1 if a finding does, 2 if policy or lock is invalid (AIR9001, AIR9002), 4 if something could not be checked (AIR9004, or the build failed)", context, run => run.CheckExitCode, isCheck: true);

    private static Command Create(string name, string description, ToolContext context, Func<GateRun, ExitCode> exitCode, bool isCheck)
    {
        var command = new Command(name, description);
        var options = new BuildOptions(command);
        var format = OutputFormat.Create("table", "json", "sarif");
        command.Add(format);
        var all = new Option<bool>("--all-packages") { Description = "List packages without a finding as well" };
        command.Add(all);
        var annotations = isCheck ? new AnnotationOptions(command) : null;
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = options.Request(parsed, context.Terminal);
            var run = await new BuildProgress(context.Terminal).RunAsync(context.Build, request, cancellation);
            switch (parsed.GetValue(format))
            {
                case "json":
                    context.Terminal.WriteRaw(JsonReport.Write(run));
                    break;
                case "sarif":
                    context.Terminal.WriteRaw(SarifReport.Write(run));
                    break;
                default:
                    new FindingReport(context.Terminal).Write(run, parsed.GetValue(all));
                    break;
            }

            annotations?.Write(parsed, context, run, isOutputFree: parsed.GetValue(format) == "table");
            return (int)exitCode(run);
        });
        return command;
    }
}
