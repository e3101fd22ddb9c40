using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Airlock.Cli.Adoption;
using Airlock.Cli.Building;
using Airlock.Core;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Output;

/// <summary>A run of the gate for machines: the one document that <c>--format json</c> writes.</summary>
public sealed record JsonReport
{
    /// <summary>The schema of this document.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = JsonSchemas.AddressOf("check");

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What it came to.</summary>
    public required GateVerdict Verdict { get; init; }

    /// <summary>Why the run says too little for a verdict; absent if it says enough.</summary>
    public string? Gap { get; init; }

    /// <summary>What was built, absolute.</summary>
    public required string Target { get; init; }

    /// <summary>Findings in force by level; what several target frameworks share counts once.</summary>
    public required ImmutableSortedDictionary<string, int> Counts { get; init; }

    /// <summary>Each package and version once, with its verdict over all projects.</summary>
    public required ImmutableArray<LibraryRow> Libraries { get; init; }

    /// <summary>Exceptions and entries of the baseline that match nothing in the whole run.</summary>
    public required UnusedAcceptances Unused { get; init; }

    /// <summary>Each project and target framework with its findings and evidence.</summary>
    public required ImmutableArray<GateResult> Projects { get; init; }

    /// <summary>Errors of the build itself.</summary>
    public required ImmutableArray<BuildProblem> BuildErrors { get; init; }

    /// <summary>The end of the build's output; absent unless it failed without an error.</summary>
    public ImmutableArray<string>? BuildOutput { get; init; }

    /// <summary>The document, with a line end.</summary>
    public static string Write(GateRun run)
    {
        var report = new JsonReport
        {
            Verdict = run.Verdict,
            Gap = run.Gap,
            Target = run.Target,
            Counts = run.Findings
                .Where(finding => !finding.IsSuppressed && finding.Finding.Level > FindingLevel.Off)
                .GroupBy(finding => FindingReport.Shown(finding.Finding.Level).Word)
                .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Libraries = LibraryTable.Rows(run.Results),
            Unused = UnusedAcceptances.Of(run),
            Projects = run.Results,
            BuildErrors = run.Problems,
            BuildOutput = run.Tail.Length == 0 ? null : run.Tail,
        };
        return JsonSerializer.Serialize(report, JsonReportContext.Default.JsonReport) + "\n";
    }
}

/// <summary>How a <see cref="JsonReport"/> is written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JsonReport))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
