namespace Airlock.EndToEnd.Tests;

public sealed class BlockingTests(PackedGate gate)
{
    private TestProject Insecure(string name = "insecure") => new TestProject(gate, name).Write("Agent.cs", TestProject.ModelStartsProcess);

    [Fact]
    public async Task Finding_is_one_error_at_its_place_and_evidence_is_written()
    {
        var project = Insecure();

        var result = (await project.Build()).ShouldFail();

        result.ShouldPrint("Agent.cs(9,").ShouldPrint("error AIR1001:").ShouldPrint("Airlock blocked App");
        Assert.Equal(1, result.PrintCount("AIR1001"));
        Assert.Contains("AIR1001", project.SarifRules());
        Assert.True(File.Exists(project.Evidence("App.cdx.json")));
        Assert.False(File.Exists(Path.Combine(project.Folder, "bin", "Debug", "net10.0", "App.dll")));
    }

    [Fact]
    public async Task Catalogs_beside_the_policy_and_beside_the_project_name_members_of_the_project()
    {
        const string Code =
            """
            using System.Diagnostics;

            public interface IModel { string Ask(string prompt); string Think(string prompt); }

            public sealed class Agent(IModel model)
            {
                public void Run() => Process.Start(model.Ask("Which?"));
                public void Go() => Process.Start(model.Think("Which?"));
            }
            """;
        const string Header = "table\tid\tkind\tdetail\n";
        var project = new TestProject(gate, "catalog") { Packages = [] };
        project.Write("Agent.cs", Code).Write("policy/airlock.json", "{}");
        project.Properties += "<AirlockPolicyFile>policy/airlock.json</AirlockPolicyFile>";
        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");

        project.Write("policy/airlock.catalog.tsv", Header + "llm-outputs\tM:IModel.Ask(System.String)\tcall\n");
        project.Write("airlock.catalog.tsv", Header + "llm-outputs\tM:IModel.Think(System.String)\tcall\n");

        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("Agent.cs(7,").ShouldPrint("Agent.cs(8,").ShouldPrint("error AIR1001");
    }

    [Fact]
    public async Task Second_build_without_changes_shows_the_same()
    {
        var project = Insecure();
        project.Write("models/a.onnx", "unpinned").WriteProject();

        var first = (await project.Build()).ShouldFail();
        var second = (await project.Build("--no-restore")).ShouldFail();

        Assert.Equal(first.Lines(" AIR"), second.Lines(" AIR"));
        Assert.Contains(first.Lines(" AIR"), line => line.Contains("warning AIR5001", StringComparison.Ordinal));
        second.ShouldNotPrint("CoreCompile:");
    }

    [Fact]
    public async Task Fixed_finding_goes_away()
    {
        var project = Insecure();
        (await project.Build()).ShouldFail();

        project.Write("Agent.cs", "public sealed class Agent;");

        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint(" AIR");
    }

    [Fact]
    public async Task Warnings_as_errors_leave_the_levels_to_policy()
    {
        var project = Insecure();
        project.Properties += "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";

        var result = (await project.Build()).ShouldFail();

        Assert.Equal(1, result.PrintCount("error AIR1001"));
        Assert.Contains("AIR1001", project.SarifRules());
    }

    [Fact]
    public async Task Profile_audit_blocks_nothing()
    {
        var project = Insecure().Write("airlock.json", """{ "profile": "audit" }""");

        var result = (await project.Build()).ShouldPass();

        Assert.Equal(1, result.PrintCount("warning AIR1001"));
    }

    [Fact]
    public async Task Exception_of_the_policy_lets_it_through_and_is_kept_in_the_evidence()
    {
        var project = Insecure().Write(
            "airlock.json",
            """{ "exceptions": [ { "rule": "AIR1001", "path": "Agent.cs", "reason": "runs in a sandbox", "owner": "team-x", "expires": "2999-01-31" } ] }""");

        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR1001");

        var result = project.ReadEvidence("App.sarif")["runs"]![0]!["results"]![0]!;
        Assert.Equal("runs in a sandbox (team-x)", result["suppressions"]![0]!["justification"]!.GetValue<string>());
    }

    [Fact]
    public async Task Expired_exception_blocks_again_and_names_its_owner()
    {
        var project = Insecure().Write(
            "airlock.json",
            """{ "exceptions": [ { "rule": "AIR1001", "path": "Agent.cs", "reason": "runs in a sandbox", "owner": "team-x", "expires": "2020-01-31" } ] }""");

        (await project.Build()).ShouldFail().ShouldPrint("error AIR1001").ShouldPrint("AIR9003").ShouldPrint("team-x");
    }

    [Fact]
    public async Task Project_that_does_not_compile_says_so_once()
    {
        var project = Insecure().Write("Broken.cs", "class {");

        (await project.Build()).ShouldFail().ShouldPrint("error CS1001").ShouldNotPrint("AIR9004");
    }

    [Fact]
    public async Task Two_builds_at_once_leave_whole_evidence()
    {
        var project = Insecure();
        project.Write("airlock.json", """{ "profile": "audit" }""");
        (await project.Build()).ShouldPass();

        var builds = await Task.WhenAll(project.Build("--no-restore"), project.Build("--no-restore"));

        Assert.All(builds, build => Assert.Equal(1, build.PrintCount("warning AIR1001")));
        Assert.Contains("AIR1001", project.SarifRules());
        Assert.Empty(Directory.GetFiles(project.Folder, "*.tmp", SearchOption.AllDirectories));
    }
}
