using System.Text;
using Airlock.Core.Tests.Restoring;

namespace Airlock.Cli.Tests.Commands;

public sealed class RestoreCommandTests : ToolTest
{
    private const string Address = $"hf://org/name@{LoopbackHub.Commit}/model.onnx";

    private static readonly byte[] Weights = Encoding.UTF8.GetBytes("weights");

    private readonly LoopbackHub _hub = new LoopbackHub().Add("model.onnx", Weights);

    public RestoreCommandTests()
    {
        Variables["HF_ENDPOINT"] = _hub.Endpoint.AbsoluteUri;
        Variables["HF_HOME"] = Path.Combine(Folder, "hf");
    }

    public override void Dispose()
    {
        _hub.Dispose();
        base.Dispose();
    }

    private static string Pin(string path, string? source = Address, string content = "weights") =>
        $$"""{ "path": "{{path}}", "sha256": "{{LoopbackHub.Sha256(Encoding.UTF8.GetBytes(content))}}", "size": {{content.Length}}{{(source is null ? "" : $", \"source\": \"{source}\"")}} }""";

    private void Lock(params string[] pins) => Write("airlock.lock.json", $$"""
        { "version": 1, "models": [
          {{string.Join(",\n  ", pins)}}
        ] }
        """);

    [Fact]
    public async Task Missing_file_is_put_in_its_place()
    {
        Lock(Pin("models/a.onnx"), Pin("models/b.onnx"));
        Write("models/b.onnx", "weights");

        var outcome = await RunAsync("restore");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("restored  models/a.onnx (7 bytes)", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("in place  models/b.onnx (7 bytes)", outcome.Out, StringComparison.Ordinal);
        Assert.Equal("weights", Read("models/a.onnx"));
        Assert.Null(new FileInfo(Path.Combine(Folder, "models/a.onnx")).LinkTarget);
    }

    [Fact]
    public async Task Address_goes_to_the_cache_once()
    {
        Lock(Pin(Address, source: null));

        Assert.Contains("restored  hf://", (await RunAsync("restore")).Out, StringComparison.Ordinal);
        Assert.Contains("in cache  hf://", (await RunAsync("restore", "--offline")).Out, StringComparison.Ordinal);
        Assert.Single(_hub.Storage.Requests);
    }

    [Fact]
    public async Task Only_what_is_named_is_restored()
    {
        Lock(Pin("models/a.onnx"), Pin("models/b.onnx"));

        Assert.Equal(0, (await RunAsync("restore", "models/b.onnx")).ExitCode);

        Assert.Equal(["b.onnx"], Directory.GetFiles(Path.Combine(Folder, "models")).Select(Path.GetFileName));
        var unknown = await RunAsync("restore", "models/c.onnx");
        Assert.Equal((2, "airlock: models/c.onnx has no pin in airlock.lock.json"), (unknown.ExitCode, unknown.Error.Trim()));
    }

    [Fact]
    public async Task Other_file_in_the_place_is_replaced_on_request_alone()
    {
        Lock(Pin("a.onnx"));
        Write("a.onnx", "mine");

        var refused = await RunAsync("restore");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("airlock.lock.json(2,3): a.onnx: another file is in its place", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", Read("a.onnx"));

        Assert.Equal(0, (await RunAsync("restore", "--force")).ExitCode);
        Assert.Equal("weights", Read("a.onnx"));
    }

    [Fact]
    public async Task Failures_stop_none_of_the_others_and_the_worst_is_the_answer()
    {
        Lock(Pin("gone.onnx", Address.Replace("model.onnx", "gone.onnx", StringComparison.Ordinal)), Pin("a.onnx"));
        var network = await RunAsync("restore");
        Assert.Equal(3, network.ExitCode);
        Assert.Contains("airlock.lock.json(2,3): gone.onnx:", network.Error, StringComparison.Ordinal);
        Assert.Equal("weights", Read("a.onnx"));

        Lock(Pin("gone.onnx", Address.Replace("model.onnx", "gone.onnx", StringComparison.Ordinal)), Pin("unknown.onnx", source: null));
        Assert.Equal(2, (await RunAsync("restore")).ExitCode);

        Lock(Pin("gone.onnx", Address.Replace("model.onnx", "gone.onnx", StringComparison.Ordinal)), Pin("b.onnx", content: "others!"));
        var mismatch = await RunAsync("restore");
        Assert.Equal(1, mismatch.ExitCode);
        Assert.False(File.Exists(Path.Combine(Folder, "b.onnx")));
    }

    [Theory]
    [InlineData("hf://org/name@main/model.onnx", "write " + Address)]
    [InlineData("hf://org/name/model.onnx", "write " + Address)]
    [InlineData("ftp://example.com/model.onnx", "is no address of a file")]
    public async Task Source_that_can_move_is_an_error_of_the_lock(string source, string expected)
    {
        Lock(Pin("a.onnx", source));

        var outcome = await RunAsync("restore");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("airlock.lock.json(2,3): a.onnx:", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--offline", null)]
    [InlineData(null, "1")]
    public async Task Offline_asks_nobody(string? option, string? variable)
    {
        Lock(Pin("a.onnx"));
        Variables["HF_HUB_OFFLINE"] = variable ?? "";

        var outcome = await RunAsync(option is null ? ["restore"] : ["restore", option]);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("not in the cache", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_hub.AllRequests);
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_that_leaves_the_folder()
    {
        var outside = Directory.CreateTempSubdirectory("airlock-outside-").FullName;
        try
        {
            Lock(Pin("models/a.onnx"));
            Directory.CreateSymbolicLink(Path.Combine(Folder, "models"), outside);

            var outcome = await RunAsync("restore", "--force");

            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains("by a link", outcome.Error, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(outside));
        }
        finally
        {
            Directory.Delete(outside);
        }
    }

    [Fact]
    public async Task Variable_that_can_not_be_used_is_said()
    {
        Lock(Pin("a.onnx"));
        Variables["HF_ENDPOINT"] = "nowhere";

        var outcome = await RunAsync("restore");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("HF_ENDPOINT is no web address", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_without_pins()
    {
        Write("other.json", """{ "version": 1 }""");

        var outcome = await RunAsync("restore", "--lock", "other.json");

        Assert.Equal((0, "Nothing is pinned in other.json"), (outcome.ExitCode, outcome.Out.Trim()));
    }

    [Fact]
    public async Task Address_is_pinned_by_what_it_serves_and_then_restored_from_the_cache()
    {
        Assert.Equal(0, (await RunAsync("pin", Address)).ExitCode);
        var requests = _hub.AllRequests.Count();

        var outcome = await RunAsync("restore", Address);

        Assert.Contains("in cache  hf://", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(requests, _hub.AllRequests.Count());
        Assert.Contains(LoopbackHub.Sha256(Weights), Read("airlock.lock.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hf://org/name@main/model.onnx", 2, "write " + Address)]
    [InlineData($"hf://org/name@{LoopbackHub.Commit}/gone.onnx", 3, "no such file")]
    public async Task Address_that_can_not_be_pinned(string address, int exitCode, string expected)
    {
        var outcome = await RunAsync("pin", address);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "airlock.lock.json")));
    }
}
