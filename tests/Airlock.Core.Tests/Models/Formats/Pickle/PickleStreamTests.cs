using System.Buffers.Binary;
using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class PickleStreamTests
{
    private static readonly byte[] Payload = new PickleWriter().StackGlobal("os", "system").CallWith("id").Stop();

    [Fact]
    public void All_pickles_of_a_file_are_read()
    {
        byte[] benign = [.. new PickleWriter().Int(1).Stop(), .. new PickleWriter(2).Op('}').Stop(), .. "(lp0\n."u8];

        Vetting.AssertBenign(Vetting.Scan(benign));
        Vetting.AssertMalicious(Vetting.Scan([.. benign, .. Payload]), "`os.system`");
    }

    [Fact]
    public void The_memo_begins_anew_with_each_pickle()
    {
        var scan = Vetting.Scan([.. new PickleWriter().Text("os").Op(0x94).Stop(), .. new PickleWriter().Op((byte)'h', 0).Stop()]);

        Assert.Equal(ModelVerdict.NotFullyRead, scan.Verdict);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\0\0\0\0")]
    [InlineData(" \r\n")]
    public void Blanks_at_the_end_mean_nothing(string end) =>
        Vetting.AssertBenign(Vetting.Scan([.. new PickleWriter().Int(1).Stop(), .. System.Text.Encoding.Latin1.GetBytes(end)]));

    [Fact]
    public void Bytes_that_nothing_explains_are_not_fully_read()
    {
        var scan = Vetting.Scan([.. new PickleWriter().Int(1).Stop(), .. "what is this"u8]);

        Assert.Equal(ModelVerdict.NotFullyRead, scan.Verdict);
        Assert.Contains(scan.Findings, finding => finding.Message.Contains("neither a pickle", StringComparison.Ordinal));
    }

    [Fact]
    public void Random_bytes_are_not_taken_for_a_payload()
    {
        var junk = new byte[2_000_000];
        new Random(5).NextBytes(junk);

        var scan = Vetting.Scan([.. new PickleWriter().Int(1).Stop(), 0, 1, .. junk]);

        Assert.Equal(ModelVerdict.NotFullyRead, scan.Verdict);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_legacy_torch_stream_is_read_to_the_end(int protocol)
    {
        var scan = Vetting.Scan(TorchStream(protocol, new PickleWriter(2)), "model.pt");

        Assert.Equal("torch-legacy", scan.Format);
        Vetting.AssertBenign(scan);
    }

    [Fact]
    public void A_payload_in_any_part_of_a_legacy_torch_stream_is_found()
    {
        Vetting.AssertMalicious(Vetting.Scan(TorchStream(2, new PickleWriter(2).StackGlobal("os", "system").CallWith("id").Op('0')), "model.bin"), "`os.system`");
        Vetting.AssertMalicious(Vetting.Scan([.. TorchStream(2, new PickleWriter(2)), .. Payload], "model.bin"), "`os.system`");
    }

    [Fact]
    public void A_storage_that_does_not_fit_is_not_fully_read()
    {
        var stream = TorchStream(2, new PickleWriter(2));

        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(stream[..^3]).Verdict);
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan([.. stream, 7, 7, 7]).Verdict);
    }

    [Fact]
    public void Tensors_may_hold_any_bytes()
    {
        // Raw data are never opcodes: what looks like a payload in a tensor is none.
        var data = new byte[4 * 8];
        "cos\nsystem\n("u8.CopyTo(data);

        Vetting.AssertBenign(Vetting.Scan(TorchStream(2, new PickleWriter(2), data)));
    }

    internal static byte[] TorchStream(int protocol, PickleWriter begun, byte[]? floats = null)
    {
        floats ??= new byte[12];
        var stored = begun
            .Global("torch._utils", "_rebuild_tensor_v2")
            .Op('(').Op('(').Ascii("X\u0007\0\0\0storage").Global("torch", "FloatStorage").Ascii("X\u0001\0\0\0k").Ascii("X\u0003\0\0\0cpu")
            .Int(floats.Length / 4).Op('N').Op('t').Op('Q')
            .Int(0).Op('(').Int(3).Op('t').Op('(').Int(1).Op('t').Op(0x89).Global("collections", "OrderedDict").Op(')').Op('R').Op('t').Op('R')
            .Stop();
        var count = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(count, floats.Length / 4);
        return
        [
            .. new PickleWriter(protocol).Op(0x8A, 10).Op(TorchStorages.Magic).Stop(),
            .. new PickleWriter(protocol).Op((byte)'M', 0xE9, 3).Stop(),
            .. new PickleWriter(protocol).Op('}').Op('(').Text("little_endian").Op(0x88).Op('u').Stop(),
            .. stored,
            .. new PickleWriter(protocol).Op(']').Op('(').Text("k").Op('e').Stop(),
            .. count,
            .. floats,
        ];
    }
}
