using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Policy;
using Airlock.Core.Report;
using Airlock.Core.Tests.Bom;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Report;

/// <summary>The page of a run: what stands first, and what each section says.</summary>
public sealed partial class ReportSectionTests
{
    private static readonly GateResult Web = new()
    {
        ProjectFile = "/src/Web/Web.csproj",
        TargetFramework = "net10.0",
        Root = "/src",
        Profile = "standard",
        UncheckedRules = ["AIR6008"],
        Findings =
        [
            Found("AIR1001", FindingLevel.Block, "src/Agent.cs", 7, "f1") with
            {
                Related = [new FindingLocation("src/Agent.cs", 5, 1)],
                Properties = ImmutableSortedDictionary<string, string>.Empty.Add("flow", """[{"text":"answers"},{"text":"starts a process"}]"""),
            },
            Found("AIR5001", FindingLevel.Warn, "models/m.onnx", 0, "f2"),
            Found("AIR4001", FindingLevel.Block, "src/Keys.cs", 3, "f3") with { Suppression = new FindingSuppression(FindingSuppression.PolicyException, "rotated on Monday (Ann)") },
            Found("AIR0001", FindingLevel.Record, "src/Agent.cs", 1, null),
        ],
        Libraries = [new LibraryVerdict("Contoso.Pdf", "1.0.0", FindingLevel.Warn) { Way = "Web → Contoso.Pdf 1.0.0", Reasons = [new LibraryReason("AIR6001", FindingLevel.Warn, "is not on the list", false)] }, new LibraryVerdict("Fine", "1.0.0", FindingLevel.Off)],
        Exceptions = [new ExceptionUse { Rule = "AIR4001", Path = "src/**", Reason = "rotated on Monday", Owner = "Ann", Expires = "2026-12-05", IsExpiring = true, Matches = 1 }],
    };

    private static readonly ReportInput Input = new()
    {
        Name = "Shop",
        Bom = FullBom.Document,
        Results = [Web, Web with { ProjectFile = "/src/Admin/Admin.csproj", Findings = [], Libraries = [], Exceptions = [] }],
        Pins = [new ReportedPin("models/m.onnx", "model", BomInputs.Digest('a'), "MIT", "key:abc", ["production: Ann, Bob"])],
        Earlier = [new EarlierBuild("monday", ImmutableDictionary<FindingLevel, int>.Empty.Add(FindingLevel.Block, 3), ["f1", "gone"])],
    };

    private static readonly string Page = ReportPage.Write(Input);

    [Fact]
    public void The_verdict_stands_first()
    {
        Assert.Contains("<h2 id=\"verdict\">Blocked</h2>\n<p>1 block, 1 warn, 0 are notes, 1 are accepted by policy, baseline or source. Profile: standard.</p>", Page);
        Assert.Equal("verdict", Heading().Match(Page).Groups["id"].Value);
        Assert.Contains("<h2 id=\"verdict\">Passed</h2>", ReportPage.Write(Input with { Results = [Web with { Findings = [] }] }));
        Assert.Contains("<h2 id=\"verdict\">Not decided: not everything could be checked</h2>\n<p>the build failed</p>", ReportPage.Write(Input with { Gap = "the build failed" }));
    }

    [Fact]
    public void Each_area_says_how_it_stands()
    {
        Assert.Contains("<li class=\"block\"><b>Prompts, agents and what models answer</b> 1 block</li>", Page);
        Assert.Contains("<li class=\"warn\"><b>Models</b> 1 warn</li>", Page);
        Assert.Contains("<li class=\"clean\"><b>Secrets</b> nothing found</li>", Page);
        Assert.Contains("<b>Libraries</b> nothing found (1 of ", Page);
    }

    [Fact]
    public void A_finding_has_its_path_its_standards_and_says_whether_it_is_new()
    {
        Assert.Contains("<summary>Path in 2 steps</summary><ol><li><span class=\"places\">src/Agent.cs:5</span> answers</li><li><span class=\"places\">src/Agent.cs:7</span> starts a process</li></ol>", Page);
        Assert.Contains("LLM05 ", Page);
        Assert.Equal(1, Count("<span class=\"new\">new</span>"));
        Assert.Contains("1 accepted by policy, baseline, VEX or source", Page);
        Assert.Contains("Accepted: policy exception: rotated on Monday (Ann)", Page);
    }

    [Fact]
    public void Trend_pins_libraries_and_exceptions_are_shown()
    {
        Assert.Contains("<p>Since monday: 1 new, 1 gone.</p>", Page);
        Assert.Contains("<td>key:abc</td><td>production: Ann, Bob</td>", Page);
        Assert.Contains("<th scope=\"row\">Contoso.Pdf 1.0.0</th><td>warned of</td>", Page);
        Assert.DoesNotContain("<th scope=\"row\">Fine 1.0.0</th>", Page);
        Assert.Contains("<td>2026-12-05, soon</td><td>Ann</td><td>rotated on Monday</td><td>1</td>", Page);
        Assert.Contains("<th scope=\"row\">Admin</th><td>net10.0</td><td>passed</td><td>0</td>", Page);
    }

    [Fact]
    public void Standards_say_what_is_supported_and_what_is_not_covered()
    {
        Assert.Contains("It proves compliance with none of them", Page);
        Assert.Contains("Not covered by any rule of Airlock: ", Page);
        Assert.Contains("<td>checked, nothing found</td>", Page);
        Assert.Contains("<td>1 open</td>", Page);
    }

    [Fact]
    public void The_pages_are_valid_and_accessible_HTML()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output) = BomSchema.Run("validate-html.mjs", [folder.Write("run.html", Page), folder.Write("document.html", ReportPage.Write(FullBom.Document))]);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Every_link_leads_to_a_place_and_every_place_is_there_once()
    {
        var ids = Id().Matches(Page).Select(match => match.Groups["id"].Value).ToList();
        Assert.Distinct(ids);
        Assert.Subset(ids.ToHashSet(), Link().Matches(Page).Select(match => match.Groups["id"].Value).ToHashSet());
    }

    [Fact]
    public void Earlier_builds_are_read_from_SARIF_without_what_was_accepted()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "monday.sarif",
            """
            { "runs": [ { "results": [
              { "level": "error", "partialFingerprints": { "airlock/v1": "f1" } },
              { "level": "warning" },
              { "level": "error", "suppressions": [ { "kind": "external" } ] } ] } ] }
            """);
        var build = EarlierBuilds.Read(file);
        Assert.Equal(("monday", 1, 1), (build.Name, build.Levels[FindingLevel.Block], build.Levels[FindingLevel.Warn]));
        Assert.Equal(["f1"], build.Fingerprints);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => EarlierBuilds.Read(folder.Write("no.sarif", "[]")));
    }

    private static Finding Found(string rule, FindingLevel level, string path, int line, string? fingerprint) =>
        new() { RuleId = rule, Level = level, Message = $"{rule} was found <here>.", Location = new FindingLocation(path, line, line == 0 ? 0 : 1), Fingerprint = fingerprint };

    private static int Count(string text) => Page.Split(text).Length - 1;

    [GeneratedRegex("<h2 id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Heading();

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("href=\"#(?<id>[^\"]+)\"")]
    private static partial Regex Link();
}
