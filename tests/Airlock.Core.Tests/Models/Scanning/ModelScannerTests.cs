using System.IO.Compression;
using System.Text;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Models.Scanning;

public sealed class ModelScannerTests
{
    private static readonly byte[] StartsProcess = Encoding.ASCII.GetBytes("cposix\nsystem\n(S'id'\ntR.");

    [Fact]
    public void Empty_file_is_not_read() => Assert.Equal(ModelVerdict.NotFullyRead, Scan([], "a.onnx").Verdict);

    [Fact]
    public void Content_decides_and_not_the_name()
    {
        foreach (var name in new[] { "a.onnx", "a.safetensors", "a.gguf", "a.txt", "a" })
        {
            var scan = Scan(StartsProcess, name);

            Assert.Equal(("pickle", ModelVerdict.Malicious), (scan.Format, scan.Verdict));
        }
    }

    [Fact]
    public void File_that_is_two_formats_at_once_is_judged_as_both()
    {
        byte[] both = [.. StartsProcess, .. Zip(("readme.txt", "harmless"u8.ToArray()))];

        Assert.Equal(ModelVerdict.Malicious, Scan(both, "a.pt").Verdict);
    }

    [Fact]
    public void Model_deep_in_archives_is_found_until_the_depth_is_refused()
    {
        var content = StartsProcess;
        for (var depth = 0; depth < ScanBudget.MaximumDepth; depth++)
        {
            content = Zip(($"level{depth}", content));
            var scan = Scan(content, "a.zip");
            Assert.Equal(depth < ScanBudget.MaximumDepth ? ModelVerdict.Malicious : ModelVerdict.NotFullyRead, scan.Verdict);
        }

        Assert.Equal(ModelVerdict.NotFullyRead, Scan(Zip(("a", Zip(("b", content)))), "a.zip").Verdict);
    }

    [Fact]
    public void Bomb_ends_as_not_fully_read()
    {
        var zeros = new byte[64 * 1024 * 1024];
        var bomb = Zip([.. Enumerable.Range(0, 8).Select(number => ($"part{number}.zip", Zip(("zeros", zeros))))]);

        var scan = Scan(bomb, "a.zip");

        Assert.Equal(ModelVerdict.NotFullyRead, scan.Verdict);
    }

    [Fact]
    public void No_bytes_at_all_make_the_scanner_fail()
    {
        byte[][] seeds =
        [
            StartsProcess,
            Zip(("archive/data.pkl", StartsProcess), ("archive/version", "3\n"u8.ToArray())),
            Zip(("config.json", """{"class_name":"Lambda"}"""u8.ToArray()), ("metadata.json", "{}"u8.ToArray())),
            [.. "GGUF"u8, 3, 0, 0, 0, .. new byte[64]],
            [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'],
            Encoding.UTF8.GetBytes("""{"chat_template":"{{ messages }}","auto_map":{"AutoModel":"a.B"}}"""),
        ];
        var mutation = Gen.Select(Gen.OneOf([.. seeds.Select(seed => Gen.Const(seed))]), Gen.Select(Gen.Int[0, 10_000], Gen.Byte).List[1, 12], Gen.Int[0, 100]);

        mutation.Sample(
            (seed, changes, cut) =>
            {
                var bytes = seed.ToArray();
                foreach (var (at, value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                Scan(bytes[..(bytes.Length * cut / 100)], "a.bin");
            },
            iter: 3000);
    }

    private static ModelScan Scan(byte[] bytes, string name) => ModelScanner.Scan(ByteSource.Of(bytes), name, null, TestContext.Current.CancellationToken);

    private static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
