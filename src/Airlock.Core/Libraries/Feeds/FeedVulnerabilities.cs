using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NuGet.Versioning;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>
/// The vulnerabilities that the project's feeds know of (resource VulnerabilityInfo of NuGet's protocol), read whole, so that no feed hears the name of a package. They are
/// read only where policy allows the network.
/// </summary>
public sealed class FeedVulnerabilities
{
    private readonly ILookup<string, FeedAdvisory> _advisories;

    private FeedVulnerabilities(Data data)
    {
        (Feeds, Problems) = ([.. data.Feeds], [.. data.Problems]);
        _advisories = data.Advisories.ToLookup(row => row.Id, row => new FeedAdvisory(row.Address, row.Severity, row.Versions), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The feeds that gave data.</summary>
    public ImmutableArray<string> Feeds { get; }

    /// <summary>Why data is missing: main clauses. Without any problem and without a feed, policy does not allow to ask.</summary>
    public ImmutableArray<string> Problems { get; }

    /// <summary>The known vulnerabilities of a version. A version that NuGet can't read has every one of its package.</summary>
    public IEnumerable<FeedAdvisory> Of(string id, string version)
    {
        var isVersion = NuGetVersion.TryParse(version, out var parsed);
        return _advisories[id].Where(advisory => !isVersion || advisory.Versions is null || !VersionRange.TryParse(advisory.Versions, out var range) || range.Satisfies(parsed!));
    }

    /// <summary>Reads the data of the feeds, if policy allows it; data of the last day is not read again, unless nothing remembered may be used.</summary>
    /// <param name="libraries">The project.</param>
    /// <param name="cacheFolder">The folder where the data is remembered; made if need be.</param>
    /// <param name="limits">How much it may cost.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static FeedVulnerabilities Read(LibrarySet libraries, string cacheFolder, FeedLimits? limits = null, CancellationToken cancellation = default)
    {
        const string Key = "all";
        if (!libraries.Context.Policy.Libraries.Network)
        {
            return new FeedVulnerabilities(new Data(default, [], [], []));
        }

        var restore = libraries.Graph.Restore;
        var cache = new FeedCache<Data>(cacheFolder, "feed-advisories", restore);
        if (!libraries.IsStrictRead && cache.Read(libraries.Now, data => data.IsWhole ? data.Asked : null).GetValueOrDefault(Key) is { } known)
        {
            return new FeedVulnerabilities(known);
        }

        var read = Task.Run(() => ReadAsync(restore, limits ?? FeedLimits.Default, cancellation), cancellation).GetAwaiter().GetResult();
        if (read.Problems.Count == 0)
        {
            cache.Write(new Dictionary<string, Data> { [Key] = read });
        }

        return new FeedVulnerabilities(read);
    }

    private static async Task<Data> ReadAsync(RestoreRecord restore, FeedLimits limits, CancellationToken cancellation)
    {
        using var client = FeedClient.Open(restore, limits, out var problem, cancellation);
        if (client is null)
        {
            return new Data(DateTimeOffset.UtcNow, [], [problem!], []);
        }

        var found = await client.ReadAdvisoriesAsync().ConfigureAwait(false);
        var problems = found.Select(feed => feed.Advisories.Problem).OfType<string>().ToList();
        var offering = found.Where(feed => feed.Advisories is { IsOffered: true, Problem: null }).ToList();
        if (offering.Count == 0 && problems.Count == 0)
        {
            problems.Add("none of the project's feeds offers data of vulnerabilities; name one that does under auditSources of nuget.config");
        }

        return new Data(
            DateTimeOffset.UtcNow,
            [.. offering.Select(feed => feed.Feed)],
            problems,
            [.. found.SelectMany(feed => feed.Advisories.Advisories).Select(row => new Row(row.Id, row.Advisory.Address, row.Advisory.Severity, row.Advisory.Versions)).Distinct()]);
    }

    private sealed record Data(DateTimeOffset Asked, IReadOnlyList<string> Feeds, IReadOnlyList<string> Problems, IReadOnlyList<Row> Advisories)
    {
        [JsonIgnore]
        public bool IsWhole => Feeds is not null && Problems is not null && Advisories?.All(row => row is { Id: not null, Address: not null }) == true;
    }

    private sealed record Row(string Id, string Address, string? Severity, string? Versions);
}
