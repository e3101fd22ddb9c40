using Airlock.Shared.Rules;

namespace Airlock.Cli.Tests.Commands;

public class ExplainCommandTests : ToolTest
{
    public static TheoryData<string> Rules => [.. RuleTable.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Every_rule_is_explained(string id)
    {
        var outcome = await RunAsync("explain", id);

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith($"{id} {RuleTable.Find(id)!.Title}", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(RuleTable.Find(id)!.HelpLink, outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Page_is_there_as_it_was_written(string id) =>
        Assert.StartsWith($"# {id}", (await RunAsync("explain", id, "--format", "markdown")).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("air1001")]
    [InlineData("1001")]
    public async Task Identifier_may_be_written_in_short(string id) =>
        Assert.StartsWith("AIR1001 ", (await RunAsync("explain", id)).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("AIR1101", "AIR1001")]
    [InlineData("AIR10001", "AIR1001")]
    [InlineData("", "AIR0001")]
    public async Task Unknown_rule_gets_a_suggestion(string id, string suggestion)
    {
        var outcome = await RunAsync("explain", id);

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(suggestion, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_rule_all_are_listed()
    {
        var outcome = await RunAsync("explain");

        Assert.All(RuleTable.All, rule => Assert.Contains(rule.Id, outcome.Out, StringComparison.Ordinal));
    }
}
