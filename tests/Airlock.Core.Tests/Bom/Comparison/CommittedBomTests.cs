using Airlock.Core.Bom;
using Airlock.Core.Bom.Comparison;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;
using static Airlock.Core.Tests.Bom.Comparison.ComparedBoms;
using Document = Airlock.Core.Bom.Bom;

namespace Airlock.Core.Tests.Bom.Comparison;

/// <summary>AIR0002: what changed since the committed document.</summary>
public sealed class CommittedBomTests : IDisposable
{
    private const string Policy = """{ "sbom": { "changes": { "tool-added": "block", "package-added": "note", "prompt-added": "off" } } }""";

    private static readonly Document Now = Of(Asset("tool", "Refund", "airlock:tool:approval=none"), Asset("prompt", "P"), Asset("agent", "A"), Package("Contoso.Pdf", "1.0.0"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private GateRequest Request => new()
    {
        ProjectFile = Path.Combine(_folder.Path, "App.csproj"),
        TargetFramework = "net10.0",
        Configuration = "Release",
        AssemblyName = "App",
        Version = "1.0.0",
        PackageId = "App",
        AssemblyFile = "App.dll",
        ErrorLog = "App.log",
        AssetsFile = "project.assets.json",
        EvidenceFolder = _folder.Path,
        IntermediateFolder = _folder.Path,
    };

    private IReadOnlyList<Finding> Check(string policy = Policy) => [.. CommittedBom.Check(_folder.Context(policy), Request, () => Now)];

    private void Commit(string path, Document document) => _folder.Write(path, System.Text.Encoding.UTF8.GetString(BomWriter.Write(CommittedBom.Reviewed(document))));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "sbom": { } }""")]
    [InlineData("""{ "sbom": { "committed": "gone", "changes": { "tool-added": "off" } } }""")]
    public void Without_a_word_of_the_policy_nothing_is_compared(string policy) =>
        Assert.Empty(CommittedBom.Check(_folder.Context(policy), Request, () => throw new InvalidOperationException()));

    [Fact]
    public void Only_the_kinds_that_the_policy_names_are_reported()
    {
        Commit("sbom/App.cdx.json", Of());

        var findings = Check();

        Assert.All(findings, finding => Assert.Equal("AIR0002", finding.RuleId));
        Assert.Equal(
            ["New tool Refund, without approval, since sbom/App.cdx.json was reviewed; if that is meant, take it over with airlock sbom accept and commit it", "New package Contoso.Pdf 1.0.0, since sbom/App.cdx.json was reviewed; if that is meant, take it over with airlock sbom accept and commit it"],
            findings.Select(finding => finding.Message));
        Assert.Equal(["src/Chat.cs(17,1)", "App.csproj"], findings.Select(finding => finding.Location.ToString()));
        Assert.Equal(["tool-added", "package-added"], findings.Select(finding => finding.Properties[CommittedBom.ChangeProperty]));
    }

    [Theory]
    [InlineData(Policy, FindingLevel.Block, FindingLevel.Note)]
    [InlineData("""{ "profile": "audit", "sbom": { "changes": { "tool-added": "block", "package-added": "warn" } } }""", FindingLevel.Warn, FindingLevel.Warn)]
    [InlineData("""{ "rules": { "AIR0002": "warn" }, "sbom": { "changes": { "tool-added": "block", "package-added": "note" } } }""", FindingLevel.Warn, FindingLevel.Note)]
    public void Level_is_that_of_the_kind_and_at_most_that_of_the_rule(string policy, FindingLevel tool, FindingLevel package)
    {
        Commit("sbom/App.cdx.json", Of());

        var weighed = PolicyVerdict.Weigh(_folder.Context(policy), Check(policy), [], DateTime.UtcNow);

        Assert.Equal([package, tool], weighed.Select(finding => finding.Level));
    }

    [Theory]
    [InlineData(""" "path": "src/*" """, "tool-added")]
    [InlineData(""" "package": "Contoso.*" """, "package-added")]
    public void Exceptions_cover_a_place_or_a_package(string scope, string covered)
    {
        Commit("sbom/App.cdx.json", Of());
        var policy = Policy[..^1] + $$""", "exceptions": [ { "rule": "AIR0002", {{scope}}, "reason": "known", "owner": "me" } ] }""";

        var weighed = PolicyVerdict.Weigh(_folder.Context(policy), Check(policy), [], DateTime.UtcNow);

        Assert.Equal(covered, Assert.Single(weighed, finding => finding.Suppression is not null).Properties[CommittedBom.ChangeProperty]);
    }

    [Theory]
    [InlineData("sbom", "sbom/App.cdx.json")]
    [InlineData("sbom", "sbom/App.net10.0.cdx.json")]
    [InlineData("docs/bom.json", "docs/bom.json")]
    public void Committed_document_is_found(string committed, string file)
    {
        Commit(file, Now);

        Assert.Empty(Check($$"""{ "sbom": { "committed": "{{committed}}", "changes": { "tool-added": "block" } } }"""));
    }

    [Fact]
    public void Document_that_is_missing_is_a_gap_at_its_place_in_the_policy()
    {
        var finding = Assert.Single(Check("""{ "sbom": { "committed": "reviewed", "changes": { "tool-added": "block" } } }"""));

        Assert.Equal(("AIR9004", "airlock.json(1,26)"), (finding.RuleId, finding.Location.ToString()));
        Assert.Contains("the committed document reviewed/App.cdx.json does not exist; write it with airlock sbom accept", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_that_is_broken_is_a_gap_at_its_place()
    {
        _folder.Write("sbom/App.cdx.json", "{ \"bomFormat\": \"CycloneDX\",\n  \"components\": 7 }");

        var finding = Assert.Single(Check());

        Assert.Equal(("AIR9004", "sbom/App.cdx.json(2,17)"), (finding.RuleId, finding.Location.ToString()));
        Assert.Contains("can't be read: \"components\" must be an array", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_of_the_gate_rests_on_the_committed_document()
    {
        Assert.Equal(
            [Path.Combine(_folder.Path, "sbom", "App.net10.0.cdx.json"), Path.Combine(_folder.Path, "sbom", "App.cdx.json")],
            CommittedBom.Inputs(_folder.Context(Policy), Request));
        Assert.Empty(CommittedBom.Inputs(_folder.Context(), Request));
    }

    [Fact]
    public void Committed_document_holds_nothing_of_one_build()
    {
        var other = FullBom.Document with
        {
            SerialNumber = Guid.NewGuid(),
            Metadata = FullBom.Document.Metadata with { Timestamp = DateTimeOffset.UtcNow, Component = FullBom.Document.Metadata.Component with { Hashes = [new Hash("SHA-256", BomInputs.Digest('4'))] } },
            Annotations = [],
        };

        Assert.Equal(BomWriter.Write(CommittedBom.Reviewed(FullBom.Document)), BomWriter.Write(CommittedBom.Reviewed(other)));
        var (exitCode, output) = BomSchema.Validate([_folder.Write("reviewed.cdx.json", System.Text.Encoding.UTF8.GetString(BomWriter.Write(CommittedBom.Reviewed(FullBom.Document))))]);
        Assert.True(exitCode == 0, output);
    }
}
