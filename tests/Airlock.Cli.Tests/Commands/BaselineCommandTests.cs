using Airlock.Core;
using Airlock.Core.Approvals;
using Airlock.Core.Baselines;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Tests.Commands;

public class BaselineCommandTests : ToolTest
{
    public BaselineCommandTests()
    {
        Write("App.csproj", "<Project />");
        Write("A.cs", "");
        Write("B.cs", "");
    }

    private BaselineDocument Baseline
    {
        get
        {
            var document = BaselineDocument.Parse(Read(BaselineDocument.FileName), out var errors);
            Assert.Empty(errors);
            return document;
        }
    }

    private static Finding Named(string rule, char name, FindingLevel level = FindingLevel.Block, string path = "A.cs") =>
        Finding(rule, level, path: path, line: 3) with { Fingerprint = new string(name, BaselineDocument.FingerprintLength) };

    private static FakeBuild Build(params GateResult[] results)
    {
        var build = new FakeBuild();
        build.Results.AddRange(results);
        return build;
    }

    private Task<Outcome> AcceptAsync(params Finding[] findings) => RunAsync(Build(Result(findings)), "baseline", "--by", "Ann", "--reason", "legacy");

    private Task<Outcome> PruneAsync(params Finding[] findings) => RunAsync(Build(Result(findings)), "baseline", "--prune", "--by", "Bob");

    [Fact]
    public async Task First_baseline_accepts_what_blocks_or_warns_and_asks_nothing()
    {
        var outcome = await RunAsync(
            Build(Result(Named("AIR1001", 'a'), Named("AIR1001", 'b'), Named("AIR1005", 'c', FindingLevel.Warn), Named("AIR3006", 'd', FindingLevel.Note))), "baseline", "--by", "Ann");

        Assert.DoesNotContain("reason", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Accepted 3 findings in airlock.baseline.json, by Ann", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("AIR1001     2  Model output starts a process", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(["AIR1001", "AIR1001", "AIR1005"], Baseline.Entries.Select(entry => entry.Rule));
        var entry = Assert.Single(AuditRecordFile.Read(Path.Combine(Folder, AuditRecord.FileName)).Entries);
        Assert.Equal((AuditAction.Baseline, "Ann", "found when the gate was introduced", 3), (entry.Action, entry.By, entry.Reason, entry.Accepted.Count));
        Assert.Contains("baseline  airlock.baseline.json", (await RunAsync("log")).Out, StringComparison.Ordinal);
        Assert.Contains("3 findings  Ann", (await RunAsync("log")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
    }

    [Fact]
    public async Task More_findings_need_a_reason()
    {
        await AcceptAsync(Named("AIR1001", 'a'));
        var before = Read(BaselineDocument.FileName);

        var refused = await RunAsync(Build(Result(Named("AIR1001", 'b'))), "baseline");
        Assert.Equal((int)ExitCode.Usage, refused.ExitCode);
        Assert.Contains("--reason", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Read(BaselineDocument.FileName));

        Assert.Equal(0, (await AcceptAsync(Named("AIR1001", 'b'))).ExitCode);
        Assert.Equal(2, Baseline.Entries.Count);
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
    }

    [Fact]
    public async Task What_no_baseline_accepts_is_told_with_its_reason()
    {
        var expired = Named("AIR1002", 'c') with { Properties = Named("AIR1002", 'c').Properties.Add(ExceptionCoverage.ExpiredProperty, "team-x") };

        var outcome = await AcceptAsync(Named("AIR5006", 'a'), expired, Named("AIR1001", 'b'), Named("AIR1001", 'd') with { Suppression = new FindingSuppression("Pragma Directive", "why") });

        Assert.Equal(["AIR1001"], Baseline.Entries.Select(entry => entry.Rule));
        Assert.Contains("Not accepted: 1 finding of AIR5006; harmful content", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Not accepted: 1 finding whose exception expired; team-x must renew it", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_findings_nothing_is_written()
    {
        var outcome = await AcceptAsync();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("There is nothing to accept", outcome.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, BaselineDocument.FileName)));
        Assert.False(File.Exists(Path.Combine(Folder, PolicyFiles.LockName)));
    }

    [Fact]
    public async Task Rule_and_path_choose_what_is_accepted()
    {
        var findings = Result(Named("AIR1001", 'a'), Named("AIR1002", 'b'), Named("AIR1001", 'c', path: "B.cs"));

        await RunAsync(Build(findings), "baseline", "--rule", "AIR1001", "--path", "A*");

        Assert.Equal(new string('a', 32), Assert.Single(Baseline.Entries).Fingerprint);
    }

    [Theory]
    [InlineData("AIR0815", "there is no rule \"AIR0815\"")]
    [InlineData("AIR9004", "AIR9004 can't be accepted in a baseline")]
    public async Task Rule_that_can_not_be_accepted_is_refused_before_anything_is_built(string rule, string message)
    {
        var build = Build(Result());

        var outcome = await RunAsync(build, "baseline", "--rule", rule);

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Null(build.Request);
    }

    [Fact]
    public async Task Finding_of_several_target_frameworks_is_one_entry()
    {
        await RunAsync(Build(Result(Named("AIR1001", 'a')), Result(Named("AIR1001", 'a')) with { TargetFramework = "net9.0" }), "baseline");

        Assert.Single(Baseline.Entries);
    }

    [Fact]
    public async Task Failed_build_changes_nothing()
    {
        var build = new FakeBuild(1) { Lines = { "A.cs(1,1): error CS1002: ; expected [App.csproj]" }, Results = { Result(Named("AIR1001", 'a')) } };

        var outcome = await RunAsync(build, "baseline");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Contains("Nothing was written", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, BaselineDocument.FileName)));
    }

    [Fact]
    public async Task Policy_may_forbid_it()
    {
        var policy = Write("airlock.json", """{ "baseline": false }""");

        var outcome = await RunAsync(Build(Result(Named("AIR1001", 'a')) with { PolicyFile = policy }), "baseline");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("airlock.json forbids a baseline", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"version\": 1,\n \"findings\": 1 }", "airlock.baseline.json(2,14)")]
    [InlineData("", "airlock.baseline.json(1,1)")]
    public async Task Damaged_baseline_is_not_written_over(string text, string place)
    {
        Write(BaselineDocument.FileName, text);

        var outcome = await AcceptAsync(Named("AIR1001", 'a'));

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(place, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(text, Read(BaselineDocument.FileName));
        Assert.False(File.Exists(Path.Combine(Folder, AuditRecord.FileName)));
    }

    [Fact]
    public async Task Prune_removes_what_is_fixed_and_the_record_says_who_did()
    {
        await AcceptAsync(Named("AIR1001", 'a'), Named("AIR1002", 'b'));

        var outcome = await PruneAsync(Named("AIR1001", 'a') with { Suppression = new FindingSuppression(FindingSuppression.Baseline, "legacy") });

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Removed 1 finding from airlock.baseline.json; 1 is left", outcome.Out, StringComparison.Ordinal);
        Assert.Equal("AIR1001", Assert.Single(Baseline.Entries).Rule);
        var record = AuditRecordFile.Read(Path.Combine(Folder, AuditRecord.FileName));
        Assert.Equal((AuditAction.Prune, "Bob"), (record.Entries[^1].Action, record.Entries[^1].By));
        Assert.Null(record.Acceptance(new string('b', 32)));
        Assert.Contains("Nothing to remove", (await PruneAsync(Named("AIR1001", 'a'))).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_keeps_what_other_projects_may_still_hold()
    {
        Write("tests/Tests.csproj", "<Project />");
        Write("tests/T.cs", "");
        Write("Directory.Packages.props", "");
        await AcceptAsync(Named("AIR1001", 'a'), Named("AIR1002", 'b', path: "tests/T.cs"), Named("AIR6001", 'c', path: "Directory.Packages.props"), Named("AIR1003", 'd', path: "tests/Gone.cs"));

        await PruneAsync();
        Assert.Equal(["AIR6001", "AIR1002"], Baseline.Entries.Select(entry => entry.Rule));

        await RunAsync(Build(Result(), Result() with { ProjectFile = Path.Combine(Folder, "tests", "Tests.csproj") }), "baseline", "--prune");
        Assert.Empty(Baseline.Entries);
    }

    [Fact]
    public async Task Prune_keeps_entries_of_rules_that_were_not_checked()
    {
        await AcceptAsync(Named("AIR6002", 'a'), Named("AIR1001", 'b'));

        await RunAsync(Build(Result() with { UncheckedRules = ["AIR6002"] }), "baseline", "--prune");

        Assert.Equal("AIR6002", Assert.Single(Baseline.Entries).Rule);
    }

    [Fact]
    public async Task Prune_needs_a_complete_run()
    {
        await AcceptAsync(Named("AIR1001", 'a'));

        var incomplete = await PruneAsync(Finding("AIR9004", FindingLevel.Block, "The analyzers did not run"));
        var part = await RunAsync(Build(Result()), "baseline", "--prune", "--", "-f", "net10.0");

        Assert.Equal(((int)ExitCode.Incomplete, (int)ExitCode.Usage), (incomplete.ExitCode, part.ExitCode));
        Assert.Contains("The analyzers did not run", incomplete.Error, StringComparison.Ordinal);
        Assert.Single(Baseline.Entries);
    }

    [Fact]
    public async Task Check_tells_what_the_baseline_holds_and_what_is_fixed()
    {
        await AcceptAsync(Named("AIR1001", 'a'), Named("AIR1002", 'b'));

        var outcome = await RunAsync(Build(Result(Named("AIR1001", 'a') with { Suppression = new FindingSuppression(FindingSuppression.Baseline, "legacy") })), "check");
        var json = await RunAsync(Build(Result()), "check", "--format", "json");

        Assert.Contains("nothing blocks, 0 warnings, 1 accepted by the baseline", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("airlock.baseline.json: 1 finding of the baseline is fixed; run: airlock baseline --prune", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("\"unused\": {", json.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_everything_tells_which_exceptions_match_nothing()
    {
        var policy = Write("airlock.json", "{}");
        ExceptionUse Use(int line, int matches) => new() { Rule = "AIR1001", Reason = "r", Owner = "team-x", Line = line, Column = 5, Matches = matches };
        var result = Result() with { PolicyFile = policy, Exceptions = [Use(3, 0), Use(4, 1), Use(5, 0)] };
        var other = result with { TargetFramework = "net9.0", Exceptions = [Use(3, 0), Use(4, 0), Use(5, 2)] };

        var outcome = await RunAsync(Build(result, other), "check");

        Assert.Contains("airlock.json(3,5): the exception for AIR1001 matches nothing; team-x can remove it", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("airlock.json(4,5)", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("airlock.json(5,5)", outcome.Out, StringComparison.Ordinal);
        Write("other/Other.csproj", "<Project />");
        Assert.DoesNotContain("matches nothing", (await RunAsync(Build(result), "check")).Out, StringComparison.Ordinal);
    }
}
