using System.Text.Json;

namespace Airlock.Core.Tests.Events;

/// <summary>
/// What OCSF 1.8.0 demands of the classes and objects that Airlock writes, in <c>ocsf-attributes.tsv</c>: every attribute that is required there, and those that Airlock
/// uses; their types, enumerations and constraints. An attribute that the table does not know is an error.
/// </summary>
internal static class OcsfSchema
{
    private static readonly Dictionary<int, string> Classes = new() { [2002] = "vulnerability_finding", [2004] = "detection_finding", [2007] = "application_security_posture_finding" };

    private static readonly ILookup<string, string[]> Owners = TestTable.Rows("ocsf-attributes.tsv").ToLookup(row => row[0]);

    /// <summary>Everything wrong with an event; empty if it is valid.</summary>
    public static List<string> Errors(string line)
    {
        var errors = new List<string>();
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (!root.TryGetProperty("class_uid", out var classUid) || !Classes.TryGetValue(classUid.GetInt32(), out var owner))
        {
            return ["the class is not known"];
        }

        CheckObject(root, owner, "$", errors);
        if (root.GetProperty("type_uid").GetInt64() != (classUid.GetInt64() * 100) + root.GetProperty("activity_id").GetInt64())
        {
            errors.Add("type_uid does not follow from class_uid and activity_id");
        }

        return errors;
    }

    private static void CheckObject(JsonElement element, string owner, string path, List<string> errors)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{path} is no object");
            return;
        }

        var rows = Owners[owner].Where(row => row[1] != "*").ToDictionary(row => row[1]);
        errors.AddRange(rows.Values.Where(row => row[3] == "required" && !element.TryGetProperty(row[1], out _)).Select(row => $"{path}.{row[1]} is missing"));
        foreach (var constraint in Owners[owner].Where(row => row[1] == "*"))
        {
            var present = constraint[4].Split(' ').Count(name => element.TryGetProperty(name, out _));
            if (constraint[2] == "just_one" ? present != 1 : present < 1)
            {
                errors.Add($"{path} has {present} of {constraint[4]}");
            }
        }

        foreach (var member in element.EnumerateObject())
        {
            if (rows.TryGetValue(member.Name, out var row))
            {
                CheckValue(member.Value, row, $"{path}.{member.Name}", errors);
            }
            else
            {
                errors.Add($"{path}.{member.Name} is not known");
            }
        }
    }

    private static void CheckValue(JsonElement value, string[] row, string path, List<string> errors)
    {
        if (row[2].EndsWith("[]", StringComparison.Ordinal))
        {
            if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            {
                errors.Add($"{path} is no list with content");
                return;
            }

            foreach (var item in value.EnumerateArray())
            {
                CheckValue(item, [row[0], row[1], row[2][..^2], row[3], row[4]], path + "[]", errors);
            }

            return;
        }

        switch (row[2])
        {
            case "integer_t" or "long_t":
                if (!value.TryGetInt64(out var number) || (row[4].Length > 0 && !row[4].Split(' ').Contains(number.ToString(System.Globalization.CultureInfo.InvariantCulture))))
                {
                    errors.Add($"{path} is {value}, not one of {row[4]}");
                }

                break;
            case "timestamp_t":
                if (!value.TryGetInt64(out var time) || time is < 0 or > 253_402_300_799_999)
                {
                    errors.Add($"{path} is no time in milliseconds");
                }

                break;
            case "boolean_t":
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                {
                    errors.Add($"{path} is no boolean");
                }

                break;
            case "string_t" or "url_t":
                if (value.ValueKind != JsonValueKind.String || (row[2] == "url_t" && !Uri.TryCreate(value.GetString(), UriKind.Absolute, out _)))
                {
                    errors.Add($"{path} is no {row[2]}");
                }

                break;
            case "object":
                break;
            default:
                CheckObject(value, row[2], path, errors);
                break;
        }
    }
}
