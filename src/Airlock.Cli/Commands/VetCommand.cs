using System.CommandLine;
using System.Globalization;
using Airlock.Cli.Output;
using Airlock.Cli.Vetting;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Pins;
using Spectre.Console;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock vet</c>: reads model files and packages, running nothing in them, and says what they would do.</summary>
public static class VetCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command(
            "vet",
            "Read model files, running nothing in them, and give each a verdict: exit code 0 if all are clean, else 1; or show what is known of a package, and record a decision on it: exit code 1 if something blocks or it is denied");
        var paths = new Argument<string[]>("paths") { Description = "Files, and folders that are searched for models by name and content; or a package, as Id, Id@1.2.3 or the file of one", Arity = ArgumentArity.OneOrMore };
        var format = OutputFormat.Create("table", "json");
        command.Add(paths);
        command.Add(format);
        var packages = new PackageVetting(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            var arguments = parsed.GetValue(paths)!;
            if (arguments is [var only] && PackageQuery.Read(only, terminal.Folder) is { } query)
            {
                return (int)await packages.RunAsync(query, parsed, parsed.GetValue(format) == "json", context, cancellation);
            }

            if (packages.IsAsked(parsed))
            {
                throw new ToolException(ExitCode.Usage, "--allow, --deny and --licence go with one package, as Id or Id@1.2.3; a model is pinned with airlock pin");
            }

            var found = VettedFiles.Find(arguments, terminal.Folder, cancellation);
            var read = await new ReadingProgress(terminal).ReadAsync([.. found.Select(one => one.File)], VettedFile.Of, cancellation);
            var files = found.Zip(read)
                .Where(pair => !pair.First.IsContainer || pair.Second.MayHoldModel)
                .Select(pair => pair.Second with { Path = pair.First.File.Shown })
                .ToList();
            if (parsed.GetValue(format) == "json")
            {
                terminal.WriteDocument(new VetDocument { Files = [.. files.Select(Describe)] }, ToolDocumentContext.Default.VetDocument);
            }
            else
            {
                Show(files, terminal);
            }

            return (int)(files.All(file => file.Verdict == ModelVerdict.Clean) ? ExitCode.Clean : ExitCode.Violation);
        });
        return command;
    }

    private static void Show(IReadOnlyList<VettedFile> files, Terminal terminal)
    {
        foreach (var file in files)
        {
            var line = new Paragraph($"{VerdictNames.Of(file.Verdict),-14} ", new Style(ColorOf(file.Verdict)));
            line.Append($"{Terminal.Printable(file.Path)} ({file.Format ?? "unknown format"})");
            terminal.Out.Write(line);
            terminal.Out.WriteLine();
            foreach (var finding in file.Findings.OrderByDescending(finding => finding.Verdict))
            {
                terminal.WriteRaw($"  {Terminal.Printable($"{ModelVetting.RuleOf(finding.Verdict)} {Place(finding)}{finding.Message}")}\n");
            }

            if (file.Accepted.Count > 0)
            {
                terminal.WriteRaw($"  accepted by its pin: {Terminal.Printable(string.Join(", ", file.Accepted.Select(finding => finding.Subject)))}\n");
            }
        }

        var clean = files.Count(file => file.Verdict == ModelVerdict.Clean);
        terminal.WriteRaw(files.Count switch
        {
            0 => "No model files found\n",
            1 => "",
            _ => $"{files.Count} files, {clean} clean\n",
        });
    }

    private static string Place(ModelFinding finding)
    {
        var parts = new[]
        {
            finding.Member,
            finding.Offset is { } offset ? string.Create(CultureInfo.InvariantCulture, $"byte {offset}") : null,
            finding.Element,
        };
        var place = string.Join(", ", parts.OfType<string>());
        return place.Length == 0 ? "" : $"{place}: ";
    }

    private static Color ColorOf(ModelVerdict verdict) => verdict switch
    {
        ModelVerdict.Clean => Color.Green,
        ModelVerdict.Malicious => Color.Red,
        _ => Color.Yellow,
    };

    private static VetDocument.File Describe(VettedFile file) => new(
        file.Path,
        file.Format,
        VerdictNames.Of(file.Verdict),
        [.. file.Findings.OrderByDescending(finding => finding.Verdict).Select(VetDocument.Finding.Of)],
        file.Accepted.Count == 0 ? null : [.. file.Accepted.Select(finding => finding.Subject).OfType<string>()]);
}
