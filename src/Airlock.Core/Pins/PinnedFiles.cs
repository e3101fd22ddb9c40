using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Models;
using Airlock.Core.Models.Cards;
using Airlock.Core.Models.Facts;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Policy;
using Airlock.Core.Restoring;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;

namespace Airlock.Core.Pins;

/// <summary>Verifies every model and data set that a project uses against its pin (AIR5001, AIR5002, AIR5011, AIR5101, AIR5102).</summary>
public sealed class PinnedFiles
{
    /// <summary>The name of the property that holds the path of the file a finding is about.</summary>
    public const string PathProperty = "path";

    private readonly GateContext _context;
    private readonly InspectionCache _inspections;
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, Candidate> _candidates = new(StringComparer.Ordinal);
    private readonly string _folder;
    private readonly string _realFolder;

    private readonly Dictionary<string, RestoredFile> _restored;

    private PinnedFiles(GateContext context, IEnumerable<RestoredFile> restored, InspectionCache inspections)
    {
        (_context, _inspections) = (context, inspections);
        _restored = restored.ToDictionary(file => file.Address, StringComparer.Ordinal);
        _folder = Path.GetDirectoryName(context.LockFile)!;
        _realFolder = RealPath.Of(_folder);
    }

    /// <summary>Verifies and vets the files of one project.</summary>
    /// <param name="context">Policy and pins.</param>
    /// <param name="models">What the project declares as <c>AIModel</c>: absolute paths, or addresses.</param>
    /// <param name="datasets">What it declares as <c>AIDataset</c>.</param>
    /// <param name="content">All other files of the project, absolute; those that are models by name or content, or pinned, are verified.</param>
    /// <param name="restored">The files that stand for addresses in this build.</param>
    /// <param name="inspections">Where readings come from.</param>
    /// <param name="cancellation">Stops between two reads of a file.</param>
    /// <param name="packages">
    /// The folders of the packages that are searched for models on their own (AIR6011), absolute: files in them are left to that, because no pin can name them.
    /// The folder of each package, not the one that holds all packages: of a package that is not in the graph nobody looks at the models.
    /// </param>
    public static (IReadOnlyList<UsedFile> Files, IReadOnlyList<Finding> Findings) Verify(
        GateContext context,
        IEnumerable<string> models,
        IEnumerable<string> datasets,
        IEnumerable<string> content,
        IEnumerable<RestoredFile> restored,
        InspectionCache inspections,
        CancellationToken cancellation,
        IReadOnlyCollection<string>? packages = null)
    {
        var check = new PinnedFiles(context, restored, inspections);
        var searched = (packages ?? []).Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        bool IsModel(string path) => ModelFiles.FormatOf(path) is not null || HiddenModels.IsModel(path, inspections, cancellation);
        bool IsOfPackage(string path) => searched.Count > 0
            && !LockDocument.IsAddress(path)
            && context.Lock.Find(check.NameOf(path)) is null
            && IsBelow(Path.GetFullPath(path), searched);

        // What is declared and not recognised as a model would be nobody's, so that stays here.
        foreach (var path in models.Where(path => !(IsOfPackage(path) && IsModel(path))))
        {
            check.Use(PinKind.Model, path);
        }

        foreach (var path in datasets)
        {
            check.Use(PinKind.Dataset, path);
        }

        // Whether a file is a model may take reading it, so they are asked side by side.
        var found = content.Distinct(StringComparer.Ordinal).Where(path => !IsOfPackage(path)).AsParallel().AsOrdered().WithCancellation(cancellation).Where(path =>
            context.Lock.Find(check.NameOf(path)) is not null || IsModel(path));
        foreach (var path in found)
        {
            check.Use(PinKind.Model, path);
        }

        check.FindMissing();
        return (check.Judge(cancellation), check._findings);
    }

    private static bool IsBelow(string path, HashSet<string> folders)
    {
        var folder = Path.GetDirectoryName(path);
        while (folder is not null && !folders.Contains(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is not null;
    }

    private string NameOf(string path) =>
        LockDocument.IsAddress(path) ? path : Path.GetRelativePath(_folder, path).Replace('\\', '/');

    // A pin that lies below the project belongs to it even if no item names the file: that is how a deleted model is noticed.
    private void FindMissing()
    {
        var project = Path.GetDirectoryName(_context.ProjectFile)!;
        foreach (var pin in _context.Lock.Pins)
        {
            if (!LockDocument.IsAddress(pin.Path)
                && Path.GetFullPath(Path.Combine(_folder, pin.Path)) is var path
                && RealPath.IsInside(path, project))
            {
                Use(pin.Kind, path);
            }
        }
    }

    private void Use(PinKind kind, string path)
    {
        var name = NameOf(path);
        var pin = _context.Lock.Find(name);
        var shown = LockDocument.IsAddress(path) ? path : _context.Relative(path);
        _candidates.TryAdd(name, new Candidate(pin?.Kind ?? kind, path, name, shown, pin));
    }

    private List<UsedFile> Judge(CancellationToken cancellation)
    {
        var files = new List<UsedFile>();
        var candidates = _candidates.Values.OrderBy(candidate => candidate.Name, StringComparer.Ordinal).ToList();
        var located = candidates.ConvertAll(candidate => LockDocument.IsAddress(candidate.Path) ? _restored.GetValueOrDefault(candidate.Path)?.File : Locate(candidate));
        var readings = new (FileInspection? Inspection, string? Problem)[candidates.Count];
        var described = new (ModelFacts? Facts, HubCard? Card, string? CardFile)[candidates.Count];
        Parallel.For(0, candidates.Count, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            if (located[index] is { } real)
            {
                readings[index] = Read(real, cancellation);
                described[index] = Describe(candidates[index], readings[index].Inspection, cancellation);
            }
        });
        for (var index = 0; index < candidates.Count; index++)
        {
            var (candidate, (inspection, problem)) = (candidates[index], readings[index]);
            if (problem is not null)
            {
                Incomplete(candidate, problem);
            }

            var (facts, card, cardFile) = described[index];
            var file = new UsedFile(candidate.Kind, candidate.Shown, candidate.Pin, inspection)
            {
                Facts = facts,
                Card = card,
                CardPath = cardFile is not null && _context.Relative(cardFile) is var shown && !Path.IsPathRooted(shown) ? shown : null,
            };
            files.Add(file);
            if (candidate.Pin?.Card is { } named && file.Inspection is not null && card is null)
            {
                Report("AIR9004", PlaceOf(_context, candidate.Pin), candidate.Shown, $"The card {named} of {candidate.Shown} is not there or can't be read; correct \"card\" in {PolicyFiles.LockName}, or remove it");
            }

            Judge(candidate, file);
        }

        return files;
    }

    // What lies beside the file is found by the path that was named: behind a link there may be a store of files without names.
    private (ModelFacts? Facts, HubCard? Card, string? CardFile) Describe(Candidate candidate, FileInspection? inspection, CancellationToken cancellation)
    {
        if (inspection is null || inspection.Pointer is not null)
        {
            return default;
        }

        var path = LockDocument.IsAddress(candidate.Path) ? _restored[candidate.Path].File! : Path.GetFullPath(candidate.Path);
        var facts = inspection.Scan.Facts;
        if (candidate.Kind == PinKind.Model && (facts is not null || inspection.Scan.HoldsModel))
        {
            foreach (var configuration in CardFiles.ConfigurationsOf(path).Where(file => file != path))
            {
                var told = Read(configuration, cancellation).Inspection?.Scan.Facts;
                facts = told is null ? facts : (facts ?? new ModelFacts(inspection.Scan.Format ?? told.Format)).CompletedBy(told);
            }
        }

        if (candidate.Pin?.Card is { } named)
        {
            var card = Path.Combine(_folder, named);
            return (facts, IsInside(card) ? CardReader.ReadFile(card, isNamed: true) : null, card);
        }

        return CardFiles.Read(path, candidate.Pin?.Source ?? candidate.Path) is { } found ? (facts, found.Card, found.Path) : (facts, null, null);
    }

    private bool IsInside(string path)
    {
        try
        {
            return RealPath.IsInside(RealPath.Of(path), _realFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Judge(Candidate candidate, UsedFile file)
    {
        var (kind, path, _, shown, pin) = candidate;
        if (file.Inspection?.Pointer is { } pointer)
        {
            Report(
                "AIR5011",
                pin is null ? new(shown) : PlaceOf(_context, pin),
                shown,
                $"{Noun(kind)} {shown} is not there, only a pointer of Git LFS to {Short(pointer.Target.Sha256)}{Bytes(pointer.Target.Size)}{(pin is null || pin.Sha256 == pointer.Target.Sha256 ? "" : $", which is not the pinned {Short(pin.Sha256)}")}; run: git lfs pull");
            return;
        }

        if (LockDocument.IsAddress(path))
        {
            JudgeAddress(candidate, file);
        }
        else if (pin is null && file is { Digest: not null, Inspection.Scan.Verdict: not ModelVerdict.Malicious })
        {
            Report(kind == PinKind.Model ? "AIR5001" : "AIR5101", new(shown), shown, Similar(candidate) is { } similar
                ? $"{Noun(kind)} {shown} has no pin: the lock has {similar}, and letter case counts; rename the file or its pin"
                : $"{Noun(kind)} {shown} has no pin, so any bytes would do; vet it, then run: airlock pin {Quote(shown)}{Option(kind)}");
        }
        else if (pin is not null && file.Digest is { } digest && pin.Sha256 != digest.Sha256)
        {
            ReportOther(candidate, pin, digest, $"restore the file, or vet the new one and run: airlock pin --update {Quote(shown)}{Option(kind)}");
        }

        // Of bytes that are not the pinned ones there is no more to say, but that they would do harm.
        var isOther = pin is not null && !file.IsVerified;
        _findings.AddRange(ModelVetting.Judge(file, _context.Profile).Where(finding => !isOther || finding.RuleId == ModelVetting.RuleOf(ModelVerdict.Malicious)));
    }

    private void JudgeAddress(Candidate candidate, UsedFile file)
    {
        var (kind, address, _, _, pin) = candidate;
        var restored = _restored.GetValueOrDefault(address);
        var place = pin is null ? new PackageReferenceLocator(_context).Locate(address) : PlaceOf(_context, pin);
        if (restored?.Rule is { } rule)
        {
            Report(rule, place, address, $"{Noun(kind)} {address} {restored.Problem}");
        }
        else if (pin is null)
        {
            Report(kind == PinKind.Model ? "AIR5001" : "AIR5101", place, address, $"{Noun(kind)} {address} has no pin, so any bytes would do; vet it, then run: airlock pin {address}{Option(kind)}");
        }
        else if (restored?.File is not { } path)
        {
            Report("AIR5011", place, address, $"Pinned {Noun(kind).ToLowerInvariant()} {address} was not restored; run: airlock restore");
        }
        else if (file.Digest is { } digest && pin.Sha256 != digest.Sha256)
        {
            ReportOther(candidate, pin, digest, $"delete {_context.Relative(path)} and build again");
        }
    }

    private void ReportOther(Candidate candidate, Pin pin, FileDigest found, string advice) => Report(
        candidate.Kind == PinKind.Model ? "AIR5002" : "AIR5102",
        PlaceOf(_context, pin),
        candidate.Shown,
        $"{Noun(candidate.Kind)} {candidate.Shown} is not the pinned one: pinned {Short(pin.Sha256)}{Bytes(pin.Size)}, found {Short(found.Sha256)}{Bytes(found.Size)}; {advice}");

    // Where letter case does not count, both names mean one file, and which of them is verified would be chance.
    private string? Similar(Candidate candidate) =>
        _context.Lock.Pins.FirstOrDefault(pin => string.Equals(pin.Path, candidate.Name, StringComparison.OrdinalIgnoreCase))?.Path;

    private string? Locate(Candidate candidate)
    {
        var (kind, path, _, shown, pin) = candidate;
        try
        {
            var real = RealPath.Of(path);
            if (Directory.Exists(real))
            {
                Incomplete(candidate, "is a directory; name the files in it");
            }
            else if (!File.Exists(real))
            {
                var link = new FileInfo(path).LinkTarget is { } target ? $" (it is a link to {target}, which does not exist)" : "";
                Report("AIR5011", pin is null ? new(shown) : PlaceOf(_context, pin), shown, pin is null
                    ? $"{Noun(kind)} {shown} does not exist{link}"
                    : $"Pinned {Noun(kind).ToLowerInvariant()} {shown} is missing{link}; restore it, or remove its pin from {_context.Relative(_context.LockFile)}");
            }
            else if (!RealPath.IsInside(real, _realFolder))
            {
                var link = RealPath.IsInside(path, _folder) ? $" (it is a link to {real})" : "";
                Incomplete(candidate, $"lies outside the folder of {PolicyFiles.LockName}{link}, so no pin can stand for it; move it there, or the lock file upward");
            }
            else
            {
                return real;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Incomplete(candidate, $"can't be read: {exception.Message}");
        }

        return null;
    }

    private (FileInspection? Inspection, string? Problem) Read(string real, CancellationToken cancellation)
    {
        try
        {
            return (_inspections.Inspect(real, progress: null, cancellation), null);
        }
        catch (FileChangedException)
        {
            return (null, "changed while it was read; build again when nothing writes to it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"can't be read: {exception.Message}");
        }
    }

    private void Incomplete(Candidate candidate, string problem) =>
        Report("AIR9004", new(candidate.Shown), candidate.Shown, $"{Noun(candidate.Kind)} {candidate.Shown} {problem}");

    /// <summary>The place of a pin in the lock file.</summary>
    public static FindingLocation PlaceOf(GateContext context, Pin pin) =>
        new(context.Relative(context.LockFile), pin.Position.Line, pin.Position.Column, pin.Position.Line, pin.Position.Column);

    private void Report(string rule, FindingLocation location, string path, string message) => _findings.Add(new Finding
    {
        RuleId = rule,
        Message = message,
        Location = location,
        Properties = ImmutableSortedDictionary<string, string>.Empty.Add(PathProperty, path),
    });

    private static string Noun(PinKind kind) => kind == PinKind.Model ? "Model" : "Data set";

    private static string Option(PinKind kind) => kind == PinKind.Model ? "" : " --dataset";

    private static string Quote(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private static string Short(string sha256) => $"sha256:{sha256[..12]}…";

    private static string Bytes(long? size) => size is null ? "" : $" ({size:N0} bytes)";

    private sealed record Candidate(PinKind Kind, string Path, string Name, string Shown, Pin? Pin);
}
