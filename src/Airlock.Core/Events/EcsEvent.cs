using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Airlock.Core.Events;

/// <summary>Writes an event in the Elastic Common Schema, version 8.17 (https://www.elastic.co/guide/en/ecs/8.17/ecs-field-reference.html).</summary>
public static class EcsEvent
{
    /// <summary>The version of the schema.</summary>
    public const string SchemaVersion = "8.17.0";

    /// <summary>One line of ASCII without a line end.</summary>
    public static string Write(SecurityEvent one)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp", Time(one.Time));
            WriteObject(json, "ecs", ("version", SchemaVersion));
            json.WriteString("message", one.Message);
            WriteEvent(json, one);
            WriteObject(json, "observer", ("product", "Airlock"), ("vendor", "Airlock"), ("type", "build-gate"), ("version", one.Source.GateVersion));
            WriteObject(json, "rule", ("id", one.Finding.RuleId), ("name", one.Rule.Title), ("category", one.Rule.Class), ("ruleset", EventText.Clean(one.Source.Profile)), ("reference", one.Rule.HelpLink));
            WriteObject(json, "service", ("name", EventText.Clean(one.Source.Name)), ("version", EventText.Clean(one.Source.Version)), ("environment", one.Source.Environment is { } environment ? EventText.Clean(environment) : null));
            WriteObject(json, "file", ("path", one.Path), ("name", one.Path[(one.Path.LastIndexOf('/') + 1)..]));
            if (one.Package is { } package)
            {
                WriteObject(json, "package", ("name", package), ("version", one.PackageVersion), ("type", "nuget"));
            }

            WriteVulnerability(json, one);
            WriteThreat(json, one);
            WriteLabels(json, one);
            WriteTexts(json, "tags", ["airlock", .. EventStandards.Names(one.Rule)]);
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(stream.ToArray());
    }

    private static void WriteEvent(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartObject("event");
        json.WriteString("id", one.Id);
        json.WriteString("kind", one.Activity == EventActivity.Close ? "event" : "alert");
        WriteTexts(json, "category", one.Class switch
        {
            EventClass.Vulnerability => ["vulnerability", "package"],
            EventClass.Detection when one.Package is null => ["malware"],
            EventClass.Detection => ["malware", "package"],
            _ when one.Package is not null => ["package"],
            _ => ["configuration"],
        });
        WriteTexts(json, "type", ["info"]);
        json.WriteString("action", $"finding-{one.Activity.ToString().ToLowerInvariant()}");
        json.WriteString("outcome", one.IsBlocking ? "failure" : one.Activity == EventActivity.Close ? "success" : "unknown");
        json.WriteString("code", one.Finding.RuleId);
        json.WriteNumber("severity", (int)one.Severity);
        json.WriteString("provider", "airlock");
        json.WriteString("module", "airlock");
        json.WriteString("dataset", "airlock.findings");
        json.WriteString("created", Time(one.Time));
        json.WriteString("start", Time(one.FirstSeen));
        json.WriteString("reference", one.Rule.HelpLink);
        if (one.Finding.Suppression?.Justification is { } reason && one.Status == EventStatus.Suppressed)
        {
            json.WriteString("reason", EventText.Clean(reason));
        }

        json.WriteEndObject();
    }

    private static void WriteVulnerability(Utf8JsonWriter json, SecurityEvent one)
    {
        if (one.Class != EventClass.Vulnerability)
        {
            return;
        }

        json.WriteStartObject("vulnerability");
        if ((one.Cve ?? one.AdvisoryNames.FirstOrDefault()) is { } id)
        {
            json.WriteString("id", id);
            json.WriteString("enumeration", one.Cve is null ? "GHSA" : "CVE");
        }

        json.WriteString("severity", one.Severity.ToString());
        json.WriteString("description", one.Message);
        WriteTexts(json, "category", ["NuGet"]);
        if (one.Property("address") is { } address)
        {
            json.WriteString("reference", address);
        }

        WriteObject(json, "scanner", ("vendor", "Airlock"));
        json.WriteEndObject();
    }

    private static void WriteThreat(Utf8JsonWriter json, SecurityEvent one)
    {
        if (EventStandards.Techniques(one.Rule).ToList() is { Count: > 0 } techniques)
        {
            json.WriteStartObject("threat");
            json.WriteString("framework", "MITRE ATLAS");
            json.WriteStartObject("technique");
            WriteTexts(json, "id", techniques.Select(technique => technique.Id));
            WriteTexts(json, "name", techniques.Select(technique => technique.Name));
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    // Labels are words: what a consumer groups and joins by.
    private static void WriteLabels(Utf8JsonWriter json, SecurityEvent one) => WriteObject(
        json,
        "labels",
        ("fingerprint", one.Fingerprint),
        ("status", one.Status.ToString().ToLowerInvariant()),
        ("level", one.Finding.Level.ToString().ToLowerInvariant()),
        ("project", EventText.Clean(one.Source.Project)),
        ("target_framework", EventText.Clean(one.Source.TargetFramework)),
        ("line", one.Finding.Location.Line > 0 ? one.Finding.Location.Line.ToString(CultureInfo.InvariantCulture) : null),
        ("purl", one.PackageUrl),
        ("fixed_in", one.Property("fixed")),
        ("ai_model", one.Model),
        ("dataset", one.Dataset),
        ("suppression", one.Finding.Suppression is { } suppression ? EventText.Clean(suppression.Kind) : null));

    private static void WriteObject(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in members)
        {
            if (!string.IsNullOrEmpty(value))
            {
                json.WriteString(member, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
