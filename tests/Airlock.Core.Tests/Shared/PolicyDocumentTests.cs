using Airlock.Shared.Policy;
using Airlock.Shared.Rules;
using CsCheck;

namespace Airlock.Core.Tests.Shared;

public sealed class PolicyDocumentTests
{
    private sealed record Sample(string Profile, string Suppressions, string[] Rules, string Level, string[] Allow, string[] Deny, long Days);

    private static readonly Gen<Sample> Samples = Gen.Select(
        Gen.OneOf("audit", "standard", "strict"),
        Gen.OneOf("allowed", "justified", "forbidden"),
        Gen.OneOf([.. RuleTable.All.Select(rule => rule.Id).Where(id => id is not ("AIR9001" or "AIR9002"))]).Array[0, 4].Select(rules => rules.Distinct().ToArray()),
        Gen.OneOf("off", "note", "warn", "block"),
        Gen.String[Gen.Char["abc*-.019"], 1, 8].Array[0, 3],
        Gen.String[Gen.Char["abc*-.019"], 1, 8].Array[0, 3],
        Gen.Long[0, 9999],
        (profile, suppressions, rules, level, allow, deny, days) => new Sample(profile, suppressions, rules, level, allow, deny, days));

    [Fact]
    public void Any_text_gives_errors_inside_the_text() =>
        Documents.Any(Samples.Select(Write)).Sample(text =>
        {
            Assert.NotNull(PolicyDocument.Parse(text, out var errors));
            Assert.All(errors, error => JsonTextTests.AssertInside(error.Position, text));
        });

    [Theory]
    [InlineData("""{ "rules": { "AIR9001": "off" } }""", 14)]
    [InlineData("""{ "rules": { "AIR9002": "warn" } }""", 14)]
    [InlineData("""{ "exceptions": [ { "rule": "AIR9001", "reason": "r", "owner": "o" } ] }""", 29)]
    [InlineData("""{ "rules": { "AIR0815": "off" } }""", 14)]
    public void Rules_about_the_policy_and_unknown_rules_can_not_be_set(string text, int column)
    {
        var policy = PolicyDocument.Parse(text, out var errors);

        Assert.Equal((1, column), (Assert.Single(errors).Position.Line, errors[0].Position.Column));
        Assert.Empty(policy.Rules);
        Assert.Empty(policy.Exceptions);
    }

    [Fact]
    public void Environments_and_trust_are_read_in_their_order()
    {
        var policy = PolicyDocument.Parse(
            """{ "models": { "trust": ["keys/team.pem"], "network": true }, "environments": [ { "name": "staging" }, { "name": "production", "approvals": 2 } ] }""",
            out var errors);

        Assert.Empty(errors);
        Assert.Equal("keys/team.pem", Assert.Single(policy.Models.Trust).Text);
        Assert.True(policy.Models.Network);
        Assert.Equal([("staging", 1), ("production", 2)], policy.Environments.Select(environment => (environment.Name, environment.Approvals)));
    }

    [Fact]
    public void Without_a_word_nothing_is_downloaded_and_no_environment_known()
    {
        var policy = PolicyDocument.Parse("""{ "models": { } }""", out _);

        Assert.False(policy.Models.Network);
        Assert.Empty(policy.Models.Trust);
        Assert.Empty(policy.Environments);
    }

    [Theory]
    [InlineData("""{ "environments": [ { "approvals": 2 } ] }""", 21, "needs \"name\"")]
    [InlineData("""{ "environments": [ { "name": " " } ] }""", 31, "must not be empty")]
    [InlineData("""{ "environments": [ { "name": "a", "approvals": 0 } ] }""", 49, "must be 1 to 1000")]
    [InlineData("""{ "environments": [ { "name": "a" }, { "name": "A" } ] }""", 48, "stands twice")]
    [InlineData("""{ "environments": [ { "name": "a", "approval": 2 } ] }""", 36, "is not known")]
    [InlineData("""{ "models": { "network": "yes" } }""", 26, "must be true or false")]
    public void Environments_that_mean_nothing_are_errors_at_their_place(string text, int column, string problem)
    {
        PolicyDocument.Parse(text, out var errors);

        Assert.Contains(problem, Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Equal((1, column), (errors[0].Position.Line, errors[0].Position.Column));
    }

    [Fact]
    public void Changes_of_the_sbom_are_read()
    {
        var policy = PolicyDocument.Parse("""{ "sbom": { "committed": "bom", "changes": { "tool-added": "block", "package-added": "off" } } }""", out var errors);

        Assert.Empty(errors);
        Assert.Equal(("bom", true), (policy.Sbom.Committed.Text, policy.Sbom.IsAsked));
        Assert.Equal(FindingLevel.Block, policy.Sbom.Changes["tool-added"]);
        Assert.Equal(("sbom", false), (PolicyDocument.Parse("{}", out _).Sbom.Committed.Text, PolicyDocument.Parse("{}", out _).Sbom.IsAsked));
    }

    [Theory]
    [InlineData("""{ "sbom": { "changes": { "tool-aded": "block" } } }""", 26, "there is no kind of change \"tool-aded\"")]
    [InlineData("""{ "sbom": { "changes": { "tool-added": "record" } } }""", 40, "must be one of off, note, warn, block")]
    [InlineData("""{ "sbom": { "changes": [ "tool-added" ] } }""", 24, "must be an object")]
    [InlineData("""{ "sbom": { "committed": " " } }""", 26, "must name a folder or a file")]
    [InlineData("""{ "sbom": { "baseline": "x" } }""", 13, "is not known")]
    public void Changes_that_mean_nothing_are_errors_at_their_place(string text, int column, string problem)
    {
        PolicyDocument.Parse(text, out var errors);

        Assert.Contains(problem, Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Equal((1, column), (errors[0].Position.Line, errors[0].Position.Column));
    }

    [Fact]
    public void What_was_written_is_read() =>
        Samples.Sample(sample =>
        {
            var policy = PolicyDocument.Parse(Write(sample), out var errors);
            Assert.Empty(errors);
            Assert.Equal(sample.Profile, policy.Profile);
            Assert.Equal(sample.Suppressions, policy.Suppressions.ToString().ToLowerInvariant());
            Assert.Equal(sample.Rules.Order(), policy.Rules.Keys.Order());
            Assert.Equal(sample.Allow, policy.Models.Allow.Select(entry => entry.Text));
            Assert.Equal(sample.Deny, policy.Models.Deny.Select(entry => entry.Text));
            Assert.Equal(sample.Days, policy.Libraries.MinimumAgeDays);
            Assert.All(policy.Models.Allow, entry => JsonTextTests.AssertInside(entry.Position, Write(sample)));
        });

    [Fact]
    public void A_pattern_fits_as_the_regular_expression_that_it_stands_for() =>
        Gen.Select(Gen.String[Gen.Char["ab*"], 0, 8], Gen.String[Gen.Char["abAB"], 0, 8]).Sample((pattern, name) =>
        {
            var expression = "^" + string.Join(".*", pattern.Split('*').Select(System.Text.RegularExpressions.Regex.Escape)) + "$";
            var expected = System.Text.RegularExpressions.Regex.IsMatch(name, expression, System.Text.RegularExpressions.RegexOptions.IgnoreCase);
            Assert.Equal(expected, NamePattern.Matches(pattern, name));
        });

    private static string Write(Sample sample)
    {
        static string List(string[] items) => "[" + string.Join(", ", items.Select(Documents.Quote)) + "]";
        return $$"""
            {
              "profile": "{{sample.Profile}}", // of the whole repository
              "rules": { {{string.Join(", ", sample.Rules.Select(rule => $"\"{rule}\": \"{sample.Level}\""))}} },
              "models": { "allow": {{List(sample.Allow)}}, "deny": {{List(sample.Deny)}} },
              "libraries": { "minimumAgeDays": {{sample.Days}} },
              "suppressions": "{{sample.Suppressions}}"
            }
            """;
    }
}
