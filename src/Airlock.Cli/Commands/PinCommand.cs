using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Core.Models;
using Airlock.Shared.Json;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;
using Spectre.Console;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock pin</c>: writes down which bytes of a model or data set were vetted.</summary>
public static class PinCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("pin", "Pin models and data sets in airlock.lock.json by their SHA-256");
        var files = new Argument<string[]>("files") { Description = "The files (default: every model file below the lock file's folder)", Arity = ArgumentArity.ZeroOrMore };
        var update = new Option<bool>("--update") { Description = "Replace pins whose files have changed" };
        var dataset = new Option<bool>("--dataset") { Description = "The files are data sets, not models" };
        var licence = new Option<string?>("--licence", "--license") { Description = "Their licence, as an SPDX expression", HelpName = "expression" };
        var source = new Option<string?>("--source") { Description = "Where they came from, with a revision that can't move", HelpName = "address" };
        var lockFile = new Option<string?>("--lock") { Description = "Lock file (default: beside the policy, else the nearest one upward from the first file)", HelpName = "file" };
        command.Add(files);
        command.Add(update);
        command.Add(dataset);
        command.Add(licence);
        command.Add(source);
        command.Add(lockFile);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new PinRequest(
                [.. parsed.GetValue(files)!.Select(file => LockDocument.IsAddress(file) ? file : context.Terminal.Absolute(file))],
                parsed.GetValue(dataset) ? PinKind.Dataset : PinKind.Model,
                parsed.GetValue(licence),
                parsed.GetValue(source),
                parsed.GetValue(update),
                parsed.GetValue(lockFile) is { } path ? context.Terminal.Absolute(path) : null);
            await PinAsync(request, context.Terminal, cancellation);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static async Task PinAsync(PinRequest request, Terminal terminal, CancellationToken cancellation)
    {
        var first = request.Files.FirstOrDefault(file => !LockDocument.IsAddress(file));
        var lockFile = LockFile.Open(request.LockFile ?? LockFile.PathFor(Path.GetDirectoryName(first) ?? terminal.Folder, terminal.Folder));
        var candidates = Candidates(request, lockFile);
        var digests = await new ReadingProgress(terminal).ReadAsync([.. candidates.Select(file => file.ToRead())], FileDigest.Compute, cancellation);
        var changes = candidates.Zip(digests, (file, digest) => Plan(request, lockFile.Document, file, digest)).ToList();
        if (!request.Update && changes.Any(change => change.HasOtherDigest))
        {
            throw new ToolException(ExitCode.Usage, string.Concat(changes.Where(change => change.HasOtherDigest).Select(Refusal))
                + "Nothing was written. If the change is intended and the new file vetted, run again with --update.");
        }

        foreach (var change in changes)
        {
            lockFile.Set(change.New);
        }

        lockFile.Save();
        Show(changes, lockFile, terminal);
    }

    // Every file is looked at before anything is read or written, so that one command tells all that is wrong.
    private static List<PinCandidate> Candidates(PinRequest request, LockFile lockFile)
    {
        var files = request.Files.Count > 0 ? request.Files.Distinct(StringComparer.Ordinal)
            : request.Kind == PinKind.Model ? ModelFileSearch.Find(lockFile.Folder)
            : throw new ToolException(ExitCode.Usage, "name the data sets to pin");
        var (candidates, refusals) = (new List<PinCandidate>(), new List<string>());
        foreach (var file in files)
        {
            try
            {
                candidates.Add(Candidate(file, request.Kind, lockFile));
            }
            catch (ToolException refusal)
            {
                refusals.Add(refusal.Message);
            }
        }

        return refusals.Count == 0 ? candidates : throw new ToolException(ExitCode.Usage, string.Join('\n', refusals) + "\nNothing was written.");
    }

    private static PinCandidate Candidate(string file, PinKind kind, LockFile lockFile)
    {
        if (LockDocument.IsAddress(file))
        {
            throw new ToolException(ExitCode.Usage, $"{file} is an address; download the file and pin it, with the address as its --source");
        }

        var candidate = PinCandidate.Of(file, lockFile.Path);
        return lockFile.Document.Find(candidate.Path) is { } pin && pin.Kind != kind
            ? throw new ToolException(ExitCode.Usage, $"{file} is pinned as a {(pin.Kind == PinKind.Model ? "model; leave out --dataset" : "data set; add --dataset")}")
            : candidate;
    }

    private static PinChange Plan(PinRequest request, LockDocument document, PinCandidate file, FileDigest digest)
    {
        var old = document.Find(file.Path);
        var format = old?.Format ?? ModelFiles.FormatOf(file.Path);
        return new PinChange(old, new Pin(
            request.Kind,
            file.Path,
            digest.Sha256,
            digest.Size,
            format,
            request.Licence ?? old?.Licence,
            request.Source ?? old?.Source,
            old?.Position ?? TextPosition.Start));
    }

    private static string Refusal(PinChange change) =>
        $"{change.New.Path} is not the file that was pinned\n  pinned {change.Old!.Sha256}\n  found  {change.New.Sha256}\n";

    private static void Show(List<PinChange> changes, LockFile lockFile, Terminal terminal)
    {
        var console = terminal.Out;
        foreach (var change in changes)
        {
            var (word, color) = change.Old is null ? ("pinned", Color.Green)
                : change.SaysNothingNew ? ("as before", Color.Grey)
                : ("updated", Color.Yellow);
            var line = new Paragraph($"{word,-10}", new Style(color));
            line.Append(Terminal.Printable($"{change.New.Path} ({change.New.Size:N0} bytes)"));
            console.Write(line);
            console.WriteLine();
            terminal.WriteRaw(change.HasOtherDigest
                ? $"  was {change.Old!.Sha256}\n  is  {change.New.Sha256}\n"
                : $"      {change.New.Sha256}\n");
        }

        terminal.WriteRaw(changes.Count == 0 ? $"No model files below {terminal.Shown(lockFile.Folder)}\n" : $"Lock file: {terminal.Shown(lockFile.Path)}\n");
    }

    private sealed record PinRequest(IReadOnlyList<string> Files, PinKind Kind, string? Licence, string? Source, bool Update, string? LockFile);
}
