using System.Formats.Tar;
using System.Text;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Whatever bytes come, the scan ends with a verdict.</summary>
public sealed class ArchiveMutationTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Plain words. ", 20)));

    public static TheoryData<string> Seeds => [.. Make.Keys];

    private static readonly Dictionary<string, byte[]> Make = new(StringComparer.Ordinal)
    {
        ["zip"] = RawZip.Write(new("a.txt", Text) { Method = 8 }, new("folder/b.txt", Text) { Flags = 8 }, new RawZipEntry("c.zip", RawZip.Write(new RawZipEntry("d", Text)))),
        ["torchscript"] = RawZip.Write(new("a/data.pkl", [0x80, 2, 0x2E]), new("a/code/b.py", "ops.aten.save(x)"u8.ToArray()), new RawZipEntry("a/data/0", Text)),
        ["skops"] = RawZip.Write(new RawZipEntry("schema.json", "{\"__class__\": \"a\", \"__module__\": \"b\", \"__loader__\": \"c\", \"content\": [{}]}"u8.ToArray())),
        ["mlnet"] = MLNetReaderTests.Model([.. new byte[300]]),
        ["tar"] = TarReaderTests.Tar(TarEntryFormat.Pax, (TarEntryType.RegularFile, "model_config.yaml", "a: {_target_: b.c}"), (TarEntryType.SymbolicLink, "größe", "a")),
        ["gnu"] = TarReaderTests.Tar(TarEntryFormat.Gnu, (TarEntryType.RegularFile, new string('n', 150), "x")),
        ["gzip"] = CompressedReaderTests.Compress("gzip", Text),
        ["zlib"] = CompressedReaderTests.Compress("zlib", Text),
        ["bzip2"] = CompressedReaderTests.Compress("bzip2", Text),
        ["lzma"] = CompressedReaderTests.Compress("lzma", Text),
        ["zstd"] = CompressedReaderTests.Compress("zstd", Text),
        ["xz"] = Convert.FromHexString(CompressedReaderTests.Xz),
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Changed_bytes_never_break_the_scan(string seed)
    {
        var bytes = Make[seed];
        var change = Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, 3]);

        change.Array[1, 6].Sample(
            changes =>
            {
                var changed = bytes.ToList();
                foreach (var (at, value, kind) in changes)
                {
                    var place = Math.Min(at, changed.Count - 1);
                    switch (kind)
                    {
                        case 0 when changed.Count > 1:
                            changed.RemoveRange(place, Math.Min(value, changed.Count - 1 - place));
                            break;
                        case 1:
                            changed.InsertRange(place, Enumerable.Repeat(value, value % 9));
                            break;
                        default:
                            changed[place] = value;
                            break;
                    }
                }

                Assert.True(Enum.IsDefined(Scans.Scan([.. changed]).Verdict));
            },
            iter: 150,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_cut_ends_with_a_verdict(string seed)
    {
        var bytes = Make[seed];
        for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 100))
        {
            Assert.True(Enum.IsDefined(Scans.Scan(bytes[..length]).Verdict));
        }
    }

    [Fact]
    public void Zip_that_holds_what_it_was_given_is_clean() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12], Gen.Byte[0, 40].Array[0, 300], Gen.Bool, Gen.Bool)
            .Select(parts => new RawZipEntry(parts.Item1, parts.Item2) { Method = (ushort)(parts.Item3 ? 8 : 0), Flags = (ushort)(parts.Item4 ? 8 : 0) })
            .Array[0, 8]
            .Where(entries => entries.Select(entry => entry.Name).Distinct().Count() == entries.Length)
            .Sample(entries => Scans.AssertNothing(Scans.Scan(RawZip.Write(entries)), "zip"), iter: 150, threads: 1);
}
