using Airlock.Core.Events;
using Airlock.Core.Findings;

namespace Airlock.Core.Tests.Events;

public sealed class EventEvidenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private GateRequest Request(string framework = "net10.0", string configuration = "Release") => new()
    {
        ProjectFile = Path.Combine(_folder.Path, "App.csproj"),
        TargetFramework = framework,
        Configuration = configuration,
        AssemblyName = "App",
        Version = "1.0.0",
        PackageId = "App",
        AssemblyFile = Path.Combine(_folder.Path, "obj", "App.dll"),
        ErrorLog = "",
        AssetsFile = "",
        EvidenceFolder = Path.Combine(_folder.Path, "bin", configuration, framework, "airlock"),
        IntermediateFolder = Path.Combine(_folder.Path, "obj", configuration, framework, "airlock"),
        Timestamp = EventSamples.Monday,
    };

    private string[] Save(GateRequest request, Finding[] findings, string policy = "{}") =>
        [.. EventEvidence.Save(request, _folder.Context(policy), [.. findings]).Files];

    private static string Shown(string file) => string.Join(", ", File.ReadAllLines(file).Select(line =>
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        return $"{json.RootElement.GetProperty("activity_name").GetString()} {json.RootElement.GetProperty("metadata").GetProperty("event_code").GetString()}";
    }));

    [Fact]
    public void Build_in_which_nothing_changed_leaves_the_file_as_it_is()
    {
        Finding[] findings = [EventSamples.Finding("AIR1001")];
        var file = Assert.Single(Save(Request(), findings));
        var before = (File.ReadAllText(file), File.GetLastWriteTimeUtc(file));
        Save(Request() with { Timestamp = EventSamples.Monday.AddDays(1) }, findings);

        Assert.EndsWith("App.ocsf.ndjson", file, StringComparison.Ordinal);
        Assert.Equal("Create AIR1001", Shown(file));
        Assert.Equal(before, (File.ReadAllText(file), File.GetLastWriteTimeUtc(file)));
    }

    [Fact]
    public void Next_build_tells_what_changed()
    {
        Save(Request(), [EventSamples.Finding("AIR1001"), EventSamples.Finding("AIR1002")]);
        var file = Save(Request(), [EventSamples.Finding("AIR1002"), EventSamples.Finding("AIR1003")])[0];

        Assert.Equal("Create AIR1003, Close AIR1001", Shown(file));
    }

    [Fact]
    public void Another_format_that_is_asked_for_later_says_the_same()
    {
        Finding[] findings = [EventSamples.Finding("AIR1001")];
        Save(Request(), findings);
        var files = Save(Request() with { EventFormats = "cef;ecs" }, findings);

        Assert.Equal(["App.ecs.ndjson", "App.cef"], files.Select(Path.GetFileName));
        Assert.Equal("create", CefReader.Read(Assert.Single(File.ReadAllLines(files[1]))).Extension["act"]);
        Assert.False(File.Exists(Path.ChangeExtension(files[1], ".ocsf.ndjson")));
    }

    [Fact]
    public void Fresh_folder_with_a_kept_state_tells_only_what_changed()
    {
        const string Policy = """{ "events": { "state": "kept" } }""";
        Save(Request(), [EventSamples.Finding("AIR1001")], Policy);
        Directory.Delete(Path.Combine(_folder.Path, "obj"), recursive: true);
        Directory.Delete(Path.Combine(_folder.Path, "bin"), recursive: true);

        Assert.Equal("", File.ReadAllText(Save(Request(), [EventSamples.Finding("AIR1001")], Policy)[0]));
        Assert.Equal("Close AIR1001", Shown(Save(Request(), [], Policy)[0]));
    }

    [Fact]
    public void Damaged_state_is_no_state()
    {
        Save(Request(), [EventSamples.Finding("AIR1001")]);
        var state = Path.Combine(Request().IntermediateFolder, "events.json");
        var sound = File.ReadAllText(state);
        for (var length = 0; length < sound.Length; length += 7)
        {
            File.WriteAllText(state, sound[..length]);
            Assert.Equal("Create AIR1001", Shown(Save(Request(), [EventSamples.Finding("AIR1001")])[0]));
        }

        foreach (var text in new[] { "null", "{}", """{ "version": 1, "known": null }""", """{ "version": 1, "project": "", "known": [ null ] }""", """{ "version": 1, "project": "", "known": [ { "finding": { "ruleId": "a", "message": "b", "location": null } } ] }""" })
        {
            File.WriteAllText(state, text);
            Save(Request(), [EventSamples.Finding("AIR1001")]);
        }
    }

    [Fact]
    public void Last_target_framework_that_loses_a_finding_closes_it()
    {
        foreach (var policy in new[] { "{}", """{ "events": { "state": "kept" } }""" })
        {
            Save(Request("net8.0"), [EventSamples.Finding("AIR1001")], policy);
            Save(Request("net10.0"), [EventSamples.Finding("AIR1001")], policy);
            Save(Request("net10.0", "Debug"), [EventSamples.Finding("AIR1001")], policy);

            // Nothing to tell: the file still holds what was told last.
            Assert.Equal("Create AIR1001", Shown(Save(Request("net8.0"), [], policy)[0]));
            Assert.Equal("Close AIR1001", Shown(Save(Request("net10.0"), [], policy)[0]));
        }
    }

    [Fact]
    public void Builds_at_once_close_a_finding_once()
    {
        string[] frameworks = ["net8.0", "net9.0", "net10.0"];
        foreach (var framework in frameworks)
        {
            Save(Request(framework), [EventSamples.Finding("AIR1001")]);
        }

        Parallel.ForEach(frameworks, framework => Save(Request(framework), []));

        Assert.Equal(1, frameworks.Count(framework => Shown(Path.Combine(Request(framework).EvidenceFolder, "App.ocsf.ndjson")) == "Close AIR1001"));
    }

    [Fact]
    public void Only_a_build_that_shall_send_lays_events_aside()
    {
        const string Sends = """{ "events": { "send": { "https": { "url": "https://soc.example/" } WHEN } } }""";
        GateRequest ci = Request() with { IsContinuousIntegration = true };
        foreach (var (request, when, expected) in new[]
        {
            (Request(), "", false),
            (ci, "", true),
            (ci with { SendEvents = false }, "", false),
            (Request() with { SendEvents = true }, "", true),
            (Request(), """, "when": "always" """, true),
            (ci, """, "when": "tool" """, false),
        })
        {
            var pending = EventEvidence.Save(request, _folder.Context(Sends.Replace("WHEN", when, StringComparison.Ordinal)), [EventSamples.Finding("AIR1001")]).Pending;
            Assert.Equal(expected, pending is not null);
            Assert.Equal(expected, File.Exists(Path.Combine(request.IntermediateFolder, "events.json.https.pending")));
            Directory.Delete(Path.Combine(_folder.Path, "obj"), recursive: true);
        }

        Assert.Null(EventEvidence.Save(ci, _folder.Context(), [EventSamples.Finding("AIR1001")]).Pending);
    }
}
