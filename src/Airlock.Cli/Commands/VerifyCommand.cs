using System.CommandLine;
using System.Globalization;
using Airlock.Cli.Output;
using Airlock.Cli.Signing;
using Airlock.Core.Models.Signing;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock verify</c>: checks a model against its signature bundle, offline.</summary>
public static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("verify", "Verify the signature of a model (OpenSSF Model Signing) or of a verdict (*.dsse.json), offline: 0 if it is good, 1 if it is not, 4 if it can't be checked");
        var path = new Argument<string>("path") { Description = "The model's folder, one file of it, or a signed verdict" };
        var signature = new Option<string?>("--signature") { Description = $"The bundle (default: {SignCommand.BundleName} in the folder, or beside a file its name and .sig)", HelpName = "file" };
        var key = new Option<string[]>("--key") { Description = "Public key in PEM to trust; may be repeated", HelpName = "file" };
        var root = new Option<string[]>("--root") { Description = "Root certificate in PEM to trust; may be repeated (default: models.trust of the nearest policy)", HelpName = "file" };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "When certificates must be valid, as 2026-11-23 or 2026-11-23T10:00:00Z (default: now)",
            HelpName = "time",
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                {
                    return time;
                }

                result.AddError($"--at {result.Tokens[0].Value} is no time, as 2026-11-23 or 2026-11-23T10:00:00Z");
                return null;
            },
        };
        var ignore = new Option<string[]>("--ignore") { Description = "A path in the folder that may be unsigned; may be repeated", HelpName = "path" };
        var ignoreUnsigned = new Option<bool>("--ignore-unsigned-files") { Description = "Any file may be unsigned; those that are signed are checked" };
        var format = OutputFormat.Create("text", "json");
        foreach (var option in new Option[] { signature, key, root, at, ignore, ignoreUnsigned, format })
        {
            command.Add(option);
        }

        command.Add(path);
        command.SetAction((parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            var model = Path.TrimEndingDirectorySeparator(terminal.Absolute(parsed.GetValue(path)!));
            if (!Path.Exists(model))
            {
                throw new ToolException(ExitCode.Usage, $"{model} does not exist");
            }

            var isFolder = Directory.Exists(model);
            var bundle = parsed.GetValue(signature) is { } file ? terminal.Absolute(file) : isFolder ? Path.Combine(model, SignCommand.BundleName) : model + ".sig";
            string[] named = [.. parsed.GetValue(key)!.Concat(parsed.GetValue(root)!).Select(terminal.Absolute)];
            using var trust = SignatureFiles.Trust(named, isFolder ? model : Path.GetDirectoryName(model)!);
            if (!isFolder && SignedVerdict.IsNamedSo(model))
            {
                SignedVerdict.Verify(model, trust, terminal);
                return Task.FromResult((int)ExitCode.Clean);
            }

            try
            {
                var verified = SignatureFiles.Verify(bundle, trust, parsed.GetValue(at) ?? DateTimeOffset.UtcNow);
                IReadOnlyList<ModelDifference> differences = [];
                if (isFolder)
                {
                    var names = parsed.GetValue(ignore)!.Select(terminal.Absolute).Append(bundle).Select(name => ModelFolder.NameIn(model, name)).OfType<string>();
                    differences = ModelComparison.CompareFolder(verified.Manifest, model, names, parsed.GetValue(ignoreUnsigned), cancellation);
                }
                else
                {
                    SignatureFiles.Complain(bundle, () => verified.CheckCovers(model, bundle, known: null, cancellation), SignatureFiles.ExitCodeOf);
                }

                var result = new VerifyDocument
                {
                    Path = terminal.Shown(model),
                    Verified = differences.Count == 0,
                    Identity = verified.Identity,
                    Files = isFolder ? verified.Manifest.Files.Count : 1,
                    Differences = [.. differences.Select(difference => new VerifyDocument.Difference(Word(difference.Kind), difference.Path, difference.Message))],
                };
                return Task.FromResult((int)(OutputFormat.IsJson(parsed, format) ? Write(result, terminal) : Show(result, terminal)));
            }
            catch (ToolException exception) when (OutputFormat.IsJson(parsed, format) && exception.Code is (ExitCode.Violation or ExitCode.Incomplete))
            {
                Write(new VerifyDocument { Path = terminal.Shown(model), Verified = false, Problem = exception.Message }, terminal);
                return Task.FromResult((int)exception.Code);
            }
        });
        return command;
    }

    private static ExitCode Write(VerifyDocument result, Terminal terminal)
    {
        terminal.WriteDocument(result, ToolDocumentContext.Default.VerifyDocument);
        return result.Verified ? ExitCode.Clean : ExitCode.Violation;
    }

    private static ExitCode Show(VerifyDocument result, Terminal terminal)
    {
        foreach (var difference in result.Differences)
        {
            terminal.WriteRaw($"{difference.Kind,-10}{Terminal.Printable(difference.Message)}\n");
        }

        if (result.Differences.Length > 0)
        {
            throw new ToolException(ExitCode.Violation, $"the signature is good, but the model differs from what was signed in {result.Differences.Length:N0} places");
        }

        terminal.WriteRaw($"verified  {result.Path} ({result.Files:N0} files)\n  {Terminal.Printable(result.Identity!)}\n");
        return ExitCode.Clean;
    }

    private static string Word(ModelDifferenceKind kind) => kind switch
    {
        ModelDifferenceKind.Changed => "changed",
        ModelDifferenceKind.Missing => "missing",
        ModelDifferenceKind.Unsigned => "unsigned",
        ModelDifferenceKind.Unreadable => "unreadable",
        _ => "link",
    };
}
