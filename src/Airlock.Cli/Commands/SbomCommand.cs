using System.CommandLine;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Core;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock sbom</c>: runs the gate, and hands over the bills of materials that it wrote; below it, what is done with them.</summary>
public static class SbomCommand
{
    private const string Extension = ".cdx.json";

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("sbom", "Write the AI-aware SBOM (CycloneDX) of a solution or project, and print its path");
        var options = new BuildOptions(command);
        var output = new Option<string?>("--output", "-o") { Description = "Copy it to this file; a folder, if there is more than one", HelpName = "path" };
        var format = new Option<string>("--spec-version", "--format") { Description = "Version of CycloneDX", HelpName = "version", DefaultValueFactory = _ => "1.7" };
        format.AcceptOnlyFromAmong("1.7", "1.6");
        command.Add(output);
        command.Add(format);
        command.Add(SbomDiffCommand.Create(context));
        command.Add(SbomAcceptCommand.Create(context));
        command.Add(SbomPushCommand.Create(context));
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = options.Request(parsed, context.Terminal) with { BomFormat = parsed.GetValue(format) };
            var run = await new BuildProgress(context.Terminal).RunAsync(context.Build, request, cancellation);
            var written = run.Evidence.Where(file => file.EndsWith(Extension, StringComparison.Ordinal)).ToList();
            if (run.Gap is { } gap)
            {
                context.Terminal.Complain(string.Join('\n', [gap, .. run.Problems.Select(problem => problem.Message), .. run.Tail]));
            }

            foreach (var file in parsed.GetValue(output) is { } path ? Copy(written, context.Terminal.Absolute(path)) : written)
            {
                context.Terminal.WriteRaw(file + "\n");
            }

            return (int)run.ScanExitCode;
        });
        return command;
    }

    private static List<string> Copy(List<string> files, string path)
    {
        if (!Directory.Exists(path) && !Path.EndsInDirectorySeparator(path))
        {
            return files switch
            {
                [] => [],
                [var file] => [CopyTo(file, path)],
                _ => throw new ToolException(ExitCode.Usage, $"{files.Count} projects have an SBOM each, so --output must name a folder (end it with {Path.DirectorySeparatorChar})"),
            };
        }

        // One assembly may have been built for several frameworks: then its file's folder, which is the framework's, tells them apart.
        var same = files.GroupBy(Path.GetFileName).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return [.. files.Select(file =>
        {
            var name = Path.GetFileName(file);
            var framework = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)));
            return CopyTo(file, Path.Combine(path, same.Contains(name) ? $"{framework}.{name}" : name));
        })];
    }

    private static string CopyTo(string file, string path)
    {
        using var source = File.OpenRead(file);
        AtomicFile.Write(path, source.CopyTo);
        return path;
    }
}
