using System.Collections.Concurrent;
using System.Text.Json;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models;

/// <summary>
/// Inspections of earlier builds, kept by path and <see cref="FileIdentity"/>. It makes a build without changes free; it is no
/// evidence: where evidence counts (continuous integration, publish) it is filled but not asked.
/// </summary>
public sealed class InspectionCache
{
    // A file that was changed so recently may change again within the same tick of its clock, and look as before.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly string _path;
    private volatile bool _changed;

    private InspectionCache(string path) => _path = path;

    /// <summary>Opens a cache; a missing or damaged one, or one of another scanner, is empty.</summary>
    /// <param name="path">The cache's file.</param>
    /// <param name="trusted">Whether its content may be used.</param>
    public static InspectionCache Open(string path, bool trusted)
    {
        var cache = new InspectionCache(path);
        if (!trusted || !File.Exists(path))
        {
            return cache;
        }

        try
        {
            using var stream = File.OpenRead(path);
            var content = JsonSerializer.Deserialize<Content>(stream);
            foreach (var (file, entry) in content?.Scanner == ModelScanner.Version ? content.Files ?? [] : [])
            {
                cache._entries[file] = entry ?? throw new JsonException("an entry is empty");
            }
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            cache._entries.Clear();
        }

        return cache;
    }

    /// <summary>What is known of a file, from the cache or by reading it. May be called by several threads.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="progress">Told the number of bytes read so far.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public FileInspection Inspect(string path, IProgress<long>? progress, CancellationToken cancellation)
    {
        if (_entries.TryGetValue(path, out var entry) && entry.Identity == IdentityOf(path))
        {
            return entry.Inspection;
        }

        var started = DateTime.UtcNow;
        var inspection = FileInspection.Of(path, progress, cancellation, out var identity);
        if (started - new DateTime(identity.Written, DateTimeKind.Utc) is var age && (age > Settled || age < TimeSpan.Zero))
        {
            _entries[path] = new Entry(identity.ToString(), inspection);
            _changed = true;
        }

        return inspection;
    }

    /// <summary>Writes the cache if it has something new.</summary>
    public void Save()
    {
        if (_changed)
        {
            var files = new SortedDictionary<string, Entry>(_entries, StringComparer.Ordinal);
            AtomicFile.Write(_path, stream => JsonSerializer.Serialize(stream, new Content(ModelScanner.Version, files)));
        }
    }

    private static string IdentityOf(string path)
    {
        using var file = FileDigest.Open(path);
        return FileIdentity.Of(file).ToString();
    }

    private sealed record Content(int Scanner, SortedDictionary<string, Entry>? Files);

    private sealed record Entry(string Identity, FileInspection Inspection);
}
