using System.Text;
using System.Text.Json.Nodes;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Vex;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Tests.Libraries.Vulnerabilities;

namespace Airlock.Core.Tests.Bom;

public sealed class VexEvidenceTests
{
    private const string Page = """
        { "contoso.core": [ { "url": "https://github.com/advisories/GHSA-aaaa-bbbb-cccc", "severity": 1, "versions": "(, 3.0.0)" } ] }
        """;

    private const string Cleared = """
        { "@context": "https://openvex.dev/ns/v0.2.0", "statements": [ { "vulnerability": { "name": "GHSA-aaaa-bbbb-cccc" }, "products": [ { "@id": "pkg:nuget/Contoso.Core" } ], "status": "not_affected",
          "justification": "vulnerable_code_not_in_execute_path", "impact_statement": "nobody calls it" } ] }
        """;

    [Theory]
    [InlineData(SpecVersion.V1_6)]
    [InlineData(SpecVersion.V1_7)]
    public void Statements_are_a_valid_document_of_their_own(SpecVersion version)
    {
        using var folder = new TemporaryFolder();
        var files = new[] { null, Cleared }.Select((vex, index) => folder.Write($"{index}.vex.json", Encoding.UTF8.GetString(Document(vex, version: version).Bytes!)));
        var (exitCode, output) = BomSchema.Validate(files);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void What_nobody_looked_into_is_in_triage()
    {
        var (bytes, bom, _) = Document();
        var vulnerability = Only(bytes);
        Assert.Equal("GHSA-AAAA-BBBB-CCCC", Text(vulnerability["id"]).ToUpperInvariant());
        Assert.Equal("GitHub Advisory Database", Text(vulnerability["source"]!["name"]));
        Assert.Equal("medium", Text(vulnerability["ratings"]![0]!["severity"]));
        Assert.Equal("Fixed in Contoso.Core 3.0.0", Text(vulnerability["recommendation"]));
        Assert.Equal("in_triage", Text(vulnerability["analysis"]!["state"]));
        Assert.Equal($"urn:cdx:{bom.SerialNumber:D}/1#pkg%3Anuget%2FContoso.Core%402.0.0", Text(vulnerability["affects"]![0]!["ref"]));
    }

    [Fact]
    public void An_exception_of_the_policy_does_not_say_that_it_does_no_harm()
    {
        var analysis = Only(Document(change: finding => finding with { Suppression = new FindingSuppression("policy exception", "until summer (team-chat)") }).Bytes)["analysis"]!;
        Assert.Equal("in_triage", Text(analysis["state"]));
        Assert.Equal("Accepted by policy exception: until summer (team-chat)", Text(analysis["detail"]));
    }

    [Fact]
    public void What_a_statement_cleared_is_not_affected_with_its_justification()
    {
        var analysis = Only(Document(Cleared).Bytes)["analysis"]!;
        Assert.Equal("not_affected", Text(analysis["state"]));
        Assert.Equal("code_not_reachable", Text(analysis["justification"]));
        Assert.Equal("nobody calls it", Text(analysis["detail"]));
    }

    // Somebody looks into it, writes the answer into the file of the build, and lets the policy name it.
    [Fact]
    public void The_file_with_an_answer_clears_the_finding()
    {
        var open = Encoding.UTF8.GetString(Document().Bytes!);
        Assert.Null(VulnerableProject.Weight(Assert.Single(Run(open))));
        var answered = open.Replace("\"state\": \"in_triage\"", "\"state\": \"not_affected\", \"justification\": \"code_not_present\"", StringComparison.Ordinal);
        Assert.Equal("cleared", VulnerableProject.Weight(Assert.Single(Run(answered))));
        Assert.Equal("cleared", VulnerableProject.Weight(Assert.Single(Run(Encoding.UTF8.GetString(Document(Cleared).Bytes!)))));
    }

    [Fact]
    public void Without_a_vulnerability_there_is_no_file_and_an_old_one_goes()
    {
        using var folder = new TemporaryFolder();
        var (_, bom, findings) = Document();
        var path = Path.Combine(folder.Path, "App.vex.json");
        Assert.True(VexEvidence.Save(path, bom, findings));
        var first = File.ReadAllBytes(path);
        Assert.True(VexEvidence.Save(path, bom, findings));
        Assert.Equal(first, File.ReadAllBytes(path));
        Assert.False(VexEvidence.Save(path, bom, []));
        Assert.False(File.Exists(path));
    }

    private static (byte[]? Bytes, Airlock.Core.Bom.Bom Bom, IReadOnlyList<Finding> Findings) Document(
        string? vex = null, Func<Finding, Finding>? change = null, SpecVersion version = SpecVersion.V1_7)
    {
        IReadOnlyList<Finding> findings = [.. Run(vex).Select(finding => change is null ? finding : change(finding))];
        var bom = BomBuilder.Build(BomInputs.Empty with { Packages = Project(vex).Assets.Graph(), SpecVersion = version });
        return (VexEvidence.Write(bom, findings), bom, findings);
    }

    private static IReadOnlyList<Finding> Run(string? vex)
    {
        using var project = Project(vex);
        return project.Run();
    }

    private static VulnerableProject Project(string? vex)
    {
        var project = new VulnerableProject(VulnerableProject.Policy("page.json", vex is null ? null : "vex.json")).With("page.json", Page);
        return vex is null ? project : project.With("vex.json", vex);
    }

    private static JsonNode Only(byte[]? document) => Assert.Single(JsonNode.Parse(document!)!["vulnerabilities"]!.AsArray())!;

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}
