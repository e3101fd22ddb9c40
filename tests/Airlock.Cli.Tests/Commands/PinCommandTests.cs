using Airlock.Shared.Pins;

namespace Airlock.Cli.Tests.Commands;

public class PinCommandTests : ToolTest
{
    private const string DigestOfA = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private const string DigestOfB = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

    private const string Source = "hf://org/a@0123456789abcdef0123456789abcdef01234567/a.onnx";

    private LockDocument Lock => LockDocument.Parse(Read("airlock.lock.json"), out _);

    [Fact]
    public async Task New_file_is_pinned_with_what_is_known_of_it()
    {
        Write("models/a.onnx", "a");

        var outcome = await RunAsync("pin", "models/a.onnx", "--licence", "MIT", "--source", Source);

        Assert.Equal(0, outcome.ExitCode);
        var pin = Assert.Single(Lock.Pins);
        Assert.Equal((PinKind.Model, "models/a.onnx", DigestOfA, 1, "onnx"), (pin.Kind, pin.Path, pin.Sha256, pin.Size, pin.Format));
        Assert.Equal(("MIT", Source), (pin.Licence, pin.Source));
    }

    [Fact]
    public async Task Card_is_named_by_the_pin_and_tells_the_licence()
    {
        Write("models/a.onnx", "a");
        Write("cards/a.md", "---\nlicense: mit\n---\n# A");

        Assert.Equal(0, (await RunAsync("pin", "models/a.onnx", "--card", "cards/a.md")).ExitCode);

        var pin = Assert.Single(Lock.Pins);
        Assert.Equal(("cards/a.md", "mit"), (pin.Card, pin.Licence));
        Assert.Contains("does not exist", (await RunAsync("pin", "models/a.onnx", "--card", "cards/b.md")).Error, StringComparison.Ordinal);
        Assert.Contains("as before", (await RunAsync("pin", "models/a.onnx")).Out, StringComparison.Ordinal);
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

        var updated = await RunAsync("pin", "a.onnx", "--update", "--reason", "retrained");
        Assert.Equal(0, updated.ExitCode);
        Assert.Contains($"was {DigestOfA}", updated.Out, StringComparison.Ordinal);
        var pin = Assert.Single(Lock.Pins);
        Assert.Equal((DigestOfB, "MIT"), (pin.Sha256, pin.Licence));
        Assert.Equal(new EarlierPin(DigestOfA, 1, null, "onnx", "MIT"), Assert.Single(pin.Earlier));
    }

    [Fact]
    public async Task Malicious_file_is_not_pinned()
    {
        Write("a.pkl", "cposix\nsystem\n(S'id'\ntR.");

        var outcome = await RunAsync("pin", "a.pkl");

        Assert.Equal((int)ExitCode.Violation, outcome.ExitCode);
        Assert.Contains("posix.system", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "airlock.lock.json")));
    }

    [Fact]
    public async Task Format_is_that_of_the_content()
    {
        Write("a.bin", "\u0002\0\0\0\0\0\0\0{}");

        await RunAsync("pin", "a.bin");

        Assert.Equal("safetensors", Assert.Single(Lock.Pins).Format);
    }

    [Fact]
    public async Task Pointer_of_a_large_file_pins_what_it_points_to()
    {
        Write("a.onnx", $"version https://git-lfs.github.com/spec/v1\noid sha256:{DigestOfA}\nsize 1\n");

        var outcome = await RunAsync("pin", "a.onnx");

        Assert.Contains("was not vetted", outcome.Out, StringComparison.Ordinal);
        Assert.Equal((DigestOfA, 1), (Assert.Single(Lock.Pins).Sha256, Lock.Pins[0].Size));
        Write("a.onnx", "a");
        Assert.Contains("as before", (await RunAsync("pin", "a.onnx")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_without_a_reason_is_refused_where_nobody_can_be_asked()
    {
        Write("a.onnx", "a");
        await RunAsync("pin", "a.onnx");
        var before = Read("airlock.lock.json");
        Write("a.onnx", "b");

        var refused = await RunAsync("pin", "a.onnx", "--update");

        Assert.Equal((int)ExitCode.Usage, refused.ExitCode);
        Assert.Contains("--reason", refused.Error, StringComparison.Ordinal);
        Assert.Contains(DigestOfB, refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Read("airlock.lock.json"));
        Assert.Single(Read("airlock.log.jsonl").TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Terminal_is_asked_for_the_reason()
    {
        Write("a.onnx", "a");
        await RunAsync("pin", "a.onnx");
        Write("a.onnx", "b");

        var updated = await RunAnsweringAsync("retrained on May's data", "pin", "a.onnx", "--update");

        Assert.Equal(0, updated.ExitCode);
        Assert.Contains("Why?", updated.Error, StringComparison.Ordinal);
        Assert.Contains("\"reason\": \"retrained on May's data\"", Read("airlock.log.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_step_is_recorded_and_the_lock_names_the_last_one()
    {
        Write("a.onnx", "a");
        await RunAsync("pin", "a.onnx", "--by", "Ann");
        await RunAsync("pin", "a.onnx", "--accept", "mylib.Net", "--accept", "mylib.Layer", "--reason", "ours", "--by", "Ann");
        await RunAsync("pin", "a.onnx");
        Write("a.onnx", "b");
        await RunAsync("pin", "a.onnx", "--update", "--reason", "retrained", "--by", "Bob");

        var lines = Read("airlock.log.jsonl").TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"by\": \"Ann\", \"action\": \"pin\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"accepted\": [\"mylib.Net\", \"mylib.Layer\"], \"reason\": \"ours\"", lines[1], StringComparison.Ordinal);
        Assert.Contains($"\"action\": \"update\", \"path\": \"a.onnx\", \"sha256\": \"{DigestOfB}\", \"was\": \"{DigestOfA}\"", lines[2], StringComparison.Ordinal);
        Assert.Equal(["mylib.Net", "mylib.Layer"], Assert.Single(Lock.Pins).Accepts);
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
    }

    [Theory]
    [InlineData("hf://org/a@main/a.onnx", "the revision main, which can move; write hf://org/a@<commit>/a.onnx")]
    [InlineData("hf://org/a/a.onnx", "no revision; write hf://org/a@<commit>/a.onnx")]
    [InlineData("https://huggingface.co/org/a/resolve/main/a.onnx", "the revision main, which can move; write hf://org/a@<commit>/a.onnx")]
    [InlineData("hf://org", "names no file")]
    public async Task Source_that_can_move_is_refused(string source, string problem)
    {
        Write("a.onnx", "a");

        var outcome = await RunAsync("pin", "a.onnx", "--source", source);

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(problem, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "airlock.lock.json")));
    }

    [Fact]
    public async Task Other_bytes_do_not_keep_the_source_of_the_old_ones()
    {
        Write("a.onnx", "a");
        await RunAsync("pin", "a.onnx", "--source", Source);
        Write("a.onnx", "b");

        var outcome = await RunAsync("pin", "a.onnx", "--update", "--reason", "new");

        Assert.Contains("no longer from hf://", outcome.Out, StringComparison.Ordinal);
        Assert.Null(Assert.Single(Lock.Pins).Source);
        Assert.Equal(Source, Lock.Pins[0].Earlier[0].Source);
    }

    [Fact]
    public async Task Licence_is_that_of_the_model_card_unless_it_is_named()
    {
        Write("models/README.md", "---\nlicense: apache-2.0\n---\n# Model\n");
        Write("models/a.onnx", "a");
        Write("models/b.onnx", "b");

        await RunAsync("pin", "models/a.onnx");
        await RunAsync("pin", "models/b.onnx", "--licence", "MIT");

        Assert.Equal(["apache-2.0", "MIT"], Lock.Pins.Select(pin => pin.Licence));
    }

    [Theory]
    [InlineData("pin", "--accept", "mylib.Net")]
    [InlineData("pin", "a.onnx", "--accept", " ")]
    public async Task Accepting_needs_a_name_and_a_file(params string[] arguments)
    {
        Write("a.onnx", "a");

        Assert.Contains("--accept needs a name", (await RunAsync(arguments)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_added_to_a_record_that_was_changed()
    {
        Write("a.onnx", "a");
        Write("b.onnx", "b");
        await RunAsync("pin", "a.onnx", "--by", "Ann");
        var before = Read("airlock.lock.json");
        Write("airlock.log.jsonl", Read("airlock.log.jsonl").Replace("Ann", "Eve", StringComparison.Ordinal));

        var outcome = await RunAsync("pin", "b.onnx");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("airlock.log.jsonl(1): the last line is not the one that the lock file names", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, Read("airlock.lock.json"));
    }

    [Fact]
    public async Task New_lock_goes_on_with_the_old_record()
    {
        Write("a.onnx", "a");
        await RunAsync("pin", "a.onnx");
        File.Delete(Path.Combine(Folder, "airlock.lock.json"));

        Assert.Equal(0, (await RunAsync("pin", "a.onnx")).ExitCode);
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
        Assert.Equal(2, Read("airlock.log.jsonl").TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Commands_at_once_take_turns()
    {
        for (var number = 0; number < 8; number++)
        {
            Write($"{number}.onnx", "a");
        }

        await RunAsync("pin", "0.onnx");
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 7).Select(number => Task.Run(() => RunAsync("pin", $"{number}.onnx"))));

        Assert.All(outcomes, outcome => Assert.Equal(0, outcome.ExitCode));
        Assert.Equal(8, Lock.Pins.Count);
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
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

        var outcome = await RunAsync("pin", "good.onnx", "absent.onnx", "folder.onnx", "../outside.onnx", "https://me:secret@models.example/a.onnx");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("absent.onnx does not exist", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("folder.onnx is a directory", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("holds a user name or password", outcome.Error, StringComparison.Ordinal);
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
