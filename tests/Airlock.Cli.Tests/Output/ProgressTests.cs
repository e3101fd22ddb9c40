using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Spectre.Console.Testing;

namespace Airlock.Cli.Tests.Output;

public class ProgressTests : ToolTest
{
    private const long LargeEnoughForABar = 65 * 1024 * 1024;

    [Fact]
    public async Task Live_display_stays_on_the_error_stream_and_hands_the_result_through()
    {
        using var console = new TestConsole();
        using var error = new TestConsole().Interactive();
        var build = new FakeBuild { Lines = { "  Determining projects to restore...", "  [App] -> /src/bin/App.dll" }, Results = { Result() } };

        var run = await new BuildProgress(new Terminal(console, error, Folder))
            .RunAsync(build, new BuildRequest { Target = Path.Combine(Folder, "App.csproj") }, TestContext.Current.CancellationToken);

        Assert.Single(run.Results);
        Assert.Empty(console.Output);
    }

    [Fact]
    public async Task Large_file_gets_a_bar_and_the_same_digest()
    {
        using var console = new TestConsole();
        using var error = new TestConsole().Interactive();
        var path = Path.Combine(Folder, "large.gguf");
        using (var file = File.Create(path))
        {
            file.SetLength(LargeEnoughForABar);
        }

        var digests = await new ReadingProgress(new Terminal(console, error, Folder))
            .ReadAsync([new ReadableFile(path, "large.gguf", LargeEnoughForABar)], Core.Models.FileDigest.Compute, TestContext.Current.CancellationToken);

        Assert.Equal(Core.Models.FileDigest.Compute(path, cancellation: TestContext.Current.CancellationToken), Assert.Single(digests));
        Assert.Contains("large.gguf", error.Output, StringComparison.Ordinal);
    }
}
