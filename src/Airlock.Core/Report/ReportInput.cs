using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core.Report;

/// <summary>Everything that a report is made from. Equal input gives the same page.</summary>
public sealed record ReportInput
{
    /// <summary>Name of the solution or project.</summary>
    public required string Name { get; init; }

    /// <summary>The SBOM, joined where there are several projects; null if there is none.</summary>
    public Bom.Bom? Bom { get; init; }

    /// <summary>What the gate decided, one for each project and target framework; empty for a report on an SBOM alone.</summary>
    public ImmutableArray<GateResult> Results { get; init; } = [];

    /// <summary>Why the run says too little for a verdict, or null.</summary>
    public string? Gap { get; init; }

    /// <summary>The pinned files, with who signed and approved them.</summary>
    public ImmutableArray<ReportedPin> Pins { get; init; } = [];

    /// <summary>Earlier builds, oldest first.</summary>
    public ImmutableArray<EarlierBuild> Earlier { get; init; } = [];

    /// <summary>The findings of all projects, each once, that weigh more than a record: blocking ones first.</summary>
    internal ImmutableArray<Finding> Findings =>
    [
        .. Results.SelectMany(result => result.Findings)
            .Where(finding => finding.Level > FindingLevel.Record)
            .DistinctBy(finding => (finding.Fingerprint, finding.RuleId, finding.Location, finding.Message))
            .OrderByDescending(finding => finding.Level)
            .ThenBy(finding => finding.RuleId, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.Line)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal),
    ];

    /// <summary>The rules that no project could check.</summary>
    internal ImmutableHashSet<string> UncheckedRules => Results.IsEmpty
        ? []
        : Results.Skip(1).Aggregate(Results[0].UncheckedRules.ToImmutableHashSet(StringComparer.Ordinal), (rules, result) => rules.Intersect(result.UncheckedRules));
}

/// <summary>A pinned file.</summary>
/// <param name="Path">Its path, as the lock says it.</param>
/// <param name="Kind">Model or data set.</param>
/// <param name="Sha256">SHA-256, 64 lower-case hex digits.</param>
/// <param name="Licence">SPDX expression, or null.</param>
/// <param name="Signature">Who must have signed, or null if no signature is asked for.</param>
/// <param name="Approvals">Who approved the bytes for which environment, as <c>production: Ann</c>.</param>
public sealed record ReportedPin(string Path, string Kind, string Sha256, string? Licence, string? Signature, ImmutableArray<string> Approvals);

/// <summary>An earlier build, as its SARIF file tells of it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Levels">How many findings it had of each level, accepted ones left out.</param>
/// <param name="Fingerprints">The fingerprints of these findings.</param>
public sealed record EarlierBuild(string Name, ImmutableDictionary<FindingLevel, int> Levels, ImmutableHashSet<string> Fingerprints);
