using System.Collections.Immutable;
using NuGet.Versioning;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>The versions of a package that an advisory is about: ranges, and versions listed one by one. They are compared as NuGet compares them.</summary>
public sealed class AffectedVersions
{
    private readonly ImmutableHashSet<NuGetVersion> _listed;

    /// <summary>Ranges and single versions.</summary>
    public AffectedVersions(IEnumerable<VersionRange> ranges, params IEnumerable<NuGetVersion> listed)
    {
        Ranges = [.. ranges];
        _listed = listed.ToImmutableHashSet();
    }

    /// <summary>The ranges.</summary>
    public ImmutableArray<VersionRange> Ranges { get; }

    /// <summary>Whether a version is among them.</summary>
    public bool Contains(NuGetVersion version) => _listed.Contains(version) || Ranges.Any(range => range.Satisfies(version));

    /// <summary>The versions of both.</summary>
    public AffectedVersions With(AffectedVersions other) => new(Ranges.AddRange(other.Ranges), _listed.Union(other._listed));

    /// <summary>The first version after this one that the ranges end before and that is not affected, or null if none is known.</summary>
    public NuGetVersion? FirstFixed(NuGetVersion version) => Ranges
        .Where(range => range is { HasUpperBound: true, IsMaxInclusive: false })
        .Select(range => range.MaxVersion!)
        .Where(end => end > version && !Contains(end))
        .Min();

    /// <summary>The range that holds a version, in NuGet's notation, or the version itself if it is only listed.</summary>
    public string Describe(NuGetVersion version) => Ranges.FirstOrDefault(range => range.Satisfies(version)) is { } range
        ? range is { HasLowerBound: false, HasUpperBound: false } ? "all versions" : range.ToNormalizedString()
        : version.ToNormalizedString();

    /// <summary>The last affected version, where the range that holds a version says no more than that.</summary>
    public NuGetVersion? LastAffected(NuGetVersion version) =>
        Ranges.FirstOrDefault(range => range.Satisfies(version)) is { HasUpperBound: true, IsMaxInclusive: true } range ? range.MaxVersion : null;
}
