using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Airlock.Cli.Diagnosis;

/// <summary>What a check came to, from best to worst.</summary>
public enum HealthStatus
{
    /// <summary>Nothing to check here, for the reason that the check gives.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,

    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>The gate works, but not as well as it could.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>The gate does not work, or part of what it says can't be trusted.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}

/// <summary>One check.</summary>
/// <param name="Id">What was checked: stable, for machines.</param>
/// <param name="Status">What it came to.</param>
/// <param name="Message">What is so, in words.</param>
/// <param name="Advice">What to do; absent where there is nothing to do.</param>
public sealed record HealthCheck(string Id, HealthStatus Status, string Message, string? Advice = null)
{
    /// <summary>As it should be.</summary>
    public static HealthCheck Ok(string id, string message) => new(id, HealthStatus.Ok, message);

    /// <summary>Nothing to check here.</summary>
    public static HealthCheck Skip(string id, string message) => new(id, HealthStatus.Skip, message);

    /// <summary>Works, but not as well as it could.</summary>
    public static HealthCheck Warn(string id, string message, string advice) => new(id, HealthStatus.Warn, message, advice);

    /// <summary>Does not work.</summary>
    public static HealthCheck Fail(string id, string message, string advice) => new(id, HealthStatus.Fail, message, advice);
}

/// <summary>What checks are about.</summary>
/// <param name="Kind"><c>solution</c>, <c>policy</c> or <c>project</c>.</param>
/// <param name="Path">The solution, the policy's file or folder, or the project; absolute.</param>
/// <param name="TargetFramework">Target framework of a project, as <c>net10.0</c>; absent for others.</param>
/// <param name="Checks">The checks, in the order in which one rests on another.</param>
public sealed record HealthSubject(string Kind, string Path, string? TargetFramework, ImmutableArray<HealthCheck> Checks)
{
    /// <summary>The worst that a check came to.</summary>
    public HealthStatus Status => Checks.Select(check => check.Status).DefaultIfEmpty(HealthStatus.Ok).Max();
}

/// <summary>What <c>airlock doctor</c> found: the one document that <c>--format json</c> writes.</summary>
public sealed record DoctorReport
{
    /// <summary>The schema of this document.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = Output.JsonSchemas.AddressOf("doctor");

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The worst that a check came to.</summary>
    public HealthStatus Status => Subjects.Select(subject => subject.Status).DefaultIfEmpty(HealthStatus.Ok).Max();

    /// <summary>The solution or project, absolute.</summary>
    public required string Target { get; init; }

    /// <summary>Version of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>Whether every project could be looked at.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The solution first, then policies, then projects, in order of their paths.</summary>
    public required ImmutableArray<HealthSubject> Subjects { get; init; }
}
