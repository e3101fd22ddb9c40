using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// One entry as one of a zip's two views describes it: its local header before the data, or its header in the central directory
/// (APPNOTE 6.3.10, sections 4.3.7 and 4.3.12).
/// </summary>
/// <param name="Start">Offset of the header in the file.</param>
/// <param name="Name">The name as written; bytes that are no UTF-8 count as Latin-1, so that different bytes stay different names.</param>
/// <param name="Flags">General purpose bit flag.</param>
/// <param name="Method">Compression method.</param>
/// <param name="Checksum">CRC-32 of the content; zero in a local header that a data descriptor completes.</param>
/// <param name="CompressedSize">Bytes of data; zero where a data descriptor tells.</param>
/// <param name="Size">Bytes of content; zero where a data descriptor tells.</param>
internal sealed record ZipHeader(long Start, string Name, ushort Flags, ushort Method, uint Checksum, long CompressedSize, long Size)
{
    /// <summary>Marks a local header.</summary>
    public static ReadOnlySpan<byte> LocalMark => "PK\x03\x04"u8;

    /// <summary>Marks a header of the central directory.</summary>
    public static ReadOnlySpan<byte> DirectoryMark => "PK\x01\x02"u8;

    private const int LocalLength = 30;
    private const int DirectoryLength = 46;
    private const ushort Zip64Extra = 0x0001;
    private const ushort UnicodePathExtra = 0x7075;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The offset behind the header: where the data begin (local header), or the next header (directory).</summary>
    public long End { get; private init; }

    /// <summary>In the directory: where the local header stands, as written.</summary>
    public long LocalOffset { get; private init; }

    /// <summary>The name that readers take instead if they know the Unicode path extra field (0x7075), or null.</summary>
    public string? UnicodeName { get; private init; }

    /// <summary>Whether Unix attributes make it a symbolic link, whose content is the target.</summary>
    public bool IsLink { get; private init; }

    /// <summary>Whether sizes and checksum follow the data (bit 3).</summary>
    public bool HasDescriptor => (Flags & 0x8) != 0;

    /// <summary>Whether it says to be encrypted (bit 0).</summary>
    public bool IsEncrypted => (Flags & 0x1) != 0;

    /// <summary>Whether it sets bits for which common readers give up: compressed patched data (5), strong encryption (6), masked headers (13).</summary>
    public bool HasRefusedFlags => (Flags & 0x2060) != 0;

    /// <summary>Reads a local header, or gives null if there is none at the offset.</summary>
    public static ZipHeader? ReadLocal(ByteSource source, long offset)
    {
        Span<byte> head = stackalloc byte[LocalLength];
        if (source.Read(offset, head) < LocalLength || !head.StartsWith(LocalMark))
        {
            return null;
        }

        var (name, extra) = (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]), BinaryPrimitives.ReadUInt16LittleEndian(head[28..]));
        if (offset + LocalLength + name + extra > source.Length)
        {
            return null;
        }

        return Read(offset, head[4..], source.ReadBytes(offset + LocalLength, name + extra), name, extra) with
        {
            End = offset + LocalLength + name + extra,
        };
    }

    /// <summary>Reads a header of the directory, or gives null if none follows.</summary>
    /// <param name="cursor">Stands in the directory.</param>
    /// <param name="origin">The offset in the file at which the cursor began.</param>
    public static ZipHeader? ReadDirectory(ByteCursor cursor, long origin)
    {
        var head = cursor.Peek(DirectoryLength);
        if (head.Length < DirectoryLength || !head.StartsWith(DirectoryMark))
        {
            return null;
        }

        var start = origin + cursor.Position;
        var (name, extra) = (BinaryPrimitives.ReadUInt16LittleEndian(head[28..]), BinaryPrimitives.ReadUInt16LittleEndian(head[30..]));
        var comment = BinaryPrimitives.ReadUInt16LittleEndian(head[32..]);
        var record = cursor.Peek(DirectoryLength + name + extra + comment);
        if (record.Length < DirectoryLength + name + extra + comment)
        {
            return null;
        }

        var madeByUnix = record[5] is 3 or 19;
        var header = Read(start, record[6..], record[DirectoryLength..], name, extra, record[42..46]) with
        {
            End = start + record.Length,
            IsLink = madeByUnix && (BinaryPrimitives.ReadUInt32LittleEndian(record[38..]) >> 28) == 0xA,
        };
        cursor.Skip(record.Length);
        return header;
    }

    private static ZipHeader Read(
        long start, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> variable, int nameLength, int extraLength, ReadOnlySpan<byte> localOffset = default)
    {
        var name = variable[..nameLength];
        var isLocal = localOffset.IsEmpty;
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(fields[14..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(fields[18..]);
        long offset = isLocal ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(localOffset);
        string? unicode = null;
        for (var extra = variable.Slice(nameLength, extraLength); extra.Length >= 4;)
        {
            var (kind, length) = (BinaryPrimitives.ReadUInt16LittleEndian(extra), BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]));
            if (length > extra.Length - 4)
            {
                break; // Padding that aligns the data need not be a well-formed field.
            }

            var body = extra.Slice(4, length);
            extra = extra[(4 + length)..];
            if (kind == Zip64Extra)
            {
                size = TakeZip64(ref body, size);
                compressed = TakeZip64(ref body, compressed);
                offset = TakeZip64(ref body, offset);
            }
            else if (kind == UnicodePathExtra && length > 5 && body[0] == 1 && BinaryPrimitives.ReadUInt32LittleEndian(body[1..]) == Crc32.HashToUInt32(name))
            {
                unicode = Decode(body[5..]);
            }
        }

        return new ZipHeader(
            start, Decode(name), BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]), BinaryPrimitives.ReadUInt16LittleEndian(fields[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(fields[10..]), compressed, size)
        {
            LocalOffset = offset,
            UnicodeName = unicode,
        };
    }

    // A field of 64 bits stands in the extra field if, and only if, the one of 32 bits is full (APPNOTE 4.5.3).
    private static long TakeZip64(ref ReadOnlySpan<byte> body, long value)
    {
        if (value != uint.MaxValue || body.Length < sizeof(long))
        {
            return value;
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(body);
        body = body[sizeof(long)..];
        return value;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
