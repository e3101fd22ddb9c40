using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Airlock.Core.Tests.Libraries.Signatures;

/// <summary>Makes small package archives, and puts signatures into them as NuGet does.</summary>
public static class SignedArchive
{
    /// <summary>An archive with these files.</summary>
    public static byte[] Create(params (string Name, string Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Puts a stored entry <c>.signature.p7s</c> before the entry of that number, or behind the last.</summary>
    public static byte[] Insert(byte[] archive, byte[] signature, int position)
    {
        var end = archive.AsSpan().LastIndexOf("PK\x05\x06"u8);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(end + 10));
        var size = (int)BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(end + 12));
        var directory = (int)BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(end + 16));
        var headers = new List<byte[]>();
        for (var at = directory; at < end; at += headers[^1].Length)
        {
            var header = archive.AsSpan(at);
            headers.Add(header[..(46 + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[30..]))].ToArray());
        }

        static uint Offset(byte[] header) => BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(42));
        var start = position < count ? (int)Offset(headers[position]) : directory;
        var entry = LocalHeader(signature);
        foreach (var header in headers.Where(header => Offset(header) >= start))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), Offset(header) + (uint)entry.Length);
        }

        headers.Insert(position, DirectoryHeader(signature, (uint)start));
        var record = archive[end..];
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(8), (ushort)(count + 1));
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(10), (ushort)(count + 1));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12), (uint)(size + headers[position].Length));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(16), (uint)(directory + entry.Length));
        return [.. archive[..start], .. entry, .. archive[start..directory], .. headers.SelectMany(header => header), .. record];
    }

    private static byte[] LocalHeader(byte[] signature)
    {
        var header = new byte[30];
        "PK\x03\x04"u8.CopyTo(header);
        header[4] = 20;
        WriteSizes(header.AsSpan(14), signature);
        return [.. header, .. ".signature.p7s"u8, .. signature];
    }

    private static byte[] DirectoryHeader(byte[] signature, uint offset)
    {
        var header = new byte[46];
        "PK\x01\x02"u8.CopyTo(header);
        header[4] = header[6] = 20;
        WriteSizes(header.AsSpan(16), signature);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), offset);
        return [.. header, .. ".signature.p7s"u8];
    }

    private static void WriteSizes(Span<byte> fields, byte[] signature)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(fields, Crc32.HashToUInt32(signature));
        BinaryPrimitives.WriteUInt32LittleEndian(fields[4..], (uint)signature.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[8..], (uint)signature.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[12..], (ushort)".signature.p7s".Length);
    }
}
