using System.Text.Encodings.Web;
using System.Text.Json;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Output.Annotations;

/// <summary>Findings as a code quality report, which GitLab shows in merge requests (an array of issues in the form of Code Climate, as far as GitLab reads it).</summary>
internal static class CodeQualityReport
{
    /// <summary>The name under which GitLab's examples keep it.</summary>
    public const string DefaultFile = "gl-code-quality-report.json";

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the report.</summary>
    /// <param name="stream">Receives UTF-8.</param>
    /// <param name="findings">Findings in force that are notes or more; paths are relative to the repository.</param>
    public static void Write(Stream stream, IEnumerable<Finding> findings)
    {
        using (var json = new Utf8JsonWriter(stream, Layout))
        {
            json.WriteStartArray();
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("description", $"{finding.RuleId}: {finding.Message}");
                json.WriteString("check_name", finding.RuleId);
                json.WriteString("fingerprint", finding.Fingerprint ?? $"{finding.RuleId} {finding.Location}");
                json.WriteString("severity", finding.Level switch
                {
                    FindingLevel.Block => "blocker",
                    FindingLevel.Warn => "major",
                    _ => "info",
                });
                json.WriteStartObject("location");
                json.WriteString("path", finding.Location.Path);
                json.WriteStartObject("lines");
                json.WriteNumber("begin", Math.Max(finding.Location.Line, 1));
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        stream.WriteByte((byte)'\n');
    }
}
