using Airlock.Cli.Pinning;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Tests.Pinning;

public class LockFileTests : ToolTest
{
    private static readonly Pin AnyPin = new(PinKind.Model, "a.onnx", new string('a', 64), 1, null, null, null, TextPosition.Start);

    [Theory]
    [InlineData("""{ "version": 1 }""")]
    [InlineData(null)]
    public void What_another_wrote_meanwhile_is_not_lost(string? before)
    {
        var path = Path.Combine(Folder, "airlock.lock.json");
        if (before is not null)
        {
            File.WriteAllText(path, before);
        }

        var lockFile = LockFile.Open(path);
        lockFile.Set(AnyPin);
        File.WriteAllText(path, "theirs");

        Assert.Equal(ExitCode.Internal, Assert.Throws<ToolException>(lockFile.Save).Code);
        Assert.Equal("theirs", File.ReadAllText(path));
    }

    [Fact]
    public void Huge_file_is_refused_unread()
    {
        var path = Path.Combine(Folder, "airlock.lock.json");
        using (var file = File.Create(path))
        {
            file.SetLength(100 * 1024 * 1024);
        }

        Assert.Contains("too large", Assert.Throws<ToolException>(() => LockFile.Open(path)).Message, StringComparison.Ordinal);
    }
}
