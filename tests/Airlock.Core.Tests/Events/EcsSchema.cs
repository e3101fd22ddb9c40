using System.Globalization;
using System.Text.Json;

namespace Airlock.Core.Tests.Events;

/// <summary>The fields of the Elastic Common Schema that Airlock writes, in <c>ecs-fields.tsv</c>, with their types and allowed values.</summary>
internal static class EcsSchema
{
    private static readonly Dictionary<string, string[]> Fields = TestTable.Rows("ecs-fields.tsv").ToDictionary(row => row[0]);
    private static readonly string[] Required = ["@timestamp", "ecs.version", "message", "event.kind", "event.category", "event.type", "event.outcome"];

    /// <summary>Everything wrong with an event; empty if it is valid.</summary>
    public static List<string> Errors(string line)
    {
        using var document = JsonDocument.Parse(line);
        var (errors, seen) = (new List<string>(), new HashSet<string>());
        Check(document.RootElement, "", seen, errors);
        errors.AddRange(Required.Where(field => !seen.Contains(field)).Select(field => $"{field} is missing"));
        return errors;
    }

    private static void Check(JsonElement element, string path, HashSet<string> seen, List<string> errors)
    {
        foreach (var member in element.EnumerateObject())
        {
            var field = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Check(member.Value, field, seen, errors);
                continue;
            }

            seen.Add(field);
            if (!Fields.TryGetValue(field, out var row) && !Fields.TryGetValue($"{path}.*", out row))
            {
                errors.Add($"{field} is not known");
                continue;
            }

            var isList = row[1].EndsWith("[]", StringComparison.Ordinal);
            if (isList != (member.Value.ValueKind == JsonValueKind.Array))
            {
                errors.Add($"{field} is a list, or should be one");
                continue;
            }

            foreach (var value in isList ? member.Value.EnumerateArray().ToList() : [member.Value])
            {
                var isValid = row[1].TrimEnd('[', ']') switch
                {
                    "long" => value.TryGetInt64(out _),
                    "date" => DateTimeOffset.TryParseExact(value.GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
                    _ => value.ValueKind == JsonValueKind.String && (row[2].Length == 0 || row[2].Split(' ').Contains(value.GetString())),
                };
                if (!isValid)
                {
                    errors.Add($"{field} is {value}");
                }
            }
        }
    }
}
