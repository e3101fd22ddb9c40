using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class PickleReaderTests
{
    [Fact]
    public void A_benign_pickle_bears_code()
    {
        var scan = Vetting.Scan(new PickleWriter()
            .StackGlobal("collections", "OrderedDict").Op(')').Op('R').Op(0x94)
            .Op('(').Text("a").Int(1).Text("b").Int(-70000).Op('u').Stop());

        Assert.Equal("pickle", scan.Format);
        Vetting.AssertBenign(scan);
    }

    [Theory]
    [InlineData(0, "cposix\nsystem\n(S'id'\ntR.", "posix.system", 0)]
    [InlineData(0, "(S'id'\nios\nsystem\n.", "os.system", 7)]
    [InlineData(0, "(cos\nsystem\nS'id'\no.", "os.system", 1)]
    [InlineData(2, "c__builtin__\neval\n(U\u00021+tR.", "builtins.eval", 2)]
    [InlineData(2, "ccommands\ngetoutput\n(U\u0002idtR.", "subprocess.getoutput", 2)]
    [InlineData(2, "curllib2\nurlopen\n.", "urllib.request.urlopen", 2)]
    [InlineData(4, "Vo\\u0073\nVsystem\n\u0093.", "os.system", 19)]
    [InlineData(4, "S'o\\x73'\nS\"\\163ystem\"\n\u0093.", "os.system", 24)]
    [InlineData(4, "U\u0002osU\u0006system\u0093.", "os.system", 14)]
    [InlineData(4, "T\u0002\0\0\0osX\u0006\0\0\0system\u0093.", "os.system", 20)]
    public void An_import_is_found_with_its_offset(int protocol, string opcodes, string subject, long offset)
    {
        var finding = Vetting.AssertMalicious(Vetting.Scan(new PickleWriter(protocol).Ascii(opcodes).ToArray()), $"`{subject}`");

        Assert.Equal(offset, finding.Offset);
        Assert.Contains(finding.Element, new[] { "GLOBAL", "INST", "STACK_GLOBAL" });
        Assert.EndsWith("loading the file would do that", finding.Message);
    }

    [Fact]
    public void The_memo_and_the_stack_are_followed()
    {
        // The name is put away, the stack is shuffled, and only then it is used.
        var scan = Vetting.Scan(new PickleWriter()
            .Text("os").Op((byte)'q', 7).Op('0').Text("collections").Op((byte)'q', 8).Op('0').Text("system").Op((byte)'r').UInt32(100_000).Op('0')
            .Op((byte)'h', 8).Op('2').Op('0').Op('0').Op('(').Int(1).Op('1')
            .Op((byte)'h', 7).Op((byte)'j').UInt32(100_000).Op(0x93).Stop());

        Vetting.AssertMalicious(scan, "`os.system`");
    }

    [Fact]
    public void A_place_of_the_memo_may_be_set_again()
    {
        var safe = new PickleWriter().Text("os").Op((byte)'q', 0).Op('0').Text("collections").Op((byte)'q', 0).Op('0')
            .Op((byte)'h', 0).Text("OrderedDict").Op(0x93).Stop();

        Vetting.AssertBenign(Vetting.Scan(safe));
    }

    [Theory]
    [InlineData("0", "the stack is empty")]
    [InlineData("g5\n.", "never set")]
    [InlineData("h\u0005.", "never set")]
    [InlineData("t.", "no mark")]
    [InlineData("\u00ff.", "0xFF is no opcode")]
    [InlineData("N", "it ends")]
    [InlineData("X\u00ff\u00ff\0\0abc", "beyond")]
    [InlineData("T\u00ff\u00ff\u00ff\u00ff.", "length")]
    [InlineData("Sabc\n.", "quotes")]
    [InlineData("Iabc!\n.", "number")]
    [InlineData("\u0080\u0009N.", "protocol 9")]
    [InlineData("(1(N1.", "the stack is empty")]
    public void What_a_loader_would_stop_at_is_not_fully_read(string opcodes, string mentioned)
    {
        var scan = Vetting.Scan(new PickleWriter().Ascii(opcodes).ToArray());

        Assert.Equal(ModelVerdict.NotFullyRead, scan.Verdict);
        Assert.Contains(scan.Findings, finding => finding.Message.Contains(mentioned, StringComparison.Ordinal) || mentioned == "beyond");
    }

    [Fact]
    public void What_came_before_an_error_counts()
    {
        var scan = Vetting.Scan(new PickleWriter().StackGlobal("os", "system").CallWith("id").Op(0xFF).ToArray());

        Vetting.AssertMalicious(scan, "`os.system`");
        Assert.Contains(scan.Findings, finding => finding.Verdict == ModelVerdict.NotFullyRead);
    }

    [Fact]
    public void An_extension_code_is_suspicious()
    {
        var scan = Vetting.Scan(new PickleWriter(2).Op(0x82, 9).Op(0x83, 9, 1).Op(0x84).UInt32(70_000).Stop());

        Assert.Equal(ModelVerdict.Suspicious, scan.Verdict);
        Assert.Equal(["copyreg:9", "copyreg:265", "copyreg:70000"], scan.Findings.Where(finding => finding.Subject is not null).Select(finding => finding.Subject!));
    }

    [Fact]
    public void Building_upon_an_imported_object_is_suspicious()
    {
        var scan = Vetting.Scan(new PickleWriter().StackGlobal("collections", "OrderedDict").Op('}').Op('b').Stop());

        Assert.Equal("build:collections.OrderedDict", Assert.Single(scan.Findings, finding => finding.Verdict == ModelVerdict.Suspicious).Subject);
    }

    [Fact]
    public void Calling_the_result_of_a_call_is_suspicious()
    {
        var scan = Vetting.Scan(new PickleWriter().StackGlobal("functools", "partial").StackGlobal("collections", "OrderedDict").Op(0x85).Op('R')
            .Op(')').Op('R').Stop());

        Assert.Equal("functools.partial()", Assert.Single(scan.Findings, finding => finding.Verdict == ModelVerdict.Suspicious).Subject);
    }

    [Fact]
    public void What_calls_what_it_is_given_is_safe_among_safe_things_alone()
    {
        var safe = new PickleWriter().StackGlobal("builtins", "map").StackGlobal("builtins", "int").Op(']').Op(0x86).Op('R').Stop();
        var unknown = new PickleWriter().StackGlobal("builtins", "map").StackGlobal("mylib", "run").Op(']').Op(0x86).Op('R').Stop();

        Vetting.AssertBenign(Vetting.Scan(safe));
        Assert.Equal(["mylib.run", "builtins.map"], Vetting.Scan(unknown).Findings.Where(finding => finding.Subject is not null).Select(finding => finding.Subject!));
    }

    [Fact]
    public void An_attribute_of_an_import_is_judged_as_a_name()
    {
        var bad = new PickleWriter().StackGlobal("builtins", "getattr").StackGlobal("mylib", "helpers").Text("os").Op(0x86).Op('R')
            .Op((byte)'q', 0).Op('0').StackGlobal("builtins", "getattr").Op((byte)'h', 0).Text("system").Op(0x86).Op('R').CallWith("id").Stop();
        var globals = new PickleWriter().StackGlobal("builtins", "getattr").Op('N').Text("__globals__").Op(0x86).Op('R').Stop();
        var bound = new PickleWriter().StackGlobal("builtins", "getattr").StackGlobal("torch.nn", "Linear").Text("from_float").Op(0x86).Op('R').Stop();

        Vetting.AssertMalicious(Vetting.Scan(bad), "`mylib.helpers.os.system`");
        Vetting.AssertMalicious(Vetting.Scan(globals), "`__globals__`");
        Assert.Equal(
            ["torch.nn.Linear.from_float", "builtins.getattr"],
            Vetting.Scan(bound).Findings.Where(finding => finding.Verdict == ModelVerdict.Suspicious).Select(finding => finding.Subject!));
    }

    [Fact]
    public void A_ufunc_is_what_it_names()
    {
        byte[] Ufunc(string module, string name) =>
            new PickleWriter().StackGlobal("numpy.core", "_ufunc_reconstruct").Text(module).Text(name).Op(0x86).Op('R').Stop();

        Vetting.AssertMalicious(Vetting.Scan(Ufunc("os", "system")), "`os.system`");
        Vetting.AssertBenign(Vetting.Scan(Ufunc("numpy", "log1p")));
    }

    [Fact]
    public void Bytes_that_are_handed_to_a_loader_are_scanned()
    {
        var inner = new PickleWriter().StackGlobal("os", "system").CallWith("id").Stop();

        var finding = Vetting.AssertMalicious(
            Vetting.Scan(new PickleWriter().StackGlobal("torch.storage", "_load_from_bytes").Bytes(inner).Op(0x85).Op('R').Stop()), "`os.system`");
        Assert.StartsWith("bytes at ", finding.Member);
        Vetting.AssertMalicious(
            Vetting.Scan(new PickleWriter().StackGlobal("mylib", "decode").Bytes(inner).Op(0x85).Op('R').Stop()), "`os.system`");
        Vetting.AssertMalicious(
            Vetting.Scan(new PickleWriter().StackGlobal("pickle", "loads").StackGlobal("builtins", "bytearray").Bytes(inner).Op(0x85).Op('R').Op(0x85).Op('R').Stop()),
            "`os.system`");
    }

    [Fact]
    public void A_pickle_among_the_data_counts_if_it_would_do_harm()
    {
        byte[] Holding(string module, string name) =>
            new PickleWriter().Op('}').Text("payload").Bytes(new PickleWriter().StackGlobal(module, name).CallWith("id").Stop()).Op('s').Stop();

        Assert.StartsWith("bytes at ", Vetting.AssertMalicious(Vetting.Scan(Holding("os", "system")), "`os.system`").Member);
        Vetting.AssertBenign(Vetting.Scan(Holding("collections", "OrderedDict")));
        Vetting.AssertBenign(Vetting.Scan(new PickleWriter().Bytes([0x80, 4, 0xFF, 0, 1]).Stop()));
    }

    [Fact]
    public void A_whole_pickle_among_the_data_is_read_as_one()
    {
        byte[] Holding(byte[] payload) => new PickleWriter().Op('}').Text("payload").Bytes(payload).Op('s').Stop();
        var inner = new PickleWriter().StackGlobal("mylib", "Net").CallWith("id").Stop();

        Assert.Equal("mylib.Net", Assert.Single(Vetting.Scan(Holding(inner)).Findings, finding => finding.Verdict == ModelVerdict.Suspicious).Subject);
        Assert.Contains(Vetting.Scan(Holding(Holding(inner))).Findings, finding => finding.Subject == "mylib.Net");
        Vetting.AssertBenign(Vetting.Scan(Holding([.. inner, 1])));
    }

    [Fact]
    public void A_pickle_that_is_written_as_text_is_read()
    {
        var inner = new PickleWriter().StackGlobal("os", "system").CallWith("id").Stop();
        foreach (var text in new[] { Convert.ToBase64String(inner), Convert.ToHexString(inner), Convert.ToHexStringLower(inner), Convert.ToBase64String([.. inner, .. new byte[300]]) })
        {
            Assert.StartsWith("encoded text at ", Vetting.AssertMalicious(Vetting.Scan(new PickleWriter().Op('}').Text("weights").Text(text).Op('s').Stop()), "`os.system`").Member);
        }

        var harmless = new PickleWriter().StackGlobal("collections", "OrderedDict").Op(')').Op('R').Stop();
        Assert.Equal("encoded-pickle", Assert.Single(Vetting.Scan(new PickleWriter().Text(Convert.ToBase64String(harmless)).Stop()).Findings, finding => finding.Subject is not null).Subject);
        Vetting.AssertBenign(Vetting.Scan(new PickleWriter().Text(Convert.ToBase64String(new PickleWriter().Op(']').Stop())).Stop()));
        foreach (var text in new[] { "gASVPwAAAAAAAACM", "gAllery of pictures", "8004 Zurich", "80045678" })
        {
            Vetting.AssertBenign(Vetting.Scan(new PickleWriter().Text(text).Stop()));
        }
    }

    [Fact]
    public void Bytes_of_a_tensor_are_as_safe_as_what_is_in_them()
    {
        var inner = new PickleWriter().StackGlobal("collections", "OrderedDict").Op(')').Op('R').Stop();
        var latin = System.Text.Encoding.Latin1.GetString(inner);

        Vetting.AssertBenign(Vetting.Scan(new PickleWriter().StackGlobal("torch.storage", "_load_from_bytes").Bytes(inner).Op(0x85).Op('R').Stop()));
        Vetting.AssertBenign(Vetting.Scan(new PickleWriter(2).Global("torch.storage", "_load_from_bytes")
            .Global("_codecs", "encode").Text(latin).Text("latin1").Op(0x86).Op('R').Op(0x85).Op('R').Stop()));
        Assert.Equal(
            ModelVerdict.NotFullyRead,
            Vetting.Scan(new PickleWriter().StackGlobal("torch.storage", "_load_from_bytes").Op('N').Op(0x85).Op('R').Stop()).Verdict);
    }

    [Fact]
    public void Names_can_not_write_to_a_terminal()
    {
        var scan = Vetting.Scan(new PickleWriter().StackGlobal("my\u001b[2Jlib\n", "Net\u202e").Stop());

        Assert.Equal(@"my\u001B[2Jlib\u000A.Net\u202E", scan.Findings[^1].Subject);
    }

    [Fact]
    public void A_name_that_is_too_long_is_not_followed()
    {
        var name = new string('a', PickleText.MaximumLength + 1);

        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(new PickleWriter().StackGlobal("mylib", name).Stop()).Verdict);
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(new PickleWriter(2).Global("mylib", name).Stop()).Verdict);
    }

    [Fact]
    public void All_opcodes_have_a_name_and_a_length()
    {
        Assert.Equal(68, PickleOpcode.All.Count);
        Assert.All(PickleOpcode.All, opcode => Assert.InRange(PickleOpcode.HeadLengths[opcode], 1, 9));
        Assert.Equal(68, PickleOpcode.All.Select(PickleOpcode.NameOf).Distinct().Count());
    }
}
