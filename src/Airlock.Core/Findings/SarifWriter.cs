using System.Text.Encodings.Web;
using System.Text.Json;
using Airlock.Shared.Rules;

namespace Airlock.Core.Findings;

/// <summary>
/// Writes findings as SARIF 2.1.0 (OASIS standard, 27 March 2020, errata 01), in the form that code-scanning services take: relative paths, fingerprints, code flows,
/// rules with help in Markdown, taxonomies, suppressions, within the limits of GitHub. The same findings give the same bytes.
/// </summary>
public static class SarifWriter
{
    /// <summary>The name under which the fingerprint stands in <c>partialFingerprints</c>.</summary>
    public const string FingerprintName = "airlock/v1";

    /// <summary>The base of all relative paths.</summary>
    internal const string SourceRoot = "%SRCROOT%";

    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string GatePrefix = "AIR9";
    private const string EvidenceRule = "AIR9004";

    // The file is read by tools and people, never placed in a page.
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the run of one project and target framework.</summary>
    /// <param name="stream">Receives UTF-8; stays open.</param>
    /// <param name="result">What the gate decided; recorded findings belong to the SBOM and are left out.</param>
    /// <param name="version">Version of Airlock.</param>
    public static void Write(Stream stream, GateResult result, string version) => Write(stream, SarifRun.Of([result]), version);

    /// <summary>Writes a log of one run.</summary>
    /// <param name="stream">Receives UTF-8; stays open.</param>
    /// <param name="run">What to say.</param>
    /// <param name="version">Version of Airlock.</param>
    public static void Write(Stream stream, SarifRun run, string version)
    {
        using (var json = new Utf8JsonWriter(stream, Layout))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            WriteRun(json, run, version);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteRun(Utf8JsonWriter json, SarifRun run, string version)
    {
        var tool = new SarifTool(run.Results.Select(result => result.Finding.RuleId));
        json.WriteStartObject();
        tool.Write(json, version);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", run.Id);
        json.WriteEndObject();
        WriteInvocation(json, run, tool);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(SourceRoot);
        SarifJson.Text(json, "description", "The root of the repository, or the folder of the policy where there is no repository.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        tool.WriteTaxonomies(json);
        var hasBaseline = run.Results.Any(result => SarifResults.IsOfBaseline(result.Finding));
        json.WriteStartArray("results");
        foreach (var result in run.Results)
        {
            SarifResults.Write(json, result, tool, hasBaseline);
        }

        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.WriteString("profile", string.Join(", ", run.Profiles));
        json.WriteString("targetFramework", string.Join(", ", run.Frameworks));
        json.WriteString("verdict", run.IsBlocked ? "blocked" : "passed");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // What the gate says of itself is a result, because services show nothing else, and a notification, because that is what it is.
    private static void WriteInvocation(Utf8JsonWriter json, SarifRun run, SarifTool tool)
    {
        var own = run.Results.Select(result => result.Finding)
            .Where(finding => finding.RuleId.StartsWith(GatePrefix, StringComparison.Ordinal) && finding.Suppression is null)
            .ToLookup(finding => finding.RuleId == EvidenceRule);
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", run.Gaps.IsEmpty && !own[true].Any(finding => finding.Level == FindingLevel.Block));
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var finding in own[true])
        {
            WriteNotification(json, finding, tool);
        }

        foreach (var gap in run.Gaps)
        {
            WriteNotification(json, "error", gap);
        }

        if (run.LeftOut > 0)
        {
            WriteNotification(json, "warning", $"{run.LeftOut} of {run.LeftOut + run.Results.Length} findings are left out, the least grave, because code scanning takes no more than {run.Results.Length} in one run.");
        }

        json.WriteEndArray();
        json.WriteStartArray("toolConfigurationNotifications");
        foreach (var finding in own[false])
        {
            WriteNotification(json, finding, tool);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(Utf8JsonWriter json, Finding finding, SarifTool tool)
    {
        json.WriteStartObject();
        json.WriteString("level", SarifJson.LevelOf(finding.Level));
        SarifJson.Text(json, "message", finding.Message);
        json.WriteStartArray("locations");
        SarifJson.Location(json, finding.Location);
        json.WriteEndArray();
        json.WriteStartObject("associatedRule");
        json.WriteString("id", finding.RuleId);
        if (tool.IndexOf(finding.RuleId) is >= 0 and var index)
        {
            json.WriteNumber("index", index);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNotification(Utf8JsonWriter json, string level, string text)
    {
        json.WriteStartObject();
        json.WriteString("level", level);
        SarifJson.Text(json, "message", text);
        json.WriteEndObject();
    }
}
