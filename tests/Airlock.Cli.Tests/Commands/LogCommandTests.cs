namespace Airlock.Cli.Tests.Commands;

public class LogCommandTests : ToolTest
{
    private async Task RecordAsync()
    {
        Write("a.onnx", "a");
        await RunAsync("pin", "a.onnx", "--by", "Ann");
        await RunAsync("approve", "a.onnx", "--environment", "staging", "--reason", "tested\nwell", "--by", "Ann");
        await RunAsync("approve", "a.onnx", "--environment", "staging", "--reason", "tested too", "--by", "Bob");
    }

    [Fact]
    public async Task Log_shows_each_step_on_a_line()
    {
        await RecordAsync();

        var outcome = await RunAsync("log");

        Assert.Equal(0, outcome.ExitCode);
        var lines = outcome.Out.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("approve   a.onnx  ca978112ca1b…  staging  Ann: tested well", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_record_is_no_problem()
    {
        Assert.Contains("There is no record", (await RunAsync("log")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
    }

    [Fact]
    public async Task Sound_record_is_confirmed()
    {
        await RecordAsync();

        var outcome = await RunAsync("log", "verify", "--lock", "airlock.lock.json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("airlock.log.jsonl: 3 lines, each follows the one before", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_line_is_named()
    {
        await RecordAsync();
        Write("airlock.log.jsonl", Read("airlock.log.jsonl").Replace("tested\\nwell", "tested badly", StringComparison.Ordinal));

        var outcome = await RunAsync("log", "verify");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("airlock.log.jsonl(3): \"previous\" is not the digest of line 2: that line was changed", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("airlock log verify", (await RunAsync("log")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_record_is_noticed()
    {
        await RecordAsync();
        File.Delete(Path.Combine(Folder, "airlock.log.jsonl"));

        Assert.Contains("it was removed", (await RunAsync("log", "verify")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_in_its_place_is_an_error()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "airlock.log.jsonl"));

        var outcome = await RunAsync("log", "verify");

        Assert.Equal((int)ExitCode.Internal, outcome.ExitCode);
        Assert.Contains("is a directory", outcome.Error, StringComparison.Ordinal);
    }
}
