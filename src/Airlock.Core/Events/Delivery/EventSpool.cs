using System.Text;

namespace Airlock.Core.Events.Delivery;

/// <summary>Events that wait for a collector: a file with one event a line, in the collector's format, the oldest first.</summary>
/// <param name="path">The file.</param>
internal sealed class EventSpool(string path)
{
    // A collector that is away for months must not fill the disk: then the oldest go.
    private const int MostLines = 20_000;
    private const long LongestFile = 64 * 1024 * 1024;

    /// <summary>Appends events.</summary>
    public void Add(IEnumerable<string> lines) => Write([.. Read(), .. lines]);

    /// <summary>The events; none if the file can't be read.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LongestFile } ? [.. File.ReadAllLines(path, Encoding.UTF8).Where(line => line.Length > 0)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Keeps only these, the newest if they are too many; none removes the file.</summary>
    public void Write(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            return;
        }

        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Skip(Math.Max(0, lines.Count - MostLines)).Select(line => line + "\n")))));
    }
}
