using System.Collections.Immutable;

namespace Airlock.Core.Bom.Packages;

/// <summary>What was found out about a package, beyond what it claims itself.</summary>
public sealed record BomPackageFacts
{
    /// <summary>The SPDX licence expression that was concluded, or null.</summary>
    public string? Licence { get; init; }

    /// <summary>Who owned the package when a known repository signed it; empty if no signature says so.</summary>
    public ImmutableArray<string> Owners { get; init; } = [];

    /// <summary>Where everybody gets this package, or null: only a known repository that signed it has such an address.</summary>
    public string? Address { get; init; }
}
