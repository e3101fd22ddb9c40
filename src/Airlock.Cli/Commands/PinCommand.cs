using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Cli.Signing;
using Airlock.Core.Approvals;
using Airlock.Core.Models;
using Airlock.Core.Models.Cards;
using Airlock.Core.Models.Scanning;
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
        var files = new Argument<string[]>("files") { Description = "The files, or addresses that are downloaded to the cache (default: every model file below the lock file's folder)", Arity = ArgumentArity.ZeroOrMore };
        var update = new Option<bool>("--update") { Description = "Replace pins whose files have changed" };
        var accept = new Option<string[]>("--accept") { Description = "A global or operator of the files that was vetted and is no longer reported; may be repeated", HelpName = "name" };
        var dataset = new Option<bool>("--dataset") { Description = "The files are data sets, not models" };
        var licence = new Option<string?>("--licence", "--license") { Description = "Their licence, as an SPDX expression (default: what the model card says)", HelpName = "expression" };
        var source = new Option<string?>("--source") { Description = "Where they came from, with a revision that can't move", HelpName = "address" };
        var card = new Option<string?>("--card") { Description = "The card that says what they are (default: README.md beside each)", HelpName = "file" };
        var signature = new Option<string?>("--signature") { Description = "Their signature bundle; it is verified, and the pins name it and who signed", HelpName = "file" };
        var trust = new Option<string[]>("--trust") { Description = "Public key or root certificate in PEM to trust; may be repeated (default: models.trust of the policy)", HelpName = "file" };
        var options = new RecordOptions(command);
        command.Add(files);
        command.Add(update);
        command.Add(accept);
        command.Add(dataset);
        command.Add(licence);
        command.Add(source);
        command.Add(card);
        command.Add(signature);
        command.Add(trust);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new PinRequest(
                [.. parsed.GetValue(files)!.Select(file => LockDocument.IsAddress(file) ? file : context.Terminal.Absolute(file))],
                parsed.GetValue(dataset) ? PinKind.Dataset : PinKind.Model,
                parsed.GetValue(licence),
                ImmutableSource.Checked(parsed.GetValue(source)),
                [.. (parsed.GetValue(accept) ?? []).Distinct(StringComparer.Ordinal)],
                parsed.GetValue(update),
                parsed.GetValue(signature) is { } bundle ? context.Terminal.Absolute(bundle) : null,
                [.. parsed.GetValue(trust)!.Select(context.Terminal.Absolute)],
                parsed.GetValue(card) is { } named ? context.Terminal.Absolute(named) : null);
            await PinAsync(request, options.Read(parsed, context.Terminal), context, cancellation);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static async Task PinAsync(PinRequest request, RecordRequest step, ToolContext context, CancellationToken cancellation)
    {
        var terminal = context.Terminal;
        if (request.Accepts.Any(string.IsNullOrWhiteSpace) || (request.Accepts.Count > 0 && request.Files.Count == 0))
        {
            throw new ToolException(ExitCode.Usage, "--accept needs a name, and the file that it was vetted in");
        }

        var first = request.Files.FirstOrDefault(file => !LockDocument.IsAddress(file));
        var lockPath = step.LockFile ?? LockFile.PathFor(Path.GetDirectoryName(first) ?? terminal.Folder, terminal.Folder);
        var before = LockFile.Open(lockPath);
        var candidates = await AddressCandidates.FetchAsync(Candidates(request, before), context, cancellation);
        var inspections = await new ReadingProgress(terminal).ReadAsync([.. candidates.Select(file => file.ToRead())], FileInspection.Of, cancellation);
        RefuseMalicious(candidates, inspections);
        var digests = inspections.Select(inspection => inspection.Pinned).ToList();
        var card = request.Card is { } named ? PinCandidate.Of(named, lockPath).Path : null;
        var bundle = request.Bundle is { } path ? BundleToPin.Open(path, request.Trust, lockPath) : null;
        var signatures = candidates.Zip(digests, (file, digest) => bundle?.For(file, digest, cancellation)).ToList();
        List<PinChange> Plan(LockFile lockFile) =>
            [.. candidates.Zip(inspections, signatures).Select(read => PlanOf(request, lockFile.Document, read.First, read.Second, read.Third, card))];

        var planned = Plan(before);
        var changed = string.Concat(planned.Where(change => change.HasOtherDigest).Select(Describe));
        if (!request.Update && changed.Length > 0)
        {
            throw new ToolException(ExitCode.Usage, changed + "Nothing was written. If the change is intended and the new file vetted, run again with --update.");
        }

        var about = changed + string.Concat(planned.Where(change => change.NewlyAccepted.Any()).Select(change => $"{change.New.Path} accepts {string.Join(", ", change.NewlyAccepted)}\n"));
        var reason = about.Length > 0 ? await Reason.AskAsync(step.Reason, about.TrimEnd(), terminal, cancellation) : step.Reason;
        var by = step.Author(before);
        List<PinChange> made = [];
        var after = RecordedChange.Make(lockPath, (lockFile, _) =>
        {
            made = Plan(lockFile);
            return made.Select(change => change.Old?.Sha256).SequenceEqual(planned.Select(change => change.Old?.Sha256))
                ? [.. made.SelectMany(change => Set(lockFile, change, by, reason))]
                : throw new ToolException(ExitCode.Internal, $"{lockPath} was changed meanwhile; nothing was written, run the command again");
        });
        Show(made, inspections, after, terminal);
    }

    // To pin a file is to say that it was vetted, and there is no good reason to say that of such a one.
    private static void RefuseMalicious(List<PinCandidate> candidates, IReadOnlyList<FileInspection> inspections)
    {
        var harm = candidates.Zip(inspections)
            .SelectMany(read => read.Second.Scan.Findings.Where(finding => finding.Verdict == ModelVerdict.Malicious).Select(finding => $"{read.First.Path}: {finding.Message}\n"))
            .ToList();
        if (harm.Count > 0)
        {
            throw new ToolException(ExitCode.Violation, string.Concat(harm) + "Nothing was written. airlock vet says where in the file.");
        }
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
        var candidate = LockDocument.IsAddress(file) ? AddressCandidates.Of(file) : PinCandidate.Of(file, lockFile.Path);
        return lockFile.Document.Find(candidate.Path) is { } pin && pin.Kind != kind
            ? throw new ToolException(ExitCode.Usage, $"{file} is pinned as a {(pin.Kind == PinKind.Model ? "model; leave out --dataset" : "data set; add --dataset")}")
            : candidate;
    }

    // Where other bytes came from, nobody knows who is not told; their licence is most likely that of the old ones.
    private static PinChange PlanOf(PinRequest request, LockDocument document, PinCandidate file, FileInspection inspection, PinSignature? signature, string? card)
    {
        var digest = inspection.Pinned;
        var old = document.Find(file.Path);
        var isSame = old?.Sha256 == digest.Sha256;
        var source = request.Source ?? (isSame ? old?.Source : null);
        return new PinChange(old, new Pin(
            request.Kind,
            file.Path,
            digest.Sha256,
            digest.Size,
            (isSame ? old?.Format : null) ?? inspection.Scan.Format ?? ModelFiles.FormatOf(file.Path),
            request.Licence ?? (isSame ? old?.Licence : null) ?? LicenceOf(request, file, source) ?? old?.Licence,
            source,
            old?.Position ?? TextPosition.Start)
        {
            Accepts = request.Accepts,
            Signature = signature,
            Card = card,
        });
    }

    private static string? LicenceOf(PinRequest request, PinCandidate file, string? source) =>
        (request.Card is { } card ? CardReader.ReadFile(card, isNamed: true) : CardFiles.Read(file.File, source)?.Card)?.Licence;

    private static IEnumerable<AuditEntry> Set(LockFile lockFile, PinChange change, string by, string? reason)
    {
        var pin = change.New;
        var entry = new AuditEntry(AuditAction.Pin, pin.Path, pin.Sha256, by, RecordRequest.Now(), reason);
        if (change.Old is null || change.HasOtherDigest || lockFile.Set(pin with { Accepts = [] }))
        {
            yield return change.Old is null ? entry : entry with { Action = AuditAction.Update, Was = change.HasOtherDigest ? change.Old.Sha256 : null };
        }

        if (change.NewlyAccepted.Any())
        {
            yield return entry with { Action = AuditAction.Accept, Accepted = [.. change.NewlyAccepted] };
        }

        lockFile.Set(pin);
    }

    private static string Describe(PinChange change) =>
        $"{change.New.Path} is not the file that was pinned\n  pinned {change.Old!.Sha256}\n  found  {change.New.Sha256}\n";

    private static void Show(List<PinChange> changes, IReadOnlyList<FileInspection> inspections, LockFile lockFile, Terminal terminal)
    {
        var console = terminal.Out;
        foreach (var (change, inspection) in changes.Zip(inspections))
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
            if (inspection.Pointer is not null)
            {
                terminal.WriteRaw("      as its pointer of Git LFS says; the file itself is not here and was not vetted\n");
            }
            else if (inspection.Scan.Verdict != ModelVerdict.Clean && inspection.Scan.Format is not null)
            {
                terminal.WriteRaw($"      {VerdictNames.Of(inspection.Scan.Verdict)}, see: airlock vet\n");
            }

            if (change.New.Signature is { } signature)
            {
                terminal.WriteRaw($"      signed by {Terminal.Printable(signature.Identity!)}\n");
            }

            if (change.NewlyAccepted.Any())
            {
                terminal.WriteRaw($"      accepts {Terminal.Printable(string.Join(", ", change.NewlyAccepted))}\n");
            }

            if (change is { HasOtherDigest: true, Old.Source: { } source, New.Source: null })
            {
                terminal.WriteRaw($"      no longer from {Terminal.Printable(source)}; say where the new file came from with --source\n");
            }
        }

        terminal.WriteRaw(changes.Count == 0 ? $"No model files below {terminal.Shown(lockFile.Folder)}\n" : $"Lock file: {terminal.Shown(lockFile.Path)}\n");
    }

    private sealed record PinRequest(
        IReadOnlyList<string> Files,
        PinKind Kind,
        string? Licence,
        string? Source,
        IReadOnlyList<string> Accepts,
        bool Update,
        string? Bundle,
        IReadOnlyList<string> Trust,
        string? Card);
}
