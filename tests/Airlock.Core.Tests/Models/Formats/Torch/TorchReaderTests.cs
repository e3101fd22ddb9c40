using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class TorchReaderTests
{
    // PROTO 2, EMPTY_DICT, STOP.
    private static readonly byte[] Pickle = [0x80, 2, 0x7D, 0x2E];

    private static RawZipEntry[] Saved(string root = "archive") =>
    [
        new($"{root}/data.pkl", Pickle) { Flags = 0x808 },
        new($"{root}/byteorder", "little"u8.ToArray()) { Flags = 0x808, LocalExtra = [(byte)'F', (byte)'B', 4, 0, 0x5A, 0x5A, 0x5A, 0x5A] },
        new($"{root}/data/0", RandomBytes(4096)) { Flags = 0x808 },
        new($"{root}/data/1", "cos\nsystem\n(S'true'\ntR."u8.ToArray()),
        new($"{root}/version", "3\n"u8.ToArray()),
        new($"{root}/.data/serialization_id", "0123456789"u8.ToArray()),
    ];

    [Fact]
    public void Zip_of_torch_save_has_no_finding_beyond_its_pickle()
    {
        var scan = Scans.Scan(RawZip.Write(Saved()));

        Assert.Equal("torch-zip", scan.Format);
        Assert.DoesNotContain(scan.Findings, finding => finding.Verdict > ModelVerdict.CodeBearing);
    }

    [Fact]
    public void Checksums_of_zero_are_what_torch_writes_if_told_so() => Assert.DoesNotContain(
        Scans.Scan(RawZip.Write([.. Saved().Select(entry => entry with { Checksum = 0 })])).Findings,
        finding => finding.Verdict > ModelVerdict.CodeBearing);

    [Theory]
    [InlineData("outside", "torch:outside:other/readme.txt")]
    [InlineData("compressed", "torch:compressed:archive/data.pkl")]
    [InlineData("storage", "torch:compressed:archive/data/7")]
    [InlineData("nested", "torch:nested-zip:archive/data/7")]
    public void What_torch_does_not_write_is_suspicious(string kind, string subject)
    {
        var bytes = kind switch
        {
            "outside" => RawZip.Write([.. Saved(), new("other/readme.txt", "Words"u8.ToArray())]),
            "compressed" => RawZip.Write([.. Saved().Select(entry => entry.Name.EndsWith(".pkl", StringComparison.Ordinal) ? entry with { Method = 8 } : entry)]),
            "storage" => RawZip.Write([.. Saved(), new("archive/data/7", new byte[100]) { Method = 8 }]),
            _ => RawZip.Write([.. Saved(), new("archive/data/7", RawZip.Write(new RawZipEntry("a.txt", [1])))]),
        };

        var scan = Scans.Scan(bytes);

        Assert.Equal(ModelVerdict.Suspicious, scan.Verdict);
        Assert.Contains(scan.Findings, finding => finding.Subject == subject);
    }

    [Theory]
    [InlineData("def forward(self, x: Tensor) -> Tensor:\n  return torch.add(x, ops.torchvision.nms(x, x, 0.5))\n", ModelVerdict.CodeBearing, null)]
    [InlineData("# torch.save(x)\n_0 = \"torch.save(\\\"x\\\")\"\n", ModelVerdict.CodeBearing, null)]
    [InlineData("_0 = self.torch.save\n", ModelVerdict.CodeBearing, null)]
    [InlineData("  torch.save(x, \"/tmp/a\")\n", ModelVerdict.Malicious, null)]
    [InlineData("  _1 = torch . \\\n save (x, \"/tmp/a\")\n", ModelVerdict.Malicious, null)]
    [InlineData("a = \"\"\"\n\"\"\"; ops.aten.from_file(\"/etc/passwd\", True, 4)", ModelVerdict.Malicious, null)]
    [InlineData("return ops.mylib.nms(x)", ModelVerdict.Suspicious, "torchscript:mylib::nms")]
    public void Operators_of_a_script_are_judged(string code, ModelVerdict expected, string? subject)
    {
        var scan = Scans.Scan(RawZip.Write([
            .. Saved(), new("archive/constants.pkl", Pickle), new("archive/code/__torch__/net.py", Encoding.UTF8.GetBytes(code)) { Method = 8 }]));

        Assert.Equal("torchscript", scan.Format);
        Assert.Equal(expected, scan.Verdict);
        Assert.Equal(subject, scan.Findings.FirstOrDefault(finding => finding.Verdict == ModelVerdict.Suspicious)?.Subject);
    }

    [Fact]
    public void Package_bears_code()
    {
        var scan = Scans.Scan(RawZip.Write(
            new("package/.data/extern_modules", "torch\n"u8.ToArray()),
            new("package/.data/0.storage", RandomBytes(64)),
            new("package/model/model.pkl", Pickle),
            new RawZipEntry("package/net.py", "import torch\n"u8.ToArray())));

        Assert.Equal(("torch-package", ModelVerdict.CodeBearing), (scan.Format, scan.Verdict));
    }

    [Theory]
    [InlineData("torchscript-operators.tsv")]
    [InlineData("torchscript-namespaces.tsv")]
    [InlineData("mlnet-assemblies.tsv")]
    [InlineData("skops-types.tsv")]
    public void Tables_have_two_cells_a_row_and_no_name_twice(string table)
    {
        var rows = EmbeddedTable.Rows(table).ToList();

        Assert.All(rows, cells => Assert.True(cells.Length == 2 && cells.All(cell => cell.Length > 0 && cell.Trim() == cell), string.Join('|', cells)));
        Assert.Equal(rows.Count, rows.Select(cells => cells[0]).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    public static TheoryData<string> Operators => [.. EmbeddedTable.Rows("torchscript-operators.tsv").Select(cells => cells[0])];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Each_operator_that_touches_the_host_is_found(string name)
    {
        var scan = Scans.Scan(RawZip.Write([.. Saved(), new("archive/code/a.py", Encoding.UTF8.GetBytes($"ops.{name.Replace("::", ".", StringComparison.Ordinal)}(x)"))]));

        Assert.Contains(scan.Findings, finding => finding.Verdict == ModelVerdict.Malicious && finding.Member == "archive/code/a.py");
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
