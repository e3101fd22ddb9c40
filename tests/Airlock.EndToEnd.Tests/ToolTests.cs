using System.Text.Json.Nodes;
using Airlock.Core.Tests.Bom;

namespace Airlock.EndToEnd.Tests;

/// <summary>The tool on projects that know nothing of Airlock.</summary>
public sealed class ToolTests(PackedGate gate)
{
    private TestProject Clean() => new TestProject(gate, "tool") { AirlockReference = "" }.Write("Agent.cs", "public sealed class Agent;").WriteProject();

    private TestProject Insecure() => Clean().Write("Agent.cs", TestProject.ModelStartsProcess);

    private static Dictionary<string, string> Sources(TestProject project) =>
        Directory.GetFiles(project.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(project.Folder, file))
            .Where(file => file.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(Path.Combine(project.Folder, file))));

    [Fact]
    public async Task Scan_lists_findings_and_changes_nothing()
    {
        var project = Insecure();
        var before = Sources(project);

        var result = (await Tool.Run(project.Folder, "scan")).ShouldExit(0);

        result.ShouldPrint("block AIR1001 9:").ShouldPrint("1 finding blocks").ShouldPrint("Process.Start(answer.Text);");
        Assert.Equal(before, Sources(project));
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
        Assert.Equal(["AIR1001"], Tool.Rules(result, "Block", "Warn", "Note"));
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
        var project = Clean().Write("airlock.json", """{ "models": { "requireSignature": true } }""");

        (await Tool.Run(project.Folder, "check")).ShouldExit(4).ShouldPrint("block AIR9004");
    }

    [Fact]
    public async Task Init_writes_what_check_accepts_and_overwrites_nothing()
    {
        var project = Clean().Write("models/intent.onnx", "weights");

        (await Tool.Run(project.Folder, "init")).ShouldExit(0).ShouldPrint("pins models/intent.onnx");
        (await Tool.Run(project.Folder, "check", "--no-restore")).ShouldExit(0).ShouldPrint("nothing blocks, 0 warnings");

        var before = Sources(project);
        (await Tool.Run(project.Folder, "init")).ShouldExit(2).ShouldPrint("Nothing was written");
        Assert.Equal(before, Sources(project));
    }

    [Fact]
    public async Task Pin_accepts_a_new_file_only_when_told_to()
    {
        var project = Clean().Write("models/intent.onnx", "weights");
        (await Tool.Run(project.Folder, "pin", "models/intent.onnx")).ShouldExit(0);
        (await Tool.Run(project.Folder, "check")).ShouldExit(0);

        project.Write("models/intent.onnx", "other weights");
        (await Tool.Run(project.Folder, "check", "--no-restore")).ShouldExit(1).ShouldPrint("block AIR5002");
        (await Tool.Run(project.Folder, "pin", "models/intent.onnx")).ShouldExit(2).ShouldPrint("Nothing was written");
        (await Tool.Run(project.Folder, "pin", "--update", "models/intent.onnx")).ShouldExit(0);
        (await Tool.Run(project.Folder, "check", "--no-restore")).ShouldExit(0);
    }

    [Theory]
    [InlineData("1.6")]
    [InlineData("1.7")]
    public async Task Sbom_prints_the_path_of_a_valid_document(string version)
    {
        var project = Insecure();

        var result = (await Tool.Run(project.Folder, "sbom", "--spec-version", version, "-o", "out.cdx.json")).ShouldExit(0);

        var file = Path.Combine(project.Folder, "out.cdx.json");
        Assert.Equal(file, result.StandardOutput.Trim());
        Assert.Equal(version, JsonNode.Parse(File.ReadAllText(file))!["specVersion"]!.GetValue<string>());
        var (exitCode, output) = BomSchema.Validate([file]);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Explain_needs_no_project()
    {
        (await Tool.Run(gate.Folder, "explain", "AIR1001")).ShouldExit(0).ShouldPrint("AIR1001 Model output starts a process").ShouldPrint("CWE-78");
    }

    [Fact]
    public async Task Solution_is_checked_whole()
    {
        var project = Clean();
        File.Delete(project.ProjectFile);
        File.Delete(Path.Combine(project.Folder, "Agent.cs"));
        project.Write("One/One.csproj", project.ProjectText()).Write("One/Agent.cs", TestProject.ModelStartsProcess)
            .Write("Two/Two.csproj", project.ProjectText()).Write("Two/Agent.cs", TestProject.ModelStartsProcess)
            .Write("All.slnx", """<Solution><Project Path="One/One.csproj" /><Project Path="Two/Two.csproj" /></Solution>""");

        var result = (await Tool.Run(project.Folder, "check", "--format", "json")).ShouldExit(1);

        Assert.Equal(["AIR1001", "AIR1001"], Tool.Rules(result, "Block"));
        Assert.Equal(
            ["One.csproj", "Two.csproj"],
            JsonNode.Parse(result.StandardOutput)!["projects"]!.AsArray().Select(part => Path.GetFileName(part!["projectFile"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Dependent_project_is_checked_though_the_other_blocks()
    {
        var project = Clean();
        File.Delete(project.ProjectFile);
        File.Delete(Path.Combine(project.Folder, "Agent.cs"));
        project.Write("Base/Base.csproj", project.ProjectText()).Write("Base/Agent.cs", TestProject.ModelStartsProcess);
        project.Items = """<ProjectReference Include="../Base/Base.csproj" />""";
        project.Write("Top/Top.csproj", project.ProjectText()).Write("Top/Other.cs", TestProject.ModelStartsProcess.Replace("class Agent", "class Other", StringComparison.Ordinal));

        var result = (await Tool.Run(project.Folder, "check", "Top", "--format", "json")).ShouldExit(1);

        Assert.Equal(["AIR1001", "AIR1001"], Tool.Rules(result, "Block"));
    }

    [Fact]
    public async Task Project_with_the_package_is_checked_once()
    {
        var project = new TestProject(gate, "both").Write("Agent.cs", TestProject.ModelStartsProcess).WriteProject();

        var result = (await Tool.Run(project.Folder, "check", "--format", "json")).ShouldExit(1);

        Assert.Equal(["AIR1001"], Tool.Rules(result, "Block", "Warn"));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR1001");
    }
}
