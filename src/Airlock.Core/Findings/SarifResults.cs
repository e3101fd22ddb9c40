using System.Text.Json;
using Airlock.Core.Libraries;

namespace Airlock.Core.Findings;

/// <summary>Writes results (SARIF 2.1.0, section 3.27).</summary>
internal static class SarifResults
{
    /// <summary>The most steps of one flow that code scanning shows; the rest would be thrown away there.</summary>
    public const int MaximumSteps = 1_000;

    private static readonly string[] OutsideOfSource = ["policy exception", "baseline", "VEX statement"];
    private static readonly string[] ShownProperties = [LibraryReport.PackageProperty, LibraryReport.VersionProperty, LibraryReport.PackageUrlProperty];

    /// <summary>Whether a finding is one that the baseline accepts.</summary>
    public static bool IsOfBaseline(Finding finding) => finding.Suppression?.Kind == "baseline";

    /// <summary>Writes a result.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="result">The result.</param>
    /// <param name="tool">The rules and taxonomies of the run.</param>
    /// <param name="hasBaseline">Whether a baseline is in force, so that all else is new.</param>
    public static void Write(Utf8JsonWriter json, SarifResult result, SarifTool tool, bool hasBaseline)
    {
        var finding = result.Finding;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.RuleId);
        if (tool.IndexOf(finding.RuleId) is >= 0 and var index)
        {
            json.WriteNumber("ruleIndex", index);
        }

        json.WriteString("level", SarifJson.LevelOf(finding.Level));
        SarifJson.Text(json, "message", finding.Message);
        json.WriteStartArray("locations");
        SarifJson.Location(json, finding.Location);
        json.WriteEndArray();
        WriteFlow(json, finding);
        if (finding.Fingerprint is { } fingerprint)
        {
            // The second is the one by which GitHub knows an alert again, whatever computed it; left out, the upload would take the text around the line, and
            // findings on several packages of one reference would be one.
            json.WriteStartObject("partialFingerprints");
            json.WriteString(SarifWriter.FingerprintName, fingerprint);
            json.WriteString("primaryLocationLineHash", fingerprint + ":1");
            json.WriteEndObject();
        }

        if (hasBaseline)
        {
            json.WriteString("baselineState", IsOfBaseline(finding) ? "unchanged" : "new");
        }

        WriteSuppression(json, finding);
        tool.WriteTaxa(json, finding.RuleId);
        WriteProperties(json, result);
        json.WriteEndObject();
    }

    private static void WriteSuppression(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Suppression is not { } suppression)
        {
            return;
        }

        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", OutsideOfSource.Contains(suppression.Kind, StringComparer.Ordinal) ? "external" : "inSource");
        json.WriteString("status", "accepted");
        if (suppression.Justification is not null)
        {
            json.WriteString("justification", suppression.Justification);
        }

        json.WriteStartObject("properties");
        json.WriteString("suppressionType", suppression.Kind);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, SarifResult result)
    {
        json.WriteStartObject("properties");
        WriteTexts(json, "projects", result.Projects);
        WriteTexts(json, "targetFrameworks", result.Frameworks);
        foreach (var name in ShownProperties)
        {
            if (result.Finding.Properties.TryGetValue(name, out var value))
            {
                json.WriteString(name, value);
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
        var texts = FlowSteps.TextsOf(finding);
        for (var i = 0; i < steps.Length; i++)
        {
            // The source is where it begins, and the end is what matters: what is cut is between.
            if (i > 0 && i < steps.Length - (MaximumSteps - 1))
            {
                continue;
            }

            json.WriteStartObject();
            json.WritePropertyName("location");
            SarifJson.Location(json, steps[i], texts.Count == steps.Length ? texts[i] : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
