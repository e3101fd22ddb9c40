namespace Airlock.Core.Policy;

/// <summary>An exception of the policy, and what one run of the gate made of it.</summary>
public sealed record ExceptionUse
{
    /// <summary>Identifier of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Files it holds for, relative to the policy, with <c>*</c>; null for all.</summary>
    public string? Path { get; init; }

    /// <summary>Packages it holds for; null for whatever the rule finds.</summary>
    public string? Package { get; init; }

    /// <summary>The fingerprint of the one finding it holds for; null for all.</summary>
    public string? Finding { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The last day it holds (UTC), as 2027-01-31; null for no end.</summary>
    public string? Expires { get; init; }

    /// <summary>Whether that day has passed.</summary>
    public bool IsExpired { get; init; }

    /// <summary>Whether it ends within <see cref="ExceptionCoverage.NoticeDays"/> days.</summary>
    public bool IsExpiring { get; init; }

    /// <summary>The line of the policy, from one.</summary>
    public int Line { get; init; }

    /// <summary>The column of the policy, from one.</summary>
    public int Column { get; init; }

    /// <summary>How many findings of this run it fits.</summary>
    public int Matches { get; init; }

    /// <summary>What it holds for, in words.</summary>
    public string Scope()
    {
        string?[] parts = [Path is null ? null : $"in {Path}", Package is null ? null : $"of {Package}", Finding is null ? null : $"finding {Finding}"];
        return string.Join(" ", parts.OfType<string>());
    }
}
