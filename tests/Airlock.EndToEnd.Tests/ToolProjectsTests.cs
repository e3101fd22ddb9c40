using System.Text.Json.Nodes;

namespace Airlock.EndToEnd.Tests;

/// <summary>Check, on several projects and on one that has the gate already.</summary>
public sealed class ToolProjectsTests(PackedGate gate)
{
    [Fact]
    public async Task Solution_is_checked_whole()
    {
        var project = Tool.Clean(gate);
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
        var project = Tool.Clean(gate);
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
