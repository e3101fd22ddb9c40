using Airlock.Core.Libraries.Feeds;
using Airlock.Core.Tests.Restoring;

namespace Airlock.Core.Tests.Libraries.Feeds;

public sealed class FeedVulnerabilitiesTests : IDisposable
{
    private readonly FeedProject _project = new();

    public void Dispose() => _project.Dispose();

    private FeedVulnerabilities Read(bool network = true) =>
        FeedVulnerabilities.Read(_project.Set(network), _project.CacheFolder, FeedProject.Limits, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("Contoso.Tools", "0.9.0", "2")]
    [InlineData("CONTOSO.tools", "1.0.0", "1 2")]
    [InlineData("Contoso.Tools", "1.5.0", "2")]
    [InlineData("Contoso.Tools", "2.0.1", "")]
    [InlineData("Contoso.Tools", "no version", "1 2")]
    [InlineData("Contoso.Tool", "1.0.0", "")]
    public void Data_of_a_feed_says_which_versions_are_vulnerable(string id, string version, string advisories)
    {
        using var feed = new LoopbackFeed { HasVulnerabilities = true };
        _project.Package("Contoso.Tools", feed.Address).Feed("feed", feed.Address);
        foreach (var found in new[] { Read(), Read() })
        {
            Assert.Equal([feed.Address], found.Feeds);
            Assert.Empty(found.Problems);
            Assert.Equal(advisories, string.Join(' ', found.Of(id, version).Select(advisory => advisory.Address.Split('/')[^1])));
        }

        Assert.Single(feed.Requests, path => path == "/v3/vulnerabilities/base.json");
        Assert.DoesNotContain(feed.Requests, path => path.Contains("contoso", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Severity_and_range_are_the_feeds()
    {
        using var feed = new LoopbackFeed { HasVulnerabilities = true };
        _project.Package("Contoso.Tools", feed.Address).Feed("feed", feed.Address);

        Assert.Equal(new FeedAdvisory("https://example.com/advisories/1", "high", "[1.0.0, 1.5.0)"), Read().Of("Contoso.Tools", "1.0.0").First());
    }

    [Fact]
    public void Without_data_the_reason_is_told()
    {
        using var feed = new LoopbackFeed();
        _project.Package("Contoso.Tools", feed.Address).Feed("feed", feed.Address);
        var found = Read();

        Assert.Empty(found.Feeds);
        Assert.StartsWith("none of the project's feeds offers data of vulnerabilities", Assert.Single(found.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void One_feed_with_data_is_enough()
    {
        using var without = new LoopbackFeed();
        using var with = new LoopbackFeed { HasVulnerabilities = true };
        _project.Package("Contoso.Tools", with.Address).Feed("without", without.Address).Feed("with", with.Address);

        Assert.Equal([with.Address], Read().Feeds);
        Assert.Empty(Read().Problems);
    }

    [Fact]
    public void Audit_sources_are_asked_in_place_of_the_feeds()
    {
        using var feed = new LoopbackFeed { HasVulnerabilities = true };
        using var audit = new LoopbackFeed { HasVulnerabilities = true };
        _project.Config = $"<auditSources><clear /><add key=\"audit\" value=\"{audit.Address}\" protocolVersion=\"3\" allowInsecureConnections=\"true\" /></auditSources>";
        _project.Package("Contoso.Tools", feed.Address).Feed("feed", feed.Address);

        Assert.Equal([audit.Address], Read().Feeds);
        Assert.Empty(feed.Requests);
    }

    [Theory]
    [InlineData("/v3/index.json", 500, "failed (HTTP 500)")]
    [InlineData("/v3/vulnerabilities/index.json", 404, "failed (HTTP 404)")]
    [InlineData("/v3/vulnerabilities/base.json", 401, "refused (HTTP 401)")]
    [InlineData("/v3/vulnerabilities/base.json", 0, "gave an answer that can't be understood")]
    public void Failure_is_a_problem_and_is_not_remembered(string path, int status, string problem)
    {
        using var feed = new LoopbackFeed { HasVulnerabilities = true };
        feed.Reply(path, status == 0 ? LoopbackFeed.Json("{ \"contoso.tools\": [") : LoopbackReply.Empty(status));
        _project.Package("Contoso.Tools", feed.Address).Feed("feed", feed.Address);
        var found = Read();

        Assert.Empty(found.Feeds);
        Assert.StartsWith($"the feed {feed.Address} {problem}", Assert.Single(found.Problems), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_project.CacheFolder));
    }

    [Fact]
    public void Without_the_network_nobody_is_asked()
    {
        using var feed = new LoopbackFeed { HasVulnerabilities = true };
        _project.Package("Contoso.Tools", feed.Address).Feed("feed", feed.Address);
        var found = Read(network: false);

        Assert.Empty(found.Feeds.Concat(found.Problems));
        Assert.Empty(found.Of("Contoso.Tools", "1.0.0"));
        Assert.Empty(feed.Requests);
    }
}
