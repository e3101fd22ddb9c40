using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Feeds;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Libraries.Feeds;

public sealed class DeprecationCheckTests : IDisposable
{
    private readonly FeedProject _project = new();
    private readonly LoopbackFeed _feed = new();

    public DeprecationCheckTests() => _project.Feed("feed", _feed.Address).Package("Contoso.Tools", _feed.Address);

    public void Dispose()
    {
        _project.Dispose();
        _feed.Dispose();
    }

    private IReadOnlyList<Finding> Run(LibrarySet set)
    {
        var report = new LibraryReport(set);
        new DeprecationCheck((libraries, cancellation) => FeedFacts.Ask(libraries, _project.CacheFolder, FeedProject.Limits, cancellation))
            .Run(set, report, TestContext.Current.CancellationToken);
        return PolicyVerdict.Weigh(set.Context, report.Findings, [], DateTime.UtcNow);
    }

    [Theory]
    [InlineData("""{ "reasons": ["Legacy"] }""", "is deprecated by its author (no longer maintained); use a newer version or another package")]
    [InlineData("""{ "reasons": ["criticalbugs", "Legacy", "LEGACY"] }""", "is deprecated by its author (has critical bugs and no longer maintained); use a newer version or another package")]
    [InlineData("""{ "reasons": ["Other"], "message": "Old.\nUse\u202E the new one." }""", "is deprecated by its author (other reasons), who says: \"Old. Use the new one\"; use a newer version or another package")]
    [InlineData("""{ "reasons": ["Legacy"], "alternatePackage": { "id": "Contoso.New", "range": "*" } }""", "is deprecated by its author (no longer maintained); use Contoso.New in its place")]
    [InlineData("""{ "reasons": [], "alternatePackage": { "id": "Contoso.New", "range": "[2.0.0, )" } }""", "is deprecated by its author; use Contoso.New [2.0.0, ) in its place")]
    [InlineData("""{ "message": "" }""", "is deprecated by its author; use a newer version or another package")]
    public void Deprecated_version_is_found(string deprecation, string reason)
    {
        _feed.Add("Contoso.Tools", "1.0.0", $"\"listed\": false, \"published\": \"1900-01-01T00:00:00Z\", \"deprecation\": {deprecation}");
        var finding = Assert.Single(Run(_project.Set()));

        Assert.Equal(("AIR6008", FindingLevel.Warn), (finding.RuleId, finding.Level));
        Assert.Equal($"Library Contoso.Tools 1.0.0 {reason}. It comes in by App → Contoso.Tools 1.0.0.", finding.Message);
        Assert.Equal(_feed.Address, finding.Properties["feed"]);
    }

    [Fact]
    public void Strict_blocks_it()
    {
        _feed.Add("Contoso.Tools", "1.0.0", "\"deprecation\": { \"reasons\": [\"Legacy\"] }");

        Assert.Equal(FindingLevel.Block, Assert.Single(Run(_project.Set(profile: "strict"))).Level);
    }

    [Fact]
    public void Long_message_is_cut()
    {
        _feed.Add("Contoso.Tools", "1.0.0", $"\"deprecation\": {{ \"reasons\": [\"Legacy\"], \"message\": \"{new string('a', 5000)}\" }}");

        Assert.Contains(new string('a', 299) + "…\"; use", Assert.Single(Run(_project.Set())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sound_version_passes()
    {
        _feed.Add("Contoso.Tools").Add("Contoso.Tools", "2.0.0", "\"deprecation\": { \"reasons\": [\"Legacy\"] }");

        Assert.Empty(Run(_project.Set()));
    }

    [Fact]
    public void Unlisted_version_is_a_note()
    {
        _feed.Add("Contoso.Tools", "1.0.0", "\"listed\": false");
        var finding = Assert.Single(Run(_project.Set(profile: "strict")));

        Assert.Equal(("AIR6008", FindingLevel.Note), (finding.RuleId, finding.Level));
        Assert.Contains("is unlisted by its feed", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silent_feed_is_told()
    {
        var finding = Assert.Single(Run(_project.Set()));

        Assert.Equal(("AIR9004", FindingLevel.Warn), (finding.RuleId, finding.Level));
        Assert.Equal($"What the feed says of 1 package (Contoso.Tools 1.0.0) is not known: the feed {_feed.Address} does not have them", finding.Message);
    }

    [Theory]
    [InlineData("", null, FindingLevel.Record)]
    [InlineData("", "strict", FindingLevel.Note)]
    [InlineData("\"rules\": { \"AIR6008\": \"block\" },", null, FindingLevel.Note)]
    [InlineData("\"rules\": { \"AIR6008\": \"off\" },", null, null)]
    public void Without_the_network_it_is_said_that_nothing_is_known(string policy, string? profile, FindingLevel? level)
    {
        var findings = Run(_project.Set(network: false, profile, policy));

        Assert.Equal(level is null ? [] : [("AIR6008", level.Value)], findings.Select(finding => (finding.RuleId, finding.Level)));
        Assert.All(findings, finding => Assert.StartsWith("Deprecation of 1 package is not known without the network; set libraries.network", finding.Message, StringComparison.Ordinal));
        Assert.Empty(_feed.Requests);
    }
}
