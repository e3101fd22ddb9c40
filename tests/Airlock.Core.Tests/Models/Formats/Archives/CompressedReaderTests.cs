using System.IO.Compression;
using System.Text;
using Airlock.Core.Models.Scanning;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.ZStandard;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class CompressedReaderTests
{
    // A zip with the member "../a.txt", as xz packs it; then the same in two streams, one after the other.
    internal const string Xz =
        "FD377A585A000004E6D6B4460200210116000000742FE5A3E00072003E5D002812BC602897D5724AD84EE775C8F36C7F5F363A6AB9A810298D156C7C"
        + "C6ECF289252E3E23589BB3FEE18332E7CCE5D65929C40C2CBD0C4E20ABA339310000000063631B8B6DFC860800015A737320DEA91FB6F37D01000000"
        + "0004595A";

    private const string XzInTwoStreams =
        "FD377A585A000004E6D6B4460200210116000000742FE5A3E0002700235D002812BC602897D5724AD84EE775C8F36C7F5F363A6AB9A810298D156C5C"
        + "A0CE8425890000001E29120536AB3BD500013F28ED37ED4D1FB6F37D010000000004595AFD377A585A000004E6D6B4460200210116000000742FE5A3"
        + "E0004A00345D0025803C4154F9A47954127E6279713CB52A720E04808BCD958935A42D6D3960BD024B7E708436875C34F941180FA8720E6E038FE500"
        + "C26638F7C46B879F0001504B6770337B1FB6F37D010000000004595A";

    public static TheoryData<string> Compressions => ["gzip", "zlib", "bzip2", "lzma", "zstd"];

    [Theory]
    [MemberData(nameof(Compressions))]
    public void What_is_compressed_is_unpacked_and_read(string format)
    {
        var scan = Scans.Scan(Compress(format, RawZip.Write(new RawZipEntry("../a.txt", new byte[5000]))), $"model.pkl.{format}");

        Assert.Equal(format, scan.Format);
        var finding = Assert.Single(scan.Findings);
        Assert.Equal((ModelVerdict.Malicious, "../a.txt"), (finding.Verdict, finding.Element));
    }

    [Theory]
    [InlineData(Xz)]
    [InlineData(XzInTwoStreams)]
    public void Xz_is_unpacked_and_read(string hex)
    {
        var scan = Scans.Scan(Convert.FromHexString(hex), "model.pkl.xz");

        Assert.Equal(("xz", "../a.txt"), (scan.Format, Assert.Single(scan.Findings).Element));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void What_unpacks_to_nothing_known_is_not_fully_read(string format) =>
        Assert.Equal(ModelVerdict.NotFullyRead, Scans.Scan(Compress(format, Encoding.UTF8.GetBytes("Plain words, many of them"))).Verdict);

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Inside_of_an_archive_unknown_content_is_no_finding(string format) =>
        Scans.AssertNothing(Scans.Scan(RawZip.Write(new RawZipEntry("log", Compress(format, Encoding.UTF8.GetBytes("Plain words, many of them"))))), "zip");

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Findings_before_the_break_are_kept(string format)
    {
        var random = new byte[2_000_000];
        new Random(1).NextBytes(random);
        var whole = Compress(format, [.. TarReaderTests.Tar(System.Formats.Tar.TarEntryFormat.Ustar, (System.Formats.Tar.TarEntryType.RegularFile, "../a", "x")), .. random]);

        var scan = Scans.Scan(whole[..^2000]);

        Assert.Equal(ModelVerdict.Malicious, scan.Verdict);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void Bomb_is_not_fully_read(string format)
    {
        var bomb = Compress(format, new byte[40 * 1024 * 1024]);
        var scan = Scans.Scan(RawZip.Write([.. Enumerable.Range(0, 12).Select(number => new RawZipEntry($"{number}", bomb))]));

        Assert.Contains(scan.Findings, finding => finding.Verdict == ModelVerdict.NotFullyRead && finding.Message.Contains("unpacks to more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("377ABCAF271C0004", "7z")]
    [InlineData("526172211A070100", "rar")]
    [InlineData("04224D18644070DF", "lz4")]
    public void What_is_not_unpacked_here_is_not_fully_read(string hex, string format)
    {
        var scan = Scans.Scan([.. Convert.FromHexString(hex), .. new byte[64]]);

        Assert.Equal((format, ModelVerdict.NotFullyRead), (scan.Format, scan.Verdict));
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void What_follows_the_end_is_not_read_and_said(string format)
    {
        var whole = format == "xz" ? Convert.FromHexString(Xz) : Compress(format, RawZip.Write(new RawZipEntry("a.txt", [1])));

        Assert.Contains(
            Scans.Scan([.. whole, .. RawZip.Write(new RawZipEntry("b.txt", [1]))]).Findings, finding => finding.Verdict == ModelVerdict.NotFullyRead);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip")]
    public void Zip_that_does_not_get_smaller_is_one_file(string format)
    {
        var random = new byte[300_000];
        new Random(1).NextBytes(random);

        Scans.AssertNothing(Scans.Scan(Compress(format, RawZip.Write(new RawZipEntry("a.txt", random)))), format);
    }

    [Fact]
    public void Windows_of_gigabytes_are_refused()
    {
        byte[] lzma = [0x5D, 0, 0, 0, 0x80, .. BitConverter.GetBytes(-1L), 0, 1, 2, 3, 4, 5, 6, 7, 8];

        Assert.NotEqual(ModelVerdict.Clean, Scans.Scan(lzma).Verdict);
    }

    [Theory]
    [InlineData("x\x9C")]
    [InlineData("x^2 + y^2 = z^2")]
    [InlineData("]\0\0\0\0")]
    [InlineData("BZh is no mark")]
    public void Texts_that_begin_alike_are_not_compressed(string text) => Assert.Null(Scans.Scan(Encoding.Latin1.GetBytes(text)).Format);

    internal static byte[] Compress(string format, byte[] content)
    {
        var bytes = new MemoryStream();
        switch (format)
        {
            case "gzip":
                using (var stream = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
                {
                    stream.Write(content);
                }

                break;
            case "zlib":
                using (var stream = new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
                {
                    stream.Write(content);
                }

                break;
            case "bzip2":
                using (var stream = BZip2Stream.Create(bytes, SharpCompress.Compressors.CompressionMode.Compress, false, leaveOpen: true))
                {
                    stream.Write(content);
                }

                break;
            case "lzma":
                using (var packed = new MemoryStream())
                {
                    byte[] properties;
                    using (var stream = LzmaStream.Create(new LzmaEncoderProperties(true, 1 << 16), false, packed))
                    {
                        properties = stream.Properties;
                        stream.Write(content);
                    }

                    bytes.Write(properties);
                    bytes.Write(BitConverter.GetBytes(-1L));
                    bytes.Write(packed.ToArray());
                }

                break;
            default:
                using (var stream = new CompressionStream(bytes, 1, leaveOpen: true))
                {
                    stream.Write(content);
                }

                break;
        }

        return bytes.ToArray();
    }
}
