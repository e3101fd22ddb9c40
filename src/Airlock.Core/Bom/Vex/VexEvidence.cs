using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Vex;

/// <summary>Keeps what is known of vulnerabilities beside the bill of materials: a CycloneDX document (VEX) that holds nothing else.</summary>
public static class VexEvidence
{
    /// <summary>How the file ends that stands beside the other evidence, as <c>Contoso.Chat.vex.json</c>.</summary>
    public const string FileEnding = ".vex.json";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the document, or removes it if no package has a known vulnerability.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bom">The bill of materials that it points into, with its serial number.</param>
    /// <param name="findings">All findings after policy.</param>
    /// <returns>Whether there is a document.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static bool Save(string path, Bom bom, IEnumerable<Finding> findings)
    {
        if (Write(bom, findings) is { } bytes)
        {
            AtomicFile.Write(path, stream => stream.Write(bytes));
            return true;
        }

        File.Delete(path);
        return false;
    }

    /// <summary>The document as bytes; null if no package has a known vulnerability. Equal input gives equal bytes.</summary>
    /// <param name="bom">The bill of materials that it points into.</param>
    /// <param name="findings">All findings after policy.</param>
    public static byte[]? Write(Bom bom, IEnumerable<Finding> findings)
    {
        var vulnerabilities = VexBuilder.Build(findings, bom);
        return vulnerabilities.IsEmpty ? null : Write(bom, vulnerabilities, NameBasedGuid.Create(Write(bom, vulnerabilities, serialNumber: null)));
    }

    private static byte[] Write(Bom bom, ImmutableArray<VexVulnerability> vulnerabilities, Guid? serialNumber)
    {
        var link = $"urn:cdx:{bom.SerialNumber ?? BomBuilder.SerialNumberOf(bom):D}/1#";
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", $"http://cyclonedx.org/schema/bom-{BomWriter.Name(bom.SpecVersion)}.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", BomWriter.Name(bom.SpecVersion));
            if (serialNumber is { } number)
            {
                json.WriteString("serialNumber", $"urn:uuid:{number:D}");
            }

            json.WriteNumber("version", 1);
            WriteMetadata(json, bom.Metadata);
            json.WriteStartArray("vulnerabilities");
            foreach (var vulnerability in vulnerabilities)
            {
                WriteVulnerability(json, vulnerability, link);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, Metadata metadata)
    {
        json.WriteStartObject("metadata");
        if (metadata.Timestamp is { } timestamp)
        {
            json.WriteString("timestamp", BomWriter.Text(timestamp));
        }

        if (!metadata.Tools.IsEmpty)
        {
            json.WriteStartObject("tools");
            json.WriteStartArray("components");
            foreach (var tool in metadata.Tools.OrderBy(tool => tool.Name, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("type", tool.Type);
                json.WriteString("name", tool.Name);
                Text(json, "version", tool.Version);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteVulnerability(Utf8JsonWriter json, VexVulnerability vulnerability, string link)
    {
        json.WriteStartObject();
        json.WriteString("bom-ref", vulnerability.BomRef);
        Text(json, "id", vulnerability.Id);
        WriteSource(json, vulnerability.Id, vulnerability.Address);
        if (!vulnerability.Aliases.IsEmpty)
        {
            json.WriteStartArray("references");
            foreach (var alias in vulnerability.Aliases)
            {
                json.WriteStartObject();
                json.WriteString("id", alias);
                WriteSource(json, alias, null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("ratings");
        json.WriteStartObject();
        json.WriteString("severity", vulnerability.Severity);
        json.WriteEndObject();
        json.WriteEndArray();
        Text(json, "recommendation", vulnerability.Recommendation);
        if (!vulnerability.Advisories.IsEmpty)
        {
            json.WriteStartArray("advisories");
            foreach (var address in vulnerability.Advisories)
            {
                json.WriteStartObject();
                json.WriteString("url", address);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("analysis");
        json.WriteString("state", vulnerability.Analysis.State);
        Text(json, "justification", vulnerability.Analysis.Justification);
        Text(json, "detail", vulnerability.Analysis.Detail);
        json.WriteEndObject();
        json.WriteStartArray("affects");
        foreach (var reference in vulnerability.Affects)
        {
            json.WriteStartObject();
            json.WriteString("ref", link + Uri.EscapeDataString(reference));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The database is known by the form of the identifier. A reference needs a source, so that of an unknown one is said to be unknown.
    private static void WriteSource(Utf8JsonWriter json, string? id, string? address)
    {
        json.WriteStartObject("source");
        json.WriteString("name", id switch
        {
            { } name when name.StartsWith("GHSA-", StringComparison.OrdinalIgnoreCase) => "GitHub Advisory Database",
            { } name when name.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase) => "CVE",
            _ => "unknown",
        });
        Text(json, "url", address);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
