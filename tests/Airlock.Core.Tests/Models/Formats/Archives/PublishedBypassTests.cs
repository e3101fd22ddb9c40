using System.Formats.Tar;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>
/// The published ways to hide a member of a model archive from scanners. What is hidden here is a zip that unpacks out of its folder, which
/// stands for whatever a reader finds malicious; it must be found, not merely the trick.
/// </summary>
public sealed class PublishedBypassTests
{
    private static readonly byte[] Payload = RawZip.Write(new RawZipEntry("../../home/user/.bashrc", "id"u8.ToArray()));

    private static readonly RawZipEntry[] Model = [new("model/data.pkl", [0x80, 2, 0x2E]), new("model/data/0", new byte[64]), new("model/version", "3\n"u8.ToArray())];

    public static TheoryData<string> Tricks =>
    [
        "CVE-2025-1889 another extension",
        "CVE-2025-1944 another local name",
        "CVE-2025-1945 flag 0x1",
        "CVE-2025-1945 flag 0x20",
        "CVE-2025-1945 flag 0x40",
        "CVE-2025-1945 flag 0x1, local",
        "CVE-2025-10156 wrong checksum",
        "CVE-2025-10155 named otherwise",
        "nested zip",
        "tar",
        "gzip",
        "unlisted",
        "Unicode path",
        "behind other bytes",
        "before other bytes",
        "between entries",
        "in the comment",
        "storage renamed",
        "folder",
        "two sizes",
        "data descriptor",
    ];

    [Theory]
    [MemberData(nameof(Tricks))]
    public void Hidden_member_is_found(string trick)
    {
        var hidden = new RawZipEntry("model/config.p", Payload);
        var bytes = trick switch
        {
            "CVE-2025-1944 another local name" => Write(hidden with { LocalName = "model/config.x" }),
            "CVE-2025-1945 flag 0x1" => Write(hidden with { Flags = 1 }),
            "CVE-2025-1945 flag 0x20" => Write(hidden with { Flags = 0x20 }),
            "CVE-2025-1945 flag 0x40" => Write(hidden with { Flags = 0x40 }),
            "CVE-2025-1945 flag 0x1, local" => Write(hidden with { LocalFlags = 1 }),
            "CVE-2025-10156 wrong checksum" => Write(hidden with { Checksum = 1 }),
            "CVE-2025-10155 named otherwise" => Payload,
            "nested zip" => Write(hidden with { Content = RawZip.Write(hidden with { Method = 8 }), Method = 8 }),
            "tar" => TarReaderTests.Tar(TarEntryFormat.Ustar, (TarEntryType.RegularFile, "model.txt", Encoding.Latin1.GetString(Payload))),
            "gzip" => CompressedReaderTests.Compress("gzip", CompressedReaderTests.Compress("gzip", Payload)),
            "unlisted" => Write(hidden with { IsListed = false }),
            "Unicode path" => Write(hidden with { Name = "model/readme.md", Extra = RawZip.UnicodePath("model/readme.md", "model/data.pkl") }),
            "behind other bytes" => [0x80, 2, 0x4E, 0x2E, .. Payload],
            "before other bytes" => [.. Payload, .. new byte[300], .. "end"u8],
            "between entries" => RawZip.Write(Model, Payload, []),
            "in the comment" => RawZip.Write(Model, [], Payload),
            "storage renamed" => Write(hidden with { Name = "model/data/1", LocalName = "model/code.pkl" }),
            "folder" => Write(hidden with { Name = "model/folder/" }),
            "two sizes" => Write(hidden with { LocalSize = 3 }),
            "data descriptor" => Write(hidden with { Flags = 8, IsListed = false }),
            _ => Write(hidden),
        };

        var scan = Scans.Scan(bytes, "model.txt");

        Assert.Contains(scan.Findings, finding => finding.Verdict == ModelVerdict.Malicious && finding.Element == "../../home/user/.bashrc");
    }

    private static byte[] Write(RawZipEntry hidden) => RawZip.Write([.. Model, hidden]);
}
