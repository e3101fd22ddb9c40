using System.Text.Json.Nodes;
using Airlock.Core.Tests.Bom;

namespace Airlock.EndToEnd.Tests;

/// <summary>The commands that write policy, pins and SBOM.</summary>
public sealed class ToolFilesTests(PackedGate gate)
{
    [Fact]
    public async Task Init_writes_what_check_accepts_and_overwrites_nothing()
    {
        var project = Tool.Clean(gate).Write("models/intent.onnx", "weights");

        (await Tool.Run(project.Folder, "init")).ShouldExit(0).ShouldPrint("pins models/intent.onnx");
        (await Tool.Run(project.Folder, "check", "--no-restore")).ShouldExit(0).ShouldPrint("nothing blocks, 0 warnings");

        var before = Tool.Sources(project);
        (await Tool.Run(project.Folder, "init")).ShouldExit(0).ShouldPrint("Kept     airlock.json");
        Assert.Equal(before, Tool.Sources(project));
    }

    [Fact]
    public async Task Pin_accepts_a_new_file_only_when_told_to()
    {
        var project = Tool.Clean(gate).Write("models/intent.onnx", "weights");
        (await Tool.Run(project.Folder, "pin", "models/intent.onnx")).ShouldExit(0);
        (await Tool.Run(project.Folder, "check")).ShouldExit(0);

        project.Write("models/intent.onnx", "other weights");
        (await Tool.Run(project.Folder, "check", "--no-restore")).ShouldExit(1).ShouldPrint("block AIR5002");
        (await Tool.Run(project.Folder, "pin", "models/intent.onnx")).ShouldExit(2).ShouldPrint("Nothing was written");
        (await Tool.Run(project.Folder, "pin", "--update", "models/intent.onnx", "--reason", "retrained")).ShouldExit(0);
        (await Tool.Run(project.Folder, "check", "--no-restore")).ShouldExit(0);
    }

    [Theory]
    [InlineData("1.6")]
    [InlineData("1.7")]
    public async Task Sbom_prints_the_path_of_a_valid_document(string version)
    {
        var project = Tool.Insecure(gate);

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
}
