using System.Buffers.Binary;
using System.Text;
using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Models.Formats;

public class NumpyReaderTests
{
    private static readonly string[] Parts =
        ["{'descr': ", "'<f8'", ", 'fortran_order': ", "False", ", 'shape': ", "(", ")", "2,", "}", "[", "]", "'|O'", "'", "9999999999", " "];

    [Theory]
    [InlineData(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", 48)]
    [InlineData(2, "{'descr': '|b1', 'fortran_order': True, 'shape': (), }", 1)]
    [InlineData(3, "{'descr': [('größe', '<i4'), ('b', '<U3', (2,))], 'fortran_order': False, 'shape': (2L,)}", 56)]
    [InlineData(1, "{'descr': [('a', [('b', '<i2'), ('c', '|S3')]), (('title', 'd'), '<M8[ns]')], 'fortran_order': False, 'shape': (1,), }  \n", 13)]
    [InlineData(1, "{'descr': '<c16', 'fortran_order': False, 'shape': (0, 5), }", 0)]
    public void Numbers_are_clean(int version, string header, int length)
    {
        var scan = Vetting.Scan(Npy(version, header, new byte[length]), "array.npy");

        Assert.Equal("npy", scan.Format);
        Assert.Equal(ModelVerdict.Clean, scan.Verdict);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", 15)]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", 17)]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 2), }", 16)]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", 0)]
    [InlineData("{'descr': '<f8', 'fortran_order': False}", 8)]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}", 8)]
    [InlineData("{'descr': '<f8', 'descr': '|O', 'fortran_order': False, 'shape': (1,)}", 8)]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", 8)]
    [InlineData("{'descr': '<nothing', 'fortran_order': False, 'shape': (1,)}", 8)]
    [InlineData("{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}", 8)]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': ((((((((((((((((((((1))))))))))))))))))))}", 8)]
    [InlineData("{'descr': '<f8", 8)]
    [InlineData("", 8)]
    public void Headers_that_numpy_refuses_are_not_fully_read(string header, int length) =>
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(Npy(1, header, new byte[length]), "array.npy").Verdict);

    [Theory]
    [InlineData(1, "'|O'")]
    [InlineData(3, "[('a', '<f8'), ('b', [('c', '|O')])]")]
    [InlineData(2, "[('a', '|O', (2, 2))]")]
    public void Objects_are_a_pickle(int version, string type)
    {
        var header = $"{{'descr': {type}, 'fortran_order': False, 'shape': (1,), }}";
        var benign = Npy(version, header, new PickleWriter().Global("numpy", "ndarray").Stop());
        var payload = Npy(version, header, new PickleWriter().StackGlobal("os", "system").CallWith("id").Stop());

        Assert.Equal(ModelVerdict.CodeBearing, Vetting.Scan(benign, "array.npy").Verdict);
        Assert.Equal("objects.pkl", Vetting.AssertMalicious(Vetting.Scan(payload, "array.npy"), "`os.system`").Member);
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(Npy(version, header, []), "array.npy").Verdict);
    }

    [Fact]
    public void A_header_has_no_more_characters_than_numpy_reads()
    {
        const string Header = "{'descr': '<f8', 'fortran_order': False, 'shape': (), }";

        Assert.Equal(ModelVerdict.Clean, Vetting.Scan(Npy(2, Header.PadRight(10_000), new byte[8]), "array.npy").Verdict);
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(Npy(2, Header.PadRight(10_001), new byte[8]), "array.npy").Verdict);
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(Npy(9, Header, new byte[8]), "array.npy").Verdict);
    }

    [Fact]
    public void No_header_breaks_the_reader() =>
        Gen.Int[0, Parts.Length - 1]
            .Array[0, 30].Sample(parts => Vetting.Scan(Npy(1, string.Concat(parts.Select(part => Parts[part])), new byte[16]), "array.npy"), iter: 5000);

    internal static byte[] Npy(int version, string header, byte[] data)
    {
        var text = version == 3 ? Encoding.UTF8.GetBytes(header) : Encoding.Latin1.GetBytes(header);
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        }

        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }
}
