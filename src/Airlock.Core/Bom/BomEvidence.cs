using System.Text.Json;

namespace Airlock.Core.Bom;

/// <summary>Keeps the document of a project on disk.</summary>
public static class BomEvidence
{
    /// <summary>
    /// Writes the document. Where the input gives no time, it carries the time of the build; but a document that would say the same
    /// as the one on disk keeps that one's time, and so its bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="input">What to say.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <returns>The document on disk.</returns>
    public static Bom Save(string path, BomInput input)
    {
        if (input is { Timestamp: null, IsReproducible: false })
        {
            if (ReadTimestamp(path) is { } before)
            {
                var same = BomBuilder.Build(input with { Timestamp = before });
                if (BomWriter.Write(same).AsSpan().SequenceEqual(File.ReadAllBytes(path)))
                {
                    return same;
                }
            }

            input = input with { Timestamp = DateTimeOffset.UtcNow };
        }

        var bom = BomBuilder.Build(input);
        AtomicFile.Write(path, stream => BomWriter.Write(bom, stream));
        return bom;
    }

    /// <summary>The time that a document on disk carries, or null if it has none or can't be read.</summary>
    internal static DateTimeOffset? ReadTimestamp(string path)
    {
        try
        {
            using var document = File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null;
            return document?.RootElement.GetProperty("metadata").GetProperty("timestamp").GetDateTimeOffset();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
