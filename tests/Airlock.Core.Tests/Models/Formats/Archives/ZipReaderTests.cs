using System.IO.Compression;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class ZipReaderTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Plain words. ", 40)));

    [Theory]
    [InlineData(CompressionLevel.NoCompression, true)]
    [InlineData(CompressionLevel.NoCompression, false)]
    [InlineData(CompressionLevel.Optimal, true)]
    [InlineData(CompressionLevel.Optimal, false)]
    public void Zip_of_the_framework_has_no_finding(CompressionLevel level, bool isSeekable)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(isSeekable ? bytes : new ForwardStream(bytes), ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "a.txt", "folder/b.txt", "folder/größe.txt", "empty.txt" })
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(name == "empty.txt" ? [] : Text);
            }

            archive.CreateEntry("folder/empty/");
        }

        Scans.AssertNothing(Scans.Scan(bytes.ToArray()), "zip");
    }

    [Fact]
    public void Zip_that_was_updated_by_the_framework_has_no_finding()
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("a.txt").Open().Dispose();
        }

        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("b.txt").Open();
            entry.Write(Text);
        }

        Scans.AssertNothing(Scans.Scan(bytes.ToArray()), "zip");
    }

    [Fact]
    public void Empty_zip_has_no_finding() => Scans.AssertNothing(Scans.Scan(RawZip.Write()), "zip");

    [Fact]
    public void Zeros_that_align_and_comments_are_no_finding() => Scans.AssertNothing(
        Scans.Scan(RawZip.Write([new("a.txt", Text) { LocalExtra = new byte[37], After = new byte[64] }, new("b.txt", Text)], new byte[8], "Hello"u8.ToArray())),
        "zip");

    [Fact]
    public void Old_separators_and_levels_of_compression_are_no_finding() => Scans.AssertNothing(
        Scans.Scan(RawZip.Write(
            new RawZipEntry("folder\\a.txt", Text) { Method = 8, Flags = 2, LocalFlags = 0 },
            new("größe.txt", Text) { Flags = 0x800, LocalFlags = 0 },
            new("old.txt", Text) { Extra = RawZip.UnicodePath("old.txt", "old.txt") })),
        "zip");

    public static TheoryData<string, string> Deceptions => new()
    {
        { "name", "zip:name:a.txt" },
        { "method", "zip:method:a.txt" },
        { "flags", "zip:flags:a.txt" },
        { "patched", "zip:flags:a.txt" },
        { "not encrypted", "zip:encrypted:a.txt" },
        { "size", "zip:size:a.txt" },
        { "length", "zip:length:a.txt" },
        { "checksum", "zip:checksum:a.txt" },
        { "unlisted", "zip:unlisted:hidden.txt" },
        { "duplicate", "zip:duplicate:a.txt" },
        { "overlap", "zip:overlap:a.txt" },
        { "unicode", "zip:unicode-name:a.txt" },
        { "local unicode", "zip:unicode-name:a.txt" },
        { "link", "zip:link:a.txt" },
        { "folder", "zip:folder:folder/" },
        { "gap", "zip:stray-bytes:555" },
        { "count", "zip:entry-count" },
        { "front", "zip:stray-bytes:0" },
        { "tail", "zip:stray-bytes:628" },
    };

    [Theory]
    [MemberData(nameof(Deceptions))]
    public void What_no_packing_tool_writes_is_suspicious(string kind, string subject)
    {
        var entry = new RawZipEntry("a.txt", Text);
        var other = new RawZipEntry("b.txt", Text);
        var bytes = kind switch
        {
            "name" => RawZip.Write(entry with { LocalName = "b.txt" }),
            "method" => RawZip.Write(entry with { Method = 8, LocalMethod = 0 }),
            "flags" => RawZip.Write(entry with { LocalFlags = 1 }),
            "patched" => RawZip.Write(entry with { Flags = 0x20 }),
            "not encrypted" => RawZip.Write(entry with { Flags = 1 }),
            "size" => RawZip.Write(entry with { LocalSize = 100 }),
            "length" => RawZip.Write(entry with { Method = 8, Size = 7 }),
            "checksum" => RawZip.Write(entry with { Checksum = 7 }),
            "unlisted" => RawZip.Write(entry, other with { Name = "hidden.txt", IsListed = false }, other),
            "duplicate" => RawZip.Write(entry, entry),
            "overlap" => RawZip.Write(entry with { Times = 2 }),
            "unicode" => RawZip.Write(entry with { Extra = RawZip.UnicodePath("a.txt", "model.pkl") }),
            "local unicode" => RawZip.Write(entry with { LocalExtra = RawZip.UnicodePath("a.txt", "model.pkl") }),
            "link" => RawZip.Write(entry with { Content = "b.txt"u8.ToArray(), Attributes = 0xA1FFu << 16 }),
            "folder" => RawZip.Write(entry with { Name = "folder/" }),
            "gap" => RawZip.Write([entry], "something"u8.ToArray(), []),
            "count" => RawZip.Write([entry], [], [], count: 3),
            "front" => [.. "something"u8, .. RawZip.Write(entry)],
            _ => [.. RawZip.Write(entry), .. "something"u8],
        };

        var scan = Scans.Scan(bytes);

        Assert.Equal(ModelVerdict.Suspicious, scan.Verdict);
        Assert.Contains(scan.Findings, finding => finding.Subject == subject);
    }

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("a/../../b.txt")]
    [InlineData("..\\a.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\a.txt")]
    [InlineData("data.pkl\0.txt")]
    public void Names_that_lead_elsewhere_are_malicious(string name) =>
        Assert.Equal(ModelVerdict.Malicious, Scans.Scan(RawZip.Write(new RawZipEntry(name, Text))).Verdict);

    [Theory]
    [InlineData("weights..v2.bin")]
    [InlineData("a/...")]
    [InlineData("C:")]
    public void Names_with_dots_are_names(string name) => Scans.AssertNothing(Scans.Scan(RawZip.Write(new RawZipEntry(name, Text))), "zip");

    [Theory]
    [InlineData("../../etc/passwd", ModelVerdict.Malicious)]
    [InlineData("/etc/passwd", ModelVerdict.Malicious)]
    [InlineData("../other/file", ModelVerdict.Suspicious)]
    public void Links_are_judged_by_where_they_lead(string target, ModelVerdict expected) => Assert.Equal(
        expected,
        Scans.Scan(RawZip.Write(new RawZipEntry("folder/link", Encoding.UTF8.GetBytes(target)) { Attributes = 0xA1FFu << 16 })).Verdict);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 99)]
    [InlineData(0, 6)]
    public void What_is_encrypted_or_of_an_unknown_method_is_not_fully_read(ushort flags, ushort method) => Assert.Equal(
        ModelVerdict.NotFullyRead,
        Scans.Scan(RawZip.Write(new RawZipEntry("a.txt", Text) { Flags = flags, Method = method, Checksum = 1 })).Verdict);

    [Fact]
    public void Zip_that_is_cut_off_is_not_fully_read()
    {
        var bytes = RawZip.Write(new RawZipEntry("a.txt", Text), new RawZipEntry("b.txt", Text));

        Assert.Equal(ModelVerdict.NotFullyRead, Scans.Scan(bytes[..^60]).Findings.Max(finding => finding.Verdict));
    }

    [Fact]
    public void Second_end_record_is_seen_and_its_members_read()
    {
        var inner = RawZip.Write(new RawZipEntry("../hidden.txt", Text));

        var scan = Scans.Scan(RawZip.Write([new("a.txt", Text)], [], inner));

        Assert.Equal(ModelVerdict.Malicious, scan.Verdict);
    }

    [Fact]
    public void Zip_in_a_zip_is_read_and_named()
    {
        var inner = RawZip.Write(new RawZipEntry("../a.txt", Text));

        var scan = Scans.Scan(RawZip.Write(new("b.txt", Text), new RawZipEntry("folder/inner.txt", inner) { Method = 8 }));

        var finding = Assert.Single(scan.Findings);
        Assert.Equal((ModelVerdict.Malicious, "folder/inner.txt", "../a.txt"), (finding.Verdict, finding.Member, finding.Element));
    }

    [Fact]
    public void Zip_stored_last_in_a_zip_is_no_second_end() =>
        Scans.AssertNothing(Scans.Scan(RawZip.Write(new RawZipEntry("inner.zip", RawZip.Write(new RawZipEntry("a.txt", Text))))), "zip");

    [Fact]
    public void Zip_that_holds_itself_many_times_ends()
    {
        var bytes = RawZip.Write(new RawZipEntry("a.txt", Text));
        for (var depth = 0; depth < 9; depth++)
        {
            bytes = RawZip.Write([.. Enumerable.Range(0, 12).Select(number => new RawZipEntry($"{number}.zip", bytes) { Method = 8 })]);
        }

        Assert.Equal(ModelVerdict.NotFullyRead, Scans.Scan(bytes).Verdict);
    }

    [Fact]
    public void Bomb_is_not_fully_read()
    {
        var inner = RawZip.Write(new RawZipEntry("zeros", new byte[64 * 1024 * 1024]) { Method = 8 });

        var scan = Scans.Scan(RawZip.Write([.. Enumerable.Range(0, 8).Select(number => new RawZipEntry($"{number}.zip", inner) { Method = 8 })]));

        Assert.Equal(ModelVerdict.NotFullyRead, scan.Verdict);
        Assert.Contains("unpacks to more", scan.Findings[^1].Message, StringComparison.Ordinal);
    }

    private sealed class ForwardStream(Stream target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);
    }
}
