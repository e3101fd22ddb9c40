using System.Text.Json;
using Airlock.Shared.Rules;

namespace Airlock.Core.Findings;

/// <summary>The small parts of which SARIF is made.</summary>
internal static class SarifJson
{
    /// <summary>A message (section 3.11).</summary>
    public static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>A location (section 3.28).</summary>
    /// <param name="json">Where to.</param>
    /// <param name="location">The place.</param>
    /// <param name="text">What happens there, or null.</param>
    public static void Location(Utf8JsonWriter json, FindingLocation location, string? text = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        WriteUri(json, location.Path);
        json.WriteEndObject();
        WriteRegion(json, location);
        json.WriteEndObject();
        if (text is not null)
        {
            Text(json, "message", text);
        }

        json.WriteEndObject();
    }

    /// <summary>The word for a level (section 3.27.10).</summary>
    public static string LevelOf(FindingLevel level) => level switch
    {
        FindingLevel.Block => "error",
        FindingLevel.Warn => "warning",
        FindingLevel.Note => "note",
        _ => "none",
    };

    // A finding on a whole file stands at its beginning: the standard would do without a place in it, but not every service does.
    private static void WriteRegion(Utf8JsonWriter json, FindingLocation location)
    {
        var isWhole = location.Line <= 0;
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(location.Line, 1));
        json.WriteNumber("startColumn", Math.Max(isWhole ? 1 : location.Column, 1));
        if (isWhole || location.EndLine > 0)
        {
            json.WriteNumber("endLine", isWhole ? 1 : location.EndLine);
            json.WriteNumber("endColumn", Math.Max(isWhole ? 1 : location.EndColumn, 1));
        }

        json.WriteEndObject();
    }

    // What lies outside of the repository is no business of a service: its name tells enough, and its folders tell of a machine.
    private static void WriteUri(Utf8JsonWriter json, string path)
    {
        json.WriteString("uri", string.Join('/', Bom.RelativePath.Portable(path).Split('/').Select(Uri.EscapeDataString)));
        if (!Bom.RelativePath.IsAbsolute(path))
        {
            json.WriteString("uriBaseId", SarifWriter.SourceRoot);
        }
    }
}
