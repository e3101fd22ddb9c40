using System.Collections.Immutable;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>What a VEX statement says of a vulnerability in a product.</summary>
internal enum VexStatus
{
    /// <summary>It does harm, or may.</summary>
    Affected,

    /// <summary>Nobody knows yet.</summary>
    UnderInvestigation,

    /// <summary>It does no harm there, for a reason.</summary>
    NotAffected,

    /// <summary>The product has a fix of its own.</summary>
    Fixed,
}

/// <summary>What a statement is about.</summary>
/// <param name="Package">The package that has the vulnerability.</param>
/// <param name="Within">The package inside of which alone the statement holds, or null.</param>
internal sealed record VexProduct(NuGetPurl Package, NuGetPurl? Within = null);

/// <summary>One statement on one vulnerability.</summary>
/// <param name="Vulnerability">The names of the advisory.</param>
/// <param name="Status">What it says.</param>
/// <param name="Reason">Why, in its own words; empty if it says none.</param>
/// <param name="Products">What it is about.</param>
/// <param name="Time">Since when it holds, or null if it has no time.</param>
/// <param name="Document">The document, relative to the policy.</param>
internal sealed record VexStatement(
    AdvisoryNames Vulnerability, VexStatus Status, string Reason, ImmutableArray<VexProduct> Products, DateTimeOffset? Time, string Document)
{
    /// <summary>Whether it takes the weight from a vulnerability.</summary>
    public bool Clears => Status is VexStatus.NotAffected or VexStatus.Fixed;
}
