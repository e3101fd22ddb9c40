using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Findings;

public sealed class SarifWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private JsonNode Write(params Finding[] findings)
    {
        var result = new GateResult { ProjectFile = "App.csproj", TargetFramework = "net10.0", Root = _folder.Path, Profile = "standard", Findings = Fingerprints.Assign(_folder.Path, findings) };
        using var stream = new MemoryStream();
        SarifWriter.Write(stream, result, "0.1.0");
        return JsonNode.Parse(stream.ToArray())!["runs"]![0]!;
    }

    private static Finding Found(string rule, int line, FindingLevel level = FindingLevel.Block) =>
        new() { RuleId = rule, Message = "found", Location = new FindingLocation("src/a b.cs", line, 1, line, 4), Level = level };

    private static string Fingerprint(JsonNode result) => result["partialFingerprints"]![SarifWriter.FingerprintName]!.GetValue<string>();

    [Fact]
    public void Result_has_rule_level_place_and_flow()
    {
        _folder.Write("src/a b.cs", "one\ntwo\n");
        var run = Write(Found("AIR1001", 2) with { Related = [new FindingLocation("src/c.cs", 7, 1, 7, 2)] });

        var result = run["results"]![0]!;
        Assert.Equal("error", result["level"]!.GetValue<string>());
        Assert.Equal("AIR1001", run["tool"]!["driver"]!["rules"]![result["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>());
        Assert.Equal("src/a%20b.cs", result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>());
        Assert.Equal(2, result["codeFlows"]![0]!["threadFlows"]![0]!["locations"]!.AsArray().Count);
    }

    [Fact]
    public void Place_whose_end_is_not_known_has_none()
    {
        var run = Write(Found("AIR6001", 2) with { Location = new FindingLocation("App.csproj", 12, 5) });

        var region = run["results"]![0]!["locations"]![0]!["physicalLocation"]!["region"]!;
        Assert.Equal("""{"startLine":12,"startColumn":5}""", region.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"text":"comes from a model"},{"text":"reaches a shell"}]""", "comes from a model")]
    [InlineData("""[{"text":"one step too few"}]""", null)]
    [InlineData("""[1,{"text":2}]""", null)]
    [InlineData("not JSON", null)]
    public void A_step_of_a_flow_says_what_happens_there(string flow, string? expected)
    {
        _folder.Write("src/a b.cs", "one\ntwo\n");
        var finding = Found("AIR1001", 2) with { Related = [new FindingLocation("src/c.cs", 7, 1, 7, 2)] };
        var step = Write(finding with { Properties = finding.Properties.Add("flow", flow) })["results"]![0]!["codeFlows"]![0]!["threadFlows"]![0]!["locations"]![0]!["location"]!;
        Assert.Equal(expected, step["message"]?["text"]!.GetValue<string>());
    }

    [Fact]
    public void Inventory_is_left_to_the_SBOM() => Assert.Empty(Write(Found("AIR0001", 1, FindingLevel.Record))["results"]!.AsArray());

    [Fact]
    public void Fingerprint_survives_moved_lines_and_tells_code_apart()
    {
        _folder.Write("src/a b.cs", "one\ntwo\ntwo\n");
        var before = Write(Found("AIR1001", 1), Found("AIR1001", 2), Found("AIR1001", 3))["results"]!.AsArray().Select(r => Fingerprint(r!)).ToList();
        _folder.Write("src/a b.cs", "new\n  one\ntwo\ntwo\n");
        var after = Write(Found("AIR1001", 2), Found("AIR1001", 3), Found("AIR1001", 4))["results"]!.AsArray().Select(r => Fingerprint(r!)).ToList();

        Assert.Equal(before, after);
        Assert.Equal(3, before.Distinct().Count());
    }

    [Fact]
    public void Fingerprint_tells_packages_of_one_reference_apart_and_versions_of_one_package()
    {
        _folder.Write("src/a b.cs", "<PackageReference />\n");
        Finding Of(string package, string version) => Found("AIR6001", 1) with
        {
            Properties = ImmutableSortedDictionary<string, string>.Empty.Add(LibraryReport.PackageProperty, package).Add(LibraryReport.VersionProperty, version),
        };
        var both = Fingerprints.Assign(_folder.Path, [Of("A", "1.0.0"), Of("B", "1.0.0")]).Select(finding => finding.Fingerprint).ToList();
        var one = Fingerprints.Assign(_folder.Path, [Of("B", "1.0.0"), Of("B", "2.0.0")]).Select(finding => finding.Fingerprint).ToList();
        Assert.Equal(both[1], one[0]);
        Assert.Equal(3, both.Concat(one).Distinct().Count());
    }

    [Fact]
    public void What_is_only_recorded_needs_no_fingerprint() =>
        Assert.Null(Fingerprints.Assign(_folder.Path, [Found("AIR0001", 1, FindingLevel.Record)]).Single().Fingerprint);
}
