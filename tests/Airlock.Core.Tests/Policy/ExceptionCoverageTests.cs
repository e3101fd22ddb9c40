using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Baselines;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;
using CsCheck;

namespace Airlock.Core.Tests.Policy;

public sealed class ExceptionCoverageTests : IDisposable
{
    private static readonly DateTime Today = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Finding Found(string rule = "AIR1001", string path = "src/A.cs", int line = 3) =>
        new() { RuleId = rule, Message = $"found at {line}", Location = new FindingLocation(path, line, 5, line, 9) };

    private static string Policy(params string[] exceptions) => $$"""{ "exceptions": [ {{string.Join(", ", exceptions)}} ] }""";

    private static string Exception(string scope, string? expires = null, string owner = "team-x") =>
        $$"""{ "rule": "AIR1001", {{scope}}"reason": "r", "owner": "{{owner}}"{{(expires is null ? "" : $", \"expires\": \"{expires}\"")}} }""";

    private PolicyVerdict Weigh(string policy, params Finding[] findings)
    {
        var context = _folder.Context(policy);
        return PolicyVerdict.Of(context, findings, [], Today, AcceptedFindings.None(context));
    }

    [Theory]
    [InlineData("2026-11-22", true)]
    [InlineData("2026-12-06", true)]
    [InlineData("2026-12-07", false)]
    [InlineData(null, false)]
    public void Exception_in_use_is_announced_fourteen_days_before_its_end_and_once(string? expires, bool isAnnounced)
    {
        var verdict = Weigh(Policy(Exception("", expires)), Found(), Found(line: 7));

        var reports = verdict.Findings.Where(finding => finding.RuleId == "AIR9003").ToList();
        Assert.Equal(isAnnounced ? 1 : 0, reports.Count);
        Assert.All(reports, report => Assert.Equal((FindingLevel.Warn, "airlock.json"), (report.Level, report.Location.Path)));
        Assert.All(reports, report => Assert.Contains($"expires on {expires}, and what it covers blocks again the day after; team-x must", report.Message, StringComparison.Ordinal));
        Assert.Equal((2, isAnnounced, false), (verdict.Exceptions[0].Matches, verdict.Exceptions[0].IsExpiring, verdict.Exceptions[0].IsExpired));
    }

    [Fact]
    public void Announcement_never_blocks()
    {
        var verdict = Weigh("""{ "profile": "strict", """ + Policy(Exception("", "2026-11-25"))[1..], Found());

        Assert.Equal(FindingLevel.Warn, verdict.Findings.Single(finding => finding.RuleId == "AIR9003").Level);
    }

    [Fact]
    public void Exception_for_one_finding_covers_that_one()
    {
        var fingerprint = Weigh("{}", Found(), Found(line: 7)).Findings[1].Fingerprint;

        var findings = Weigh(Policy(Exception($"\"finding\": \"{fingerprint}\", ")), Found(), Found(line: 7)).Findings;

        Assert.Equal([false, true], findings.Select(finding => finding.Suppression is not null));
        Assert.Equal(fingerprint, findings[1].Fingerprint);
    }

    [Fact]
    public void Renewed_exception_counts_beside_the_expired_one()
    {
        var findings = Weigh(Policy(Exception("", "2026-11-01", "old"), Exception("", "2027-11-01", "new")), Found()).Findings;

        Assert.Equal("r (new)", findings.Single(finding => finding.RuleId == "AIR1001").Suppression?.Justification);
        Assert.Contains("old must renew it", findings.Single(finding => finding.RuleId == "AIR9003").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expiry_changes_no_fingerprint()
    {
        var before = Weigh(Policy(Exception("", "2027-11-01")), Found(line: 0)).Findings.Single(finding => finding.RuleId == "AIR1001");
        var after = Weigh(Policy(Exception("", "2026-11-01")), Found(line: 0)).Findings.Single(finding => finding.RuleId == "AIR1001");

        Assert.NotEqual(before.Message, after.Message);
        Assert.Equal("team-x", after.Properties[ExceptionCoverage.ExpiredProperty]);
        Assert.Equal(before.Fingerprint, after.Fingerprint);
    }

    [Fact]
    public void Exception_for_a_package_covers_that_package()
    {
        Finding Of(string id) => Found() with
        {
            Properties = ImmutableSortedDictionary<string, string>.Empty.Add(LibraryReport.PackageProperty, id).Add(LibraryReport.VersionProperty, "1.0.0"),
        };

        var verdict = Weigh(Policy(Exception("\"package\": \"Contoso.*\", ")), Of("Contoso.A"), Of("Fabrikam"));

        Assert.Equal(["Contoso.A"], verdict.Findings.Where(finding => finding.Suppression is not null).Select(finding => finding.Properties[LibraryReport.PackageProperty]));
        Assert.Equal("of Contoso.*", verdict.Exceptions[0].Scope());
    }

    [Theory]
    [InlineData("\"path\": \"src/B.cs\", ", true)]
    [InlineData("\"path\": \"src/*\", ", true)]
    [InlineData("\"path\": \"tests/T.cs\", ", false)]
    [InlineData("\"path\": \"*\", ", false)]
    [InlineData("", false)]
    public void Exception_that_matches_nothing_is_reported_where_no_other_project_can_need_it(string scope, bool isReported)
    {
        _folder.Write("tests/Tests.csproj", "<Project />");

        var findings = Weigh(Policy(Exception(scope))).Findings;

        Assert.Equal(isReported ? 1 : 0, findings.Length);
        Assert.All(findings, finding => Assert.Contains("matches nothing any more; team-x can remove it", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Exception_holds_through_its_last_day_and_not_longer() => Gen.Int[-40, 40].Sample(days =>
    {
        var day = Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        var context = folder.Context(Policy(Exception("", day)));
        var verdict = PolicyVerdict.Of(context, [Found()], [], Today, AcceptedFindings.None(context));

        Assert.Equal(days >= 0, verdict.Findings.Single(finding => finding.RuleId == "AIR1001").Suppression is not null);
        Assert.Equal(days <= ExceptionCoverage.NoticeDays, verdict.Findings.Any(finding => finding.RuleId == "AIR9003"));
    }, iter: 81);
}
