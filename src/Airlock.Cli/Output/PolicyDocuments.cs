using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Airlock.Cli.Policies;

namespace Airlock.Cli.Output;

/// <summary>Whether a policy and the files that belong to it are valid.</summary>
public sealed record PolicyValidityDocument
{
    /// <summary>The schema of this document.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = JsonSchemas.AddressOf("policy-validate");

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether nothing is wrong.</summary>
    public required bool Valid { get; init; }

    /// <summary>The policy, absolute.</summary>
    public required string PolicyFile { get; init; }

    /// <summary>The profile that holds.</summary>
    public required string Profile { get; init; }

    /// <summary>Everything that is wrong, in the order of files and places.</summary>
    public required ImmutableArray<PolicyProblem> Problems { get; init; }
}

/// <summary>Which policy holds for which projects.</summary>
public sealed record EffectivePolicyDocument
{
    /// <summary>The schema of this document.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = JsonSchemas.AddressOf("policy-show");

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Each policy and profile with its projects.</summary>
    public required ImmutableArray<Scope> Scopes { get; init; }

    /// <summary>What holds for some projects.</summary>
    /// <param name="PolicyFile">The policy, absolute; absent if defaults hold.</param>
    /// <param name="LockFile">The lock, absolute; absent if there is none.</param>
    /// <param name="Profile">The profile in force.</param>
    /// <param name="Suppressions">Which suppressions in the source count: <c>allowed</c>, <c>justified</c> or <c>forbidden</c>.</param>
    /// <param name="Projects">The projects, absolute.</param>
    /// <param name="Rules">Every rule with its level.</param>
    public sealed record Scope(string? PolicyFile, string? LockFile, string Profile, string Suppressions, ImmutableArray<string> Projects, ImmutableArray<RuleInForce> Rules);

    /// <summary>A rule and what it weighs.</summary>
    /// <param name="Rule">Identifier.</param>
    /// <param name="Level"><c>off</c>, <c>record</c>, <c>note</c>, <c>warn</c> or <c>block</c>.</param>
    /// <param name="SetByPolicy">Whether the policy sets it, rather than the profile.</param>
    public sealed record RuleInForce(string Rule, string Level, bool SetByPolicy);
}
