using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class MLNetReaderTests
{
    private const string Own = "Microsoft.ML.Data, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51";

    [Fact]
    public void Model_of_the_library_has_no_finding() => Scans.AssertNothing(Scans.Scan(Model(Key(Own))), "mlnet");

    [Theory]
    [InlineData("Evil, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null", "assembly:Evil")]
    [InlineData("Microsoft.ML.Evil", "assembly:Microsoft.ML.Evil")]
    [InlineData("Microsoft.ML.Data, Version=1.0.0.0, Culture=neutral, PublicKeyToken=0123456789abcdef", "assembly:Microsoft.ML.Data")]
    public void Assemblies_of_others_are_suspicious(string assembly, string subject)
    {
        var finding = Assert.Single(Scans.Scan(Model(Key(assembly))).Findings);

        Assert.Equal(
            (ModelVerdict.Suspicious, subject, "TransformerChain/Transform_000/Model.key", "TestLoader"),
            (finding.Verdict, finding.Subject, finding.Member, finding.Element));
        Assert.True(finding.Offset >= 256);
    }

    [Fact]
    public void Assembly_of_a_custom_mapping_is_found_by_its_number()
    {
        var finding = Assert.Single(Scans.Scan(Model(Key(Own, "CUSTOMXF", "CustomTransformer", ["mine", "Evil"], [0, 0, 0, 0, 1, 0, 0, 0]))).Findings);

        Assert.Equal("assembly:Evil", finding.Subject);
    }

    [Fact]
    public void Full_name_of_an_assembly_is_found_in_any_part() => Assert.Equal(
        "assembly:Evil",
        Assert.Single(Scans.Scan(Model(Key(Own, strings: ["Features", "Evil, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null"]))).Findings).Subject);

    [Fact]
    public void Parts_with_backslashes_are_read() => Assert.Equal(
        "assembly:Evil",
        Assert.Single(Scans.Scan(RawZip.Write(new RawZipEntry("TransformerChain\\Transform_000\\Model.key", Key("Evil")))).Findings).Subject);

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(40)]
    [InlineData(56)]
    [InlineData(128)]
    [InlineData(144)]
    [InlineData(152)]
    public void Header_that_points_outside_is_not_fully_read(int field)
    {
        var key = Key(Own, strings: ["Features"]);
        BitConverter.GetBytes(int.MaxValue).CopyTo(key, field);

        var finding = Assert.Single(Scans.Scan(Model(key)).Findings);

        Assert.Equal(ModelVerdict.NotFullyRead, finding.Verdict);
    }

    [Fact]
    public void Models_inside_are_read()
    {
        var scan = Scans.Scan(RawZip.Write(new("Model.key", Key(Own)), new RawZipEntry("Transform_000/OnnxModel", RawZip.Write(new RawZipEntry("../a", [1])))));

        Assert.Equal((ModelVerdict.Malicious, "Transform_000/OnnxModel"), (scan.Verdict, scan.Findings[0].Member));
    }

    internal static byte[] Model(byte[] key) => RawZip.Write(
        new("TrainingInfo/Version.txt", "5.0.1"u8.ToArray()) { Method = 8 },
        new("TransformerChain/Transform_000/Model.key", key) { Method = 8 },
        new RawZipEntry("TransformerChain/Model.key", Key(Own)) { Method = 8 });

    internal static byte[] Key(string assembly = Own, string signature = "TESTMODL", string loader = "TestLoader", string[]? strings = null, byte[]? model = null)
    {
        var header = new byte[256];
        var body = new MemoryStream();
        void Range(int at, byte[] bytes)
        {
            BitConverter.GetBytes(256 + body.Length).CopyTo(header, at);
            BitConverter.GetBytes((long)bytes.Length).CopyTo(header, at + 8);
            body.Write(bytes);
        }

        BitConverter.GetBytes(0x4C45444F4D004C4DUL).CopyTo(header, 0);
        BitConverter.GetBytes(0x00010002).CopyTo(header, 8);
        BitConverter.GetBytes(0x00010001).CopyTo(header, 12);
        Range(16, model ?? [1, 0, 0, 0]);
        if (strings is not null)
        {
            long end = 0;
            Range(32, [.. strings.SelectMany(text => BitConverter.GetBytes(end += text.Length * 2))]);
            Range(48, [.. strings.SelectMany(Encoding.Unicode.GetBytes)]);
        }

        Encoding.ASCII.GetBytes(signature).CopyTo(header, 64);
        Encoding.ASCII.GetBytes(loader).CopyTo(header, 80);
        BitConverter.GetBytes(256 + body.Length).CopyTo(header, 144);
        BitConverter.GetBytes(assembly.Length * 2).CopyTo(header, 152);
        body.Write(Encoding.Unicode.GetBytes(assembly));
        BitConverter.GetBytes(256 + body.Length).CopyTo(header, 128);
        BitConverter.GetBytes(264 + body.Length).CopyTo(header, 136);
        return [.. header, .. body.ToArray(), .. BitConverter.GetBytes(0x4D4C004D4F44454CUL)];
    }
}
