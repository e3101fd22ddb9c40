using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>An entry of a <see cref="RawZip"/>: whatever its two headers are to say, right or wrong.</summary>
internal sealed record RawZipEntry(string Name, byte[] Content)
{
    public string? LocalName { get; init; }

    public ushort Method { get; init; }

    public ushort? LocalMethod { get; init; }

    public ushort Flags { get; init; }

    public ushort? LocalFlags { get; init; }

    public uint? Checksum { get; init; }

    public uint? LocalSize { get; init; }

    public uint? Size { get; init; }

    public byte[] Extra { get; init; } = [];

    public byte[] LocalExtra { get; init; } = [];

    public byte[] After { get; init; } = [];

    public uint Attributes { get; init; }

    public bool IsListed { get; init; } = true;

    public int Times { get; init; } = 1;

    public bool HasDescriptor => (Flags & 8) != 0;
}

/// <summary>Writes zips byte by byte, hostile ones too.</summary>
internal static class RawZip
{
    public static byte[] Write(params RawZipEntry[] entries) => Write(entries, [], []);

    public static byte[] Write(RawZipEntry[] entries, byte[] beforeDirectory, byte[] comment, int? count = null)
    {
        var bytes = new MemoryStream();
        var writer = new BinaryWriter(bytes);
        var directory = new MemoryStream();
        var listing = new BinaryWriter(directory);
        ushort listed = 0;
        foreach (var entry in entries)
        {
            var start = (uint)bytes.Position;
            var data = entry.Method == 8 ? Deflate(entry.Content) : entry.Content;
            var checksum = entry.Checksum ?? Crc32.HashToUInt32(entry.Content);
            var (compressed, size) = ((uint)data.Length, entry.Size ?? (uint)entry.Content.Length);
            var blank = entry.HasDescriptor;
            writer.Write("PK\x03\x04"u8);
            writer.Write((ushort)20);
            writer.Write(entry.LocalFlags ?? entry.Flags);
            writer.Write(entry.LocalMethod ?? entry.Method);
            writer.Write(0u);
            writer.Write(blank ? 0 : checksum);
            writer.Write(entry.LocalSize ?? (blank ? 0 : compressed));
            writer.Write(entry.LocalSize ?? (blank ? 0 : size));
            WriteName(writer, entry.LocalName ?? entry.Name, entry.LocalExtra);
            writer.Write(data);
            if (blank)
            {
                writer.Write("PK\x07\x08"u8);
                writer.Write(checksum);
                writer.Write(compressed);
                writer.Write(size);
            }

            writer.Write(entry.After);
            for (var times = 0; entry.IsListed && times < entry.Times; times++)
            {
                listed++;
                listing.Write("PK\x01\x02"u8);
                listing.Write((ushort)0x0314);
                listing.Write((ushort)20);
                listing.Write(entry.Flags);
                listing.Write(entry.Method);
                listing.Write(0u);
                listing.Write(checksum);
                listing.Write(compressed);
                listing.Write(size);
                var name = Encoding.UTF8.GetBytes(entry.Name);
                listing.Write((ushort)name.Length);
                listing.Write((ushort)entry.Extra.Length);
                listing.Write(new byte[6]);
                listing.Write(entry.Attributes);
                listing.Write(start);
                listing.Write(name);
                listing.Write(entry.Extra);
            }
        }

        writer.Write(beforeDirectory);
        var at = (uint)bytes.Position;
        writer.Write(directory.ToArray());
        writer.Write("PK\x05\x06"u8);
        writer.Write(0u);
        writer.Write((ushort)(count ?? listed));
        writer.Write((ushort)(count ?? listed));
        writer.Write((uint)directory.Length);
        writer.Write(at);
        writer.Write((ushort)comment.Length);
        writer.Write(comment);
        return bytes.ToArray();
    }

    public static byte[] Deflate(byte[] content)
    {
        var bytes = new MemoryStream();
        using (var stream = new DeflateStream(bytes, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return bytes.ToArray();
    }

    /// <summary>The Unicode path extra field (APPNOTE 4.6.9).</summary>
    public static byte[] UnicodePath(string headerName, string unicodeName)
    {
        var body = Encoding.UTF8.GetBytes(unicodeName);
        return [0x75, 0x70, (byte)(body.Length + 5), 0, 1, .. BitConverter.GetBytes(Crc32.HashToUInt32(Encoding.UTF8.GetBytes(headerName))), .. body];
    }

    private static void WriteName(BinaryWriter writer, string name, byte[] extra)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        writer.Write((ushort)bytes.Length);
        writer.Write((ushort)extra.Length);
        writer.Write(bytes);
        writer.Write(extra);
    }
}
