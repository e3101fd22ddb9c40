using System.Text.Json.Nodes;
using Airlock.Core.Libraries.Vulnerabilities;

namespace Airlock.Core.Tests.Libraries.Vulnerabilities;

public sealed class AuditCoverageTests
{
    private const string Source = "https://feed.example.com/v3/index.json";
    private const string Address = "https://github.com/advisories/GHSA-aaaa-bbbb-cccc";
    private const string Page = $$"""{ "contoso.core": [ { "url": "{{Address}}", "severity": 3, "versions": "(, 3.0.0)" } ] }""";

    [Fact]
    public void An_audit_that_looked_at_everything_and_said_nothing_needs_no_words()
    {
        using var project = new VulnerableProject().WithAuditData();
        Assert.Empty(project.Run());
    }

    [Fact]
    public void Silence_without_data_says_nothing()
    {
        using var project = new VulnerableProject();
        Assert.Equal(
            $"There is no audit data for App: NuGet's HTTP cache has no vulnerability data of {Source}, so its silence says nothing of the packages; "
            + "add an audit source that offers them to nuget.config and restore again, or name a database in libraries.vulnerabilities.databases of airlock.json",
            Gap(project));
    }

    [Theory]
    [InlineData("[]", "{ \"a\": [] }")]
    [InlineData("[{}]", "{}")]
    public void An_index_without_pages_is_no_data(string index, string page)
    {
        using var project = new VulnerableProject().WithAuditData();
        var folder = Assert.Single(Directory.GetDirectories(project.Cache.Folder));
        File.WriteAllText(Path.Combine(folder, "vuln_index.dat"), index);
        File.WriteAllText(Path.Combine(folder, "vuln_data_base.dat"), page);
        Assert.StartsWith("There is no audit data", Gap(project));
    }

    [Fact]
    public void Data_of_another_feed_are_none()
    {
        using var project = new VulnerableProject().WithAuditData("https://other.example.com/v3/index.json");
        Assert.StartsWith("There is no audit data", Gap(project));
    }

    [Fact]
    public void A_folder_is_no_feed_with_data()
    {
        using var project = new VulnerableProject().WithAuditData();
        project.Assets = Audited("/feeds/local").Package("A", "1.0.0", direct: true);
        Assert.Contains("vulnerability data of /feeds/local", Gap(project));
    }

    [Fact]
    public void An_audit_that_is_off_says_so_and_no_more()
    {
        using var project = new VulnerableProject();
        project.Assets = Audited(mode: "direct", suppressed: Address).Package("A", "1.0.0", direct: true);
        project.Assets.Restore["restoreAuditProperties"]!["enableAudit"] = "false";
        Assert.Equal(
            "NuGet's audit is off for App (NuGetAudit=false), so no package was compared with known vulnerabilities; "
            + "remove the property, or name a database in libraries.vulnerabilities.databases of airlock.json",
            Gap(project));
    }

    [Fact]
    public void A_restore_that_knows_no_audit_says_so()
    {
        using var project = new VulnerableProject().WithAuditData();
        project.Assets = new AssetsText().Package("A", "1.0.0", direct: true);
        Assert.Contains("has no restoreAuditProperties", Gap(project));
    }

    [Fact]
    public void A_project_without_packages_needs_no_audit()
    {
        using var project = new VulnerableProject();
        project.Assets = new AssetsText();
        Assert.Empty(project.Run());
    }

    [Theory]
    [InlineData("direct")]
    [InlineData(null)]
    public void What_is_not_direct_is_named_if_only_that_was_looked_at(string? mode)
    {
        using var project = new VulnerableProject().WithAuditData();
        project.Assets = Audited().Package("A", "1.0.0", direct: true, "B", "C").Package("B", "2.0.0").Package("C", "3.0.0").Node("Lib", "1.0.0", "project", false, [], []);
        project.Assets.Restore["restoreAuditProperties"]!["auditMode"] = mode;
        Assert.StartsWith("NuGet's audit looked only at the packages that App itself names (NuGetAuditMode=direct), and not at B 2.0.0, C 3.0.0; set NuGetAuditMode to all", Gap(project));
    }

    [Fact]
    public void With_direct_packages_only_the_mode_does_not_matter()
    {
        using var project = new VulnerableProject().WithAuditData();
        project.Assets = Audited(mode: "direct").Package("A", "1.0.0", direct: true);
        Assert.Empty(project.Run());
    }

    [Fact]
    public void A_level_above_low_is_a_gap()
    {
        using var project = new VulnerableProject().WithAuditData();
        project.Assets = Audited(level: "High").Package("A", "1.0.0", direct: true);
        Assert.StartsWith("NuGet's audit keeps vulnerabilities of App below high to itself (NuGetAuditLevel=High), for all 1 packages", Gap(project));
    }

    [Fact]
    public void Each_suppressed_advisory_is_named()
    {
        using var project = new VulnerableProject().WithAuditData();
        project.Assets = Audited(suppressed: ["https://example.com/2", "https://example.com/1"]).Package("A", "1.0.0", direct: true);
        Assert.Equal(
            ["The advisory https://example.com/1 is suppressed for App", "The advisory https://example.com/2 is suppressed for App"],
            project.Messages("AIR9004").Select(message => message.Split(" (")[0]));
    }

    [Theory]
    [InlineData("pkg:nuget/A", 0)]
    [InlineData("pkg:nuget/B", 1)]
    public void A_suppressed_advisory_that_VEX_answers_is_no_gap(string product, int count)
    {
        using var project = new VulnerableProject(VulnerableProject.Policy(vex: "vex.json")).WithAuditData().With("vex.json", $$"""
            { "@context": "https://openvex.dev/ns/v0.2.0", "statements": [ { "vulnerability": { "name": "GHSA-aaaa-bbbb-cccc" }, "products": [ { "@id": "{{product}}" } ],
              "status": "not_affected", "justification": "component_not_present" } ] }
            """);
        project.Assets = Audited(suppressed: Address).Package("A", "1.0.0", direct: true);
        Assert.Equal(count, project.Run().Count);
    }

    [Fact]
    public void Messages_that_NoWarn_silences_are_named()
    {
        using var project = new VulnerableProject().WithAuditData();
        project.Assets = Audited().Package("A", "1.0.0", direct: true).Package("B", "1.0.0", direct: true).NoWarn("A", "NU1701", "NU1904").NoWarn("B", "NU1903");
        project.Assets.Restore["warningProperties"] = new JsonObject { ["noWarn"] = new JsonArray("NU1605", "NU1903"), ["warnAsError"] = new JsonArray("NU1605") };
        Assert.Equal(
            [
                "What NuGet's audit says of App by NU1903 is silenced by NoWarn",
                "What NuGet's audit says of the package A of App by NU1904 is silenced by NoWarn of its reference",
            ],
            project.Messages("AIR9004").Select(message => message.Split(", so ")[0]));
    }

    [Fact]
    public void Failures_of_the_audit_are_passed_on_each_once()
    {
        using var project = new VulnerableProject();
        project.Assets = Audited().Package("A", "1.0.0", direct: true)
            .Log("NU1900", "Warning", "Error occurred while getting package vulnerability data: no route")
            .Log("NU1900", "Warning", "Error occurred while getting package vulnerability data: no route")
            .Log("NU1905", "Warning", "Audit source 'x' did not provide any vulnerability data.");
        Assert.Equal(
            [
                "Vulnerability data for App could not be fetched (NU1900: Error occurred while getting package vulnerability data: no route)",
                "An audit source of App has no vulnerability data (NU1905: Audit source 'x' did not provide any vulnerability data.)",
            ],
            project.Messages("AIR9004").Select(message => message.Split("; ")[0]));
    }

    [Fact]
    public void A_gap_warns_in_standard_and_weighs_fully_in_strict()
    {
        using var standard = new VulnerableProject();
        using var strict = new VulnerableProject(profile: "strict");
        Assert.Equal("warn", VulnerableProject.Weight(Assert.Single(standard.Run())));
        Assert.Null(VulnerableProject.Weight(Assert.Single(strict.Run())));
    }

    [Fact]
    public void Where_a_database_judges_the_gaps_of_the_audit_are_none()
    {
        using var project = new VulnerableProject(VulnerableProject.Policy("page.json")).With("page.json", Page);
        project.Assets = Audited(mode: "direct", level: "critical", suppressed: Address).Package("A", "1.0.0", direct: true, "Contoso.Core").Package("Contoso.Core", "2.0.0");
        Assert.Equal("AIR6002", Assert.Single(project.Run()).RuleId);
    }

    [Theory]
    [InlineData("""<add key="a" value="https://audit.example.com/index.json" />""", true)]
    [InlineData("""<add key="a" value="https://audit.example.com/index.json" /><clear />""", false)]
    [InlineData("""<add key="a" value="https://audit.example.com/index.json" /><add key="A" value="https://none.example.com/index.json" />""", false)]
    [InlineData("""<clear /><add key="b" value="https://none.example.com/index.json" />""", false)]
    public void Audit_sources_are_asked_in_place_of_the_feeds(string near, bool hasData)
    {
        using var project = new VulnerableProject().WithAuditData("https://audit.example.com/index.json");
        project.With("far.config", """<configuration><auditSources><add key="far" value="https://far.example.com/index.json" /></auditSources></configuration>""");
        project.With("near.config", $"<configuration><packageSources><add key=\"x\" value=\"{Source}\" /></packageSources><auditSources>{near}</auditSources></configuration>");
        project.Assets.Restore["configFilePaths"] = new JsonArray(Path.Combine(project.Root, "near.config"), Path.Combine(project.Root, "far.config"), "/gone/nuget.config");
        Assert.Equal(hasData ? 0 : 1, project.Messages("AIR9004").Count);
    }

    [Fact]
    public void A_feed_has_the_folder_that_NuGet_gives_it() => Assert.Equal(
        $"670c1461c29885f9aa22c281d8b7da90845b38e4$ps{(OperatingSystem.IsWindows() ? "" : ":")}_api.nuget.org_v3_index.json",
        NuGetHttpCache.FolderName("https://api.nuget.org/v3/index.json"));

    private static AssetsText Audited(string source = Source, string mode = "all", string level = "low", params string[] suppressed) =>
        VulnerableProject.Audited(source, mode, level, suppressed);

    private static string Gap(VulnerableProject project)
    {
        var finding = Assert.Single(project.Run());
        Assert.Equal("AIR9004", finding.RuleId);
        return finding.Message;
    }
}
