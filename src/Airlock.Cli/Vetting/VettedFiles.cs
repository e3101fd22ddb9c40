using System.IO.Enumeration;
using Airlock.Cli.Output;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Pins;
using Airlock.Core.Policy;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Vetting;

/// <summary>What the scanner said of one file.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Format">The format of its content, or null if unknown.</param>
/// <param name="Verdict">The verdict, without what its pin accepts.</param>
/// <param name="Findings">Why, without what its pin accepts.</param>
/// <param name="Accepted">What its pin accepts.</param>
public sealed record VettedFile(
    string Path, string? Format, ModelVerdict Verdict, IReadOnlyList<ModelFinding> Findings, IReadOnlyList<ModelFinding> Accepted)
{
    /// <summary>Whether it is a model, or holds one, or may hold one that could not be read.</summary>
    public bool MayHoldModel { get; init; } = true;

    /// <summary>Scans a file; what can't be read is not fully read.</summary>
    public static VettedFile Of(string path, IProgress<long>? progress, CancellationToken cancellation)
    {
        try
        {
            var inspection = FileInspection.Of(path, progress, cancellation);
            if (inspection.Pointer is { } pointer)
            {
                return Unread(path, $"it is only a pointer of Git LFS to sha256:{pointer.Target.Sha256} ({pointer.Target.Size:N0} bytes); run: git lfs pull");
            }

            var pin = inspection.Scan.Findings.Any(finding => finding.Subject is not null) ? PinOf(path, inspection.Digest) : null;
            var findings = inspection.Scan.Findings.ToLookup(finding => ModelVetting.IsAccepted(finding, pin));
            var scan = inspection.Scan with { Findings = [.. findings[false]] };
            return new VettedFile(path, scan.Format, scan.Verdict, scan.Findings, [.. findings[true]])
            {
                MayHoldModel = scan.HoldsModel
                    || scan.Findings.Any(finding => finding.Verdict >= ModelVerdict.NotFullyRead && finding.Element != ModelFinding.UnknownContent),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unread(path, $"it can't be read: {exception.Message}");
        }
    }

    private static VettedFile Unread(string path, string message) =>
        new(path, null, ModelVerdict.NotFullyRead, [new ModelFinding(ModelVerdict.NotFullyRead, message)], []);

    // A lock that can't be read accepts nothing.
    private static Pin? PinOf(string path, FileDigest digest)
    {
        var lockFile = PolicyFiles.Locate(System.IO.Path.GetDirectoryName(path)!, policyFile: null, lockFile: null).Lock;
        if (lockFile is null || !File.Exists(lockFile))
        {
            return null;
        }

        var pins = LockDocument.Parse(File.ReadAllText(lockFile), out var errors);
        var name = System.IO.Path.GetRelativePath(System.IO.Path.GetDirectoryName(lockFile)!, path).Replace('\\', '/');
        return errors.Count == 0 && pins.Find(name) is { } pin && pin.Sha256 == digest.Sha256 ? pin : null;
    }
}

/// <summary>Finds what there is to vet.</summary>
public static class VettedFiles
{
    /// <summary>The files themselves, and below folders every file that is a model by name or content, in ordinal order.</summary>
    /// <param name="paths">Files and folders, as the user wrote them: so they are shown.</param>
    /// <param name="current">The folder that relative paths start from, absolute.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The files, and whether each is a container that nobody named: it counts only if it turns out to hold a model.</returns>
    /// <exception cref="ToolException">One of them does not exist.</exception>
    public static IReadOnlyList<(ReadableFile File, bool IsContainer)> Find(IEnumerable<string> paths, string current, CancellationToken cancellation)
    {
        var found = new SortedDictionary<string, (ReadableFile, bool)>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            var absolute = Path.GetFullPath(path, current);
            if (File.Exists(absolute))
            {
                Add(absolute, path, isContainer: false);
            }
            else if (Directory.Exists(absolute))
            {
                foreach (var file in Below(absolute))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (KindOf(file) is { } kind)
                    {
                        Add(file, Path.Combine(path, Path.GetRelativePath(absolute, file)), kind == ContentKind.Container);
                    }
                }
            }
            else
            {
                throw new ToolException(ExitCode.Usage, $"{path} does not exist");
            }
        }

        return [.. found.Values];

        void Add(string file, string shown, bool isContainer) => found.TryAdd(
            file, (new ReadableFile(file, shown.Replace('\\', '/'), new FileInfo(file) is { Exists: true, Length: var length } ? length : 0), isContainer));
    }

    // Hidden folders are searched, because caches of models are such; folders behind links are not, because they may go in circles.
    private static IEnumerable<string> Below(string folder) => new FileSystemEnumerable<string>(
        folder,
        (ref FileSystemEntry entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0 && entry.FileName is not ".git",
    };

    private static ContentKind? KindOf(string path)
    {
        if (ModelFiles.FormatOf(path) is not null)
        {
            return ContentKind.Model;
        }

        try
        {
            return File.Exists(path) ? HiddenModels.KindOf(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The verdict will say that it can't be read.
            return ContentKind.Model;
        }
    }
}
