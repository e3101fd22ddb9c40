using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Models.Formats;

public class PicklePropertyTests
{
    private static readonly byte[] Letters = [.. PickleOpcode.All, (byte)'\n', (byte)'1', (byte)'\'', 0];

    // Steps that leave one more value on the stack each, as a pickler writes them.
    private static readonly Gen<Action<PickleWriter>> Value = Gen.OneOf<Action<PickleWriter>>(
        Gen.Int.Select(number => (Action<PickleWriter>)(writer => writer.Int(number))),
        Gen.String[Gen.Char.AlphaNumeric, 0, 400].Select(text => (Action<PickleWriter>)(writer => writer.Text(text).Op(0x94))),
        Gen.Byte.Array[0, 50].Select(bytes => (Action<PickleWriter>)(writer => writer.Bytes(bytes))),
        Gen.Const<Action<PickleWriter>>(writer => writer.Op('N')),
        Gen.Const<Action<PickleWriter>>(writer => writer.Op('}').Op(0x94).Op('(').Text("k").Int(1).Op('u')),
        Gen.Const<Action<PickleWriter>>(writer => writer.Op(']').Op(0x94).Op('(').Int(1).Op('N').Op('e')),
        Gen.Const<Action<PickleWriter>>(writer => writer.Op('(').Op('N').Int(2).Op('t')),
        Gen.Const<Action<PickleWriter>>(writer => writer.Int(1).Int(2).Op(0x86)),
        Gen.Const<Action<PickleWriter>>(writer => writer.StackGlobal("collections", "OrderedDict").Op(')').Op('R')),
        Gen.Const<Action<PickleWriter>>(writer => writer.Ascii("F1.5\n").Ascii("S'a\\x00b'\n").Op('0')));

    private static readonly Gen<byte[]> Pickle = Value.Array[1, 40].Select(values =>
    {
        var writer = new PickleWriter().Op('(');
        foreach (var value in values)
        {
            value(writer);
        }

        return writer.Op('t').Stop();
    });

    [Fact]
    public void Whatever_a_pickler_writes_is_read_to_the_end() =>
        Pickle.Sample(bytes => Vetting.AssertBenign(Vetting.Scan(bytes)), iter: 2000);

    [Fact]
    public void An_import_is_found_wherever_it_stands() =>
        Gen.Select(Value.Array[0, 20], Value.Array[0, 20], Gen.Bool).Sample(
            (before, after, isOld) =>
            {
                var writer = new PickleWriter().Op('(');
                Array.ForEach(before, value => value(writer));
                _ = isOld ? writer.Global("os", "system") : writer.StackGlobal("os", "system");
                Array.ForEach(after, value => value(writer));
                Vetting.AssertMalicious(Vetting.Scan(writer.Op('t').Stop()), "`os.system`");
            },
            iter: 1000);

    [Fact]
    public void No_change_of_a_pickle_breaks_the_reader()
    {
        var joined = Gen.OneOf(Pickle, Gen.Const(PickleStreamTests.TorchStream(2, new PickleWriter(2))));
        Gen.Select(joined, Gen.Select(Gen.Int[0, 5000], Gen.Byte).Array[1, 8], Gen.Int[0, 3]).Sample(
            (bytes, changes, cut) =>
            {
                foreach (var (at, value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                Vetting.Scan(bytes[..^Math.Min(cut, bytes.Length)]);
            },
            iter: 5000);
    }

    [Fact]
    public void No_sequence_of_opcodes_breaks_the_reader() =>
        Gen.Int[0, Letters.Length - 1].Array[1, 200].Sample(
            letters => Vetting.Scan([0x80, 4, .. letters.Select(letter => Letters[letter])]),
            iter: 5000);

    [Fact]
    public void Memory_does_not_grow_with_the_file()
    {
        var writer = new PickleWriter().Op('(');
        while (writer.Length < 20_000_000)
        {
            writer.Op('}').Op(0x94).Op('N').Op('0').Text("word").Op(0x94).Int(7).Op(0x86).Op(0x94);
        }

        var bytes = writer.Op('t').Stop();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Vetting.AssertBenign(Vetting.Scan(bytes));

        // The memo's 32 MB and what it grew from, the stack's few and the window.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80_000_000);
    }

    [Fact]
    public void A_name_is_followed_though_the_memo_forgets()
    {
        var writer = new PickleWriter();
        for (var number = 0; number < (4 * 1024 * 1024) + 1000; number++)
        {
            writer.Op('N').Op(0x94).Op('0');
        }

        // Places 4,195,304 and 4,195,305 are behind those that are kept whatever they hold.
        var bytes = writer.Text("os").Op(0x94).Text("getpid").Op(0x94).Op(0x93).Op(0x94).Op('0')
            .Op((byte)'j').UInt32((4 * 1024 * 1024) + 1000).Text("system").Op(0x93).Stop();

        Vetting.AssertMalicious(Vetting.Scan(bytes), "`os.system`");
    }

    [Fact]
    public void What_the_memo_forgot_is_not_taken_for_safe()
    {
        var writer = new PickleWriter();
        for (var number = 0; number < 4 * 1024 * 1024; number++)
        {
            writer.Op('N').Op(0x94).Op('0');
        }

        var bytes = writer.Text("os").Op(0x94).Op('0').Op((byte)'j').UInt32(4 * 1024 * 1024).Text("system").Op(0x93).Stop();

        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(bytes).Verdict);
    }
}
