using Airlock.Cli.Building;

namespace Airlock.Cli.Tests;

public class CommandLineTests : ToolTest
{
    [Theory]
    [InlineData("--help")]
    [InlineData("check", "--help")]
    [InlineData("--version")]
    public async Task Help_and_version_answer_cleanly(params string[] arguments)
    {
        var outcome = await RunAsync(arguments);

        Assert.Equal(0, outcome.ExitCode);
        Assert.NotEmpty(outcome.Out);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("chek")]
    [InlineData("check", "--formt", "json")]
    [InlineData("check", "--format", "xml")]
    [InlineData("check", "--profile", "lenient")]
    [InlineData("check", "one", "two")]
    [InlineData("sbom", "--spec-version", "1.5")]
    [InlineData("pin", "--licence")]
    public async Task Wrong_usage_is_told_in_words(params string[] arguments)
    {
        var outcome = await RunAsync(arguments);

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.StartsWith("airlock: ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_inside_is_one_line_without_a_stack()
    {
        Write("App.csproj", "<Project />");
        var outcome = await RunAsync(new FailingBuild(new InvalidOperationException("odd")), "scan");

        Assert.Equal((int)ExitCode.Internal, outcome.ExitCode);
        Assert.Equal("airlock: internal error, please report it: InvalidOperationException: odd", outcome.Error.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Stopping_answers_as_shells_expect()
    {
        Write("App.csproj", "<Project />");
        var outcome = await RunAsync(new FailingBuild(new OperationCanceledException()), "scan");

        Assert.Equal((int)ExitCode.Cancelled, outcome.ExitCode);
    }

    private sealed class FailingBuild(Exception exception) : IBuildRunner
    {
        public Task<int> RunAsync(BuildRequest request, string resultsFolder, Action<string> line, CancellationToken cancellation) =>
            Task.FromException<int>(exception);
    }
}
