using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>What feeds said within the last day, in a file for each set of feeds and configuration. A damaged file is as none.</summary>
/// <typeparam name="T">What is remembered.</typeparam>
internal sealed class FeedCache<T>
    where T : class
{
    private const int MaximumLength = 64 * 1024 * 1024;

    private static readonly TimeSpan MaximumAge = TimeSpan.FromDays(1);

    private readonly string _file;

    /// <summary>Names the file; nothing is read.</summary>
    /// <param name="folder">The folder of the cache.</param>
    /// <param name="name">What is kept, as a part of the file's name.</param>
    /// <param name="restore">Feeds and configuration: an edited nuget.config is another.</param>
    public FeedCache(string folder, string name, RestoreRecord restore) => _file = Path.Combine(folder, $"{name}-{Key(restore)}.json");

    /// <summary>What is remembered and not yet old.</summary>
    /// <param name="now">The time of this run (UTC).</param>
    /// <param name="timeOf">When a thing was learnt; null if it is not whole, because somebody else wrote it.</param>
    public Dictionary<string, T> Read(DateTimeOffset now, Func<T, DateTimeOffset?> timeOf)
    {
        try
        {
            if (new FileInfo(_file) is not { Exists: true, Length: <= MaximumLength })
            {
                return [];
            }

            using var stream = File.OpenRead(_file);
            var entries = JsonSerializer.Deserialize<Dictionary<string, T?>>(stream) ?? [];
            return entries
                .Where(entry => entry.Value is { } value && timeOf(value) is { } time && time <= now && now - time < MaximumAge)
                .ToDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return [];
        }
    }

    /// <summary>Remembers. That it could not is no fault: the feeds are asked again.</summary>
    public void Write(IReadOnlyDictionary<string, T> entries)
    {
        try
        {
            AtomicFile.Write(_file, stream => JsonSerializer.Serialize(stream, entries));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }

    private static string Key(RestoreRecord restore)
    {
        var text = new StringBuilder();
        foreach (var source in restore.Sources)
        {
            text.Append(source).Append('\n');
        }

        foreach (var file in restore.ConfigFiles)
        {
            var info = new FileInfo(file);
            text.Append(CultureInfo.InvariantCulture, $"{file}|{(info.Exists ? info.Length : 0)}|{(info.Exists ? info.LastWriteTimeUtc.Ticks : 0)}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
