using System.Text.Json.Nodes;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Tests.Commands;

public class ScanCommandTests : ToolTest
{
    public ScanCommandTests() => Write("App.csproj", "<Project />");

    [Theory]
    [InlineData("AIR1001", FindingLevel.Warn, ExitCode.Clean, ExitCode.Clean)]
    [InlineData("AIR1001", FindingLevel.Block, ExitCode.Clean, ExitCode.Violation)]
    [InlineData("AIR9001", FindingLevel.Block, ExitCode.Usage, ExitCode.Usage)]
    [InlineData("AIR9002", FindingLevel.Block, ExitCode.Usage, ExitCode.Usage)]
    [InlineData("AIR9004", FindingLevel.Block, ExitCode.Incomplete, ExitCode.Incomplete)]
    [InlineData("AIR9004", FindingLevel.Warn, ExitCode.Clean, ExitCode.Clean)]
    public async Task Finding_decides_the_exit_code(string rule, FindingLevel level, ExitCode scan, ExitCode check)
    {
        var build = new FakeBuild(level == FindingLevel.Block ? 1 : 0) { Results = { Result(Finding(rule, level)) } };

        Assert.Equal((int)scan, (await RunAsync(build, "scan")).ExitCode);
        Assert.Equal((int)check, (await RunAsync(build, "check")).ExitCode);
    }

    [Fact]
    public async Task Suppressed_finding_does_not_block()
    {
        var finding = Finding("AIR1001", FindingLevel.Block) with { Suppression = new FindingSuppression("Pragma Directive", "reviewed") };

        var outcome = await RunAsync(new FakeBuild { Results = { Result(finding) } }, "check");

        Assert.Equal((int)ExitCode.Clean, outcome.ExitCode);
        Assert.Contains("1 suppressed", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_build_means_incomplete_evidence_even_if_nothing_was_found()
    {
        var build = new FakeBuild(1) { Results = { Result() }, Lines = { "/src/A.cs(12,5): error CS1002: ; expected [/src/A.csproj]" } };

        var outcome = await RunAsync(build, "check");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Contains("CS1002", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("The evidence is incomplete: the build failed", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_of_the_gate_is_no_problem_if_its_results_tell_it_and_one_if_they_do_not()
    {
        const string Line = "/src/A.cs(12,5): security error AIR1001: Text [/src/A.csproj]";
        var told = new FakeBuild(1) { Results = { Result(Finding("AIR1001", FindingLevel.Block)) }, Lines = { Line } };
        var untold = new FakeBuild(1) { Results = { Result(Finding("AIR1002", FindingLevel.Block)) }, Lines = { Line } };

        Assert.Equal((int)ExitCode.Violation, (await RunAsync(told, "check")).ExitCode);
        Assert.Equal((int)ExitCode.Incomplete, (await RunAsync(untold, "check")).ExitCode);
    }

    [Fact]
    public async Task Build_that_fails_in_a_way_of_its_own_is_quoted()
    {
        var outcome = await RunAsync(new FakeBuild(1) { Results = { Result() }, Lines = { "A compatible .NET SDK was not found." } }, "check");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Contains("A compatible .NET SDK was not found.", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_without_any_gated_project_is_no_pass()
    {
        var outcome = await RunAsync(new FakeBuild(), "check");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Contains("the gate ran on no project", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_MSBuild_refuses_are_wrong_usage()
    {
        var build = new FakeBuild(1) { Lines = { "MSBUILD : error MSB1001: Unknown switch." } };

        Assert.Equal((int)ExitCode.Usage, (await RunAsync(build, "check", "--", "-odd")).ExitCode);
        Assert.Equal(["-odd"], build.Request!.Arguments);
    }

    [Fact]
    public async Task Path_and_arguments_for_the_build_are_told_apart()
    {
        var build = new FakeBuild { Results = { Result() } };

        Assert.Equal(0, (await RunAsync(build, "scan", ".", "-c", "Release", "--", "-p:A=1", "-p:B=2")).ExitCode);

        Assert.Equal(Path.Combine(Folder, "App.csproj"), build.Request!.Target);
        Assert.Equal("Release", build.Request.Configuration);
        Assert.Equal(["-p:A=1", "-p:B=2"], build.Request.Arguments);
    }

    [Fact]
    public async Task Policy_that_is_not_there_is_refused_before_the_build()
    {
        var build = new FakeBuild();

        Assert.Equal((int)ExitCode.Usage, (await RunAsync(build, "check", "--policy", "absent.json")).ExitCode);
        Assert.Null(build.Request);
    }

    [Fact]
    public async Task Json_is_one_document_and_all_of_standard_output()
    {
        var build = new FakeBuild(1) { Results = { Result(Finding("AIR1001", FindingLevel.Block), Finding("AIR0001", FindingLevel.Record)) } };

        var outcome = await RunAsync(build, "check", "--format", "json");

        var document = JsonNode.Parse(outcome.Out)!;
        Assert.Equal((int)ExitCode.Violation, outcome.ExitCode);
        Assert.Equal("Blocked", (string?)document["verdict"]);
        Assert.Equal(1, (int?)document["counts"]!["block"]);
        Assert.Equal("AIR1001", (string?)document["projects"]![0]!["findings"]![0]!["ruleId"]);
    }

    [Fact]
    public async Task Finding_of_two_frameworks_is_counted_and_shown_once()
    {
        var result = Result(Finding("AIR1001", FindingLevel.Block, "The model starts it."));
        var build = new FakeBuild(1) { Results = { result, result with { TargetFramework = "net9.0" } } };

        var outcome = await RunAsync(build, "scan");

        Assert.Single(outcome.Out.Split('\n'), line => line.Contains("The model starts it.", StringComparison.Ordinal));
        Assert.Contains("1 finding blocks", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("1 project (net10.0, net9.0)", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sarif_of_all_projects_becomes_one_run_with_each_finding_once()
    {
        var result = Result(Finding("AIR1001", FindingLevel.Block, line: 3));
        var build = new FakeBuild(1) { Results = { result, result with { TargetFramework = "net9.0" } } };

        var document = JsonNode.Parse((await RunAsync(build, "scan", "--format", "sarif")).Out)!;

        var run = Assert.Single(document["runs"]!.AsArray())!;
        Assert.Equal("airlock/App/", (string?)run["automationDetails"]!["id"]);
        var found = Assert.Single(run["results"]!.AsArray())!;
        Assert.Equal(["net10.0", "net9.0"], found["properties"]!["targetFrameworks"]!.AsArray().Select(framework => (string?)framework));
    }

    [Fact]
    public async Task Sarif_of_a_build_that_failed_says_that_it_is_not_all()
    {
        var build = new FakeBuild(1) { Lines = { "/src/A.cs(12,5): error CS1002: ; expected [/src/A.csproj]" } };

        var invocation = JsonNode.Parse((await RunAsync(build, "scan", "--format", "sarif")).Out)!["runs"]![0]!["invocations"]![0]!;

        Assert.False((bool)invocation["executionSuccessful"]!);
        Assert.Contains("the build failed", (string?)invocation["toolExecutionNotifications"]![0]!["message"]!["text"], StringComparison.Ordinal);
    }
}
