using System.Collections.Immutable;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>Why a version should not be used any more, as its author told the feed.</summary>
/// <param name="Reasons"><c>Legacy</c>, <c>CriticalBugs</c>, <c>Other</c>, or what else a feed says.</param>
/// <param name="Message">The author's own words, or null.</param>
/// <param name="AlternateId">The package to use in its place, or null.</param>
/// <param name="AlternateVersions">Which versions of that, in NuGet's interval notation, or null for any.</param>
public sealed record FeedDeprecation(ImmutableArray<string> Reasons, string? Message, string? AlternateId, string? AlternateVersions);

/// <summary>A known vulnerability, as a feed names it.</summary>
/// <param name="Address">Address of the advisory.</param>
/// <param name="Severity"><c>low</c>, <c>moderate</c>, <c>high</c>, <c>critical</c>, or null if the feed does not say.</param>
/// <param name="Versions">The versions that it is about, in NuGet's interval notation; null where the feed said it of one version.</param>
public sealed record FeedAdvisory(string Address, string? Severity, string? Versions);

/// <summary>What a feed says of one version of a package.</summary>
public sealed record FeedAnswer
{
    /// <summary>The feed, without user name, password and query.</summary>
    public required string Feed { get; init; }

    /// <summary>When it was asked (UTC).</summary>
    public required DateTimeOffset Asked { get; init; }

    /// <summary>Whether the feed is a folder: such a one says nothing of its packages.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Whether the version is listed. The gallery unlists what its author withdraws, and keeps it for those who use it.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>When the version was published, or null: the feed does not say, or has forgotten, as it does for unlisted versions.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Set if the version is deprecated.</summary>
    public FeedDeprecation? Deprecation { get; init; }

    /// <summary>Known vulnerabilities of the version.</summary>
    public ImmutableArray<FeedAdvisory> Vulnerabilities { get; init; } = [];
}

/// <summary>What came of a question to a feed.</summary>
/// <param name="Answer">What the feed says, or null.</param>
/// <param name="Problem">Why it says nothing, as a main clause; null if there is an answer.</param>
internal sealed record FeedReply(FeedAnswer? Answer, string? Problem);

/// <summary>What a feed says of all its known vulnerabilities.</summary>
/// <param name="IsOffered">Whether the feed has such data.</param>
/// <param name="Advisories">The advisories of each package, by its identifier.</param>
/// <param name="Problem">Why they are not known, or not all of them, as a main clause; or null.</param>
internal sealed record FeedAdvisories(bool IsOffered, IReadOnlyList<(string Id, FeedAdvisory Advisory)> Advisories, string? Problem);

/// <summary>Packages of which it is not known what their feed says.</summary>
/// <param name="Reason">Why, as a main clause.</param>
/// <param name="Packages">The packages.</param>
public sealed record FeedGap(string Reason, ImmutableArray<RestoredPackage> Packages);

/// <summary>How much time and memory asking may cost.</summary>
public sealed record FeedLimits
{
    /// <summary>What holds unless a caller says otherwise.</summary>
    public static FeedLimits Default { get; } = new();

    /// <summary>The time for all questions together.</summary>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for one request.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many questions are open at once.</summary>
    public int MaximumAtOnce { get; init; } = 8;

    /// <summary>The longest answer that is read, unpacked, in bytes. The longest registration page of the public gallery has about three million.</summary>
    public int MaximumLength { get; init; } = 16 * 1024 * 1024;
}
