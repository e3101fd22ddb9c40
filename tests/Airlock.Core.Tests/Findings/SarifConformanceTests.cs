using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Rules;
using Airlock.Shared.Rules;
using Json.Schema;
using Microsoft.CodeAnalysis.Sarif;
using Finding = Airlock.Core.Findings.Finding;

namespace Airlock.Core.Tests.Findings;

/// <summary>What is written, in the eyes of the schema and of the reference implementation of SARIF.</summary>
public sealed class SarifConformanceTests : IDisposable
{
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"))));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Finding Found(string rule, int line = 1, FindingLevel level = FindingLevel.Block) => new()
    {
        RuleId = rule,
        Message = $"found \"{line}\" <here>",
        Location = new FindingLocation("src/a b.cs", line, 1, line, 4),
        Level = level,
        Related = [new FindingLocation("src/c.cs", 7, 1, 7, 2)],
    };

    /// <summary>One finding of each rule, and one of each kind of suppression.</summary>
    private GateResult Everything() => new()
    {
        ProjectFile = Path.Combine(_folder.Path, "App", "App.csproj"),
        TargetFramework = "net10.0",
        Root = _folder.Path,
        Profile = "standard",
        Findings = Fingerprints.Assign(_folder.Path,
        [
            .. RuleTable.All.Select((rule, index) => Found(rule.Id, index + 1)),
            Found("AIR1002", 500) with { Suppression = new FindingSuppression("Pragma Directive", "reviewed") },
            Found("AIR1002", 501) with { Suppression = new FindingSuppression("policy exception", "replica (team-x)") },
            Found("AIR1002", 502) with { Suppression = new FindingSuppression("baseline", "accepted when the gate came") },
            Found("AIR6001", 0, FindingLevel.Warn) with
            {
                Location = new FindingLocation("/somewhere/else/a.csproj"),
                Related = [],
                Properties = ImmutableSortedDictionary<string, string>.Empty.Add(LibraryReport.PackageProperty, "A").Add(LibraryReport.VersionProperty, "1.0.0"),
            },
        ]),
    };

    private static byte[] Write(SarifRun run)
    {
        using var stream = new MemoryStream();
        SarifWriter.Write(stream, run, "0.1.0");
        return stream.ToArray();
    }

    private static SarifLog Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return SarifLog.Load(stream);
    }

    [Fact]
    public void Log_obeys_the_schema()
    {
        using var log = JsonDocument.Parse(Write(SarifRun.Of([Everything()], gaps: ["the build failed"])));
        var result = Schema.Value.Evaluate(log.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
    }

    [Fact]
    public void Reference_implementation_reads_what_was_said()
    {
        var run = Assert.Single(Read(Write(SarifRun.Of([Everything()]))).Runs);

        Assert.Equal("airlock/App/App/net10.0/", run.AutomationDetails.Id);
        Assert.Equal(RuleTable.All.Count, run.Tool.Driver.Rules.Count);
        Assert.Equal(RuleTable.All.Count + 4, run.Results.Count);
        foreach (var result in run.Results)
        {
            Assert.Equal(result.RuleId, result.GetRule(run).Id);
            Assert.Equal(result.PartialFingerprints[SarifWriter.FingerprintName] + ":1", result.PartialFingerprints["primaryLocationLineHash"]);
            var place = result.Locations[0].PhysicalLocation.ArtifactLocation;
            Assert.False(place.Uri.IsAbsoluteUri);
        }
    }

    [Fact]
    public void Every_reference_to_a_taxonomy_leads_to_the_entry_that_it_names()
    {
        var run = Read(Write(SarifRun.Of([Everything()]))).Runs[0];
        var references = run.Results.SelectMany(result => result.Taxa).Concat(run.Tool.Driver.Rules.SelectMany(rule => rule.Relationships ?? []).Select(relationship => relationship.Target)).ToList();

        Assert.NotEmpty(references);
        foreach (var reference in references)
        {
            var taxonomy = run.Taxonomies[reference.ToolComponent.Index];
            Assert.Equal(reference.ToolComponent.Name, taxonomy.Name);
            Assert.Equal(reference.ToolComponent.Guid, taxonomy.Guid);
            Assert.Equal(reference.Id, taxonomy.Taxa[reference.Index].Id);
        }

        Assert.Equal(Standards.Taxonomies.Select(taxonomy => taxonomy.Id == "cwe" ? "CWE" : taxonomy.Title), run.Taxonomies.Select(taxonomy => taxonomy.Name));
    }

    [Fact]
    public void Every_rule_has_help_and_few_tags_and_a_score_where_it_is_about_security()
    {
        foreach (var rule in Read(Write(SarifRun.Of([Everything()]))).Runs[0].Tool.Driver.Rules)
        {
            Assert.InRange(rule.Tags.Count, 1, 10);
            Assert.Equal(RulePages.Of(rule.Id) is not null, rule.Help.Markdown is not null);
            if (rule.TryGetProperty("security-severity", out string score))
            {
                Assert.Contains("security", rule.Tags);
                Assert.InRange(decimal.Parse(score, System.Globalization.CultureInfo.InvariantCulture), 0.1m, 10m);
            }
        }
    }

    [Fact]
    public void Suppressions_are_accepted_with_their_reason_and_a_baseline_tells_old_from_new()
    {
        var run = Read(Write(SarifRun.Of([Everything()]))).Runs[0];
        var suppressed = run.Results.Where(result => result.Suppressions?.Count > 0).OrderBy(result => result.Locations[0].PhysicalLocation.Region.StartLine).ToList();

        Assert.Equal(
            [(SuppressionKind.InSource, "reviewed"), (SuppressionKind.External, "replica (team-x)"), (SuppressionKind.External, "accepted when the gate came")],
            suppressed.Select(result => (result.Suppressions[0].Kind, result.Suppressions[0].Justification)));
        Assert.All(suppressed, result => Assert.Equal(SuppressionStatus.Accepted, result.Suppressions[0].Status));
        Assert.Equal(BaselineState.Unchanged, suppressed[2].BaselineState);
        Assert.All(run.Results.Except([suppressed[2]]), result => Assert.Equal(BaselineState.New, result.BaselineState));

        var without = Everything() with { Findings = [Found("AIR1001")] };
        Assert.All(Read(Write(SarifRun.Of([without]))).Runs[0].Results, result => Assert.Equal(BaselineState.None, result.BaselineState));
    }

    [Fact]
    public void What_the_gate_says_of_itself_is_a_notification_too()
    {
        var invocation = Read(Write(SarifRun.Of([Everything()]))).Runs[0].Invocations[0];
        Assert.False(invocation.ExecutionSuccessful);
        Assert.Equal(["AIR9004"], invocation.ToolExecutionNotifications.Select(notification => notification.AssociatedRule.Id));
        Assert.Equal(["AIR9001", "AIR9002", "AIR9003"], invocation.ToolConfigurationNotifications.Select(notification => notification.AssociatedRule.Id).Where(id => id.StartsWith("AIR900", StringComparison.Ordinal)).Order().Take(3));
    }

    [Fact]
    public void What_code_scanning_would_refuse_is_cut_from_the_least_grave_end_and_told()
    {
        var findings = Enumerable.Range(1, 40).Select(line => Found("AIR1001", line, line % 4 == 0 ? FindingLevel.Block : FindingLevel.Note));
        var run = SarifRun.Of([Everything() with { Findings = [.. findings] }], maximum: 12);

        Assert.Equal(28, run.LeftOut);
        Assert.Equal(10, run.Results.Count(result => result.Finding.Level == FindingLevel.Block));
        Assert.Equal(run.Results.Select(result => result.Finding.Location.Line).Order(), run.Results.Select(result => result.Finding.Location.Line));
        var notification = Assert.Single(Read(Write(run)).Runs[0].Invocations[0].ToolExecutionNotifications);
        Assert.Equal("28 of 40 findings are left out, the least grave, because code scanning takes no more than 12 in one run.", notification.Message.Text);
    }

    [Fact]
    public void Flow_keeps_its_source_and_its_end()
    {
        var finding = Found("AIR1001", 9999) with { Related = [.. Enumerable.Range(1, 3000).Select(line => new FindingLocation("src/c.cs", line, 1, line, 2))] };
        var steps = Read(Write(SarifRun.Of([Everything() with { Findings = [finding] }]))).Runs[0].Results[0].CodeFlows[0].ThreadFlows[0].Locations
            .Select(step => step.Location.PhysicalLocation.Region.StartLine).ToList();
        Assert.Equal(SarifResults.MaximumSteps, steps.Count);
        Assert.Equal([1, 2003, 2004], steps.Take(3));
        Assert.Equal([3000, 9999], steps.TakeLast(2));
    }

    [Fact]
    public void Largest_log_that_code_scanning_takes_is_small_enough_for_it()
    {
        // A fifth of the results must fit into a fifth of the 10 MB that may be uploaded.
        var findings = Enumerable.Range(1, SarifRun.MaximumResults / 5).Select(line => Found("AIR1001", line) with { Message = $"Text from IChatClient.GetResponseAsync (line {line}) reaches Process.Start as 'arguments'" });
        var bytes = Write(SarifRun.Of([Everything() with { Findings = Fingerprints.Assign(_folder.Path, findings) }]));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        Assert.InRange(packed.Length, 1, 10 * 1024 * 1024 / 5);
    }

    [Fact]
    public void Projects_become_one_run_in_which_a_finding_of_several_frameworks_stands_once()
    {
        _folder.Write(".git/HEAD", "ref");
        GateResult Of(string project, string framework, params Finding[] findings) => Everything() with
        {
            ProjectFile = Path.Combine(_folder.Path, project, project + ".csproj"),
            Root = Path.Combine(_folder.Path, project),
            TargetFramework = framework,
            Findings = [.. findings],
        };
        var silenced = Found("AIR1002") with { Suppression = new FindingSuppression("Pragma Directive", "reviewed") };
        var run = SarifRun.Of([Of("One", "net10.0", Found("AIR1001"), silenced), Of("One", "net9.0", Found("AIR1001"), Found("AIR1002")), Of("Two", "net10.0", Found("AIR1001"))], "All");

        Assert.Equal("airlock/All/", run.Id);
        Assert.Equal(["One/src/a b.cs", "One/src/a b.cs", "Two/src/a b.cs"], run.Results.Select(result => result.Finding.Location.Path));
        Assert.Equal(["net10.0", "net9.0"], run.Results[0].Frameworks);
        Assert.Equal(["One/One.csproj"], run.Results[0].Projects);
        Assert.Null(run.Results[1].Finding.Suppression);
        Assert.Equal("One/src/c.cs", run.Results[0].Finding.Related[0].Path);
    }

    [Fact]
    public void Equal_findings_give_equal_bytes_wherever_they_lie()
    {
        using var other = new TemporaryFolder();
        GateResult At(TemporaryFolder folder) => Everything() with { Root = folder.Path, ProjectFile = Path.Combine(folder.Path, "App", "App.csproj") };
        var bytes = Write(SarifRun.Of([At(_folder)]));
        Assert.Equal(bytes, Write(SarifRun.Of([At(other)])));
        Assert.DoesNotContain(_folder.Path, System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }
}
