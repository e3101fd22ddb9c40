using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Models;
using Airlock.Core.Policy;
using Airlock.Core.Restoring;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;

namespace Airlock.Core.Pins;

/// <summary>A model or data set file that the project uses, as it was found on disk.</summary>
/// <param name="Kind">Model or data set.</param>
/// <param name="Path">Path as evidence shows it: relative to the root.</param>
/// <param name="Format">Format, as <c>onnx</c>, or null if unknown.</param>
/// <param name="Digest">What was read; null if it could not be read.</param>
/// <param name="Pin">Its pin, or null.</param>
public sealed record UsedFile(PinKind Kind, string Path, string? Format, FileDigest? Digest, Pin? Pin)
{
    /// <summary>Whether the bytes are those of the pin.</summary>
    public bool IsVerified => Pin is not null && Digest is not null && Pin.Sha256 == Digest.Sha256;
}

/// <summary>Verifies every model and data set that a project uses against its pin (AIR5001, AIR5002, AIR5011, AIR5101, AIR5102).</summary>
public sealed class PinnedFiles
{
    /// <summary>The name of the property that holds the path of the file a finding is about.</summary>
    public const string PathProperty = "path";

    private readonly GateContext _context;
    private readonly DigestCache _digests;
    private readonly List<Finding> _findings = [];
    private readonly SortedDictionary<string, UsedFile> _used = new(StringComparer.Ordinal);
    private readonly string _folder;
    private readonly string _realFolder;

    private readonly Dictionary<string, RestoredFile> _restored;

    private PinnedFiles(GateContext context, DigestCache digests, IEnumerable<RestoredFile> restored)
    {
        (_context, _digests) = (context, digests);
        _restored = restored.ToDictionary(file => file.Address, StringComparer.Ordinal);
        _folder = Path.GetDirectoryName(context.LockFile)!;
        _realFolder = RealPath.Of(_folder);
    }

    /// <summary>Verifies the files of one project.</summary>
    /// <param name="context">Policy and pins.</param>
    /// <param name="models">What the project declares as <c>AIModel</c>: absolute paths, or addresses.</param>
    /// <param name="datasets">What it declares as <c>AIDataset</c>.</param>
    /// <param name="content">All other files of the project, absolute; those that are models by extension, or pinned, are verified.</param>
    /// <param name="digests">Where digests come from.</param>
    /// <param name="cancellation">Stops between two reads of a file.</param>
    /// <param name="restored">The files that stand for addresses in this build.</param>
    public static (IReadOnlyList<UsedFile> Files, IReadOnlyList<Finding> Findings) Verify(
        GateContext context,
        IEnumerable<string> models,
        IEnumerable<string> datasets,
        IEnumerable<string> content,
        DigestCache digests,
        CancellationToken cancellation,
        IEnumerable<RestoredFile>? restored = null)
    {
        var check = new PinnedFiles(context, digests, restored ?? []);
        foreach (var path in models)
        {
            check.Use(PinKind.Model, path, cancellation);
        }

        foreach (var path in datasets)
        {
            check.Use(PinKind.Dataset, path, cancellation);
        }

        foreach (var path in content)
        {
            if (ModelFiles.FormatOf(path) is not null || context.Lock.Find(check.NameOf(path)) is not null)
            {
                check.Use(PinKind.Model, path, cancellation);
            }
        }

        check.FindMissing(cancellation);
        return ([.. check._used.Values], check._findings);
    }

    private string NameOf(string path) =>
        LockDocument.IsAddress(path) ? path : Path.GetRelativePath(_folder, path).Replace('\\', '/');

    // A pin that lies below the project belongs to it even if no item names the file: that is how a deleted model is noticed.
    private void FindMissing(CancellationToken cancellation)
    {
        var project = Path.GetDirectoryName(_context.ProjectFile)!;
        foreach (var pin in _context.Lock.Pins)
        {
            if (!LockDocument.IsAddress(pin.Path)
                && !_used.ContainsKey(pin.Path)
                && Path.GetFullPath(Path.Combine(_folder, pin.Path)) is var path
                && RealPath.IsInside(path, project))
            {
                Use(pin.Kind, path, cancellation);
            }
        }
    }

    private void Use(PinKind kind, string path, CancellationToken cancellation)
    {
        var name = NameOf(path);
        var pin = _context.Lock.Find(name);
        kind = pin?.Kind ?? kind;
        if (_used.ContainsKey(name))
        {
            return;
        }

        if (LockDocument.IsAddress(path))
        {
            UseAddress(kind, path, pin, cancellation);
            return;
        }

        var shown = _context.Relative(path);
        var digest = Read(kind, path, shown, pin, cancellation);
        _used[name] = new UsedFile(kind, shown, pin?.Format ?? ModelFiles.FormatOf(path), digest, pin);
        if (pin is null && digest is not null)
        {
            Report(kind == PinKind.Model ? "AIR5001" : "AIR5101", new(shown), shown, $"{Noun(kind)} {shown} has no pin, so any bytes would do; vet it, then run: airlock pin {Quote(shown)}{Option(kind)}");
        }
        else if (pin is not null && digest is not null && pin.Sha256 != digest.Sha256)
        {
            ReportOther(kind, shown, pin, digest, $"restore the file, or vet the new one and run: airlock pin --update {Quote(shown)}{Option(kind)}");
        }
    }

    private void UseAddress(PinKind kind, string address, Pin? pin, CancellationToken cancellation)
    {
        var (file, rule, problem) = _restored.TryGetValue(address, out var restored) ? (restored.File, restored.Rule, restored.Problem) : default;
        var digest = file is null ? null : Read(kind, file, address, pin, cancellation, isRestored: true);
        _used[address] = new UsedFile(kind, address, pin?.Format ?? ModelFiles.FormatOf(address), digest, pin);
        var place = pin is null ? new PackageReferenceLocator(_context).Locate(address) : PlaceOf(_context, pin);
        if (rule is not null)
        {
            Report(rule, place, address, $"{Noun(kind)} {address} {problem}");
        }
        else if (pin is null)
        {
            Report(kind == PinKind.Model ? "AIR5001" : "AIR5101", place, address, $"{Noun(kind)} {address} has no pin, so any bytes would do; vet it, then run: airlock pin {address}{Option(kind)}");
        }
        else if (file is null)
        {
            Report("AIR5011", place, address, $"Pinned {Noun(kind).ToLowerInvariant()} {address} was not restored; run: airlock restore");
        }
        else if (digest is not null && pin.Sha256 != digest.Sha256)
        {
            ReportOther(kind, address, pin, digest, $"delete {_context.Relative(file)} and build again");
        }
    }

    private void ReportOther(PinKind kind, string shown, Pin pin, FileDigest found, string advice) => Report(
        kind == PinKind.Model ? "AIR5002" : "AIR5102",
        PlaceOf(_context, pin),
        shown,
        $"{Noun(kind)} {shown} is not the pinned one: pinned {Short(pin.Sha256)}{Bytes(pin.Size)}, found {Short(found.Sha256)}{Bytes(found.Size)}; {advice}");

    private FileDigest? Read(PinKind kind, string path, string shown, Pin? pin, CancellationToken cancellation, bool isRestored = false)
    {
        try
        {
            var real = RealPath.Of(path);
            if (Directory.Exists(real))
            {
                Incomplete(kind, shown, "is a directory; name the files in it");
            }
            else if (!File.Exists(real))
            {
                var link = new FileInfo(path).LinkTarget is { } target ? $" (it is a link to {target}, which does not exist)" : "";
                Report("AIR5011", pin is null ? new(shown) : PlaceOf(_context, pin), shown, pin is null
                    ? $"{Noun(kind)} {shown} does not exist{link}"
                    : $"Pinned {Noun(kind).ToLowerInvariant()} {shown} is missing{link}; restore it, or remove its pin from {_context.Relative(_context.LockFile)}");
            }
            else if (!isRestored && !RealPath.IsInside(real, _realFolder))
            {
                var link = RealPath.IsInside(path, _folder) ? $" (it is a link to {real})" : "";
                Incomplete(kind, shown, $"lies outside the folder of {PolicyFiles.LockName}{link}, so no pin can stand for it; move it there, or the lock file upward");
            }
            else
            {
                return _digests.Digest(real, cancellation);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Incomplete(kind, shown, exception is FileChangedException ? "changed while it was read; build again when nothing writes to it" : $"can't be read: {exception.Message}");
        }

        return null;
    }

    private void Incomplete(PinKind kind, string shown, string problem) =>
        Report("AIR9004", new(shown), shown, $"{Noun(kind)} {shown} {problem}");

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
}
