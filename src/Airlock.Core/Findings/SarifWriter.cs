using System.Text.Json;
using Airlock.Shared.Rules;

namespace Airlock.Core.Findings;

/// <summary>
/// Writes findings as SARIF 2.1.0 (OASIS standard, 27 March 2020), in the form that code-scanning services take: relative paths,
/// fingerprints, code flows, rules with help and tags. The same findings give the same bytes.
/// </summary>
public static class SarifWriter
{
    /// <summary>The name under which the fingerprint stands in <c>partialFingerprints</c>.</summary>
    public const string FingerprintName = "airlock/v1";

    private const string SourceRoot = "%SRCROOT%";

    /// <summary>Writes one run.</summary>
    /// <param name="stream">Receives UTF-8.</param>
    /// <param name="result">What the gate decided; recorded findings belong to the SBOM and are left out.</param>
    /// <param name="version">Version of Airlock.</param>
    public static void Write(Stream stream, GateResult result, string version)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        var findings = result.Findings.Where(finding => finding.Level > FindingLevel.Record).ToList();
        var rules = findings.Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal).Select(RuleTable.Find).OfType<RuleRow>().ToList();
        json.WriteStartObject();
        json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, rules, version);
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !findings.Any(finding => finding is { RuleId: "AIR9004", Level: FindingLevel.Block }));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in findings)
        {
            WriteResult(json, finding, rules.FindIndex(rule => rule.Id == finding.RuleId));
        }

        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.WriteString("profile", result.Profile);
        json.WriteString("targetFramework", result.TargetFramework);
        json.WriteString("verdict", result.IsBlocked ? "blocked" : "passed");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, IEnumerable<RuleRow> rules, string version)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Airlock");
        json.WriteString("semanticVersion", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            WriteRule(json, rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleRow rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.Class);
        WriteText(json, "shortDescription", rule.Title);
        WriteText(json, "fullDescription", rule.Title);
        WriteText(json, "help", $"{rule.Title}: see {rule.HelpLink}");
        json.WriteString("helpUri", rule.HelpLink);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", LevelOf(rule.Standard));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        json.WriteStringValue("security");
        if (rule.Cwe.Length > 0)
        {
            json.WriteStringValue($"external/cwe/{rule.Cwe.ToLowerInvariant()}");
        }

        WriteTag(json, "OWASP-LLM-2025-", rule.OwaspLlm2025);
        WriteTag(json, "OWASP-LLM-2026-", rule.OwaspLlm2026);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTag(Utf8JsonWriter json, string prefix, string item)
    {
        if (item.Length > 0)
        {
            json.WriteStringValue(prefix + item);
        }
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, int ruleIndex)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.RuleId);
        if (ruleIndex >= 0)
        {
            json.WriteNumber("ruleIndex", ruleIndex);
        }

        json.WriteString("level", LevelOf(finding.Level));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Location);
        json.WriteEndArray();
        WriteFlow(json, finding);
        if (finding.Fingerprint is { } fingerprint)
        {
            json.WriteStartObject("partialFingerprints");
            json.WriteString(FingerprintName, fingerprint);
            json.WriteEndObject();
        }

        if (finding.Suppression is { } suppression)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", suppression.Kind == "policy exception" ? "external" : "inSource");
            if (suppression.Justification is not null)
            {
                json.WriteString("justification", suppression.Justification);
            }

            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteFlow(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Related.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        var steps = finding.Related.Add(finding.Location);
        var texts = StepTexts(finding);
        for (var i = 0; i < steps.Length; i++)
        {
            json.WriteStartObject();
            json.WritePropertyName("location");
            WriteLocation(json, steps[i], texts.Count == steps.Length ? texts[i] : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>What happens at each step, as the analyzer says it in its property <c>flow</c>; empty if it says nothing readable.</summary>
    private static IReadOnlyList<string?> StepTexts(Finding finding)
    {
        if (!finding.Properties.TryGetValue("flow", out var flow))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(flow ?? "");
            return document.RootElement.ValueKind != JsonValueKind.Array
                ? []
                : [.. document.RootElement.EnumerateArray().Select(step =>
                    step.ValueKind == JsonValueKind.Object && step.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null)];
        }
        catch (JsonException)
        {
            // Another analyzer's property of that name.
            return [];
        }
    }

    private static void WriteLocation(Utf8JsonWriter json, FindingLocation location, string? text = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', location.Path.Split('/').Select(Uri.EscapeDataString)));
        if (!Path.IsPathRooted(location.Path))
        {
            json.WriteString("uriBaseId", SourceRoot);
        }

        json.WriteEndObject();
        if (location.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", location.Line);
            json.WriteNumber("startColumn", location.Column);
            if (location.EndLine > 0)
            {
                json.WriteNumber("endLine", location.EndLine);
                json.WriteNumber("endColumn", location.EndColumn);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (text is not null)
        {
            WriteText(json, "message", text);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string LevelOf(FindingLevel level) => level switch
    {
        FindingLevel.Block => "error",
        FindingLevel.Warn => "warning",
        FindingLevel.Note => "note",
        _ => "none",
    };
}
