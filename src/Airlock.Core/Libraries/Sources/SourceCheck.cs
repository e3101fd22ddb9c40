using System.Runtime.InteropServices;
using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries.Sources;

/// <summary>
/// AIR6004: a package must come from a feed that may give it. The policy says which, and package source mapping; NuGet heeds the mapping while it downloads,
/// and takes whatever is already in the package folder. Without either, a package from none of the project's feeds is a warning,
/// and a note if a known repository signed it.
/// </summary>
internal sealed class SourceCheck : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6004";

    // What an SDK brings along for its own needs, <dotnet>/library-packs. Who can write there needs no package.
    private static readonly FeedAddress SdkFeed = FeedAddress.Of(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "library-packs"), Path.GetTempPath());

    /// <summary>The service index that a package's verified repository signature names: proof of a feed, where the note is none; null if there is no such signature.</summary>
    public Func<RestoredPackage, string?> VerifiedServiceIndex { get; init; } = _ => null;

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        var rules = SourceRules.Read(libraries, report);
        foreach (var package in libraries.Packages.Where(package => package.Folder is not null))
        {
            cancellation.ThrowIfCancellationRequested();
            var origins = NotedOrigins(libraries, package).ToList();
            if (origins.Exists(SdkFeed.IsSame) || Judge(libraries, package, origins, rules, isProven: false) is null)
            {
                continue;
            }

            // A signature is verified only where it could change the answer.
            var index = VerifiedServiceIndex(package);
            if (index is { Length: > 0 })
            {
                origins.Add(FeedAddress.Of(index));
            }

            if (Judge(libraries, package, origins, rules, isProven: index is { Length: > 0 }) is { } complaint)
            {
                Report(package, origins, complaint, report);
            }
        }
    }

    // A fallback folder is filled by somebody else; NuGet asks no feed for what is in it.
    private static IEnumerable<FeedAddress> NotedOrigins(LibrarySet libraries, RestoredPackage package)
    {
        if (package.Source is { Length: > 0 } source)
        {
            yield return FeedAddress.Of(source);
        }
        else if (FallbackFolder.Of(libraries.Graph, package) is { } fallback)
        {
            yield return FeedAddress.Of(fallback);
        }
    }

    private static Complaint? Judge(LibrarySet libraries, RestoredPackage package, List<FeedAddress> origins, SourceRules rules, bool isProven)
    {
        if (rules.HasPolicy && ByPolicy(package, origins, rules) is { } complaint)
        {
            return complaint;
        }

        // What restore takes from a fallback folder it takes without a look at mapping or feeds, and is meant to.
        if (FallbackFolder.Of(libraries.Graph, package) is not null)
        {
            return null;
        }

        return rules.Mapping.IsEnabled ? ByMapping(libraries, package, origins, rules) : rules.HasPolicy ? null : ByFeeds(origins, rules, isProven);
    }

    private static Complaint? ByPolicy(RestoredPackage package, List<FeedAddress> origins, SourceRules rules)
    {
        var entries = rules.EntriesFor(package);
        return entries.Any(entry => origins.Exists(entry.Feed.IsSame))
            ? null
            : new Complaint(
                entries.Count == 0
                    ? "no entry of libraries.sources of the policy is about it"
                    : $"libraries.sources of the policy says {string.Join(" or ", entries.Select(entry => $"\"{entry.Entry.Written.Text}\""))}",
                [.. entries.Select(entry => entry.Feed)],
                null);
    }

    private static Complaint? ByMapping(LibrarySet libraries, RestoredPackage package, List<FeedAddress> origins, SourceRules rules)
    {
        var mapped = rules.Mapping.Find(package.Id);
        if (mapped is not null && mapped.Addresses.Any(address => origins.Exists(address.IsSame)))
        {
            return null;
        }

        FindingLevel? atMost = origins.Count == 0 ? FindingLevel.Note : null;
        if (mapped is null)
        {
            return new Complaint("no pattern of package source mapping fits it", [], atMost);
        }

        var keys = string.Join(" or ", mapped.Keys.Select(key => $"\"{key}\""));
        var addresses = mapped.Addresses.Count == 0 ? "a feed that no nuget.config has" : string.Join(" or ", mapped.Addresses);
        return new Complaint(
            $"package source mapping in {libraries.Context.Relative(mapped.File)} gives \"{mapped.Pattern}\" to {keys} ({addresses})", mapped.Addresses, atMost);
    }

    // Nobody said which feeds are right, and a package folder serves many projects: what a known repository signed is its own, whoever asked for it first.
    private static Complaint? ByFeeds(List<FeedAddress> origins, SourceRules rules, bool isProven) =>
        rules.Feeds.Count == 0 || rules.Feeds.Any(feed => origins.Exists(feed.IsSame)) ? null
        : origins.Count == 0 ? new Complaint("nothing says which feed it may come from", rules.Feeds, FindingLevel.Note)
        : new Complaint("that is none of the feeds that the project restores from", rules.Feeds, isProven ? FindingLevel.Note : FindingLevel.Warn);

    private static void Report(RestoredPackage package, List<FeedAddress> origins, Complaint complaint, LibraryReport report)
    {
        var where = package.Node.Path ?? $"{package.Id}/{package.Version}".ToLowerInvariant();
        report.Complain(
            package,
            RuleId,
            $"{(origins.Count == 0 ? "came from a feed that is not known, because restore noted none" : $"came from {origins[0]}")}, and {complaint.Rule}; "
                + $"delete {where} from the package folder and run `dotnet restore` to have it from the right feed{(origins.Count == 0 ? "" : ", or allow the one that it came from")}",
            complaint.AtMost,
            [
                .. origins.Count == 0 ? [] : new[] { ("source", origins[0].Display) },
                .. complaint.Expected.Count == 0 ? [] : new[] { ("expected", string.Join(' ', complaint.Expected)) },
            ]);
    }

    /// <param name="Rule">What says otherwise, as a part of a sentence.</param>
    /// <param name="Expected">The feeds that may give the package.</param>
    /// <param name="AtMost">The level that it does not exceed, or null.</param>
    private sealed record Complaint(string Rule, IReadOnlyList<FeedAddress> Expected, FindingLevel? AtMost);
}
