using System.Text.Json.Nodes;
using Airlock.Cli.Building;
using Airlock.Cli.Diagnosis;

namespace Airlock.Cli.Tests.Commands;

public class DoctorCommandTests : ToolTest
{
    private const string Assets =
        """
        {
          "version": 3,
          "targets": { "net10.0": { "Airlock/0.1.0": { "type": "package" } } },
          "libraries": { "Airlock/0.1.0": { "sha512": "AAAA", "type": "package", "path": "airlock/0.1.0", "files": [] } },
          "projectFileDependencyGroups": { "net10.0": [ "Airlock >= 0.1.0" ] },
          "packageFolders": {},
          "project": {
            "version": "1.0.0",
            "restore": { "projectName": "App", "restoreAuditProperties": { "enableAudit": "ENABLED", "auditLevel": "low", "auditMode": "all" } },
            "frameworks": { "net10.0": { "targetAlias": "net10.0", "dependencies": { "Airlock": { "target": "Package", "version": "[0.1.0, )" } } } }
          }
        }
        """;

    private readonly string _project;

    public DoctorCommandTests()
    {
        _project = Write("App.csproj", "<Project />");
        Write("airlock.json", """{ "profile": "standard", "libraries": { "vulnerabilities": { "databases": ["advisories"] } } }""");
        Write("packages.lock.json", "{}");
        Write("obj/project.assets.json", Assets.Replace("ENABLED", "true", StringComparison.Ordinal));
        Write("bin/airlock/App.cdx.json", "{}");
        Write("bin/airlock/App.sarif", "{}");
        Result().Save(Path.Combine(Folder, "obj", "airlock", "gate.json"));
    }

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "AirlockPackageImported", "false", "package", "not imported" },
        { "AirlockEnabled", "false", "gate", "switched off" },
        { "IsGated", "false", "gate", "takes no part" },
        { "RunAnalyzers", "false", "analyzers", "RunAnalyzers is false" },
        { "RunAnalyzersDuringBuild", "False", "analyzers", "RunAnalyzersDuringBuild is false" },
        { "NoWarn", "1701;AIR1001", "silenced", "AIR1001 by NoWarn" },
        { "ErrorLog", "", "compiler-log", "emptied" },
        { "AssetsFile", "nowhere/project.assets.json", "restore", "does not exist" },
        { "Models", "models/a.onnx", "models", "not pinned: models/a.onnx" },
        { "SdkVersion", "9.0.300", "sdk", "too old" },
        { "MSBuildVersion", "17.14.5", "sdk", "too old" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_broken_fails_with_advice(string property, string value, string check, string message)
    {
        Evaluation.Add(_project, (property, value));

        var outcome = await RunAsync("doctor", "--format", "json");

        Assert.Equal((int)ExitCode.Violation, outcome.ExitCode);
        var found = Check(outcome, check);
        Assert.Equal("fail", found["status"]!.GetValue<string>());
        Assert.Contains(message, found["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(found["advice"]);
    }

    public static TheoryData<string, string, string, string> Weak => new()
    {
        { "ErrorLog", "errors.sarif", "compiler-log", "SARIF 1.0" },
        { "Sources", "SOURCE", "evidence", "older than" },
        { "OutDir", "out/", "evidence", "was not built yet" },
        { "PackagesLockFile", "other.lock.json", "lock-file", "no packages.lock.json" },
    };

    [Theory]
    [MemberData(nameof(Weak))]
    public async Task What_could_be_better_warns(string property, string value, string check, string message)
    {
        var source = Write("Program.cs", "");
        File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddHours(1));
        Evaluation.Add(_project, (property, value == "SOURCE" ? source : value));

        var outcome = await RunAsync("doctor", "--format", "json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("warn", Check(outcome, check)["status"]!.GetValue<string>());
        Assert.Contains(message, Check(outcome, check)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Violation, (await RunAsync("doctor", "--strict")).ExitCode);
    }

    [Fact]
    public async Task Nothing_fails_where_all_is_well()
    {
        Evaluation.Add(_project);

        var outcome = await RunAsync("doctor", "--all");

        Assert.DoesNotContain("fail ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Airlock 0.1.0 (PackageReference in Directory.Build.props)", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("of the last build, which passed", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task What_is_well_is_one_line_unless_all_is_asked_for()
    {
        Evaluation.Add(_project);

        var outcome = await RunAsync("doctor");

        Assert.Contains("package, gate, analyzers, silenced, compiler-log, restore", outcome.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("of the last build", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_that_is_off_fails()
    {
        Write("airlock.json", "{}");
        Write("obj/project.assets.json", Assets.Replace("ENABLED", "false", StringComparison.Ordinal));
        Evaluation.Add(_project, ("AssetsFile", "obj/project.assets.json"));

        Assert.Equal("fail", Check(await RunAsync("doctor", "--format", "json"), "audit")["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{ "profil": "strict" }""", "policy", "fail", "is invalid")]
    [InlineData("""{ "profile": "audit" }""", "policy", "warn", "nothing blocks")]
    [InlineData("""{ "exceptions": [{ "rule": "AIR1001", "reason": "r", "owner": "team-x", "expires": "2020-01-31" }] }""", "exceptions", "warn", "expired: AIR1001 of team-x (2020-01-31, line 1)")]
    [InlineData("""{ "exceptions": [{ "rule": "AIR1001", "reason": "r", "owner": "team-x" }] }""", "exceptions", "ok", "in force")]
    public async Task Policy_is_looked_at(string policy, string check, string status, string message)
    {
        Write("airlock.json", policy);
        Evaluation.Add(_project);

        var found = Check(await RunAsync("doctor", "--format", "json"), check);

        Assert.Equal(status, found["status"]!.GetValue<string>());
        Assert.Contains(message, found["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_that_was_cut_off_fails()
    {
        Write("models/a.onnx", "a");
        await RunAsync("pin", "models/a.onnx");
        File.WriteAllText(Path.Combine(Folder, "airlock.log.jsonl"), "");
        Evaluation.Add(_project);

        Assert.Equal("fail", Check(await RunAsync("doctor", "--format", "json"), "record")["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Service_that_remembers_builds_is_told()
    {
        Variables["CI"] = "true";
        Evaluation.Add(_project);
        Assert.Equal("warn", Check(await RunAsync("doctor", "--format", "json"), "ci")["status"]!.GetValue<string>());

        Evaluation.Projects.Clear();
        Evaluation.Add(_project, ("ContinuousIntegrationBuild", "true"));
        Assert.Equal("ok", Check(await RunAsync("doctor", "--format", "json"), "ci")["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Projects_that_take_no_part_are_said_so()
    {
        var tests = Write("Tests.csproj", "<Project />");
        Write("Old.vbproj", "<Project />");
        Write("All.slnx", """<Solution><Project Path="App.csproj" /><Project Path="Tests.csproj" /><Project Path="Old.vbproj" /></Solution>""");
        Evaluation.Add(_project);
        Evaluation.Add(tests, ("IsTestProject", "true"), ("AirlockPackageImported", ""), ("References", "xunit.v3|/x"));

        var outcome = await RunAsync("doctor", "All.slnx");

        Assert.Contains("Visual Basic can't take part", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("a test project", outcome.Out, StringComparison.Ordinal);
        Assert.Equal([_project, tests], Evaluation.Asked);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task Project_that_can_not_be_loaded_gives_no_verdict()
    {
        Evaluation.Problems.Add(new BuildProblem("MSB4025", "The project file could not be loaded.", _project, 1, 1));

        var outcome = await RunAsync("doctor");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Contains("MSBuild can't load it: The project file could not be loaded.", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_escaped_for_MSBuild()
    {
        var text = MSBuildEvaluation.Traversal(["/a b/%20;$(x)/Ä&.csproj"], "/t/Describe.targets");

        Assert.Contains("Include=\"/a b/%2520%3B%24%28x%29/Ä&amp;.csproj\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "TargetResults": { "Describe": { "Items": 1 } } }""")]
    public void Answer_that_is_none_is_an_error(string answer) => Assert.Throws<ToolException>(() => MSBuildEvaluation.Read(answer));

    private static JsonNode Check(Outcome outcome, string id) => JsonNode.Parse(outcome.Out)!["subjects"]!.AsArray()
        .SelectMany(subject => subject!["checks"]!.AsArray())
        .First(check => check!["id"]!.GetValue<string>() == id)!;
}
