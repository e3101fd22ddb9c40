using Airlock.Core.Approvals;
using Airlock.Core.Baselines;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Core.Tests.Approvals;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Baselines;

public sealed class AcceptedFindingsTests : IDisposable
{
    private static readonly DateTime Today = new(2026, 11, 30, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public AcceptedFindingsTests() => _folder.Write("src/A.cs", "one\ntwo\nProcess.Start(answer.Text);\n");

    public void Dispose() => _folder.Dispose();

    private static Finding Found(string rule = "AIR1001", int line = 3, string path = "src/A.cs") =>
        new() { RuleId = rule, Message = "found", Location = new FindingLocation(path, line, 1, line, 5) };

    private string FingerprintOf(Finding finding) =>
        PolicyVerdict.Weigh(_folder.Context(), [finding], [], Today).Single(weighed => weighed.RuleId == finding.RuleId).Fingerprint!;

    private void WriteBaseline(params BaselineEntry[] entries) => _folder.Write(BaselineDocument.FileName, BaselineDocument.Of(entries).Write());

    private BaselineEntry Entry(Finding finding) => new(finding.RuleId, finding.Location.Path, FingerprintOf(finding), finding.Message, TextPosition.Start);

    private string Record(AuditAction action, params BaselineEntry[] entries) => AuditRecords.Append(
        Path.Combine(_folder.Path, AuditRecord.FileName),
        new AuditEntry(action, BaselineDocument.FileName, AuditRecords.Digest, "Ann", AuditRecords.Noon, "legacy") { Accepted = [.. entries.Select(entry => entry.Fingerprint)] });

    private IReadOnlyList<Finding> Weigh(string? head, IEnumerable<Finding> findings, string policy = "{}", bool isOneOfSeveral = false)
    {
        var context = _folder.Context(policy, head is null ? """{ "version": 1 }""" : $$"""{ "version": 1, "record": "{{head}}" }""") with { IsOneOfSeveral = isOneOfSeveral };
        var all = findings.ToList();
        return PolicyVerdict.Of(context, all, [], Today, AcceptedFindings.Read(context, all)).Findings;
    }

    [Fact]
    public void Accepted_finding_is_suppressed_with_who_when_and_why_and_another_one_blocks()
    {
        var entry = Entry(Found());
        WriteBaseline(entry);

        var findings = Weigh(Record(AuditAction.Baseline, entry), [Found(), Found("AIR1002")]);

        var accepted = findings.Single(finding => finding.RuleId == "AIR1001");
        Assert.Equal(new FindingSuppression("baseline", "legacy (Ann, 2026-11-23)"), accepted.Suppression);
        Assert.Equal(FindingLevel.Block, accepted.Level);
        Assert.Null(findings.Single(finding => finding.RuleId == "AIR1002").Suppression);
        Assert.Equal(2, findings.Count);
    }

    [Fact]
    public void Finding_is_known_again_after_lines_moved_and_other_code_is_not()
    {
        var entry = Entry(Found());
        WriteBaseline(entry);
        var head = Record(AuditAction.Baseline, entry);

        _folder.Write("src/A.cs", "zero\none\ntwo\n  Process.Start(answer.Text);\n");
        Assert.NotNull(Assert.Single(Weigh(head, [Found(line: 4)])).Suppression);
        _folder.Write("src/A.cs", "one\ntwo\nProcess.Start(other.Text);\n");
        Assert.Null(Weigh(head, [Found()]).Single(finding => finding.RuleId == "AIR1001").Suppression);
    }

    [Fact]
    public void Entry_that_the_record_does_not_hold_counts_for_nothing()
    {
        var (entry, other) = (Entry(Found()), Entry(Found("AIR1002")));
        WriteBaseline(entry, other);
        var head = Record(AuditAction.Baseline, other);

        var finding = Weigh(head, [Found(), Found("AIR1002")]).Single(finding => finding.RuleId == "AIR1001");

        Assert.Null(finding.Suppression);
        Assert.Contains("airlock.log.jsonl does not say who accepted it", finding.Message, StringComparison.Ordinal);
        Assert.Equal(entry.Fingerprint, finding.Fingerprint);
    }

    [Fact]
    public void Entry_that_was_pruned_does_not_come_back_by_hand()
    {
        var entry = Entry(Found());
        WriteBaseline(entry);
        Record(AuditAction.Baseline, entry);

        Assert.Null(Assert.Single(Weigh(Record(AuditAction.Prune, entry), [Found()])).Suppression);
        Assert.NotNull(Assert.Single(Weigh(Record(AuditAction.Baseline, entry), [Found()])).Suppression);
    }

    [Fact]
    public void Broken_record_accepts_nothing()
    {
        var entry = Entry(Found());
        WriteBaseline(entry);
        Record(AuditAction.Baseline, entry);

        Assert.Contains("airlock.log.jsonl is broken", Assert.Single(Weigh(new string('7', 64), [Found()])).Message, StringComparison.Ordinal);
        Assert.Contains("airlock.log.jsonl is broken", Assert.Single(Weigh(null, [Found()])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AIR1002", "src/A.cs")]
    [InlineData("AIR1001", "src/B.cs")]
    public void Entry_that_says_another_rule_or_file_than_its_fingerprint_accepts_nothing(string rule, string path)
    {
        var entry = Entry(Found()) with { Rule = rule, Path = path };
        WriteBaseline(entry);

        Assert.Null(Weigh(Record(AuditAction.Baseline, entry), [Found()]).Single(finding => finding.RuleId == "AIR1001").Suppression);
    }

    [Theory]
    [InlineData("{ \"version\": 1, \"findings\": [ <<<<<<< ours", "AIR9002")]
    [InlineData("", "AIR9002")]
    public void Damaged_baseline_is_reported_and_accepts_nothing(string text, string rule)
    {
        var head = Record(AuditAction.Baseline, Entry(Found()));
        _folder.Write(BaselineDocument.FileName, text);

        var findings = Weigh(head, [Found()]);

        Assert.Equal((FindingLevel.Block, BaselineDocument.FileName), (findings.Single(finding => finding.RuleId == rule).Level, findings.Single(finding => finding.RuleId == rule).Location.Path));
        Assert.Contains("The baseline is invalid", findings.Single(finding => finding.RuleId == rule).Message, StringComparison.Ordinal);
        Assert.Null(findings.Single(finding => finding.RuleId == "AIR1001").Suppression);
    }

    [Fact]
    public void Directory_in_its_place_is_reported()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, BaselineDocument.FileName));

        Assert.Contains("The baseline is a directory", Weigh(null, []).Single(finding => finding.RuleId == "AIR9002").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_may_forbid_a_baseline()
    {
        var entry = Entry(Found());
        WriteBaseline(entry);

        var finding = Assert.Single(Weigh(Record(AuditAction.Baseline, entry), [Found()], """{ "baseline": false }"""));

        Assert.Null(finding.Suppression);
        Assert.Contains("policy forbids a baseline", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-29", null)]
    [InlineData("2026-11-30", "policy exception")]
    public void Exception_that_expired_blocks_whatever_the_baseline_holds(string expires, string? kind)
    {
        var entry = Entry(Found());
        WriteBaseline(entry);
        var policy = $$"""{ "exceptions": [ { "rule": "AIR1001", "path": "src/A.cs", "reason": "r", "owner": "team-x", "expires": "{{expires}}" } ] }""";

        var finding = Weigh(Record(AuditAction.Baseline, entry), [Found()], policy).Single(finding => finding.RuleId == "AIR1001");

        Assert.Equal(kind, finding.Suppression?.Kind);
        Assert.Equal(kind is null, finding.Message.Contains("The exception of team-x expired on 2026-11-29", StringComparison.Ordinal));
        Assert.Equal(entry.Fingerprint, finding.Fingerprint);
    }

    [Fact]
    public void Entries_that_match_nothing_are_one_warning_that_never_blocks()
    {
        var (first, second) = (Entry(Found()), Entry(Found("AIR1002")));
        WriteBaseline(first, second);

        var report = Assert.Single(Weigh(Record(AuditAction.Baseline, first, second), [], """{ "profile": "strict" }"""));

        Assert.Equal(("AIR9003", FindingLevel.Warn, BaselineDocument.FileName, 4), (report.RuleId, report.Level, report.Location.Path, report.Location.Line));
        Assert.Contains("2 entries of the baseline match nothing any more (AIR1001 in src/A.cs, AIR1002 in src/A.cs)", report.Message, StringComparison.Ordinal);
        Assert.NotNull(report.Fingerprint);
    }

    [Fact]
    public void Of_entries_that_another_build_may_match_nothing_is_said()
    {
        var entry = Entry(Found());
        WriteBaseline(entry);
        var head = Record(AuditAction.Baseline, entry);

        Assert.Empty(Weigh(head, [], isOneOfSeveral: true));
        Assert.Single(Weigh(head, []));
        _folder.Write("src/Other.csproj", "<Project />");
        Assert.Empty(Weigh(head, []));
    }
}
