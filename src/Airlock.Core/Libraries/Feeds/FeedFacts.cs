using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Shared.Rules;
using NuGet.Versioning;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>What the project's feeds say of its packages: publication, deprecation, known vulnerabilities. They are asked only where policy allows the network.</summary>
public sealed class FeedFacts
{
    private const int MaximumNames = 5;

    private readonly IReadOnlyDictionary<RestoredPackage, FeedReply> _replies;

    private FeedFacts(bool isAllowed, IReadOnlyDictionary<RestoredPackage, FeedReply> replies)
    {
        (IsAllowed, _replies) = (isAllowed, replies);
        Gaps =
        [
            .. replies.Where(pair => pair.Value.Answer is null)
                .GroupBy(pair => pair.Value.Problem ?? "nobody answered", pair => pair.Key, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new FeedGap(
                    group.Key, [.. group.OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase).ThenBy(package => package.Version, StringComparer.Ordinal)])),
        ];
    }

    /// <summary>Nothing is known, because policy does not allow the network.</summary>
    public static FeedFacts NotAllowed { get; } = new(isAllowed: false, new Dictionary<RestoredPackage, FeedReply>());

    /// <summary>Whether policy allows to ask (<c>libraries.network</c>).</summary>
    public bool IsAllowed { get; }

    /// <summary>The packages of which it is not known what their feed says, by reason.</summary>
    public ImmutableArray<FeedGap> Gaps { get; }

    /// <summary>What the package's feed says of it, or null if that is not known.</summary>
    public FeedAnswer? Find(RestoredPackage package) => _replies.GetValueOrDefault(package)?.Answer;

    /// <summary>Asks the feeds, if policy allows it; what they said within the last day is not asked again, unless nothing remembered may be used.</summary>
    /// <param name="libraries">The packages.</param>
    /// <param name="cacheFolder">The folder where answers are remembered; made if need be.</param>
    /// <param name="limits">How much it may cost.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The answers. A feed that fails makes a gap, and never an exception.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static FeedFacts Ask(LibrarySet libraries, string cacheFolder, FeedLimits? limits = null, CancellationToken cancellation = default)
    {
        if (!libraries.Context.Policy.Libraries.Network)
        {
            return NotAllowed;
        }

        var cache = new FeedCache<FeedAnswer>(cacheFolder, "feeds", libraries.Graph.Restore);
        var known = libraries.IsStrictRead ? [] : cache.Read(libraries.Now, answer => IsWhole(answer) ? answer.Asked : null);
        var replies = new ConcurrentDictionary<RestoredPackage, FeedReply>();
        var open = new List<RestoredPackage>();
        foreach (var package in libraries.Packages)
        {
            if (known.GetValueOrDefault(Key(package)) is { } answer)
            {
                replies[package] = new FeedReply(answer, null);
            }
            else if (!NuGetVersion.TryParse(package.Version, out _))
            {
                replies[package] = new FeedReply(null, "they have no version that NuGet understands");
            }
            else
            {
                open.Add(package);
            }
        }

        if (open.Count > 0)
        {
            // Outside of any context of the caller's, which may have one thread only.
            Task.Run(() => AskAsync(libraries.Graph.Restore, open, replies, limits ?? FeedLimits.Default, cancellation), cancellation).GetAwaiter().GetResult();
            foreach (var package in open)
            {
                if (replies[package].Answer is { } answer)
                {
                    known[Key(package)] = answer;
                }
            }

            cache.Write(known);
        }

        return new FeedFacts(isAllowed: true, replies);
    }

    /// <summary>Reports what is not known (AIR9004): one warning a reason.</summary>
    public void ReportGaps(LibraryReport report)
    {
        foreach (var gap in Gaps)
        {
            var names = string.Join(", ", gap.Packages.Take(MaximumNames).Select(package => package.Node.Display));
            var more = gap.Packages.Length > MaximumNames ? $" and {gap.Packages.Length - MaximumNames} more" : "";
            report.Incomplete(
                $"What the feed says of {Count(gap.Packages.Length)} ({names}{more}) is not known: {gap.Reason}", FindingLevel.Warn);
        }
    }

    /// <summary>A number of packages in words.</summary>
    internal static string Count(int packages) => packages == 1 ? "1 package" : $"{packages} packages";

    private static async Task AskAsync(
        RestoreRecord restore, List<RestoredPackage> packages, ConcurrentDictionary<RestoredPackage, FeedReply> replies, FeedLimits limits, CancellationToken cancellation)
    {
        using var client = FeedClient.Open(restore, limits, out var problem, cancellation);
        if (client is null)
        {
            packages.ForEach(package => replies[package] = new FeedReply(null, problem));
            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = limits.MaximumAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(packages, options, async (package, _) =>
            replies[package] = await client.AskAsync(package.Id, package.Version, package.Source).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static bool IsWhole(FeedAnswer answer) =>
        answer is { Feed: not null, Vulnerabilities.IsDefault: false, Deprecation: null or { Reasons.IsDefault: false } };

    private static string Key(RestoredPackage package) => $"{package.Id.ToLowerInvariant()}/{package.Version} {package.Source}";
}
