using System.CommandLine;
using System.Text;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Report;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock report</c>: one HTML page on what a solution or project is made of.</summary>
public static class ReportCommand
{
    private const string DefaultFile = "airlock-report.html";

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("report", "Write one self-contained HTML page: the AI assets as a picture and as tables, libraries, and what is not known");
        var options = new BuildOptions(command);
        var output = new Option<string>("--output", "-o") { Description = "The page", HelpName = "file", DefaultValueFactory = _ => DefaultFile };
        var documents = new Option<string[]>("--bom") { Description = "Take these SBOMs (files, or folders of *.cdx.json) instead of running the gate", HelpName = "path", AllowMultipleArgumentsPerToken = true };
        command.Add(output);
        command.Add(documents);
        command.SetAction(async (parsed, cancellation) =>
        {
            var given = parsed.GetValue(documents) is { Length: > 0 } paths ? SolutionBom.Files(paths.Select(context.Terminal.Absolute)) : null;
            var (files, name, code) = (given, DefaultName(given), ExitCode.Clean);
            if (files is null)
            {
                var run = await new BuildProgress(context.Terminal).RunAsync(context.Build, options.Request(parsed, context.Terminal), cancellation);
                (files, name, code) = (SolutionBom.Written(run), Path.GetFileNameWithoutExtension(run.Target), run.ScanExitCode);
                if (run.Gap is { } gap)
                {
                    context.Terminal.Complain(string.Join('\n', [gap, .. run.Problems.Select(problem => problem.Message), .. run.Tail]));
                }
            }

            if (files.Count == 0)
            {
                throw new ToolException(ExitCode.Incomplete, "there is no SBOM to report on");
            }

            var page = context.Terminal.Absolute(parsed.GetValue(output)!);
            AtomicFile.Write(page, stream => stream.Write(Encoding.UTF8.GetBytes(ReportPage.Write(SolutionBom.Read(name, files)))));
            context.Terminal.WriteRaw(page + "\n");
            return (int)code;
        });
        return command;
    }

    private static string DefaultName(IReadOnlyList<string>? files) => files is null ? "" : Path.GetFileName(Path.GetDirectoryName(files.FirstOrDefault())) ?? "solution";
}
