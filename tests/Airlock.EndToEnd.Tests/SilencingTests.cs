namespace Airlock.EndToEnd.Tests;

/// <summary>No switch of the project makes a finding disappear without a trace.</summary>
public sealed class SilencingTests(PackedGate gate)
{
    private TestProject Insecure() => new TestProject(gate, "silenced").Write("Agent.cs", TestProject.ModelStartsProcess);

    [Theory]
    [InlineData("AIR1001")]
    [InlineData("AIR1001;AIR9003;AIR9004")]
    public async Task NoWarn_is_reported_as_heavily_as_what_it_silences(string codes)
    {
        var project = Insecure();
        project.Properties += $"<NoWarn>$(NoWarn);{codes}</NoWarn>";

        (await project.Build()).ShouldFail().ShouldPrint("error AIR9003: AIR1001 is silenced");
    }

    [Fact]
    public async Task Silenced_inventory_is_reported()
    {
        var project = new TestProject(gate, "silenced").Write("Agent.cs", "public sealed class Agent;");
        project.Properties += "<NoWarn>$(NoWarn);AIR0001</NoWarn>";

        (await project.Build()).ShouldPass().ShouldPrint("warning AIR9003: AIR0001 is silenced");
    }

    [Fact]
    public async Task EditorConfig_none_is_reported()
    {
        var project = Insecure().Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.AIR1001.severity = none\n");

        (await project.Build()).ShouldFail().ShouldPrint("AIR9003: AIR1001 is silenced");
    }

    [Fact]
    public async Task Policy_may_allow_silencing()
    {
        var project = Insecure().Write("airlock.json", """{ "suppressions": "allowed" }""");
        project.Properties += "<NoWarn>$(NoWarn);AIR1001</NoWarn>";

        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");
    }

    [Fact]
    public async Task RunAnalyzers_false_blocks()
    {
        var project = Insecure();
        project.Properties += "<RunAnalyzers>false</RunAnalyzers>";

        (await project.Build()).ShouldFail().ShouldPrint("error AIR9004: Airlock's analyzers did not run");
    }

    [Fact]
    public async Task Removed_analyzers_block()
    {
        var project = Insecure().Write(
            "Directory.Build.targets",
            """
            <Project>
              <Target Name="RemoveAnalyzers" BeforeTargets="CoreCompile">
                <ItemGroup>
                  <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'Airlock.Analyzers'" />
                </ItemGroup>
              </Target>
            </Project>
            """);

        (await project.Build()).ShouldFail().ShouldPrint("error AIR9004: Airlock's analyzers did not run");
    }

    [Fact]
    public async Task Pragma_without_justification_is_visible()
    {
        var project = Insecure().Write("Agent.cs", "#pragma warning disable AIR1001\n" + TestProject.ModelStartsProcess);

        (await project.Build()).ShouldPass().ShouldPrint("warning AIR9003: AIR1001 is suppressed here");
    }

    [Fact]
    public async Task Forbidden_pragma_does_not_count()
    {
        var project = Insecure()
            .Write("Agent.cs", "#pragma warning disable AIR1001\n" + TestProject.ModelStartsProcess)
            .Write("airlock.json", """{ "suppressions": "forbidden" }""");

        (await project.Build()).ShouldFail().ShouldPrint("error AIR1001");
    }

    [Fact]
    public async Task Justified_attribute_counts()
    {
        var project = Insecure().Write(
            "Agent.cs",
            TestProject.ModelStartsProcess.Replace(
                "    public async Task",
                "    [System.Diagnostics.CodeAnalysis.SuppressMessage(\"Security\", \"AIR1001\", Justification = \"runs in a sandbox\")]\n    public async Task",
                StringComparison.Ordinal));

        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");
        Assert.Contains("AIR1001", project.SarifRules());
    }

    [Fact]
    public async Task User_set_error_log_is_respected()
    {
        var project = Insecure();
        project.Properties += "<ErrorLog>logs/mine.sarif,version=2.1</ErrorLog>";

        (await project.Build()).ShouldFail().ShouldPrint("error AIR1001");

        Assert.True(File.Exists(Path.Combine(project.Folder, "logs", "mine.sarif")));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR1001");
    }

    [Fact]
    public async Task First_version_of_the_error_log_is_read_with_a_warning()
    {
        var project = Insecure();
        project.Properties += "<ErrorLog>mine.sarif</ErrorLog>";

        (await project.Build()).ShouldFail().ShouldPrint("Agent.cs(9,").ShouldPrint("error AIR1001").ShouldPrint("warning AIR9004: ErrorLog is set to SARIF 1.0");
    }

    [Fact]
    public async Task Deleted_log_is_made_again()
    {
        var project = Insecure();
        (await project.Build()).ShouldFail();
        File.Delete(Path.Combine(project.Folder, "obj", "Debug", "net10.0", "airlock", "compiler.sarif"));

        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR1001").ShouldNotPrint("AIR9004");
    }

    [Fact]
    public async Task Severity_warning_in_editorconfig_prints_no_finding_twice()
    {
        var project = Insecure()
            .Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.AIR1001.severity = warning\n")
            .Write("airlock.json", """{ "profile": "audit" }""");

        var first = (await project.Build()).ShouldPass();
        var second = (await project.Build("--no-restore")).ShouldPass();

        Assert.Equal(1, first.PrintCount("warning AIR1001"));
        Assert.Equal(1, second.PrintCount("warning AIR1001"));
    }
}
