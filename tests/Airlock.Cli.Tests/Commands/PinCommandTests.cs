using Airlock.Shared.Pins;

namespace Airlock.Cli.Tests.Commands;

public class PinCommandTests : ToolTest
{
    private const string DigestOfA = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private const string DigestOfB = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

    private LockDocument Lock => LockDocument.Parse(Read("airlock.lock.json"), out _);

    [Fact]
    public async Task New_file_is_pinned_with_what_is_known_of_it()
    {
        Write("models/a.onnx", "a");

        var outcome = await RunAsync("pin", "models/a.onnx", "--licence", "MIT", "--source", "hf:org/a@1f2e");

        Assert.Equal(0, outcome.ExitCode);
        var pin = Assert.Single(Lock.Pins);
        Assert.Equal((PinKind.Model, "models/a.onnx", DigestOfA, 1, "onnx"), (pin.Kind, pin.Path, pin.Sha256, pin.Size, pin.Format));
        Assert.Equal(("MIT", "hf:org/a@1f2e"), (pin.Licence, pin.Source));
    }

    [Fact]
    public async Task Changed_file_needs_consent_and_shows_both_digests()
    {
        Write("a.onnx", "a");
        await RunAsync("pin", "a.onnx", "--licence", "MIT");
        var before = Read("airlock.lock.json");
        Write("a.onnx", "b");

        var refused = await RunAsync("pin", "a.onnx");
        Assert.Equal((int)ExitCode.Usage, refused.ExitCode);
        Assert.Contains(DigestOfA, refused.Error, StringComparison.Ordinal);
        Assert.Contains(DigestOfB, refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Read("airlock.lock.json"));

        var updated = await RunAsync("pin", "a.onnx", "--update");
        Assert.Equal(0, updated.ExitCode);
        Assert.Contains($"was {DigestOfA}", updated.Out, StringComparison.Ordinal);
        Assert.Equal(before.Replace(DigestOfA, DigestOfB, StringComparison.Ordinal), Read("airlock.lock.json"));
    }

    [Fact]
    public async Task Pinning_again_leaves_the_file_alone()
    {
        Write("a.onnx", "a");
        await RunAsync("pin", "a.onnx");
        var before = File.GetLastWriteTimeUtc(Path.Combine(Folder, "airlock.lock.json"));

        var outcome = await RunAsync("pin", "a.onnx");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("as before", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(Folder, "airlock.lock.json")));
    }

    [Fact]
    public async Task Without_names_every_model_file_is_pinned_except_what_builds_write()
    {
        Write("models/a.onnx", "a");
        Write("models/b.gguf", "b");
        Write("bin/Debug/a.onnx", "a");
        Write(".cache/c.onnx", "c");
        Write("notes.txt", "");

        await RunAsync("pin");

        Assert.Equal(["models/a.onnx", "models/b.gguf"], Lock.Pins.Select(pin => pin.Path));
    }

    [Fact]
    public async Task Lock_is_the_one_beside_the_policy_of_the_file()
    {
        Write("app/airlock.json", "{}");
        Write("app/models/a.onnx", "a");

        await RunAsync("pin", "app/models/a.onnx");

        Assert.Equal("models/a.onnx", Assert.Single(LockDocument.Parse(Read("app/airlock.lock.json"), out _).Pins).Path);
    }

    [Fact]
    public async Task Data_set_is_kept_apart_from_models()
    {
        Write("a.csv", "a");
        await RunAsync("pin", "a.csv", "--dataset");

        var outcome = await RunAsync("pin", "a.csv");

        Assert.Equal(PinKind.Dataset, Assert.Single(Lock.Pins).Kind);
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("add --dataset", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once_and_nothing_is_written()
    {
        Write("good.onnx", "a");
        Directory.CreateDirectory(Path.Combine(Folder, "folder.onnx"));

        var outcome = await RunAsync("pin", "good.onnx", "absent.onnx", "folder.onnx", "../outside.onnx", "https://models.example/a.onnx");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("absent.onnx does not exist", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("folder.onnx is a directory", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("is an address", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was written", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "airlock.lock.json")));
    }

    [Fact]
    public async Task File_outside_the_lock_is_refused()
    {
        Write("inside/airlock.lock.json", """{ "version": 1 }""");
        Write("outside.onnx", "a");

        var outcome = await RunAsync("pin", "outside.onnx", "--lock", "inside/airlock.lock.json");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("lies outside", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_may_stay_inside_but_not_leave()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege there");
        Write("repository/airlock.lock.json", """{ "version": 1 }""");
        Write("repository/real.onnx", "a");
        Write("elsewhere.onnx", "a");
        File.CreateSymbolicLink(Path.Combine(Folder, "repository/inner.onnx"), "real.onnx");
        File.CreateSymbolicLink(Path.Combine(Folder, "repository/outer.onnx"), "../elsewhere.onnx");
        File.CreateSymbolicLink(Path.Combine(Folder, "repository/broken.onnx"), "gone.onnx");

        Assert.Equal(0, (await RunAsync("pin", "repository/inner.onnx")).ExitCode);
        Assert.Contains("is a link to", (await RunAsync("pin", "repository/outer.onnx")).Error, StringComparison.Ordinal);
        Assert.Contains("does not exist", (await RunAsync("pin", "repository/broken.onnx")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("{", "the file ends")]
    [InlineData("""{ "version": 1, "modles": [] }""", "\"modles\" is not known")]
    [InlineData("""{ "version": 1, "models": [ { "path": "../a", "sha256": "0" } ] }""", "\"sha256\" must be")]
    public async Task Damaged_lock_is_told_with_its_place_and_not_touched(string content, string problem)
    {
        Write("a.onnx", "a");
        var path = Write("airlock.lock.json", content);

        var outcome = await RunAsync("pin", "a.onnx");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(path + "(1,", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(problem, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(content, Read("airlock.lock.json"));
    }

    [Fact]
    public async Task Lock_that_is_a_directory_or_no_text_is_refused()
    {
        Write("a.onnx", "a");
        Directory.CreateDirectory(Path.Combine(Folder, "folder.json"));
        File.WriteAllBytes(Path.Combine(Folder, "bytes.json"), [0xff, 0xfe, 0x00, 0xd8]);

        Assert.Contains("is a directory", (await RunAsync("pin", "a.onnx", "--lock", "folder.json")).Error, StringComparison.Ordinal);
        Assert.Contains("is not text", (await RunAsync("pin", "a.onnx", "--lock", "bytes.json")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_may_not_be_read_is_an_input_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "this user may read every file");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Write("a.onnx", "a"), UnixFileMode.None);
        }

        Assert.Equal((int)ExitCode.Internal, (await RunAsync("pin", "a.onnx")).ExitCode);
    }

    [Fact]
    public async Task Byte_order_mark_stays()
    {
        Write("a.onnx", "a");
        File.WriteAllText(Path.Combine(Folder, "airlock.lock.json"), """{ "version": 1 }""", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        await RunAsync("pin", "a.onnx");

        Assert.Equal(0xef, File.ReadAllBytes(Path.Combine(Folder, "airlock.lock.json"))[0]);
    }
}
