using System.Text;
using System.Text.Json;
using Airlock.Shared.Rules;

namespace Airlock.Core.Events;

/// <summary>
/// Writes an event in the Open Cybersecurity Schema Framework, version 1.8.0, category Findings: classes 2002, 2004 and 2007. Which attributes there are and which
/// must be there is in the schema itself (https://schema.ocsf.io/1.8.0); everything without a place of its own is in <c>unmapped</c>.
/// </summary>
public static class OcsfEvent
{
    /// <summary>The version of the schema.</summary>
    public const string SchemaVersion = "1.8.0";

    private const int FindingsCategory = 2;
    private const int RegularFile = 1;
    private const int RuleAnalytic = 1;
    private const int ApplicationPackage = 1;
    private const int HighConfidence = 3;
    private const int OtherMalware = 99;
    private const int SecurityRisk = 8;

    /// <summary>One line of ASCII without a line end.</summary>
    public static string Write(SecurityEvent one)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteClassification(json, one);
            json.WriteString("message", one.Message);
            WriteMetadata(json, one);
            WriteFinding(json, one);
            switch (one.Class)
            {
                case EventClass.Vulnerability:
                    WriteVulnerability(json, one);
                    break;
                case EventClass.Detection:
                    WriteDetection(json, one);
                    break;
                default:
                    WritePosture(json, one);
                    break;
            }

            WriteResources(json, one);
            WriteUnmapped(json, one);
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(stream.ToArray());
    }

    private static void WriteClassification(Utf8JsonWriter json, SecurityEvent one)
    {
        var (classUid, activity) = ((int)one.Class, (int)one.Activity);
        json.WriteNumber("activity_id", activity);
        json.WriteString("activity_name", one.Activity.ToString());
        json.WriteNumber("category_uid", FindingsCategory);
        json.WriteString("category_name", "Findings");
        json.WriteNumber("class_uid", classUid);
        var name = one.Class switch
        {
            EventClass.Vulnerability => "Vulnerability Finding",
            EventClass.Detection => "Detection Finding",
            _ => "Application Security Posture Finding",
        };
        json.WriteString("class_name", name);
        json.WriteNumber("type_uid", (classUid * 100) + activity);
        json.WriteString("type_name", $"{name}: {one.Activity}");
        json.WriteNumber("severity_id", (int)one.Severity);
        json.WriteString("severity", one.Severity.ToString());
        json.WriteNumber("status_id", (int)one.Status);
        json.WriteString("status", one.Status.ToString());
        if (one.Finding.Suppression is { Justification: { } reason } && one.Status == EventStatus.Suppressed)
        {
            json.WriteString("status_detail", EventText.Clean(reason));
        }

        json.WriteNumber("time", SecurityEvent.Milliseconds(one.Time));
    }

    private static void WriteMetadata(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", SchemaVersion);
        json.WriteString("uid", one.Id);
        json.WriteString("event_code", one.Finding.RuleId);
        json.WriteStartObject("product");
        json.WriteString("name", "Airlock");
        json.WriteString("vendor_name", "Airlock");
        json.WriteString("version", one.Source.GateVersion);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartObject("finding_info");
        json.WriteString("uid", one.Fingerprint);
        json.WriteString("title", one.Rule.Title);
        json.WriteString("desc", one.Message);
        json.WriteString("src_url", one.Rule.HelpLink);
        WriteTexts(json, "types", [one.Rule.Class]);
        json.WriteNumber("created_time", SecurityEvent.Milliseconds(one.FirstSeen));
        json.WriteNumber("modified_time", SecurityEvent.Milliseconds(one.Time));
        json.WriteStartObject("analytic");
        json.WriteNumber("type_id", RuleAnalytic);
        json.WriteString("type", "Rule");
        json.WriteString("uid", one.Finding.RuleId);
        json.WriteString("name", one.Rule.Title);
        json.WriteEndObject();
        if (EventStandards.Techniques(one.Rule).ToList() is { Count: > 0 } techniques)
        {
            json.WriteStartArray("attacks");
            foreach (var (id, name) in techniques)
            {
                json.WriteStartObject();
                json.WriteStartObject("technique");
                json.WriteString("uid", id);
                json.WriteString("name", name);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePosture(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartObject("application");
        json.WriteString("name", EventText.Clean(one.Source.Name));
        json.WriteString("uid", EventText.Clean(one.Source.Project));
        json.WriteString("version", EventText.Clean(one.Source.Version));
        json.WriteEndObject();
        WriteCompliance(json, one);
        WriteRemediation(json, one);
        if (one.Rule.Cwe.Length > 0 && one.Package is null)
        {
            json.WriteStartArray("vulnerabilities");
            json.WriteStartObject();
            json.WriteString("title", one.Rule.Title);
            json.WriteString("severity", one.Severity.ToString());
            json.WriteStartObject("cwe");
            json.WriteString("uid", one.Rule.Cwe);
            json.WriteEndObject();
            WriteCode(json, one);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private static void WriteCompliance(Utf8JsonWriter json, SecurityEvent one)
    {
        // 1 Pass, 2 Warning, 3 Fail
        var (status, word) = one.Status == EventStatus.Resolved ? (1, "Pass") : one.Finding.Level == FindingLevel.Block ? (3, "Fail") : (2, "Warning");
        var standards = EventStandards.Names(one.Rule).ToList();
        json.WriteStartObject("compliance");
        json.WriteString("control", one.Finding.RuleId);
        json.WriteNumber("status_id", status);
        json.WriteString("status", word);
        WriteTexts(json, "standards", standards);
        json.WriteStartArray("checks");
        json.WriteStartObject();
        json.WriteString("uid", one.Finding.RuleId);
        json.WriteString("name", one.Rule.Title);
        json.WriteNumber("status_id", status);
        json.WriteString("status", word);
        json.WriteNumber("severity_id", (int)one.Severity);
        WriteTexts(json, "standards", standards);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRemediation(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartObject("remediation");
        json.WriteString("desc", one.Remedy);
        WriteTexts(json, "references", [one.Rule.HelpLink]);
        json.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartArray("affected_code");
        json.WriteStartObject();
        WriteFile(json, "file", one);
        var (_, line, column, endLine, endColumn) = one.Finding.Location;
        foreach (var (name, value) in new[] { ("start_line", line), ("start_column", column), ("end_line", endLine), ("end_column", endColumn) })
        {
            if (value > 0)
            {
                json.WriteNumber(name, value);
            }
        }

        json.WriteStartObject("rule");
        json.WriteString("uid", one.Finding.RuleId);
        json.WriteString("name", one.Rule.Title);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFile(Utf8JsonWriter json, string property, SecurityEvent one)
    {
        json.WriteStartObject(property);
        json.WriteString("name", one.Path[(one.Path.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : one.Path);
        json.WriteString("path", one.Path);
        json.WriteNumber("type_id", RegularFile);
        json.WriteEndObject();
    }

    // A vulnerability has exactly one of advisory, cve and cwe.
    private static void WriteVulnerability(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartArray("vulnerabilities");
        json.WriteStartObject();
        json.WriteString("title", one.Rule.Title);
        json.WriteString("desc", one.Message);
        json.WriteString("severity", one.Severity.ToString());
        if (one.Cve is { } cve)
        {
            json.WriteStartObject("cve");
            json.WriteString("uid", cve);
        }
        else if (one.AdvisoryNames is [var advisory, ..])
        {
            json.WriteStartObject("advisory");
            json.WriteString("uid", advisory);
        }
        else
        {
            json.WriteStartObject("cwe");
            json.WriteString("uid", one.Rule.Cwe);
        }

        json.WriteEndObject();
        json.WriteBoolean("is_fix_available", one.Property("fixed") is not null);
        if (one.Package is { } package)
        {
            json.WriteStartArray("affected_packages");
            json.WriteStartObject();
            json.WriteString("name", package);
            json.WriteString("version", one.PackageVersion);
            json.WriteNumber("type_id", ApplicationPackage);
            json.WriteString("package_manager", "NuGet");
            WriteText(json, "purl", one.PackageUrl);
            WriteText(json, "fixed_in_version", one.Property("fixed"));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteText(json, "dependency_chain", one.Property(Libraries.LibraryReport.WayProperty));
        WriteTexts(json, "references", one.Property("address") is { } address ? [address] : []);
        WriteTexts(json, "related_vulnerabilities", one.AdvisoryNames.Where(name => name != (one.Cve ?? one.AdvisoryNames[0])));
        WriteRemediation(json, one);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteDetection(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteNumber("confidence_id", HighConfidence);
        json.WriteString("confidence", "High");
        json.WriteBoolean("is_alert", one is { Activity: not EventActivity.Close, Status: EventStatus.New });
        json.WriteStartArray("evidences");
        json.WriteStartObject();
        WriteFile(json, "file", one);
        json.WriteNumber("verdict_id", SecurityRisk);
        json.WriteString("verdict", "Security Risk");
        json.WriteEndObject();
        json.WriteEndArray();
        if (one.Model is not null)
        {
            json.WriteStartArray("malware");
            json.WriteStartObject();
            json.WriteString("name", one.Property("subject") ?? one.Rule.Title);
            json.WriteStartArray("classification_ids");
            json.WriteNumberValue(OtherMalware);
            json.WriteEndArray();
            WriteTexts(json, "classifications", ["Code that runs when a model is loaded"]);
            json.WriteStartArray("files");
            json.WriteStartObject();
            json.WriteString("name", one.Path[(one.Path.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : one.Path);
            json.WriteString("path", one.Path);
            json.WriteNumber("type_id", RegularFile);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteRemediation(json, one);
    }

    private static void WriteResources(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartArray("resources");
        if (one.Package is { } package)
        {
            WriteResource(json, "package", package, one.PackageUrl, one.PackageVersion);
        }

        if (one.Model is { } model)
        {
            WriteResource(json, "ai_model", model, null, null);
        }

        if (one.Dataset is { } dataset)
        {
            WriteResource(json, "dataset", dataset, null, null);
        }

        WriteResource(json, "file", one.Path, null, null);
        json.WriteEndArray();
    }

    private static void WriteResource(Utf8JsonWriter json, string type, string name, string? uid, string? version)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("name", name);
        WriteText(json, "uid", uid);
        WriteText(json, "version", version);
        json.WriteEndObject();
    }

    private static void WriteUnmapped(Utf8JsonWriter json, SecurityEvent one)
    {
        json.WriteStartObject("unmapped");
        json.WriteStartObject("airlock");
        json.WriteString("level", one.Finding.Level.ToString().ToLowerInvariant());
        json.WriteString("project", EventText.Clean(one.Source.Project));
        json.WriteString("target_framework", EventText.Clean(one.Source.TargetFramework));
        json.WriteString("profile", EventText.Clean(one.Source.Profile));
        WriteText(json, "environment", one.Source.Environment is { } environment ? EventText.Clean(environment) : null);
        if (one.Finding.Location.Line > 0)
        {
            json.WriteNumber("line", one.Finding.Location.Line);
            json.WriteNumber("column", one.Finding.Location.Column);
        }

        WriteText(json, "suppression", one.Finding.Suppression is { } suppression ? EventText.Clean(suppression.Kind) : null);
        json.WriteEndObject();
        if (one.Model is { } model)
        {
            json.WriteStartObject("ai_model");
            json.WriteString("name", model);
            WriteText(json, "ai_provider", one.Property("provider"));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        if (texts.ToList() is { Count: > 0 } all)
        {
            json.WriteStartArray(name);
            all.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }
    }
}
