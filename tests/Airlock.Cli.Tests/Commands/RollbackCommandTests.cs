using Airlock.Shared.Pins;

namespace Airlock.Cli.Tests.Commands;

public class RollbackCommandTests : ToolTest
{
    private const string DigestOfA = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private const string DigestOfB = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";
    private const string DigestOfC = "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6";

    private Pin Model => LockDocument.Parse(Read("airlock.lock.json"), out _).Pins[0];

    private async Task PinAsync(string content, bool isApproved = true)
    {
        Write("a.onnx", content);
        Assert.Equal(0, (await RunAsync("pin", "a.onnx", "--update", "--reason", "retrained", "--licence", "MIT")).ExitCode);
        if (isApproved)
        {
            Assert.Equal(0, (await RunAsync("approve", "a.onnx", "--environment", "staging", "--reason", "tested", "--by", "Ann")).ExitCode);
        }
    }

    private Task<Outcome> RollBackAsync(params string[] options) => RunAsync(["rollback", "a.onnx", "--reason", "worse", .. options]);

    [Fact]
    public async Task Pin_returns_to_the_newest_earlier_bytes_that_were_approved()
    {
        await PinAsync("a");
        await PinAsync("b", isApproved: false);
        await PinAsync("c");

        var outcome = await RollBackAsync();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"was {DigestOfC}\n  is  {DigestOfA}", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("The file on disk is another; bring back its bytes", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("airlock restore", outcome.Out, StringComparison.Ordinal);
        Assert.Equal((DigestOfA, 1, "onnx", "MIT"), (Model.Sha256, Model.Size, Model.Format, Model.Licence));
        Assert.Equal([DigestOfC, DigestOfB], Model.Earlier.Select(earlier => earlier.Sha256));
        Assert.Contains($"\"action\": \"rollback\", \"path\": \"a.onnx\", \"sha256\": \"{DigestOfA}\", \"was\": \"{DigestOfC}\"", Read("airlock.log.jsonl"), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
    }

    [Fact]
    public async Task And_forth_again()
    {
        await PinAsync("a");
        await PinAsync("b");
        await RollBackAsync();

        Assert.Contains("The file on disk is this one already", (await RollBackAsync("--to", "3e23")).Out, StringComparison.Ordinal);
        Assert.Equal(DigestOfB, Model.Sha256);
        Assert.Equal([DigestOfA], Model.Earlier.Select(earlier => earlier.Sha256));
    }

    [Theory]
    [InlineData("3e23", "was never approved")]
    [InlineData("ffff", "no earlier digest of a.onnx begins with ffff")]
    [InlineData("2e7d", "no earlier digest of a.onnx begins with 2e7d")]
    [InlineData("", "begins with ")]
    public async Task Rollback_returns_to_earlier_approved_bytes_only(string to, string problem)
    {
        await PinAsync("a");
        await PinAsync("b", isApproved: false);
        await PinAsync("c");

        var outcome = await RollBackAsync("--to", to);

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(problem, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(DigestOfC, Model.Sha256);
    }

    [Fact]
    public async Task Without_approved_or_earlier_bytes_there_is_nothing_to_return_to()
    {
        await PinAsync("a", isApproved: false);
        Assert.Contains("never pinned to other bytes", (await RollBackAsync()).Error, StringComparison.Ordinal);
        await PinAsync("b");

        var outcome = await RollBackAsync();

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains($"no earlier bytes of a.onnx were ever approved; earlier are\n  {DigestOfA} (never approved)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_file_must_be_brought_back()
    {
        await PinAsync("a");
        await PinAsync("b");
        File.Delete(Path.Combine(Folder, "a.onnx"));

        Assert.Contains("bring back", (await RollBackAsync()).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reason_is_asked_for()
    {
        await PinAsync("a");
        await PinAsync("b");

        Assert.Contains("--reason", (await RunAsync("rollback", "a.onnx")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAnsweringAsync("drifts", "rollback", "a.onnx")).ExitCode);
    }
}
