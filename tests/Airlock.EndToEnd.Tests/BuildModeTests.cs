using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Airlock.EndToEnd.Tests;

/// <summary>The ways in which .NET is built, each with the gate in it.</summary>
public sealed class BuildModeTests(PackedGate gate)
{
    private TestProject Insecure(string name) => new TestProject(gate, name).Write("Agent.cs", TestProject.ModelStartsProcess);

    private TestProject Clean(string name) => new TestProject(gate, name).Write("Agent.cs", "public sealed class Agent;");

    [Fact]
    public async Task Clean_project_builds_without_a_word_and_clean_removes_all()
    {
        var project = Clean("clean");

        (await project.Build()).ShouldPass().ShouldNotPrint("AIR").ShouldNotPrint("warning");
        Assert.True(File.Exists(project.Evidence("App.cdx.json")));

        (await project.Run(null, "clean")).ShouldPass();
        Assert.Empty(Directory.GetFileSystemEntries(project.Folder, "*airlock*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Removing_the_package_leaves_no_trace()
    {
        var project = Insecure("removed");
        (await project.Build()).ShouldFail();
        (await project.Run(null, "clean")).ShouldPass();

        project.AirlockReference = "";
        project.WriteProject();

        (await project.Build()).ShouldPass().ShouldNotPrint("AIR");
        Assert.Empty(Directory.GetFileSystemEntries(project.Folder, "*airlock*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Added_by_the_command_line_it_is_a_development_dependency()
    {
        var project = Insecure("added");
        project.AirlockReference = "";
        project.WriteProject();

        (await project.Run(null, "add", "package", "Airlock", "--version", gate.Version)).ShouldPass();

        var reference = XDocument.Load(project.ProjectFile).Descendants("PackageReference").Single(r => (string?)r.Attribute("Include") == "Airlock");
        Assert.Equal("all", (string?)reference.Element("PrivateAssets"));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR1001");
    }

    [Fact]
    public async Task Switched_off_it_does_nothing()
    {
        var project = Insecure("off");

        (await project.Build("-p:AirlockEnabled=false")).ShouldPass().ShouldNotPrint("AIR");
        Assert.Empty(Directory.GetFileSystemEntries(project.Folder, "*airlock*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Design_time_build_does_nothing()
    {
        var project = Insecure("design");
        (await project.Run(null, "restore", project.WriteProject().ProjectFile)).ShouldPass();

        (await project.Run(
            null, "msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"))
            .ShouldPass().ShouldNotPrint("AIR");
        Assert.Empty(Directory.GetFileSystemEntries(project.Folder, "*airlock*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Each_target_framework_has_its_own_verdict_and_evidence()
    {
        var project = new TestProject(gate, "multi").Write("Agent.cs", "#if NET\n" + TestProject.ModelStartsProcess + "\n#endif\n");
        project.Properties = "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion><ImplicitUsings>disable</ImplicitUsings>";
        project.Items = """<Using Include="System.Threading.Tasks" />""";
        project.Packages = [];
        project.Items += """<PackageReference Include="Microsoft.Extensions.AI" Version="10.11.0" Condition="'$(TargetFramework)' == 'net10.0'" />""";

        var result = (await project.Build("-graph")).ShouldFail();

        Assert.Equal(1, result.PrintCount("error AIR1001"));
        Assert.Contains("AIR1001", project.SarifRules());
        Assert.DoesNotContain(project.SarifRules("netstandard2.0"), rule => !rule.StartsWith("AIR60", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_frameworks_of_a_project_have_one_SBOM_together()
    {
        var project = new TestProject(gate, "joined").Write("Calculator.cs", "public static class Calculator { public static int Twice(int number) => number * 2; }");
        project.Properties = "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion><ImplicitUsings>disable</ImplicitUsings>";
        project.Packages = [];

        (await project.Build()).ShouldPass();

        var file = Path.Combine(project.Folder, "bin", "Debug", "airlock", "App.cdx.json");
        var bom = JsonNode.Parse(File.ReadAllText(file))!;
        var written = File.GetLastWriteTimeUtc(file);
        Assert.Equal(
            ["pkg:nuget/App@1.0.0#net10.0", "pkg:nuget/App@1.0.0#netstandard2.0"],
            bom["dependencies"]!.AsArray().Single(node => (string)node!["ref"]! == (string)bom["metadata"]!["component"]!["bom-ref"]!)!["dependsOn"]!.AsArray().Select(need => (string)need!));
        (await project.Build()).ShouldPass();
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        (await project.Run(null, "clean")).ShouldPass();
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("-graph")]
    [InlineData("-mt")]
    [InlineData("-check")]
    public async Task MSBuild_switch(string option)
    {
        var project = Insecure("switch");

        var result = (await project.Build(option)).ShouldFail();

        Assert.Equal(1, result.PrintCount("error AIR1001"));
        result.ShouldNotPrint("BC0");
    }

    [Fact]
    public async Task Central_package_management_with_a_global_reference()
    {
        var project = Insecure("central");
        project.AirlockReference = "";
        project.Packages = [];
        project.Items = """<PackageReference Include="Microsoft.Extensions.AI" />""";
        project.Write(
            "Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
              </PropertyGroup>
              <ItemGroup>
                <GlobalPackageReference Include="Airlock" Version="{gate.Version}" />
                <PackageVersion Include="Microsoft.Extensions.AI" Version="10.11.0" />
              </ItemGroup>
            </Project>
            """);

        (await project.Build()).ShouldFail().ShouldPrint("error AIR1001");
    }

    [Fact]
    public async Task Publish_is_gated_and_publish_without_build_too()
    {
        var project = Clean("publish");
        project.Properties += "<OutputType>Exe</OutputType>";
        project.Items = """<Content Include="model.onnx" CopyToOutputDirectory="PreserveNewest" />""";
        project.Write("Program.cs", "return 0;").Write("model.onnx", "one").Write("airlock.lock.json", Lock("model.onnx", "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"));
        (await project.Run(null, "publish")).ShouldPass();

        // Same size and time: only reading the bytes tells.
        var model = Path.Combine(project.Folder, "model.onnx");
        var written = File.GetLastWriteTimeUtc(model);
        File.WriteAllText(model, "two");
        File.SetLastWriteTimeUtc(model, written);

        (await project.Run(null, "publish", "--no-build")).ShouldFail().ShouldPrint("error AIR5002");
        (await project.Build("--no-restore", "-p:ContinuousIntegrationBuild=true")).ShouldFail().ShouldPrint("error AIR5002");
    }

    [Fact]
    public async Task Same_inputs_give_the_same_bytes_in_any_folder()
    {
        var environment = new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1700000000" };
        var builds = new List<(byte[] Bom, byte[] Sarif)>();
        for (var i = 0; i < 2; i++)
        {
            var project = Insecure("same");
            project.Write("models/a.onnx", "a");
            project.WriteProject();
            (await project.Run(environment, "build", "-p:Deterministic=true", $"-p:PathMap={project.Folder}=/src")).ShouldFail();
            builds.Add((File.ReadAllBytes(project.Evidence("App.cdx.json")), File.ReadAllBytes(project.Evidence("App.sarif"))));
        }

        Assert.Equal(builds[0].Bom, builds[1].Bom);
        Assert.Equal(builds[0].Sarif, builds[1].Sarif);
    }

    private static string Lock(string path, string sha256) =>
        $$"""{ "version": 1, "models": [ { "path": "{{path}}", "sha256": "{{sha256}}" } ] }""";
}
