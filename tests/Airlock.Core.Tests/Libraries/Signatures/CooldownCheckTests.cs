using System.Security.Cryptography.X509Certificates;
using Airlock.Core.Libraries.Signatures;
using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Libraries.Signatures;

public sealed class CooldownCheckTests : IDisposable
{
    private const string TwoWeeks = """{ "libraries": { "minimumAgeDays": 14 } }""";

    private static readonly DateTimeOffset Now = SignedLibraries.Now;
    private static readonly X509Certificate2 Contoso = TestAuthority.Trusted.Signer("Contoso");
    private static readonly X509Certificate2 Feed = TestAuthority.Trusted.Signer("Feed");

    private readonly SignedLibraries _libraries = new();

    public void Dispose() => _libraries.Dispose();

    [Fact]
    public void Without_a_minimum_nothing_is_asked()
    {
        _libraries.Add("A", By(Now.AddHours(-1))).Add("B");
        Assert.Empty(_libraries.CheckAges("{}", strict: true, publication: _ => throw new InvalidOperationException()));
    }

    [Fact]
    public void A_young_version_is_reported_with_the_day_from_which_it_may_be_used()
    {
        var finding = Assert.Single(_libraries.Add("Old", By(Now.AddDays(-15))).Add("Young", By(new(2026, 5, 29, 8, 0, 0, TimeSpan.Zero))).CheckAges(TwoWeeks));
        Assert.Equal("AIR6007", finding.RuleId);
        Assert.Equal("2026-05-29", finding.Properties[CooldownCheck.PublishedProperty]);
        Assert.Equal("2026-06-13", finding.Properties[CooldownCheck.UsableProperty]);
        Assert.DoesNotContain(PolicyVerdict.WeightProperty, finding.Properties.Keys);
        Assert.Equal(
            "Library Young 1.0.0 was published on 2026-05-29, 3 days ago, and policy asks for 14; use an older version, or wait until 2026-06-13. It comes in by App → Young 1.0.0.",
            finding.Message);
    }

    [Theory]
    [InlineData(14, 0, false)]
    [InlineData(13, 23, true)]
    [InlineData(0, 0, true)]
    [InlineData(-1, 0, true)]
    public void The_age_is_exact(int days, int hours, bool isReported) =>
        Assert.Equal(isReported, _libraries.Add("A", By(Now.AddDays(-days).AddHours(-hours))).CheckAges(TwoWeeks).Count == 1);

    [Fact]
    public void The_repositorys_time_counts_before_the_authors()
    {
        // The author may have signed long before anybody could get it.
        _libraries.Add("A", archive => SignatureMaker.Author(Contoso, archive, Now.AddDays(-100)).Countersign(Feed, ["a"], Now.AddDays(-2)));
        Assert.Contains("2 days ago", Assert.Single(_libraries.CheckAges(TwoWeeks)).Message);
    }

    [Fact]
    public void The_authors_time_counts_where_no_repository_signed()
    {
        _libraries.Add("Old", archive => SignatureMaker.Author(Contoso, archive, Now.AddDays(-100))).Add("Young", archive => SignatureMaker.Author(Contoso, archive, Now.AddDays(-1)));
        Assert.Contains("Young 1.0.0 was published on 2026-05-31, 1 day ago", Assert.Single(_libraries.CheckAges(TwoWeeks)).Message);
    }

    [Fact]
    public void An_age_that_nobody_attests_is_not_known()
    {
        _libraries.Add("A")
            .Add("B", archive => SignatureMaker.Repository(Feed, ["b"], archive))
            .Add("C", archive => SignatureMaker.Repository(Feed, ["c"], archive).Timestamp(Now.AddDays(-100), TestAuthority.Foreign.Timestamper()))
            .Add("D", archive => SignatureMaker.Repository(TestAuthority.Foreign.Signer("Mallory"), ["d"], archive, Now.AddDays(-100)))
            .Add("E", By(Now.AddDays(-100)));
        File.WriteAllText(_libraries.SignatureFile("E"), "");
        var findings = _libraries.CheckAges(TwoWeeks);
        Assert.Equal(["A", "B", "C", "D", "E"], findings.Select(finding => finding.Properties["package"]));
        Assert.Contains("has an age that is not known: it is not signed; use", findings[0].Message);
        Assert.Contains("its signature has no timestamp", findings[1].Message);
        Assert.Contains("its signature does not hold: the timestamp of its repository's signature is by the certificate Test Timestamps, which is not trusted for timestamping", findings[2].Message);
        Assert.Contains("its signature does not hold: its repository's signature is by the certificate Mallory", findings[3].Message);
        Assert.Contains("its signature does not hold: it is no signed message", findings[4].Message);
    }

    [Fact]
    public void The_older_of_signature_and_feed_counts()
    {
        _libraries.Add("Resigned", By(Now.AddDays(-1))).Add("Unsigned").Add("Unlisted", By(Now.AddDays(-3))).Add("Old", By(Now.AddDays(-50)));
        var findings = _libraries.CheckAges(TwoWeeks, publication: package => package.Id switch
        {
            "Unlisted" => new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero),
            "Old" => Now.AddDays(-1),
            _ => Now.AddDays(-700),
        });
        Assert.Equal("Unlisted", Assert.Single(findings).Properties["package"]);
    }

    [Fact]
    public void A_minimum_beyond_all_measure_is_no_crash() =>
        Assert.Single(_libraries.Add("A", By(Now.AddDays(-1))).CheckAges("""{ "libraries": { "minimumAgeDays": 2000000000 } }"""));

    private static Func<byte[], SignatureMaker> By(DateTimeOffset time) => archive => SignatureMaker.Repository(Feed, ["someone"], archive, time);
}
