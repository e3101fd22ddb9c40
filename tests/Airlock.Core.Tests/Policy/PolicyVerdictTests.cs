using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Policy;

public sealed class PolicyVerdictTests : IDisposable
{
    private static readonly DateTime Today = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Finding Found(string rule, string path = "src/A.cs", FindingSuppression? suppression = null) =>
        new() { RuleId = rule, Message = "found", Location = new FindingLocation(path, 3, 5, 3, 9), Suppression = suppression };

    private ImmutableArray<Finding> Weigh(string policy, Finding[] findings, string? profile = null, params string[] silenced) =>
        PolicyVerdict.Weigh(_folder.Context(policy, profile: profile), findings, silenced, Today);

    [Theory]
    [InlineData("{}", null, "AIR1001", FindingLevel.Block)]
    [InlineData("{}", null, "AIR1005", FindingLevel.Warn)]
    [InlineData("{}", null, "AIR3006", FindingLevel.Note)]
    [InlineData("{}", null, "AIR0001", FindingLevel.Record)]
    [InlineData("{}", "strict", "AIR1005", FindingLevel.Block)]
    [InlineData("{}", "audit", "AIR1001", FindingLevel.Warn)]
    [InlineData("""{ "profile": "standard" }""", "audit", "AIR1001", FindingLevel.Block)]
    [InlineData("""{ "profile": "strict", "rules": { "AIR1005": "note" } }""", null, "AIR1005", FindingLevel.Note)]
    public void Level(string policy, string? profile, string rule, FindingLevel expected) =>
        Assert.Equal(expected, Assert.Single(Weigh(policy, [Found(rule)], profile)).Level);

    [Fact]
    public void Rule_that_is_off_leaves_nothing() =>
        Assert.Empty(Weigh("""{ "rules": { "AIR1001": "off" } }""", [Found("AIR1001")]));

    [Fact]
    public void Weight_caps_the_level()
    {
        var finding = Found("AIR6001") with { Properties = ImmutableSortedDictionary<string, string>.Empty.Add(PolicyVerdict.WeightProperty, "warn") };

        Assert.Equal(FindingLevel.Warn, Assert.Single(Weigh("{}", [finding])).Level);
    }

    [Fact]
    public void Silenced_rule_weighs_as_much_as_the_rule()
    {
        Assert.Equal(FindingLevel.Block, Assert.Single(Weigh("{}", [], null, "AIR1001")).Level);
        Assert.Equal(FindingLevel.Warn, Assert.Single(Weigh("{}", [], null, "AIR1005")).Level);
        Assert.Equal(FindingLevel.Warn, Assert.Single(Weigh("{}", [], null, "AIR0001")).Level);
        Assert.Empty(Weigh("""{ "rules": { "AIR0001": "off" } }""", [], null, "AIR0001"));
        Assert.Empty(Weigh("""{ "rules": { "AIR1001": "off" } }""", [], null, "AIR1001"));
        Assert.Empty(Weigh("""{ "suppressions": "allowed" }""", [], null, "AIR1001"));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("  ", 1)]
    [InlineData("<Pending>", 1)]
    [InlineData("checked by the host", 0)]
    public void Suppression_needs_a_justification(string? justification, int reports)
    {
        var findings = Weigh("{}", [Found("AIR1001", suppression: new FindingSuppression("attribute", justification))]);

        Assert.Equal(reports, findings.Count(finding => finding.RuleId == "AIR9003"));
        Assert.NotNull(findings.Single(finding => finding.RuleId == "AIR1001").Suppression);
    }

    [Fact]
    public void Forbidden_suppression_does_not_count()
    {
        var finding = Assert.Single(Weigh("""{ "suppressions": "forbidden" }""", [Found("AIR1001", suppression: new FindingSuppression("pragma", "why"))]));

        Assert.Null(finding.Suppression);
        Assert.Contains("forbids", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/A.cs", "2026-11-22", true)]
    [InlineData("src/*", "2026-11-23", true)]
    [InlineData("src/B.cs", "2026-11-23", false)]
    [InlineData("src/A.cs", "2026-11-21", false)]
    public void Exception_covers_its_path_until_its_day(string path, string expires, bool covered)
    {
        var policy = $$"""{ "exceptions": [ { "rule": "AIR1001", "path": "{{path}}", "reason": "r", "owner": "o", "expires": "{{expires}}" } ] }""";

        var findings = Weigh(policy, [Found("AIR1001")]);

        Assert.Equal(covered, findings.Single(finding => finding.RuleId == "AIR1001").Suppression is not null);
        Assert.Equal(covered ? 0 : 1, findings.Count(finding => finding.RuleId == "AIR9003" && !finding.Message.Contains("expires on", StringComparison.Ordinal)));
    }

    [Fact]
    public void Findings_are_ordered_by_place_whatever_order_they_came_in()
    {
        Finding[] findings = [Found("AIR1002", "b.cs"), Found("AIR1001", "b.cs"), Found("AIR1005", "a.cs")];

        Assert.Equal(Weigh("{}", findings), Weigh("{}", [.. findings.Reverse()]));
    }
}
