using System.Collections.Immutable;
using Airlock.Core;
using Airlock.Core.Bom.Comparison;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Tests.Commands;

public sealed class SbomAcceptCommandTests : ToolTest
{
    private const string Document =
        """{ "bomFormat": "CycloneDX", "specVersion": "1.7", "metadata": { "timestamp": "2026-11-30T10:00:00Z", "component": { "type": "application", "name": "App" } }, "components": [ { "type": "library", "name": "Refund", "properties": [ { "name": "airlock:asset:kind", "value": "tool" } ] } ] }""";

    public SbomAcceptCommandTests() => Write("App.csproj", "<Project />");

    private FakeBuild Build(params (string Framework, string Path)[] documents)
    {
        var build = new FakeBuild();
        build.Results.AddRange((documents.Length == 0 ? [("net10.0", "bin/net10.0/airlock/App.cdx.json")] : documents).Select(document => Result() with
        {
            TargetFramework = document.Framework,
            PolicyFile = Write("airlock.json", """{ "sbom": { "committed": "reviewed" } }"""),
            Evidence = [Write(document.Path, Document), Write("App.sarif", "{}")],
        }));
        return build;
    }

    [Fact]
    public async Task Document_is_written_where_the_policy_says_and_its_changes_are_told()
    {
        var outcome = await RunAsync(Build(), "sbom", "accept");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("reviewed/App.cdx.json (new): 1 change", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("block  new tool Refund", outcome.Out, StringComparison.Ordinal);
        var text = Read("reviewed/App.cdx.json");
        Assert.DoesNotContain("timestamp", text, StringComparison.Ordinal);

        outcome = await RunAsync(Build(), "sbom", "accept");
        Assert.Equal("reviewed/App.cdx.json: no change", outcome.Out.Trim());
        Assert.Equal(text, Read("reviewed/App.cdx.json"));
    }

    [Fact]
    public async Task Broken_document_is_replaced()
    {
        Write("reviewed/App.cdx.json", "nonsense");

        Assert.Equal(0, (await RunAsync(Build(), "sbom", "accept")).ExitCode);
        Assert.Contains("CycloneDX", Read("reviewed/App.cdx.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_framework_has_its_own()
    {
        await RunAsync(Build(("net9.0", "bin/net9.0/airlock/App.cdx.json"), ("net10.0", "bin/net10.0/airlock/App.cdx.json"), ("net10.0", "lib/net10.0/airlock/Lib.cdx.json")), "sbom", "accept");

        Assert.Equal(
            ["App.net10.0.cdx.json", "App.net9.0.cdx.json", "Lib.cdx.json"],
            Directory.GetFiles(Path.Combine(Folder, "reviewed")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_projects_do_not_share_a_file()
    {
        var outcome = await RunAsync(Build(("net10.0", "a/net10.0/airlock/App.cdx.json"), ("net10.0", "b/net10.0/airlock/App.cdx.json")), "sbom", "accept");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("2 projects would write reviewed/App.cdx.json", outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Folder, "reviewed")));
    }

    [Theory]
    [InlineData("AIR0002", true, 0)]
    [InlineData("AIR1001", false, 0)]
    [InlineData("AIR9004", true, 0)]
    [InlineData("AIR9004", false, (int)ExitCode.Incomplete)]
    [InlineData("AIR9001", false, (int)ExitCode.Usage)]
    public async Task What_the_gate_did_not_see_is_not_accepted(string rule, bool isOfCommitted, int exitCode)
    {
        var build = Build();
        var finding = Finding(rule, FindingLevel.Block) with
        {
            Properties = isOfCommitted ? ImmutableSortedDictionary<string, string>.Empty.Add(CommittedBom.FileProperty, "x") : ImmutableSortedDictionary<string, string>.Empty,
        };
        build.Results[0] = build.Results[0] with { Findings = [finding] };

        Assert.Equal(exitCode, (await RunAsync(build, "sbom", "accept")).ExitCode);
        Assert.Equal(exitCode == 0, File.Exists(Path.Combine(Folder, "reviewed", "App.cdx.json")));
    }

    [Fact]
    public async Task Failed_build_accepts_nothing()
    {
        var outcome = await RunAsync(new FakeBuild(1), "sbom", "accept");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(Folder, "sbom")));
    }
}
