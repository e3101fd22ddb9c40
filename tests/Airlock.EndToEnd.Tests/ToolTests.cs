using System.Text.Json.Nodes;

namespace Airlock.EndToEnd.Tests;

/// <summary>Scan and check, on projects that know nothing of Airlock.</summary>
public sealed class ToolTests(PackedGate gate)
{
    private TestProject Clean() => Tool.Clean(gate);

    private TestProject Insecure() => Tool.Insecure(gate);

    [Fact]
    public async Task Scan_lists_findings_and_changes_nothing()
    {
        var project = Insecure();
        var before = Tool.Sources(project);

        var result = (await Tool.Run(project.Folder, "scan")).ShouldExit(0);

        result.ShouldPrint("block AIR1001 9:").ShouldPrint("1 finding blocks").ShouldPrint("Process.Start(answer.Text);");
        Assert.Equal(before, Tool.Sources(project));
    }

    [Fact]
    public async Task Check_answers_with_the_verdict()
    {
        var project = Insecure();
        (await Tool.Run(project.Folder, "check")).ShouldExit(1).ShouldPrint("Blocked: 1 finding blocks");

        project.Write("Agent.cs", "public sealed class Agent;");
        (await Tool.Run(project.Folder, "check", "--no-restore")).ShouldExit(0).ShouldPrint("Passed: nothing blocks");
    }

    [Fact]
    public async Task Profile_of_the_command_line_holds_where_the_policy_names_none()
    {
        var project = Insecure();
        (await Tool.Run(project.Folder, "check", "--profile", "audit")).ShouldExit(0).ShouldPrint("warn AIR1001");

        project.Write("airlock.json", """{ "profile": "standard" }""");
        (await Tool.Run(project.Folder, "check", "--profile", "audit", "--no-restore")).ShouldExit(1);
    }

    [Fact]
    public async Task Json_is_one_document_on_the_output_stream()
    {
        var result = (await Tool.Run(Insecure().Folder, "scan", "--format", "json")).ShouldExit(0);

        var report = JsonNode.Parse(result.StandardOutput)!;
        Assert.Equal("Blocked", report["verdict"]!.GetValue<string>());
        Assert.Equal(1, report["counts"]!["block"]!.GetValue<int>());
        Assert.Equal(["AIR1001"], Tool.Rules(result, "Block", "Warn"));
        Assert.Contains(report["libraries"]!.AsArray(), row => row!["package"]!.GetValue<string>() == "Microsoft.Extensions.AI" && row["verdict"]!.GetValue<string>() is ("clean" or "note"));
    }

    [Fact]
    public async Task Sarif_is_version_2_1_0()
    {
        var result = (await Tool.Run(Insecure().Folder, "check", "--format", "sarif")).ShouldExit(1);

        var log = JsonNode.Parse(result.StandardOutput)!;
        Assert.Equal("2.1.0", log["version"]!.GetValue<string>());
        Assert.Contains(Assert.Single(log["runs"]!.AsArray())!["results"]!.AsArray(), found => found!["ruleId"]!.GetValue<string>() == "AIR1001");
    }

    [Theory]
    [InlineData("scan")]
    [InlineData("check")]
    public async Task Code_that_does_not_compile_gives_no_verdict(string command)
    {
        var project = Insecure().Write("Broken.cs", "class {");

        (await Tool.Run(project.Folder, command)).ShouldExit(4).ShouldPrint("CS1001").ShouldPrint("The evidence is incomplete");
    }

    [Theory]
    [InlineData("scan", "nowhere")]
    [InlineData("check", "nowhere.sln")]
    [InlineData("sbom", "nowhere")]
    [InlineData("init", "nowhere")]
    [InlineData("check", "--policy", "nowhere.json")]
    [InlineData("check", "--format", "xml")]
    [InlineData("scam")]
    [InlineData("explain", "AIR7777")]
    public async Task Command_line_that_makes_no_sense(params string[] arguments)
    {
        var result = (await Tool.Run(Clean().Folder, arguments)).ShouldExit(2);

        Assert.Empty(result.StandardOutput);
        Assert.StartsWith("airlock: ", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scan", "airlock.json", "AIR9001")]
    [InlineData("check", "airlock.json", "AIR9001")]
    [InlineData("check", "airlock.lock.json", "AIR9002")]
    public async Task Policy_or_lock_that_is_invalid(string command, string file, string rule)
    {
        var project = Insecure().Write(file, """{ "profil": "strict" }""");

        (await Tool.Run(project.Folder, command)).ShouldExit(2).ShouldPrint($"block {rule} 1:3").ShouldPrint("Policy or lock is not valid");
    }

    [Fact]
    public async Task Demand_that_can_not_be_checked_gives_no_verdict()
    {
        var project = Clean().Write("airlock.json", """{ "profile": "strict" }""");

        (await Tool.Run(project.Folder, "check", "--", "-p:NuGetAudit=false")).ShouldExit(4).ShouldPrint("block AIR9004");
    }
}
