using System.Text.Encodings.Web;
using System.Text.Json;

namespace Airlock.Core.Bom.Spdx;

/// <summary>
/// Writes a <see cref="Bom"/> as SPDX 3.0.1 in JSON-LD (https://spdx.github.io/spdx-spec/v3.0.1/): packages of the profiles Software, AI and Dataset, with
/// what relates them. Equal documents are equal byte for byte. What SPDX has no place for stays in the CycloneDX document: how it was built, what was
/// attested, which confidence evidence has.
/// </summary>
public static class SpdxWriter
{
    /// <summary>The version of the specification that is written.</summary>
    public const string SpecVersion = "3.0.1";

    /// <summary>How files of this format end.</summary>
    public const string Extension = ".spdx.json";

    /// <summary>The address that names the JSON-LD context. The specification fixes it; nothing is fetched from it.</summary>
    internal const string Context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document as bytes: UTF-8 without byte order mark, lines ended by a line feed.</summary>
    /// <param name="bom">What to say. Its serial number is the namespace of all identifiers; without one it is made from the content. SPDX requires a time: where the document has none, the start of 1970 stands for it, with a remark.</param>
    public static byte[] Write(Bom bom)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("@context", Context);
            json.WriteStartArray("@graph");
            foreach (var element in new SpdxGraph(bom).Elements())
            {
                element.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
