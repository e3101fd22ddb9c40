using System.Text.Json;

namespace Airlock.Core.Findings;

/// <summary>
/// What a project tells those that reference it: the methods by whose call they mount inference endpoints, and those by which they
/// require authentication. The analyzers of those projects read it, so that an endpoint and what protects it are joined across
/// projects. It changes only with its content, because it is an input of their compilers.
/// </summary>
public static class EndpointExports
{
    /// <summary>How the file ends that stands beside the other evidence, as <c>Contoso.Chat.endpoints.json</c>.</summary>
    public const string FileEnding = ".endpoints.json";

    /// <summary>Writes the file, or removes it if there is nothing to tell.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Save(string path, IEnumerable<Finding> findings)
    {
        var records = findings.Where(finding => finding.RuleId == "AIR0001").ToList();
        var endpoints = records
            .Where(record => Value(record, InventoryKeys.MountedBy) is not null)
            .Select(record => (MountedBy: Value(record, InventoryKeys.MountedBy)!, Name: Value(record, InventoryKeys.Name) ?? "", Reaches: Value(record, InventoryKeys.Reaches) ?? ""))
            .Distinct()
            .Order()
            .ToList();
        var authorizing = records
            .Where(record => Value(record, InventoryKeys.Kind) == InventoryKinds.AuthorizingMethod)
            .Select(record => Value(record, InventoryKeys.Name))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (endpoints.Count + authorizing.Count == 0)
        {
            File.Delete(path);
            return;
        }

        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 1);
            json.WriteStartArray("endpoints");
            foreach (var (mountedBy, name, reaches) in endpoints)
            {
                json.WriteStartObject();
                json.WriteString("mountedBy", mountedBy);
                json.WriteString("name", name);
                json.WriteString("reaches", reaches);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("authorizedBy");
            authorizing.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (!File.Exists(path) || !content.GetBuffer().AsSpan(0, (int)content.Length).SequenceEqual(File.ReadAllBytes(path)))
        {
            AtomicFile.Write(path, stream => content.WriteTo(stream));
        }
    }

    private static string? Value(Finding finding, string key) => finding.Properties.GetValueOrDefault(key);
}
