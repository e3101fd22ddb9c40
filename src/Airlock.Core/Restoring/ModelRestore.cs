using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Models;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Restoring;

/// <summary>A pinned file that was found or fetched.</summary>
/// <param name="File">The file in the cache, no link; its bytes are the pinned ones.</param>
/// <param name="IsDownloaded">Whether it was fetched just now.</param>
/// <param name="Notes">What stood in the cache and was not the pinned file.</param>
public sealed record FetchedFile(string File, bool IsDownloaded, IReadOnlyList<string> Notes);

/// <summary>Gets pinned files from the cache or, if that is allowed, from the network. A file is verified before it gets its name.</summary>
/// <param name="settings">Hub and cache.</param>
/// <param name="isOffline">Whether the network must not be used, whatever the settings say.</param>
public sealed class ModelRestore(HubSettings settings, bool isOffline) : IDisposable
{
    private const int Sha256Length = 64;

    private readonly HubClient _client = new(settings);
    private readonly ModelCache _cache = new(settings);
    private readonly bool _isOffline = isOffline || settings.IsOffline;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Fetches one file.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="pin">Its pin.</param>
    /// <param name="progress">Told the number of bytes there are, when something is downloaded.</param>
    /// <param name="cancellation">Stops it; the part that was downloaded is used the next time.</param>
    /// <exception cref="RestoreException">The file can't be had, or is not the pinned one.</exception>
    /// <exception cref="IOException">The cache can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The cache may not be written.</exception>
    public async Task<FetchedFile> FetchAsync(RemoteAddress address, Pin pin, IProgress<long>? progress, CancellationToken cancellation)
    {
        await RefuseFloatingAsync(address, cancellation);
        var notes = new List<string>();
        if (_cache.Find(address, pin, notes, cancellation) is { } found)
        {
            return new FetchedFile(found, false, notes);
        }

        if (_isOffline)
        {
            throw new RestoreException(RestoreFailure.Offline, string.Join("; ", notes.Prepend("it is not in the cache, and the network must not be used")));
        }

        var described = address is HubAddress hub ? await DescribeAsync(hub, pin, cancellation) : null;
        var name = described?.EntityTag ?? pin.Sha256;
        await using var held = await CacheLock.AcquireAsync(_cache.LockPath(address, name), cancellation);

        // Whoever had the lock may have fetched the same file.
        if (_cache.Find(address, pin, [], cancellation) is { } meanwhile)
        {
            return new FetchedFile(meanwhile, false, notes);
        }

        var (file, _) = await DownloadAsync(address, pin.Sha256, pin.Size ?? described?.Size, described?.EntityTag, name, progress, cancellation);
        return new FetchedFile(file, true, notes);
    }

    /// <summary>Downloads a file that has no pin yet, so that it can be vetted and pinned: which bytes come, its server decides alone.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="progress">Told the number of bytes there are.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The file in the cache, and what it is.</returns>
    /// <exception cref="RestoreException">The file can't be had, or its revision can move.</exception>
    /// <exception cref="IOException">The cache can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The cache may not be written.</exception>
    public async Task<(string File, FileDigest Digest)> FetchUnpinnedAsync(RemoteAddress address, IProgress<long>? progress, CancellationToken cancellation)
    {
        await RefuseFloatingAsync(address, cancellation);
        if (_isOffline)
        {
            throw new RestoreException(RestoreFailure.Offline, "it has no pin, so the cache can't be asked for it, and the network must not be used");
        }

        var described = address is HubAddress hub ? await DescribeAsync(hub, pin: null, cancellation) : null;
        var claimed = described?.EntityTag?.Length == Sha256Length ? described.EntityTag : null;
        var name = described?.EntityTag ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Text)));
        await using var held = await CacheLock.AcquireAsync(_cache.LockPath(address, name), cancellation);
        if (claimed is not null
            && _cache.Find(address, new Pin(PinKind.Model, address.Text, claimed, described!.Size, null, null, null, TextPosition.Start), [], cancellation) is { } found)
        {
            return (found, new FileDigest(claimed, new FileInfo(found).Length));
        }

        return await DownloadAsync(address, claimed, described?.Size, described?.EntityTag, name, progress, cancellation);
    }

    /// <summary>Refuses an address of the hub without a commit, and names the commit if it can be asked for.</summary>
    /// <exception cref="RestoreException">The revision can move.</exception>
    public async Task RefuseFloatingAsync(RemoteAddress address, CancellationToken cancellation)
    {
        if (address is not HubAddress { IsPinned: false } hub)
        {
            return;
        }

        var problem = hub.Revision is null ? "no revision is named, so it means whatever the branch main holds" : $"the revision {hub.Revision} can move";
        string advice;
        try
        {
            var commit = _isOffline ? null : (await _client.DescribeAsync(hub, cancellation)).Commit;
            advice = commit is null
                ? "name the commit that was vetted, with all 40 digits; the page of the file at the hub shows it under History"
                : $"it stands at commit {commit} now; if that is what was vetted, write {hub.At(commit)}";
        }
        catch (RestoreException exception)
        {
            advice = $"name the commit that was vetted, with all 40 digits; the hub could not be asked for it: {exception.Message}";
        }

        throw new RestoreException(RestoreFailure.Address, $"{problem}; {advice}");
    }

    private async Task<HubFile> DescribeAsync(HubAddress address, Pin? pin, CancellationToken cancellation)
    {
        var file = await _client.DescribeAsync(address, cancellation);
        var problem = file.Commit is not null && file.Commit != address.Revision ? $"the hub answers with commit {file.Commit}"
            : pin is not null && file.EntityTag?.Length == Sha256Length && file.EntityTag != pin.Sha256 ? $"pinned is sha256 {pin.Sha256}, and the hub has {file.EntityTag}"
            : file.Size is not null && pin?.Size is not null && file.Size != pin.Size ? $"pinned are {pin.Size:N0} bytes, and the hub has {file.Size:N0}"
            : null;
        return problem is null ? file : throw new RestoreException(RestoreFailure.Mismatch, problem);
    }

    /// <summary>Downloads to the cache.</summary>
    /// <param name="address">The file.</param>
    /// <param name="sha256">Its digest, or null if any bytes will do.</param>
    /// <param name="size">Its length, or null if unknown.</param>
    /// <param name="entityTag">Its name at the hub, or null.</param>
    /// <param name="name">Its name while it grows.</param>
    /// <param name="progress">Told the number of bytes there are.</param>
    /// <param name="cancellation">Stops it.</param>
    private async Task<(string File, FileDigest Digest)> DownloadAsync(
        RemoteAddress address, string? sha256, long? size, string? entityTag, string name, IProgress<long>? progress, CancellationToken cancellation)
    {
        var path = _cache.PartialPath(address, name);
        while (true)
        {
            using var file = PartialFile.Open(path, cancellation);
            if (sha256 is null)
            {
                // Nothing would tell that the parts of two versions were joined.
                file.Restart();
            }

            var isContinued = file.Length > 0;
            await _client.DownloadAsync(address, file, size, progress, cancellation);
            var digest = file.Digest;
            if (digest.Sha256 == (sha256 ?? digest.Sha256))
            {
                file.Complete();
                return (_cache.Add(address, path, digest.Sha256, entityTag, cancellation), digest);
            }

            file.Restart();
            file.Dispose();
            File.Delete(path);

            // The fault may lie in what an earlier attempt left.
            if (!isContinued)
            {
                throw new RestoreException(RestoreFailure.Mismatch, $"expected is sha256 {sha256}, and {digest.Sha256} ({digest.Size:N0} bytes) was downloaded and thrown away");
            }
        }
    }
}
