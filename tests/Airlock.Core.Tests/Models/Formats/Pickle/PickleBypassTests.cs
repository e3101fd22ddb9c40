using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Ways past other scanners that were published; each is found here.</summary>
public class PickleBypassTests
{
    [Theory]
    [InlineData("pip", "main")] // CVE-2025-1716
    [InlineData("asyncio.unix_events", "_UnixSubprocessTransport._start")] // CVE-2025-10157
    [InlineData("cPickle", "loads")]
    [InlineData("importlib", "import_module")]
    [InlineData("marshal", "loads")]
    [InlineData("types", "FunctionType")]
    [InlineData("_posixsubprocess", "fork_exec")]
    [InlineData("http.client", "HTTPSConnection")]
    [InlineData("mlflow.projects.backend.local", "_run_entry_point")]
    [InlineData("pandas.io.parsers.readers", "read_csv")]
    [InlineData("pty", "spawn")]
    [InlineData("_interpreters", "create")]
    [InlineData("numpy.testing._private.utils", "runstring")]
    [InlineData("logging", "FileHandler")]
    public void Names_that_lists_forgot(string module, string name)
    {
        Vetting.AssertMalicious(Vetting.Scan(new PickleWriter().StackGlobal(module, name).CallWith("x").Stop()), "imports `");
        Vetting.AssertMalicious(Vetting.Scan(new PickleWriter(2).Global(module, name).CallWith("x").Stop()), "imports `");
    }

    [Fact]
    public void A_payload_behind_junk()
    {
        var benign = new PickleWriter().Op('}').Stop();
        var payload = new PickleWriter().StackGlobal("os", "system").CallWith("id").Stop();

        var finding = Vetting.AssertMalicious(Vetting.Scan([.. benign, .. "twenty-one junk bytes"u8, .. payload]), "`os.system`");
        Assert.Equal(benign.Length + 21 + 2 + 4 + 8, finding.Offset);
        Vetting.AssertMalicious(Vetting.Scan([.. benign, .. "twenty-one junk bytes"u8, .. "cos\nsystem\n(S'id'\ntR."u8]), "`os.system`");
    }

    [Fact]
    public void A_payload_behind_an_error()
    {
        var payload = new PickleWriter().StackGlobal("os", "system").CallWith("id").Stop();

        Vetting.AssertMalicious(Vetting.Scan([.. new PickleWriter().Op(0xFF).ToArray(), .. payload], "model.pkl"), "`os.system`");
        Vetting.AssertMalicious(Vetting.Scan([0x80, 4, (byte)'N', (byte)'h', 9, .. payload], "model.pkl"), "`os.system`");
    }

    [Fact]
    public void The_name_is_not_what_stands_before_it()
    {
        // DUP, POP and MEMOIZE between the names led scanners astray that look back one opcode instead of at the stack.
        var scan = Vetting.Scan(new PickleWriter().Text("posix").Op('2').Op('0').Op(0x94).Text("system").Op('2').Op('0').Op(0x94).Op(0x93).CallWith("id").Stop());

        Vetting.AssertMalicious(scan, "`posix.system`");
    }

    [Fact]
    public void A_memo_place_that_was_never_set()
    {
        var scan = Vetting.Scan(new PickleWriter(2).Global("os", "system").Op((byte)'h', 99).Op(0x85).Op('R').Stop());

        Vetting.AssertMalicious(scan, "`os.system`");
    }

    [Fact]
    public void A_name_that_is_no_text()
    {
        var scan = Vetting.Scan(new PickleWriter(4).Global("os", "system").CallWith("id").Int(1).Int(2).Op(0x93).Stop());

        Vetting.AssertMalicious(scan, "`os.system`");
        Assert.Contains(scan.Findings, finding => finding.Verdict == ModelVerdict.NotFullyRead && finding.Element == "STACK_GLOBAL");
    }

    [Fact]
    public void A_name_that_comes_to_be_when_the_file_is_loaded()
    {
        // A module's attribute is set to a text by BUILD, and taken as a name afterwards.
        var scan = Vetting.Scan(new PickleWriter()
            .StackGlobal("torch", "_utils").Op((byte)'q', 0).Op('}').Text("_rebuild_tensor").Text("eval").Op('s').Op('b').Op('0')
            .Text("builtins").StackGlobal("torch._utils", "_rebuild_tensor").Op(0x93).CallWith("1+1").Stop());

        Vetting.AssertMalicious(scan, "only comes to be");
    }

    [Fact]
    public void The_magic_number_of_torch_may_be_computed()
    {
        var magic = new PickleWriter(2).Global("__builtin__", "eval").CallWith("0x1950a86a20f9469cfc6c").Stop();

        Vetting.AssertMalicious(Vetting.Scan([.. magic, .. new PickleWriter(2).Int(1001).Stop()], "model.pt"), "`builtins.eval`");
    }

    [Fact]
    public void A_pickle_that_looks_like_source()
    {
        Vetting.AssertMalicious(Vetting.Scan("Vuse strict\n0cos\nsystem\n(S'id'\ntR."u8.ToArray(), "script.txt"), "`os.system`");
        Vetting.AssertMalicious(Vetting.Scan("(Vimport os\nVdef f():\nlp0\n0cos\nsystem\n(S'id'\ntR."u8.ToArray(), "model.bin"), "`os.system`");
    }

    [Theory]
    [InlineData("model.p")]
    [InlineData("model.bin")]
    [InlineData("model.onnx")]
    [InlineData("config.json")]
    public void The_name_of_the_file_does_not_matter(string name) =>
        Vetting.AssertMalicious(Vetting.Scan(new PickleWriter().StackGlobal("os", "system").CallWith("id").Stop(), name), "`os.system`");

    [Fact]
    public void A_pickle_that_grows_without_end_costs_nothing()
    {
        // Each round doubles what the loader would build.
        var writer = new PickleWriter().Op(']').Op(0x94);
        for (var round = 0; round < 200; round++)
        {
            writer.Op((byte)'h', (byte)round).Op((byte)'h', (byte)round).Op(0x86).Op(0x94).Op('0');
        }

        Vetting.AssertBenign(Vetting.Scan(writer.Stop()));
    }

    [Fact]
    public void A_frame_or_a_text_does_not_hide_what_follows()
    {
        var scan = Vetting.Scan(new PickleWriter().Op(0x95).UInt64(2).Op('N').Op('0').Text(new string('x', 300_000)).Op('0').StackGlobal("os", "system").Stop());

        Vetting.AssertMalicious(scan, "`os.system`");
    }

    [Fact]
    public void A_second_protocol_mark_changes_nothing() =>
        Vetting.AssertMalicious(Vetting.Scan(new PickleWriter(4).Op(0x80, 0).Global("__builtin__", "eval").Op(0x80, 5).CallWith("1").Stop()), "`builtins.eval`");
}
