using System.Globalization;

namespace Airlock.Core.Models;

/// <summary>
/// Digests of earlier builds, kept by path, size and time of the last write. It makes a build without changes free; it is no
/// evidence, because a file can be changed and its time set back: where evidence counts (continuous integration, publish)
/// it is filled but not asked.
/// </summary>
public sealed class DigestCache
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly string _path;
    private bool _changed;

    private DigestCache(string path) => _path = path;

    /// <summary>Opens a cache; a missing or damaged file is an empty cache.</summary>
    /// <param name="path">The cache's file.</param>
    /// <param name="trusted">Whether its digests may be used.</param>
    public static DigestCache Open(string path, bool trusted)
    {
        var cache = new DigestCache(path);
        if (trusted && File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
            {
                cache.Add(line.Split('\t'));
            }
        }

        return cache;
    }

    /// <summary>The digest of a file, from the cache or by reading it.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public FileDigest Digest(string path, CancellationToken cancellation)
    {
        var file = new FileInfo(path);
        var (size, written) = (file.Length, file.LastWriteTimeUtc.Ticks);
        if (_entries.TryGetValue(path, out var entry) && entry.Digest.Size == size && entry.Written == written)
        {
            return entry.Digest;
        }

        var digest = FileDigest.Compute(path, progress: null, cancellation);
        _entries[path] = new Entry(digest, written);
        _changed = true;
        return digest;
    }

    /// <summary>Writes the cache if it has something new.</summary>
    public void Save()
    {
        if (!_changed)
        {
            return;
        }

        AtomicFile.Write(_path, stream =>
        {
            using var writer = new StreamWriter(stream);
            foreach (var (path, entry) in _entries.OrderBy(e => e.Key, StringComparer.Ordinal))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{entry.Digest.Sha256}\t{entry.Digest.Size}\t{entry.Written}\t{path}\n"));
            }
        });
    }

    private void Add(string[] cells)
    {
        if (cells.Length == 4
            && cells[0].Length == 64
            && long.TryParse(cells[1], CultureInfo.InvariantCulture, out var size)
            && long.TryParse(cells[2], CultureInfo.InvariantCulture, out var written))
        {
            _entries[cells[3]] = new Entry(new FileDigest(cells[0], size), written);
        }
    }

    private readonly record struct Entry(FileDigest Digest, long Written);
}
