using System.Formats.Tar;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class TarReaderTests
{
    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Tar_of_the_framework_has_no_finding(TarEntryFormat format)
    {
        var longName = $"folder/{new string('n', format is TarEntryFormat.V7 ? 60 : 90)}/{(format is TarEntryFormat.Pax or TarEntryFormat.Gnu ? "größe" : "size")}.txt";

        Scans.AssertNothing(Scans.Scan(Tar(format, (TarEntryType.Directory, "folder/", null), (TarEntryType.RegularFile, "folder/a.txt", "Words"), (TarEntryType.RegularFile, longName, "Words"))), "tar");
    }

    [Fact]
    public void Members_are_read_by_their_content()
    {
        var zip = Encoding.Latin1.GetString(RawZip.Write(new RawZipEntry("../a.txt", [1])));

        var finding = Assert.Single(Scans.Scan(Tar(TarEntryFormat.Pax, (TarEntryType.RegularFile, "a.txt", "Words"), (TarEntryType.RegularFile, "weights", zip))).Findings);

        Assert.Equal((ModelVerdict.Malicious, "weights"), (finding.Verdict, finding.Member));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "link", "../../etc/passwd", ModelVerdict.Malicious, null)]
    [InlineData(TarEntryType.SymbolicLink, "link", "/etc/passwd", ModelVerdict.Malicious, null)]
    [InlineData(TarEntryType.SymbolicLink, "folder/link", "../file", ModelVerdict.Suspicious, "tar:link:folder/link")]
    [InlineData(TarEntryType.HardLink, "folder/link", "../file", ModelVerdict.Malicious, null)]
    [InlineData(TarEntryType.HardLink, "folder/link", "file", ModelVerdict.Suspicious, "tar:link:folder/link")]
    [InlineData(TarEntryType.Fifo, "pipe", null, ModelVerdict.Malicious, null)]
    [InlineData(TarEntryType.CharacterDevice, "device", null, ModelVerdict.Malicious, null)]
    [InlineData(TarEntryType.RegularFile, "../file", "Words", ModelVerdict.Malicious, null)]
    [InlineData(TarEntryType.RegularFile, "/file", "Words", ModelVerdict.Malicious, null)]
    public void What_reaches_out_of_the_folder_is_reported(TarEntryType type, string name, string? content, ModelVerdict expected, string? subject)
    {
        var finding = Assert.Single(Scans.Scan(Tar(TarEntryFormat.Pax, (type, name, content))).Findings);

        Assert.Equal((expected, subject, name), (finding.Verdict, finding.Subject, finding.Element));
    }

    [Fact]
    public void Two_members_of_a_name_are_suspicious()
    {
        var scan = Scans.Scan(Tar(TarEntryFormat.Ustar, (TarEntryType.RegularFile, "a.txt", "One"), (TarEntryType.RegularFile, "a.txt", "Two")));

        Assert.Equal("tar:duplicate:a.txt", Assert.Single(scan.Findings).Subject);
    }

    [Fact]
    public void Extended_header_that_renames_is_suspicious()
    {
        var bytes = Tar(TarEntryFormat.Pax, (TarEntryType.RegularFile, "model.pkl", "Words"));
        Rename(bytes, header: 1024, "notes.txt");

        Assert.Equal("tar:name:model.pkl", Assert.Single(Scans.Scan(bytes).Findings).Subject);
    }

    [Fact]
    public void Extended_header_that_gives_another_size_is_malicious()
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.txt", [new("comment", "1234")])
            {
                DataStream = new MemoryStream("Words"u8.ToArray()),
            });
        }

        var text = Encoding.Latin1.GetString(bytes.ToArray()).Replace("16 comment=1234\n", "16 size=00000001\n"[..16], StringComparison.Ordinal);
        var edited = Encoding.Latin1.GetBytes(text.Replace("16 size=0000000", "16 size=0000001", StringComparison.Ordinal));
        edited[Array.IndexOf(edited, (byte)'=', text.IndexOf("size=", StringComparison.Ordinal)) + 8] = (byte)'\n';

        Assert.Contains(Scans.Scan(edited).Findings, finding => finding.Verdict == ModelVerdict.Malicious);
    }

    [Fact]
    public void Bytes_behind_the_end_are_reported_and_read()
    {
        var scan = Scans.Scan([.. Tar(TarEntryFormat.Ustar, (TarEntryType.RegularFile, "a.txt", "One")), .. RawZip.Write(new RawZipEntry("../b.txt", [1]))]);

        Assert.Contains(scan.Findings, finding => finding.Subject == "tar:stray-bytes");
        Assert.Equal(ModelVerdict.Malicious, scan.Verdict);
    }

    [Fact]
    public void Tar_that_ends_with_a_zip_is_a_tar() => Scans.AssertNothing(
        Scans.Scan(Tar(TarEntryFormat.Ustar, (TarEntryType.RegularFile, "a.zip", Encoding.Latin1.GetString(RawZip.Write(new RawZipEntry("a.txt", [1])))))),
        "tar");

    [Fact]
    public void Tar_that_is_cut_off_is_not_fully_read() => Assert.Equal(
        ModelVerdict.NotFullyRead,
        Scans.Scan(Tar(TarEntryFormat.Ustar, (TarEntryType.RegularFile, "a.txt", new string('x', 2000)))[..1024]).Verdict);

    internal static byte[] Tar(TarEntryFormat format, params (TarEntryType Type, string Name, string? Content)[] members)
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (type, name, content) in members)
            {
                var kind = format == TarEntryFormat.V7 && type == TarEntryType.RegularFile ? TarEntryType.V7RegularFile : type;
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(kind, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(kind, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(kind, name),
                    _ => new PaxTarEntry(kind, name),
                };
                if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                {
                    entry.LinkName = content!;
                }
                else if (content is not null)
                {
                    entry.DataStream = new MemoryStream(Encoding.Latin1.GetBytes(content));
                }

                writer.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }

    private static void Rename(byte[] tar, int header, string name)
    {
        tar.AsSpan(header, 100).Clear();
        Encoding.ASCII.GetBytes(name).CopyTo(tar, header);
        tar.AsSpan(header + 148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(tar.AsSpan(header, 512).ToArray().Sum(part => part), 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, header + 148);
    }
}
