using System.Text.Json.Nodes;

namespace Airlock.Cli.Tests.Commands;

public sealed class SbomDiffCommandTests : ToolTest
{
    private const string Old = """{ "bomFormat": "CycloneDX", "specVersion": "1.7" }""";

    private const string New =
        """
        { "bomFormat": "CycloneDX", "specVersion": "1.7",
          "components": [
            { "type": "library", "bom-ref": "tool:Refund", "name": "Refund", "properties": [ { "name": "airlock:asset:kind", "value": "tool" } ], "evidence": { "occurrences": [ { "location": "src/Tools.cs", "line": 40 } ] } },
            { "type": "library", "bom-ref": "p", "name": "a|b @me <b>", "version": "1.0.0", "purl": "pkg:nuget/p@1.0.0" } ] }
        """;

    public SbomDiffCommandTests()
    {
        Write("old/App.cdx.json", Old);
        Write("new/App.cdx.json", New);
    }

    [Fact]
    public async Task Changes_are_told_what_weighs_most_first()
    {
        var outcome = await RunAsync("sbom", "diff", "old/App.cdx.json", "new/App.cdx.json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            """
            new/App.cdx.json: 2 changes
            block  new tool Refund (src/Tools.cs:40) tool-added
            note   new package a|b @me <b> 1.0.0 package-added

            """,
            outcome.Out,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Nothing_changed()
    {
        var outcome = await RunAsync("sbom", "diff", "new/App.cdx.json", "new/App.cdx.json", "--fail-on", "*");

        Assert.Equal((0, "new/App.cdx.json: no change"), (outcome.ExitCode, outcome.Out.Trim()));
    }

    [Theory]
    [InlineData("tool-added", 1)]
    [InlineData("hosted-model-added,tool-*", 1)]
    [InlineData("tool-removed", 0)]
    [InlineData("tool-aded", 2)]
    public async Task Chosen_kinds_fail(string kinds, int exitCode)
    {
        var outcome = await RunAsync("sbom", "diff", "old", "new", "--fail-on", kinds);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Equal(exitCode == 1, outcome.Out.Contains("fails  new tool Refund", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Markdown_lets_no_name_become_markup()
    {
        var outcome = await RunAsync("sbom", "diff", "old", "new", "--format", "markdown", "--fail-on", "tool-added");

        Assert.Equal(
            """
            ### Bill of materials: new/App.cdx.json

            2 changes, of which 1 fails the check.

            | weight | change | kind | where |
            |---|---|---|---|
            | **fails** | new tool Refund | `tool-added` | src/Tools.cs:40 |
            | note | new package a\|b @<!-- -->me &lt;b&gt; 1.0.0 | `package-added` |  |

            """,
            outcome.Out,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Json_has_the_documented_form()
    {
        var json = JsonNode.Parse((await RunAsync("sbom", "diff", "old", "new", "--format", "json", "--fail-on", "tool-added")).Out)!;

        Assert.Equal((1, true), (json["version"]!.GetValue<int>(), json["fails"]!.GetValue<bool>()));
        var document = json["documents"]![0]!;
        Assert.Equal(("old/App.cdx.json", "new/App.cdx.json"), (document["old"]!.GetValue<string>(), document["new"]!.GetValue<string>()));
        Assert.Equal(
            """{"kind":"tool-added","weight":"block","fails":true,"subject":"Refund","bomRef":"tool:Refund","place":{"file":"src/Tools.cs","line":40},"sentence":"new tool Refund"}""",
            document["changes"]![0]!.ToJsonString());
        Assert.Equal("pkg:nuget/p@1.0.0", document["changes"]![1]!["purl"]!.GetValue<string>());
    }

    [Fact]
    public async Task Folders_are_paired_by_name()
    {
        Write("old/Gone.cdx.json", New);
        Write("new/Added.cdx.json", New);

        var outcome = await RunAsync("sbom", "diff", "old", "new", "--fail-on", "tool-removed");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("new/Added.cdx.json (new): 2 changes", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("old/Gone.cdx.json (gone): 2 changes", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("fails  tool Refund is gone", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_is_looked_for_in_a_folder()
    {
        Assert.Contains("2 changes", (await RunAsync("sbom", "diff", "old", "new/App.cdx.json")).Out, StringComparison.Ordinal);
        Assert.Contains("2 changes", (await RunAsync("sbom", "diff", "old/App.cdx.json", "new")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone.json", "does not exist")]
    [InlineData("empty", "holds a file *.cdx.json")]
    [InlineData("broken.json", "broken.json(2,3): ")]
    public async Task Bad_input_has_its_place(string file, string problem)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "empty"));
        Write("broken.json", "{\n  nonsense }");

        var outcome = await RunAsync("sbom", "diff", file, file);

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.Contains(problem, outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}
