using Airlock.Core.Findings;

namespace Airlock.Core.Tests.Libraries.Vulnerabilities;

public sealed class VexTests
{
    private const string Page = """
        { "contoso.core": [ { "url": "https://github.com/advisories/GHSA-aaaa-bbbb-cccc", "severity": 3, "versions": "(, 3.0.0)" } ] }
        """;

    public static TheoryData<string> Clearing =>
    [
        OpenVex(product: "\"@id\": \"pkg:nuget/Contoso.Core@2.0.0\""),
        OpenVex(product: "\"@id\": \"pkg:nuget/contoso.core@2.0\""),
        OpenVex(product: "\"@id\": \"pkg:nuget/Contoso.Core\""),
        OpenVex(product: "\"identifiers\": { \"purl\": \"pkg:nuget/Contoso.Core@2.0.0?arch=any#lib\" }"),
        OpenVex(product: "\"@id\": \"pkg:oci/app\", \"subcomponents\": [ { \"@id\": \"pkg:nuget/Contoso.Core@2.0.0\" } ]"),
        OpenVex(product: "\"@id\": \"pkg:nuget/App@1.0.0\", \"subcomponents\": [ { \"identifiers\": { \"purl\": \"pkg:nuget/Contoso.Core@2.0.0\" } } ]"),
        OpenVex(product: "\"@id\": \"pkg:nuget/Contoso.Json\", \"subcomponents\": [ { \"@id\": \"pkg:nuget/Contoso.Core\" } ]"),
        OpenVex(vulnerability: "{ \"name\": \"CVE-2026-1234\", \"aliases\": [\"ghsa-aaaa-bbbb-cccc\"] }"),
        OpenVex(vulnerability: "{ \"@id\": \"https://github.com/advisories/GHSA-aaaa-bbbb-cccc\" }"),
        OpenVex(vulnerability: "\"GHSA-aaaa-bbbb-cccc\""),
        OpenVex(status: "\"not_affected\", \"impact_statement\": \"we never parse foreign text\""),
        OpenVex(status: "\"fixed\"", product: "\"@id\": \"pkg:nuget/Contoso.Core@2.0.0\""),
        CycloneDx(),
        CycloneDx(affects: "\"ref\": \"pkg:nuget/Contoso.Core@2.0.0\""),
        CycloneDx(affects: "\"ref\": \"urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#core\""),
        CycloneDx(affects: "\"ref\": \"core\", \"versions\": [ { \"version\": \"2.0.0\" } ]"),
        CycloneDx(vulnerability: "\"id\": \"CVE-2026-1234\", \"references\": [ { \"id\": \"GHSA-aaaa-bbbb-cccc\" } ]"),
        CycloneDx(vulnerability: "\"id\": \"CVE-2026-1234\", \"advisories\": [ { \"url\": \"https://github.com/advisories/GHSA-aaaa-bbbb-cccc\" } ]"),
        CycloneDx(analysis: "\"state\": \"false_positive\", \"detail\": \"another library of that name\""),
        CycloneDx(analysis: "\"state\": \"resolved\""),
    ];

    public static TheoryData<string> Silent =>
    [
        OpenVex(product: "\"@id\": \"pkg:nuget/Contoso.Core@1.0.0\""),
        OpenVex(product: "\"@id\": \"pkg:npm/Contoso.Core@2.0.0\""),
        OpenVex(product: "\"@id\": \"pkg:nuget/Contoso.Core2\""),
        OpenVex(product: "\"@id\": \"pkg:nuget/Other@1.0.0\", \"subcomponents\": [ { \"@id\": \"pkg:nuget/Contoso.Core\" } ]"),
        OpenVex(vulnerability: "{ \"name\": \"GHSA-aaaa-bbbb-dddd\" }"),
        OpenVex(status: "\"affected\""),
        OpenVex(status: "\"fixed\""),
        OpenVex(status: "\"under_investigation\""),
        CycloneDx(affects: "\"ref\": \"json\""),
        CycloneDx(affects: "\"ref\": \"nothing\""),
        CycloneDx(affects: "\"ref\": \"core\", \"versions\": [ { \"version\": \"1.0.0\" }, { \"range\": \"vers:nuget/*\" } ]"),
        CycloneDx(analysis: "\"state\": \"exploitable\""),
        CycloneDx(analysis: "\"state\": \"in_triage\""),
        CycloneDx(vulnerability: "\"id\": \"CVE-2026-9999\""),
    ];

    public static TheoryData<string, string> Wrong => new()
    {
        { OpenVex(status: "\"not_affected\""), "without \"justification\" or \"impact_statement\"" },
        { OpenVex(status: "\"not_affected\", \"justification\": \" \""), "without \"justification\" or \"impact_statement\"" },
        { OpenVex(status: "\"fine\""), "must be one of not_affected" },
        { OpenVex(vulnerability: "{}"), "names no vulnerability" },
        { CycloneDx(analysis: "\"state\": \"not_affected\""), "without \"justification\" or \"detail\"" },
        { CycloneDx(analysis: "\"state\": \"false_positive\""), "without \"justification\" or \"detail\"" },
        { CycloneDx(analysis: "\"state\": 5"), "must be one of not_affected" },
        { CycloneDx(vulnerability: "\"ratings\": []"), "has neither \"id\"" },
        { "{}", "is neither OpenVEX" },
        { "[", "(1,2)" },
        { "{ \"statements\": 5 }", "\"statements\" must be an array" },
    };

    [Theory]
    [MemberData(nameof(Clearing))]
    public void A_statement_with_a_reason_leaves_the_vulnerability_in_the_evidence_only(string vex)
    {
        var finding = Assert.Single(Run(vex));
        Assert.Equal("AIR6002", finding.RuleId);
        Assert.Equal("cleared", VulnerableProject.Weight(finding));
        Assert.Equal("vex.json", finding.Properties["vexDocument"]);
        Assert.Contains("; vex.json clears it as ", finding.Message);
        Assert.Equal(finding.Properties["vex"] == "not affected", finding.Properties.ContainsKey("vexReason"));
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void A_statement_on_something_else_changes_nothing(string vex) => Assert.Null(VulnerableProject.Weight(Assert.Single(Run(vex))));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_statement_that_says_too_little_does_not_count_and_is_an_error(string vex, string message)
    {
        var findings = Run(vex);
        Assert.Null(VulnerableProject.Weight(Assert.Single(findings, finding => finding.RuleId == "AIR6002")));
        var error = Assert.Single(findings, finding => finding.RuleId == "AIR9001");
        Assert.Contains(message, error.Message);
        Assert.Equal("airlock.json(3,11)", error.Location.ToString());
    }

    [Fact]
    public void A_document_that_is_missing_is_an_error()
    {
        using var project = new VulnerableProject(VulnerableProject.Policy("page.json", "vex.json")).With("page.json", Page);
        Assert.Contains("\"vex.json\" does not exist", Assert.Single(project.Messages("AIR9001")));
    }

    [Fact]
    public void What_holds_within_one_package_does_not_hold_for_another_way_in()
    {
        var vex = OpenVex(product: "\"@id\": \"pkg:nuget/Contoso.Json\", \"subcomponents\": [ { \"@id\": \"pkg:nuget/Contoso.Core\" } ]");
        using var project = new VulnerableProject(VulnerableProject.Policy("page.json", "vex.json")).With("page.json", Page).With("vex.json", vex);
        project.Assets = new AssetsText()
            .Package("Contoso.Json", "1.2.0", direct: true, "Contoso.Core")
            .Package("Contoso.Other", "1.0.0", direct: true, "Contoso.Core")
            .Package("Contoso.Core", "2.0.0");
        Assert.Null(VulnerableProject.Weight(Assert.Single(project.Run())));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "cleared")]
    [InlineData("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", null)]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", null)]
    [InlineData("", "2026-01-01T00:00:00Z", "cleared")]
    [InlineData("", "", null)]
    public void Of_several_statements_the_latest_counts(string affected, string cleared, string? weight)
    {
        var vex = $$"""
            { "@context": "https://openvex.dev/ns/v0.2.0", "statements": [
              { "vulnerability": { "name": "GHSA-aaaa-bbbb-cccc" }, "timestamp": "{{affected}}", "products": [ { "@id": "pkg:nuget/Contoso.Core" } ], "status": "affected" },
              { "vulnerability": { "name": "GHSA-aaaa-bbbb-cccc" }, "timestamp": "{{cleared}}", "products": [ { "@id": "pkg:nuget/Contoso.Core@2.0.0" } ], "status": "fixed" } ] }
            """;
        Assert.Equal(weight, VulnerableProject.Weight(Assert.Single(Run(vex))));
    }

    [Fact]
    public void The_reason_is_in_message_and_facts()
    {
        var finding = Assert.Single(Run(OpenVex(status: "\"not_affected\", \"justification\": \"component_not_present\", \"impact_statement\": \"built\\nwithout it\"")));
        Assert.Equal("component_not_present: built without it", finding.Properties["vexReason"]);
        Assert.Contains("; vex.json clears it as not affected: component_not_present: built without it. It comes in by App → Contoso.Json 1.2.0 → Contoso.Core 2.0.0.", finding.Message);
    }

    private static IReadOnlyList<Finding> Run(string vex)
    {
        using var project = new VulnerableProject(VulnerableProject.Policy("page.json", "vex.json")).With("page.json", Page).With("vex.json", vex);
        return project.Run();
    }

    private static string OpenVex(
        string vulnerability = "{ \"name\": \"GHSA-aaaa-bbbb-cccc\" }",
        string product = "\"@id\": \"pkg:nuget/Contoso.Core\"",
        string status = "\"not_affected\", \"justification\": \"vulnerable_code_not_in_execute_path\"") => $$"""
        {
          "@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.com/vex/1", "author": "team-chat", "timestamp": "2026-03-01T00:00:00Z", "version": 1,
          "statements": [ { "vulnerability": {{vulnerability}}, "products": [ { {{product}} } ], "status": {{status}} } ]
        }
        """;

    private static string CycloneDx(
        string vulnerability = "\"id\": \"GHSA-aaaa-bbbb-cccc\"",
        string analysis = "\"state\": \"not_affected\", \"justification\": \"code_not_reachable\"",
        string affects = "\"ref\": \"core\"") => $$"""
        {
          "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": { "timestamp": "2026-03-01T00:00:00Z" },
          "components": [
            { "type": "library", "bom-ref": "json", "purl": "pkg:nuget/Contoso.Json@1.2.0", "components": [
              { "type": "library", "bom-ref": "core", "purl": "pkg:nuget/Contoso.Core@2.0.0" } ] } ],
          "vulnerabilities": [ { {{vulnerability}}, "analysis": { {{analysis}} }, "affects": [ { {{affects}} } ] } ]
        }
        """;
}
