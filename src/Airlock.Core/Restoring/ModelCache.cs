using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Models;
using Airlock.Shared.Pins;

namespace Airlock.Core.Restoring;

/// <summary>
/// The cache of the Hugging Face libraries (https://huggingface.co/docs/huggingface_hub/guides/manage-cache), read and written in their layout:
/// <c>models--org--name/blobs/[entity tag]</c> holds the bytes, <c>snapshots/[commit]/[path]</c> links to them. What comes from
/// elsewhere lies in <c>airlock--blobs/[SHA-256]</c>. Nothing in it is believed: every hit is hashed.
/// </summary>
/// <param name="settings">Where it is.</param>
public sealed class ModelCache(HubSettings settings)
{
    private const string WebFolder = "airlock--blobs";
    private const int Sha1Length = 40;
    private const int Sha256Length = 64;

    /// <summary>Looks for a pinned file.</summary>
    /// <param name="address">Its address; of the hub, with a commit.</param>
    /// <param name="pin">Its pin.</param>
    /// <param name="notes">Told of what stood in its place and is not the pinned file.</param>
    /// <param name="cancellation">Stops the hashing.</param>
    /// <returns>A file, no link, whose bytes are the pinned ones; null if there is none.</returns>
    public string? Find(RemoteAddress address, Pin pin, ICollection<string> notes, CancellationToken cancellation)
    {
        var places = new[] { BlobPath(address, pin.Sha256) }.Concat(SnapshotPath(address) is { } snapshot ? [snapshot] : []);
        foreach (var place in places.Select(RealPath.Of).Distinct(StringComparer.Ordinal).Where(File.Exists))
        {
            try
            {
                var digest = pin.Size is { } size && new FileInfo(place).Length != size ? null : FileDigest.Compute(place, progress: null, cancellation);
                if (digest?.Sha256 == pin.Sha256)
                {
                    return place;
                }

                notes.Add(RemoveIfDamaged(place)
                    ? $"the cached file {place} was damaged and is removed"
                    : $"the cached file {place} is not the pinned one");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                notes.Add($"the cached file {place} can't be used: {exception.Message}");
            }
        }

        return null;
    }

    /// <summary>Gives a verified download its name.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="partial">The download, closed.</param>
    /// <param name="sha256">Its digest.</param>
    /// <param name="entityTag">Its name at the hub, or null.</param>
    /// <param name="cancellation">Stops the hashing.</param>
    /// <returns>The file.</returns>
    internal string Add(RemoteAddress address, string partial, string sha256, string? entityTag, CancellationToken cancellation)
    {
        // A small file is named by git's hash of it, which the hub only claims.
        var name = entityTag?.Length == Sha1Length && GitDigest(partial, cancellation) == entityTag ? entityTag : sha256;
        var blob = BlobPath(address, name);
        File.Move(partial, blob, overwrite: true);
        if (SnapshotPath(address) is { } snapshot && (settings.AvoidsSymbolicLinks || !FilePlacement.TrySymbolicLink(blob, snapshot)))
        {
            FilePlacement.Link(blob, snapshot, sha256, cancellation);
        }

        return blob;
    }

    /// <summary>Where a download grows, named as huggingface_hub does.</summary>
    internal string PartialPath(RemoteAddress address, string name) => BlobPath(address, name) + ".incomplete";

    /// <summary>The lock of a file of the cache.</summary>
    internal string LockPath(RemoteAddress address, string name) => Path.Combine(settings.CacheFolder, ".locks", FolderOf(address), name + ".lock");

    private static string FolderOf(RemoteAddress address) => address is HubAddress hub ? hub.CacheFolder : WebFolder;

    private string BlobPath(RemoteAddress address, string name) => address is HubAddress hub
        ? Path.Combine(settings.CacheFolder, hub.CacheFolder, "blobs", name)
        : Path.Combine(settings.CacheFolder, WebFolder, name);

    private string? SnapshotPath(RemoteAddress address) => address is HubAddress { IsPinned: true } hub
        ? Path.Combine([settings.CacheFolder, hub.CacheFolder, "snapshots", hub.Revision!, .. hub.Path.Split('/')])
        : null;

    /// <summary>Removes a file whose bytes are not those that its own name stands for: it serves nobody.</summary>
    private static bool RemoveIfDamaged(string place)
    {
        var name = Path.GetFileName(place);
        var found = !name.All(char.IsAsciiHexDigitLower) ? null
            : name.Length == Sha256Length ? FileDigest.Compute(place).Sha256
            : name.Length == Sha1Length ? GitDigest(place, CancellationToken.None)
            : null;
        if (found is null || found == name)
        {
            return false;
        }

        File.Delete(place);
        return true;
    }

    /// <summary>The hash by which git names a file: SHA-1 of "blob", its length, a zero byte and its bytes.</summary>
    private static string GitDigest(string path, CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
#pragma warning disable CA5350 // git's name of the file; what its bytes are, SHA-256 decides
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {file.Length}\0"));
        var buffer = new byte[64 * 1024];
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
