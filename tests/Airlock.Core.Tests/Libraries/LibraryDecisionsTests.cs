using Airlock.Core.Approvals;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Pins;
using Airlock.Core.Policy;
using Airlock.Core.Tests.Approvals;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Libraries;

/// <summary>Decisions on packages: written and read, counted only with the record, and what else a policy says of single packages.</summary>
public sealed class LibraryDecisionsTests : IDisposable
{
    private static readonly string Hash = Convert.ToBase64String(new byte[64]);
    private static readonly PackageGraph Graph = new AssetsText().Package("Contoso.Llm", "1.0.0", direct: true).Graph();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static LibraryDecision Decision(bool isAllowed = true, string? hash = null) =>
        new("contoso.llm", "1.0.0", hash ?? Hash, isAllowed, "Ann", AuditRecords.Noon, "read it", TextPosition.Start) { Licence = "MIT", BuildCode = ["analyzer"] };

    private LibrarySet Set(string locked, string policy = "{}")
    {
        var context = _folder.Context(policy, locked);
        return new LibrarySet(context, Graph) { Packages = LibrarySet.Locate(Graph) };
    }

    [Fact]
    public void What_is_written_is_read_and_replaces_what_was_said_of_the_version()
    {
        const string Lock = "{\n  // pins\n  \"version\": 1,\n  \"models\": []\n}\n";
        var once = DecisionWriter.Set(Lock, Decision(isAllowed: false));
        var twice = DecisionWriter.Set(once, Decision());

        var document = LockDocument.Parse(twice, out var errors);
        Assert.Empty(errors);
        var decision = Assert.Single(document.Libraries);
        Assert.Equal(Decision() with { Position = decision.Position, BuildCode = decision.BuildCode }, decision);
        Assert.Equal(["analyzer"], decision.BuildCode);
        Assert.StartsWith("{\n  // pins\n", twice);
        Assert.Equal(twice, DecisionWriter.Set(twice, Decision()));
    }

    [Theory]
    [InlineData("{ \"version\": 1, \"libraries\": [ { \"id\": \"A\" } ] }", "needs \"version\"")]
    [InlineData("{ \"version\": 1, \"libraries\": [ { \"id\": \"A\", \"version\": \"1\", \"contentHash\": \"x\", \"decision\": \"allow\", \"by\": \"A\", \"at\": \"2026-01-01T00:00:00Z\", \"reason\": \"r\" } ] }", "SHA-512 in Base64")]
    [InlineData("{ \"version\": 1, \"libraries\": [ { \"id\": \"A\", \"version\": \"1\", \"decision\": \"maybe\" } ] }", "must be one of allow, deny")]
    public void Decision_that_means_nothing_is_an_error(string text, string problem)
    {
        LockDocument.Parse(text, out var errors);

        Assert.Contains(errors, error => error.Message.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Word_in_favour_counts_with_the_record_and_for_that_content_alone()
    {
        var locked = DecisionWriter.Set("{ \"version\": 1 }", Decision());
        Assert.False(Set(locked).Decisions.IsVetted(Set(locked).Packages[0]));

        AuditRecords.Append(Path.Combine(_folder.Path, AuditRecord.FileName), AuditEntry.Of(Decision()));
        Assert.True(Set(locked).Decisions.IsVetted(Set(locked).Packages[0]));

        var other = DecisionWriter.Set("{ \"version\": 1 }", Decision(hash: Convert.ToBase64String([.. new byte[63], 1])));
        Assert.False(Set(other).Decisions.IsVetted(Set(other).Packages[0]));
        Assert.Contains("another content", Set(other).Decisions.ProblemOf(Set(other).Packages[0]));
    }

    [Fact]
    public void Word_against_counts_in_any_case()
    {
        var locked = DecisionWriter.Set("{ \"version\": 1 }", Decision(isAllowed: false));

        Assert.NotNull(Set(locked).Decisions.Denial(Set(locked).Packages[0]));
        Assert.False(Set(locked).Decisions.IsVetted(Set(locked).Packages[0]));
    }

    [Theory]
    [InlineData("Contoso.*@[1.0,2.0)", true)]
    [InlineData("Contoso.*@[2.0,3.0)", false)]
    [InlineData("Other", false)]
    public void Exception_names_packages(string pattern, bool isExcepted)
    {
        var libraries = Set("{ \"version\": 1 }", $$"""{ "exceptions": [ { "rule": "AIR6002", "package": "{{pattern}}", "reason": "mitigated", "owner": "team" } ] }""");
        var report = new LibraryReport(libraries);
        report.Complain(libraries.Packages[0], "AIR6002", "has a known vulnerability");

        var weighed = PolicyVerdict.Weigh(libraries.Context, report.Findings, [], DateTime.UtcNow.Date);

        Assert.Equal(isExcepted, weighed.Single(finding => finding.RuleId == "AIR6002").Suppression is not null);
        var verdict = Assert.Single(LibraryVerdict.Of(libraries, weighed));
        Assert.Equal(isExcepted ? FindingLevel.Off : FindingLevel.Block, verdict.Level);
        Assert.Equal(("AIR6002", isExcepted), (verdict.Reasons[0].RuleId, verdict.Reasons[0].IsExcepted));
    }

    [Fact]
    public void Exception_for_what_is_no_package_pattern_is_an_error_of_the_policy()
    {
        var libraries = Set("{ \"version\": 1 }", """{ "exceptions": [ { "rule": "AIR6002", "package": "A B", "reason": "r", "owner": "o" } ] }""");

        var finding = Assert.Single(PolicyVerdict.Weigh(libraries.Context, [], [], DateTime.UtcNow.Date));

        Assert.Equal(("AIR9001", 51), (finding.RuleId, finding.Location.Column));
    }

    [Fact]
    public void What_a_document_clears_is_kept_as_suppressed()
    {
        var libraries = Set("{ \"version\": 1 }");
        var report = new LibraryReport(libraries);
        report.Complain(libraries.Packages[0], "AIR6002", "has a known vulnerability", atMost: null, (LibraryReport.ClearedProperty, "not affected: not in use"));

        Finding finding = Assert.Single(PolicyVerdict.Weigh(libraries.Context, report.Findings, [], DateTime.UtcNow.Date));

        Assert.Equal(new FindingSuppression("VEX statement", "not affected: not in use"), finding.Suppression);
    }
}
