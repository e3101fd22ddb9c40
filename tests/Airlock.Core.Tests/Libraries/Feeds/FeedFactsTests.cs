using System.Text;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Feeds;
using Airlock.Core.Tests.Restoring;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Feeds;

public sealed class FeedFactsTests : IDisposable
{
    private const string Registration = "/v3/registration/contoso.tools/index.json";

    private readonly FeedProject _project = new();

    public void Dispose() => _project.Dispose();

    private string Gap(LoopbackFeed feed, FeedLimits? limits = null)
    {
        _project.Feed("feed", feed.Address).Package("Contoso.Tools", feed.Address);
        var set = _project.Set();
        var facts = FeedFacts.Ask(set, _project.CacheFolder, limits ?? FeedProject.Limits, TestContext.Current.CancellationToken);
        Assert.Null(facts.Find(set.Packages[0]));
        return Assert.Single(facts.Gaps).Reason;
    }

    private FeedAnswer Answer(LoopbackFeed feed)
    {
        _project.Feed("feed", feed.Address).Package("Contoso.Tools", feed.Address);
        var set = _project.Set();
        var facts = FeedFacts.Ask(set, _project.CacheFolder, FeedProject.Limits, TestContext.Current.CancellationToken);
        Assert.Empty(facts.Gaps);
        return facts.Find(set.Packages[0])!;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Feed_tells_publication_deprecation_and_vulnerabilities(bool isPaged)
    {
        using var feed = new LoopbackFeed { IsPaged = isPaged };
        feed.Add("Contoso.Tools", "0.9.0").Add("Contoso.Tools", "1.0.0", """
            "listed": true, "published": "2024-05-06T09:08:09+02:00",
            "deprecation": { "reasons": ["Legacy", "CriticalBugs"], "message": "Use the new one.", "alternatePackage": { "id": "Contoso.New", "range": "[2.0.0, )" } },
            "vulnerabilities": [{ "advisoryUrl": "https://example.com/advisories/1", "severity": "3" }]
            """);
        var answer = Answer(feed);

        Assert.Equal(feed.Address, answer.Feed);
        Assert.True(answer.IsListed);
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero), answer.Published);
        Assert.Equal(["Legacy", "CriticalBugs"], answer.Deprecation!.Reasons);
        Assert.Equal(("Use the new one.", "Contoso.New", "[2.0.0, )"), (answer.Deprecation.Message, answer.Deprecation.AlternateId, answer.Deprecation.AlternateVersions));
        Assert.Equal([new FeedAdvisory("https://example.com/advisories/1", "critical", null)], answer.Vulnerabilities);
        Assert.Equal(isPaged, feed.Requests.Contains("/v3/registration/contoso.tools/page.json"));
    }

    [Theory]
    [InlineData("\"published\": \"2024-05-06T07:08:09Z\"", true)]
    [InlineData("\"listed\": false, \"published\": \"2024-05-06T07:08:09Z\"", false)]
    [InlineData("\"listed\": false, \"published\": \"1900-01-01T00:00:00Z\"", false)]
    [InlineData("\"published\": \"1900-01-01T00:00:00+00:00\"", false)]
    [InlineData("\"listed\": true", true)]
    public void Unlisted_is_what_is_not_listed_or_has_the_date_1900(string entry, bool isListed)
    {
        using var feed = new LoopbackFeed().Add("Contoso.Tools", "1.0.0", entry);
        var answer = Answer(feed);

        Assert.Equal(isListed, answer.IsListed);
        Assert.Equal(entry.Contains("2024", StringComparison.Ordinal), answer.Published is not null);
    }

    [Fact]
    public void Answers_are_remembered_for_a_day()
    {
        using var feed = new LoopbackFeed().Add("Contoso.Tools");
        Answer(feed);
        var asked = feed.Requests.Count;
        var set = _project.Set();

        FeedAnswer? Again(LibrarySet libraries) => FeedFacts.Ask(libraries, _project.CacheFolder, FeedProject.Limits, TestContext.Current.CancellationToken).Find(libraries.Packages[0]);
        Assert.NotNull(Again(set));
        Assert.Equal(asked, feed.Requests.Count);

        Assert.NotNull(Again(set with { Now = DateTimeOffset.UtcNow.AddHours(25) }));
        Assert.True(feed.Requests.Count > asked);

        asked = feed.Requests.Count;
        Assert.NotNull(Again(set with { IsStrictRead = true }));
        Assert.True(feed.Requests.Count > asked);
    }

    [Theory]
    [InlineData("""{ "KEY": { "Feed": 1 } }""")]
    [InlineData("""{ "KEY": null }""")]
    [InlineData("""{ "KEY": { "Feed": null, "Asked": "NOW" } }""")]
    [InlineData("""{ "KEY": { "Feed": "x", "Asked": "2999-01-01T00:00:00Z" } }""")]
    [InlineData("""{ "KEY": { "Feed": "x", "Asked": "NOW", "Vulnerabilities": null } }""")]
    [InlineData("""{ "KEY": { "Feed": "x", "Asked": "NOW", "Deprecation": { "Message": "x" } } }""")]
    [InlineData("[1]")]
    [InlineData("")]
    public void Damaged_memory_is_as_none(string text)
    {
        using var feed = new LoopbackFeed().Add("Contoso.Tools");
        Answer(feed);
        var asked = feed.Requests.Count;
        var set = _project.Set();
        File.WriteAllText(
            Assert.Single(Directory.GetFiles(_project.CacheFolder, "feeds-*.json")),
            text.Replace("KEY", "contoso.tools/1.0.0 " + feed.Address, StringComparison.Ordinal).Replace("NOW", DateTimeOffset.UtcNow.AddMinutes(-1).ToString("O"), StringComparison.Ordinal));

        Assert.Equal(feed.Address, FeedFacts.Ask(set, _project.CacheFolder, FeedProject.Limits, TestContext.Current.CancellationToken).Find(set.Packages[0])!.Feed);
        Assert.True(feed.Requests.Count > asked);
    }

    [Fact]
    public void Without_the_network_nobody_is_asked()
    {
        using var feed = new LoopbackFeed().Add("Contoso.Tools");
        _project.Feed("feed", feed.Address).Package("Contoso.Tools", feed.Address);
        var facts = FeedFacts.Ask(_project.Set(network: false), _project.CacheFolder, FeedProject.Limits, TestContext.Current.CancellationToken);

        Assert.False(facts.IsAllowed);
        Assert.Empty(facts.Gaps);
        Assert.Empty(feed.Requests);
        Assert.False(Directory.Exists(_project.CacheFolder));
    }

    public static IEnumerable<TheoryDataRow<string, LoopbackReply, string>> Failures =>
    [
        new("/v3/index.json", LoopbackReply.Empty(401), "refused (HTTP 401): give its credentials in nuget.config or in the environment"),
        new("/v3/index.json", LoopbackReply.Empty(404), "failed (HTTP 404)"),
        new("/v3/index.json", LoopbackFeed.Json("garbage"), "gave an answer that can't be understood"),
        new("/v3/index.json", LoopbackFeed.Json("{ \"version\": \"2.0.0\", \"resources\": [] }"), "gave an answer that can't be understood"),
        new("/v3/index.json", LoopbackFeed.Json(new string('[', 100_000)), "gave an answer that can't be understood"),
        new(Registration, LoopbackReply.Empty(403), "refused (HTTP 403): give its credentials in nuget.config or in the environment"),
        new(Registration, LoopbackReply.Empty(404), "does not have them"),
        new(Registration, LoopbackReply.Empty(500), "failed (HTTP 500)"),
        new(Registration, LoopbackFeed.Json("garbage"), "gave an answer that can't be understood"),
        new(Registration, LoopbackFeed.Json("{ \"items\": [null] }"), "gave an answer that can't be understood"),
        new(Registration, LoopbackFeed.Json("{ \"items\": [{ \"lower\": \"x\", \"upper\": \"y\" }] }"), "gave an answer that can't be understood"),
        new(Registration, LoopbackFeed.Json(new string('{', 100_000)), "gave an answer that can't be understood"),
        new(Registration, LoopbackFeed.Zipped(new string(' ', 3_000_000)), "answered with more than 1,000,000 bytes"),
        new(Registration, new LoopbackReply(200, new byte[100]) { StallAfter = 10 }, "did not answer within 1 s"),
        new(Registration, new LoopbackReply(200, new byte[100]) { CutAfter = 10 }, "broke off its answer (ResponseEnded)"),
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void Failure_of_a_feed_is_a_gap(string path, LoopbackReply reply, string reason)
    {
        using var feed = new LoopbackFeed().Add("Contoso.Tools").Reply(path, reply);
        var limits = FeedProject.Limits with { RequestTime = TimeSpan.FromSeconds(1), MaximumLength = 1_000_000 };

        Assert.Equal($"the feed {feed.Address} {reason}", Gap(feed, limits));
    }

    [Fact]
    public void Feed_without_registrations_is_a_gap()
    {
        using var feed = new LoopbackFeed { HasRegistrations = false };

        Assert.Equal($"the feed {feed.Address} offers no registrations, which alone tell of deprecation", Gap(feed));
    }

    [Fact]
    public void Feed_that_is_gone_is_a_gap()
    {
        var feed = new LoopbackFeed();
        feed.Dispose();

        Assert.Equal($"the feed {feed.Address} can't be reached (ConnectionError)", Gap(feed));
    }

    [Fact]
    public void Feed_that_fails_again_and_again_is_left_alone()
    {
        using var feed = new LoopbackFeed();
        foreach (var at in Enumerable.Range(0, 40))
        {
            feed.Reply($"/v3/registration/broken{at}/index.json", LoopbackReply.Empty(403));
            _project.Package($"Broken{at}", feed.Address);
        }

        _project.Feed("feed", feed.Address);
        var gaps = _project.Ask().Gaps;

        Assert.Equal(
            [$"the feed {feed.Address} failed 5 times, and was not asked any more", $"the feed {feed.Address} refused (HTTP 403): give its credentials in nuget.config or in the environment"],
            gaps.Select(gap => gap.Reason));
        Assert.Equal(40, gaps.Sum(gap => gap.Packages.Length));
        Assert.True(gaps[0].Packages.Length >= 40 - 5 - FeedLimits.Default.MaximumAtOnce);
    }

    [Fact]
    public void Total_time_is_bounded_however_many_packages_there_are()
    {
        using var feed = new LoopbackFeed();
        foreach (var at in Enumerable.Range(0, 40))
        {
            feed.Reply($"/v3/registration/slow{at}/index.json", new LoopbackReply(200, new byte[100]) { StallAfter = 10 });
            _project.Package($"Slow{at}", feed.Address);
        }

        feed.Add("Quick");
        _project.Feed("feed", feed.Address).Package("Quick", feed.Address);
        var set = _project.Set();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var facts = FeedFacts.Ask(set, _project.CacheFolder, FeedProject.Limits with { TotalTime = TimeSpan.FromSeconds(3) }, TestContext.Current.CancellationToken);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), clock.Elapsed.ToString());
        Assert.Equal(41, facts.Gaps.Sum(gap => gap.Packages.Length) + set.Packages.Count(package => facts.Find(package) is not null));
        Assert.NotNull(facts.Find(set.Packages.Single(package => package.Id == "Quick")));
        Assert.Equal([$"the feed {feed.Address} did not answer within the 3 s that all questions together may take"], facts.Gaps.Select(gap => gap.Reason));
        Assert.True(feed.Requests.Count(path => path.Contains("/slow", StringComparison.Ordinal)) <= FeedLimits.Default.MaximumAtOnce * 2);
    }

    [Fact]
    public void Caller_can_cancel()
    {
        using var feed = new LoopbackFeed().Reply(Registration, new LoopbackReply(200, new byte[100]) { StallAfter = 10 });
        _project.Feed("feed", feed.Address).Package("Contoso.Tools", feed.Address);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        Assert.ThrowsAny<OperationCanceledException>(() => FeedFacts.Ask(_project.Set(), _project.CacheFolder, FeedProject.Limits, cancellation.Token));
    }

    [Fact]
    public void Any_answer_of_a_feed_is_an_answer_or_a_gap()
    {
        var sound = """{ "count": 1, "items": [{ "@id": "http://127.0.0.1:1/page.json", "lower": "1.0.0", "upper": "1.0.0", "items": [{ "catalogEntry": { "id": "Contoso.Tools", "version": "1.0.0", "published": "2024-05-06T07:08:09Z", "deprecation": { "reasons": ["Legacy"] } } }] }] }""";
        using var feed = new LoopbackFeed();
        _project.Feed("feed", feed.Address).Package("Contoso.Tools", feed.Address);
        var set = _project.Set() with { IsStrictRead = true };
        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.OneOf("", "\"", "null", "[", "{}", "}", ",", "\u0000", "-1", "true")).Sample((at, piece) =>
        {
            feed.Reply(Registration, LoopbackFeed.Json(sound[..at] + piece + sound[(at + 1)..]));
            var facts = FeedFacts.Ask(set, _project.CacheFolder, FeedProject.Limits, TestContext.Current.CancellationToken);
            return (facts.Find(set.Packages[0]) is null) == (facts.Gaps.Length == 1);
        }, iter: 60, threads: 1);
    }

    [Fact]
    public void Name_is_told_only_to_the_feed_that_the_package_came_from()
    {
        using var open = new LoopbackFeed().Add("Contoso.Tools").Add("Fabrikam.Secret");
        using var closed = new LoopbackFeed().Add("Fabrikam.Secret");
        _project.Feed("open", open.Address).Feed("closed", closed.Address)
            .Package("Contoso.Tools", open.Address).Package("Fabrikam.Secret", closed.Address)
            .Package("Fabrikam.Lost", "https://elsewhere.example.com/v3/index.json").Package("Fabrikam.Unknown", source: null);
        var facts = _project.Ask();

        Assert.DoesNotContain(open.Requests, path => path.Contains("fabrikam", StringComparison.Ordinal));
        Assert.DoesNotContain(closed.Requests, path => path.Contains("contoso", StringComparison.Ordinal));
        Assert.Equal(
            [
                "they came from a feed that the project does not use, and without a package source mapping in nuget.config no other is told their names",
                "which feed they came from is not noted, and without a package source mapping in nuget.config no other is told their names",
            ],
            facts.Gaps.Select(gap => gap.Reason));
    }

    [Fact]
    public void Package_source_mapping_decides_who_is_asked()
    {
        using var open = new LoopbackFeed().Add("Contoso.Tools").Add("Fabrikam.Secret");
        using var closed = new LoopbackFeed().Add("Fabrikam.Secret");
        _project.Config = """<packageSourceMapping><packageSource key="open"><package pattern="Contoso.*" /></packageSource><packageSource key="closed"><package pattern="Fabrikam.*" /></packageSource></packageSourceMapping>""";
        _project.Feed("open", open.Address).Feed("closed", closed.Address)
            .Package("Contoso.Tools", source: null).Package("Fabrikam.Secret", open.Address).Package("Northwind", open.Address);
        var facts = _project.Ask();

        Assert.DoesNotContain(open.Requests, path => path.Contains("fabrikam", StringComparison.Ordinal));
        Assert.Contains("/v3/registration/fabrikam.secret/index.json", closed.Requests);
        Assert.Contains("/v3/registration/contoso.tools/index.json", open.Requests);
        Assert.Equal("the package source mapping of nuget.config gives no feed of the project to them", Assert.Single(facts.Gaps).Reason);
        Assert.DoesNotContain(open.Requests.Concat(closed.Requests), path => path.Contains("northwind", StringComparison.Ordinal));
    }

    [Fact]
    public void Credentials_of_the_configuration_are_sent_to_their_feed_when_it_asks()
    {
        using var server = new LoopbackServer(request => request.Header("Authorization") == "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("robot:secret"))
            ? LoopbackFeed.Json("""{ "version": "3.0.0", "resources": [] }""")
            : LoopbackReply.Empty(401, ("WWW-Authenticate", "Basic realm=\"feed\"")));
        var address = server.Address + "v3/index.json";
        _project.Config = """<packageSourceCredentials><feed><add key="Username" value="robot" /><add key="ClearTextPassword" value="secret" /></feed></packageSourceCredentials>""";
        _project.Feed("feed", address).Package("Contoso.Tools", address);

        Assert.Equal($"the feed {address} offers no registrations, which alone tell of deprecation", Assert.Single(_project.Ask().Gaps).Reason);
    }

    [Fact]
    public void Folder_says_nothing()
    {
        var folder = Path.Combine(_project.Folders.Root, "feed");
        Directory.CreateDirectory(folder);
        _project.Feed("feed", folder).Package("Contoso.Tools", folder);
        var set = _project.Set();
        var facts = FeedFacts.Ask(set, _project.CacheFolder, FeedProject.Limits, TestContext.Current.CancellationToken);

        Assert.Empty(facts.Gaps);
        Assert.True(facts.Find(set.Packages[0])!.IsFolder);
    }

    [Fact]
    public void Configuration_that_can_not_be_read_is_a_gap()
    {
        File.WriteAllText(Path.Combine(_project.Folders.Root, "nuget.config"), "<configuration><packageSources>");
        _project.Feed("feed", "https://feed.example.com/v3/index.json").Package("Contoso.Tools", "https://feed.example.com/v3/index.json");

        Assert.Equal("nuget.config can't be read", Assert.Single(_project.Ask().Gaps).Reason);
    }

    [Fact]
    public void Gap_is_a_warning_that_names_packages_and_reason()
    {
        foreach (var at in Enumerable.Range(1, 7))
        {
            _project.Package($"P{at}", source: null);
        }

        _project.Feed("feed", "https://feed.example.com/v3/index.json");
        var report = new LibraryReport(_project.Set());
        _project.Ask().ReportGaps(report);
        var finding = Assert.Single(report.Findings);

        Assert.Equal(("AIR9004", "warn"), (finding.RuleId, finding.Properties["weight"]));
        Assert.StartsWith("What the feed says of 7 packages (P1 1.0.0, P2 1.0.0, P3 1.0.0, P4 1.0.0, P5 1.0.0 and 2 more) is not known: which feed ", finding.Message, StringComparison.Ordinal);
    }
}
