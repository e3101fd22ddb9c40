namespace Airlock.Cli.Tests.Commands;

public class ExceptionsCommandTests : ToolTest
{
    private static readonly DateTime Today = DateTime.UtcNow.Date;

    private static string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private void WritePolicy() => Write(
        "airlock.json",
        $$"""
        {
          "exceptions": [
            { "rule": "AIR1001", "reason": "no way out", "owner": "team-a" },
            { "rule": "AIR1002", "path": "src/*", "reason": "read-only replica", "owner": "team-b", "expires": "{{Day(40)}}" },
            { "rule": "AIR6001", "package": "Contoso.*", "reason": "vetted", "owner": "team-c", "expires": "{{Day(-1)}}" }
          ]
        }
        """);

    [Fact]
    public async Task All_are_listed_and_what_ends_first_stands_first()
    {
        WritePolicy();

        var outcome = await RunAsync("exceptions");

        Assert.Equal(0, outcome.ExitCode);
        var lines = outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains($"{Day(-1)}  expired", lines[0], StringComparison.Ordinal);
        Assert.Contains("AIR6001 of Contoso.*  team-c: vetted", lines[0], StringComparison.Ordinal);
        Assert.Contains("days left", lines[1], StringComparison.Ordinal);
        Assert.Contains("AIR1002 in src/*  team-b: read-only replica", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("no end", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", 1)]
    [InlineData("60", 2)]
    public async Task Expiring_ones_can_be_asked_for(string days, int count)
    {
        WritePolicy();

        Assert.Equal(count, (await RunAsync("exceptions", "--expiring", days)).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Wrong_policy_is_told_with_its_place()
    {
        Write("airlock.json", """{ "exceptions": [ { "rule": "AIR1001", "reason": "r" } ] }""");

        var outcome = await RunAsync("exceptions");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("airlock.json(1,19): The policy is invalid: each of \"exceptions\" needs \"owner\"", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_policy_there_is_nothing_to_list()
    {
        var outcome = await RunAsync("exceptions");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("there is no airlock.json", outcome.Error, StringComparison.Ordinal);
        Write("airlock.json", "{}");
        Assert.Contains("airlock.json has no exceptions", (await RunAsync("exceptions")).Out, StringComparison.Ordinal);
    }
}
