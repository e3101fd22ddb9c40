namespace Airlock.Cli.Tests.Commands;

public class SbomCommandTests : ToolTest
{
    public SbomCommandTests() => Write("App.csproj", "<Project />");

    [Fact]
    public async Task Path_is_printed()
    {
        var bom = Write("bin/net10.0/airlock/App.cdx.json", "{}");
        var build = new FakeBuild { Results = { Result() with { Evidence = [bom, Write("App.sarif", "{}")] } } };

        var outcome = await RunAsync(build, "sbom", "--spec-version", "1.6");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(bom, outcome.Out.Trim());
        Assert.Equal("1.6", build.Request!.BomFormat);
    }

    [Fact]
    public async Task One_is_copied_to_a_file()
    {
        var build = new FakeBuild { Results = { Result() with { Evidence = [Write("bin/net10.0/airlock/App.cdx.json", "the bom")] } } };

        await RunAsync(build, "sbom", "-o", "out/app.json");

        Assert.Equal("the bom", Read("out/app.json"));
    }

    [Fact]
    public async Task Several_go_to_a_folder_under_names_of_their_own()
    {
        var build = new FakeBuild
        {
            Results =
            {
                Result() with { Evidence = [Write("bin/net10.0/airlock/App.cdx.json", "ten")] },
                Result() with { Evidence = [Write("bin/net9.0/airlock/App.cdx.json", "nine")] },
            },
        };

        Assert.Equal((int)ExitCode.Usage, (await RunAsync(build, "sbom", "-o", "out")).ExitCode);
        Assert.Equal(0, (await RunAsync(build, "sbom", "-o", "out/")).ExitCode);
        Assert.Equal(("ten", "nine"), (Read("out/net10.0.App.cdx.json"), Read("out/net9.0.App.cdx.json")));
    }

    [Fact]
    public async Task A_solution_has_one_joined_document()
    {
        var build = new FakeBuild
        {
            Results =
            {
                Result() with { Evidence = [Write("a/airlock/Web.cdx.json", ReportCommandTests.Document("Web"))] },
                Result() with { Evidence = [Write("b/airlock/Admin.cdx.json", ReportCommandTests.Document("Admin"))] },
            },
        };

        var outcome = await RunAsync(build, "sbom", "--solution", "-o", "out/");

        Assert.Equal(0, outcome.ExitCode);
        Assert.EndsWith("App.cdx.json", outcome.Out.Trim(), StringComparison.Ordinal);
        Assert.Contains("\"bom-ref\": \"solution:App\"", Read("out/App.cdx.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_joined_if_a_project_is_missing()
    {
        var outcome = await RunAsync(new FakeBuild(1), "sbom", "--solution");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Contains("not every project could be checked", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_build_is_told_on_the_error_stream()
    {
        var outcome = await RunAsync(new FakeBuild(1), "sbom");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.Contains("airlock: ", outcome.Error, StringComparison.Ordinal);
    }
}
