using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Airlock.Core.Bom;

/// <summary>
/// Writes a <see cref="Bom"/> as CycloneDX JSON: UTF-8 without byte order mark, lines ended by a line feed, every list in
/// ordinal order, so that equal documents are equal byte for byte.
/// </summary>
public static class BomWriter
{
    // The file is read by tools and people, never placed in a page: only what JSON itself requires is escaped.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document as bytes.</summary>
    public static byte[] Write(Bom bom)
    {
        using var stream = new MemoryStream();
        Write(bom, stream);
        return stream.ToArray();
    }

    /// <summary>Writes the document to a stream and leaves it open.</summary>
    public static void Write(Bom bom, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            new BomJson(json, bom.SpecVersion).Document(bom);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>The version as the specification writes it.</summary>
    public static string Name(SpecVersion version) => version == SpecVersion.V1_6 ? "1.6" : "1.7";

    /// <summary>A moment as the document shows it: UTC, to the second.</summary>
    internal static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
