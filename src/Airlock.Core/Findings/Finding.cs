using System.Collections.Immutable;
using Airlock.Shared.Rules;

namespace Airlock.Core.Findings;

/// <summary>A place in a file. Lines and columns count from one; zero means that the whole file is meant.</summary>
/// <param name="Path">Path relative to <see cref="GateContext.Root"/>, with <c>/</c>; absolute if the file lies outside.</param>
/// <param name="Line">First line.</param>
/// <param name="Column">First column, in UTF-16 units.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="EndColumn">The column after the last.</param>
public sealed record FindingLocation(string Path, int Line = 0, int Column = 0, int EndLine = 0, int EndColumn = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? Path : $"{Path}({Line},{Column})";
}

/// <summary>How a finding was silenced: in the source, by policy, or by the baseline.</summary>
/// <param name="Kind">What the compiler says of it, as <c>Pragma Directive</c>, or one of the kinds below.</param>
/// <param name="Justification">The reason given, or null.</param>
public sealed record FindingSuppression(string Kind, string? Justification)
{
    /// <summary>The kind of an exception of the policy; the justification is its reason and owner.</summary>
    public const string PolicyException = "policy exception";

    /// <summary>The kind of a vulnerability that a VEX statement clears.</summary>
    public const string VexStatement = "VEX statement";

    /// <summary>The kind of what the baseline accepts; the justification is the reason, who accepted it and when.</summary>
    public const string Baseline = "baseline";
}

/// <summary>One thing that a rule found: the unit that policy weighs and evidence records.</summary>
public sealed record Finding
{
    /// <summary>Identifier of the rule, as <c>AIR1001</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>What is wrong and why it matters, complete in itself: a terminal shows only this and the code.</summary>
    public required string Message { get; init; }

    /// <summary>Where; never null, because consumers of SARIF need a place: the project file if nothing better is known.</summary>
    public required FindingLocation Location { get; init; }

    /// <summary>Further places, from source to sink.</summary>
    public ImmutableArray<FindingLocation> Related { get; init; } = [];

    /// <summary>Facts for machines; names and values are in ordinal order of the name.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>How it weighs, after policy; <see cref="FindingLevel.Record"/> until policy was applied.</summary>
    public FindingLevel Level { get; init; } = FindingLevel.Record;

    /// <summary>What the finding is known by across builds: 32 lower-case hex digits; null until policy was applied, and for what is only recorded.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Set if the source, policy or the baseline silences it, and policy accepts that.</summary>
    public FindingSuppression? Suppression { get; init; }

    /// <summary>Whether the compiler itself printed it in this build, so that it must not be printed again.</summary>
    public bool PrintedByCompiler { get; init; }
}
