using Airlock.Core;
using Airlock.Core.Tests;

namespace Airlock.Build.Tests;

/// <summary>What the task tells MSBuild, and what it hands over to the gate.</summary>
public sealed class RunGateTests : IDisposable
{
    private const string NoPackages =
        """
        {
          "version": 3,
          "targets": { "net10.0": {} },
          "libraries": {},
          "projectFileDependencyGroups": { "net10.0": [] },
          "packageFolders": {},
          "project": { "version": "1.0.0", "frameworks": { "net10.0": {} } }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A task for a project in whose code the compiler saw one finding of a rule.</summary>
    private RunGate Task(string rule, string level = "note", string silenced = "AIR1002", string suppressionKind = "none")
    {
        _folder.Write("App.csproj", "<Project />");
        _folder.Write("obj/project.assets.json", NoPackages);
        _folder.Write("obj/App.dll", "assembly");
        _folder.Write(
            "obj/compiler.sarif",
            $$"""
            { "version": "2.1.0", "runs": [ {
              "results": [ { "ruleId": "{{rule}}", "level": "{{level}}", "message": { "text": "found {0}" },
                "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "src/Agent.cs" }, "region": { "startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9 } } } ] } ],
              "tool": { "driver": { "rules": [ { "id": "{{rule}}" }, { "id": "{{silenced}}", "properties": { "suppressionKinds": [ "{{suppressionKind}}" ] } } ] } } } ] }
            """);
        return new RunGate
        {
            BuildEngine = _engine,
            ProjectFile = Path.Combine(_folder.Path, "App.csproj"),
            TargetFramework = "net10.0",
            AssemblyName = "App",
            AssemblyFile = "obj/App.dll",
            ErrorLog = "obj/compiler.sarif",
            AssetsFile = "obj/project.assets.json",
            EvidenceFolder = "bin/airlock",
            IntermediateFolder = "obj/airlock",
            CompilerRan = true,
        };
    }

    [Fact]
    public void Blocking_finding_is_an_error_at_its_place()
    {
        Assert.False(Task("AIR1001").Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("AIR1001", "found {0}"), (error.Code, error.Message));
        Assert.Equal((Path.Combine(_folder.Path, "src", "Agent.cs"), 3, 5), (error.File, error.LineNumber, error.ColumnNumber));
        Assert.Equal("https://airlock.dev/rules/AIR1001.md", error.HelpLink);
        Assert.Contains(_engine.Messages, message => message.Message!.StartsWith("Airlock blocked App (net10.0, profile standard)", StringComparison.Ordinal));
    }

    [Fact]
    public void Lighter_findings_are_warnings_and_messages()
    {
        Assert.True(Task("AIR1005").Execute());
        var warning = Assert.Single(_engine.Warnings);
        Assert.Equal(("AIR1005", "found {0}", "https://airlock.dev/rules/AIR1005.md"), (warning.Code, warning.Message, warning.HelpLink));

        Assert.True(Task("AIR3006").Execute());
        Assert.Contains(_engine.Messages, message => message.Code == "AIR3006");
        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void Warning_that_the_compiler_printed_is_not_printed_again()
    {
        Assert.True(Task("AIR1005", level: "warning").Execute());

        Assert.Empty(_engine.Warnings);
    }

    [Fact]
    public void Warning_of_an_up_to_date_build_is_printed_by_the_gate()
    {
        var task = Task("AIR1005", level: "warning");
        task.CompilerRan = false;

        Assert.True(task.Execute());

        Assert.Single(_engine.Warnings);
    }

    [Theory]
    [InlineData(null, 0, 1)]
    [InlineData("CS1591;AIR9003", 1, 0)]
    public void Report_of_silencing_can_not_be_silenced(string? noWarn, int errors, int warnings)
    {
        var task = Task("AIR0001", silenced: "AIR1005", suppressionKind: "external");
        task.NoWarn = noWarn;

        Assert.Equal(errors == 0, task.Execute());

        Assert.Equal(errors, _engine.Errors.Count(error => error.Code == "AIR9003"));
        Assert.Equal(warnings, _engine.Warnings.Count(warning => warning.Code == "AIR9003"));
    }

    [Fact]
    public void Report_only_leaves_the_verdict_to_the_tool()
    {
        var task = Task("AIR1001");
        task.ReportOnly = true;
        task.ResultsFolder = Directory.CreateDirectory(Path.Combine(_folder.Path, "results")).FullName;

        Assert.True(task.Execute());

        Assert.Empty(_engine.Errors);
        Assert.Contains(GateResult.Load(Assert.Single(Directory.GetFiles(task.ResultsFolder))).Findings, finding => finding.RuleId == "AIR1001");
    }

    [Fact]
    public void Report_only_without_a_tool_still_blocks()
    {
        var task = Task("AIR1001");
        task.ReportOnly = true;

        Assert.False(task.Execute());
        Assert.Single(_engine.Errors);
    }

    [Fact]
    public void Evidence_is_named_for_clean()
    {
        var task = Task("AIR1001");
        task.Execute();

        Assert.Equal(["App.cdx.json", "App.sarif", "App.vsa.json", "App.ocsf.ndjson"], task.FilesWritten.Select(file => Path.GetFileName(file.ItemSpec)));
        Assert.All(task.FilesWritten, file => Assert.True(File.Exists(file.ItemSpec)));
    }

    [Fact]
    public void Output_that_can_not_be_written_is_one_error()
    {
        var task = Task("AIR0001");
        _folder.Write("bin/airlock", "a file where the folder should be");

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("AIR9004", error.Code);
        Assert.StartsWith("Airlock can't write its evidence: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("obj/compiler.sarif")]
    [InlineData("obj/project.assets.json")]
    public void Input_that_can_not_be_read_is_one_error(string file)
    {
        var task = Task("AIR0001");
        _folder.Write(file, "{ cut");

        Assert.False(task.Execute());

        Assert.Equal("AIR9004", Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void Cancelled_task_fails_without_a_finding()
    {
        var task = Task("AIR1001");
        task.Models = [new Microsoft.Build.Utilities.TaskItem(_folder.Write("model.onnx", "weights"))];
        task.Cancel();

        Assert.False(task.Execute());
        Assert.Empty(_engine.Errors);
    }

    [Theory]
    [InlineData(nameof(RunGate.BomFormat), "2.0", "The property AirlockBomFormat is \"2.0\": 1.6 and 1.7 are known")]
    [InlineData(nameof(RunGate.BomTlp), "BLUE", "The property AirlockBomTlp is \"BLUE\": CLEAR, GREEN, AMBER, AMBER+STRICT and RED are known")]
    [InlineData(nameof(RunGate.BomContact), "nobody", "The property AirlockBomContact is \"nobody\": an address of mail is expected, as security@contoso.example")]
    [InlineData(nameof(RunGate.BomLicence), "free (", "The property AirlockBomLicence is \"free (\": an SPDX licence expression is expected, as CC0-1.0")]
    [InlineData(nameof(RunGate.BomReproducible), "yes", "The property AirlockBomReproducible is \"yes\": strict and false are known")]
    public void Property_that_makes_no_sense_is_one_error(string property, string value, string message)
    {
        var task = Task("AIR0001");
        typeof(RunGate).GetProperty(property)!.SetValue(task, value);

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("AIR9001", message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("86400", "1970-01-02T00:00:00Z")]
    [InlineData("2026-01-02T03:04:05+01:00", "2026-01-02T02:04:05Z")]
    public void Time_that_the_project_sets_is_that_of_the_document(string value, string expected)
    {
        var task = Task("AIR0001");
        task.DeterministicTimestamp = value;
        task.BomTlp = "TLP:AMBER+STRICT";
        task.BomContact = "psirt@contoso.example";
        task.Execute();

        var head = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "bin", "airlock", "App.cdx.json")))!["metadata"]!;
        Assert.Equal(expected, (string)head["timestamp"]!);
        Assert.Equal("AMBER_AND_STRICT", (string)head["distributionConstraints"]!["tlp"]!);
        Assert.Contains(head["properties"]!.AsArray(), one => (string)one!["value"]! == "DeterministicTimestamp");
    }

    [Fact]
    public void Events_stand_beside_the_evidence()
    {
        var task = Task("AIR1005");
        task.Events = "ocsf;cef";
        Assert.True(task.Execute());

        Assert.Equal(["App.cdx.json", "App.sarif", "App.vsa.json", "App.ocsf.ndjson", "App.cef"], task.FilesWritten.Select(file => Path.GetFileName(file.ItemSpec)));
        Assert.Contains("\"event_code\":\"AIR1005\"", File.ReadAllText(Path.Combine(_folder.Path, "bin", "airlock", "App.ocsf.ndjson")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note", true, 0)]
    [InlineData("warn", true, 1)]
    [InlineData("block", false, 0)]
    public void Collector_that_fails_is_as_bad_as_policy_says(string onFailure, bool succeeds, int warnings)
    {
        _folder.Write("airlock.json", $$"""{ "events": { "send": { "syslog": { "address": "tcp://127.0.0.1:9" }, "onFailure": "{{onFailure}}", "timeoutSeconds": 1 } } }""");
        var task = Task("AIR3006");
        task.SendEvents = "true";

        Assert.Equal(succeeds, task.Execute());
        Assert.Equal(warnings, _engine.Warnings.Count(warning => warning.Code == "AIR9004" && warning.Message!.Contains("events were not delivered", StringComparison.Ordinal)));
        Assert.Equal(succeeds ? 0 : 1, _engine.Errors.Count);
    }

    [Fact]
    public void Unknown_format_of_events_is_an_error()
    {
        var task = Task("AIR1005");
        task.Events = "leef";

        Assert.False(task.Execute());
        Assert.Equal("AIR9001", Assert.Single(_engine.Errors).Code);
    }
}
