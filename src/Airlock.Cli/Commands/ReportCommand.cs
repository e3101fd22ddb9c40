using System.CommandLine;
using System.Text;
using System.Text.Json;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Report;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock report</c>: one HTML page on the verdict and on what a solution or project is made of.</summary>
public static class ReportCommand
{
    private const string DefaultFile = "airlock-report.html";

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("report", "Run the gate and write one self-contained HTML page: verdict, findings, AI assets, models, libraries, exceptions, standards, and what is not known");
        var options = new BuildOptions(command);
        var output = new Option<string>("--output", "-o") { Description = "The page", HelpName = "file", DefaultValueFactory = _ => DefaultFile };
        var documents = new Option<string[]>("--bom") { Description = "Show these SBOMs (files, or folders of *.cdx.json) alone, without running the gate", HelpName = "path", AllowMultipleArgumentsPerToken = true };
        var earlier = new Option<string[]>("--earlier") { Description = "SARIF files of earlier builds, oldest first, for the trend", HelpName = "file", AllowMultipleArgumentsPerToken = true };
        command.Add(output);
        command.Add(documents);
        command.Add(earlier);
        command.SetAction(async (parsed, cancellation) =>
        {
            var before = (parsed.GetValue(earlier) ?? []).Select(file => Earlier(context.Terminal.Absolute(file))).ToList();
            var (input, code) = parsed.GetValue(documents) is { Length: > 0 } paths
                ? (OfDocuments(SolutionBom.Files(paths.Select(context.Terminal.Absolute))), ExitCode.Clean)
                : OfRun(await new BuildProgress(context.Terminal).RunAsync(context.Build, options.Request(parsed, context.Terminal), cancellation));
            var page = context.Terminal.Absolute(parsed.GetValue(output)!);
            AtomicFile.Write(page, stream => stream.Write(Encoding.UTF8.GetBytes(ReportPage.Write(input with { Earlier = [.. before] }))));
            context.Terminal.WriteRaw(page + "\n");
            if (input.Gap is { } gap)
            {
                context.Terminal.Complain(gap);
            }

            return (int)code;
        });
        return command;
    }

    private static (ReportInput Input, ExitCode Code) OfRun(GateRun run)
    {
        var files = SolutionBom.Written(run);
        var name = Path.GetFileNameWithoutExtension(run.Target);
        var input = new ReportInput
        {
            Name = name,
            Bom = files.Count == 0 ? null : SolutionBom.Read(name, files),
            Results = run.Results,
            Gap = run.Gap is { } gap ? string.Join(' ', [gap, .. run.Problems.Select(problem => problem.Message)]) : null,
            Pins = ReportedPins.Of(run.Results),
        };
        return (input, run.ScanExitCode);
    }

    private static ReportInput OfDocuments(IReadOnlyList<string> files)
    {
        if (files.Count == 0)
        {
            throw new ToolException(ExitCode.Incomplete, "there is no SBOM to report on");
        }

        var bom = SolutionBom.Read(Path.GetFileName(Path.GetDirectoryName(files[0])) ?? "solution", files);
        return new ReportInput { Name = $"{bom.Metadata.Component.Name} {bom.Metadata.Component.Version}".TrimEnd(), Bom = bom };
    }

    private static EarlierBuild Earlier(string file)
    {
        try
        {
            return EarlierBuilds.Read(file);
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException(ExitCode.Usage, $"{file} can't be read as SARIF: {exception.Message}");
        }
    }
}
