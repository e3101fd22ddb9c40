using Airlock.Core.Models;
using Airlock.Shared.Pins;

namespace Airlock.Core.Restoring;

/// <summary>What restoring a pin came to.</summary>
public enum RestoreOutcome
{
    /// <summary>The pinned file was in its place.</summary>
    InPlace,

    /// <summary>The pinned file was put in its place, or downloaded to the cache if it is pinned by its address.</summary>
    Restored,

    /// <summary>The file is pinned by its address, and was in the cache.</summary>
    Cached,
}

/// <summary>Restores what a lock pins: files that are missing get back to their places, addresses into the cache.</summary>
/// <param name="restore">Where files come from.</param>
/// <param name="folder">The folder of the lock, absolute.</param>
public sealed class RestorePlan(ModelRestore restore, string folder)
{
    private readonly string _realFolder = RealPath.Of(folder);

    /// <summary>Restores one pinned file.</summary>
    /// <param name="pin">Its pin.</param>
    /// <param name="force">Whether another file in its place is replaced.</param>
    /// <param name="progress">Told the number of bytes there are, when something is downloaded.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was done, and what stood in the cache in its place.</returns>
    /// <exception cref="RestoreException">The file can't be had, or another one is in its place.</exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    public async Task<(RestoreOutcome Outcome, IReadOnlyList<string> Notes)> RestoreAsync(
        Pin pin, bool force, IProgress<long>? progress, CancellationToken cancellation)
    {
        var (address, problem) = AddressOf(pin);
        if (address is not null)
        {
            // A revision that can move is an error even where the file is in its place: the pin tells reviewers where it came from.
            await restore.RefuseFloatingAsync(address, cancellation);
        }

        if (LockDocument.IsAddress(pin.Path))
        {
            var cached = await restore.FetchAsync(address ?? throw Unusable(problem), pin, progress, cancellation);
            return (cached.IsDownloaded ? RestoreOutcome.Restored : RestoreOutcome.Cached, cached.Notes);
        }

        var target = Path.GetFullPath(Path.Combine(folder, pin.Path));
        if (IsInPlace(pin, target, force, cancellation))
        {
            return (RestoreOutcome.InPlace, []);
        }

        var fetched = await restore.FetchAsync(address ?? throw Unusable(problem), pin, progress, cancellation);
        FilePlacement.Copy(fetched.File, target, pin.Sha256, cancellation);
        return (RestoreOutcome.Restored, fetched.Notes);
    }

    private static (RemoteAddress? Address, string? Problem) AddressOf(Pin pin)
    {
        var text = LockDocument.IsAddress(pin.Path) ? pin.Path : pin.Source;
        return text is null ? (null, "the file is missing, and its pin names no source")
            : RemoteAddress.TryParse(text, out var address, out var problem) ? (address, null)
            : (null, $"the source {text} {problem}");
    }

    private static RestoreException Unusable(string? problem) => new(RestoreFailure.Address, problem!);

    private bool IsInPlace(Pin pin, string target, bool force, CancellationToken cancellation)
    {
        // A folder on the way may be a link; what the repository restores stays in the repository.
        if (!RealPath.IsInside(RealPath.Of(Path.GetDirectoryName(target)!) + Path.DirectorySeparatorChar, _realFolder))
        {
            throw Unusable($"the place of the file lies outside {folder}, by a link");
        }

        if (Directory.Exists(target))
        {
            throw Unusable("a directory stands in the place of the file");
        }

        if (!File.Exists(target))
        {
            return false;
        }

        var found = FileDigest.Compute(target, progress: null, cancellation).Sha256;
        return found == pin.Sha256
            || (force ? false : throw new RestoreException(
                RestoreFailure.Mismatch,
                $"another file is in its place: pinned is sha256 {pin.Sha256}, found {found}; vet it and run airlock pin --update, or put the pinned one back with airlock restore --force"));
    }
}
