using System.Buffers.Binary;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// An end of central directory record (APPNOTE 4.3.16), with what its Zip64 twin (4.3.14) says instead. A file may hold several marks that
/// look like one; readers differ in which they take.
/// </summary>
/// <param name="Start">Where the records behind the directory begin: the Zip64 record if there is one.</param>
/// <param name="End">Behind the comment.</param>
/// <param name="Count">Number of entries.</param>
/// <param name="DirectorySize">Length of the directory in bytes.</param>
/// <param name="DirectoryOffset">Where the directory begins, as written: counted from the start of the zip, which need not be that of the file.</param>
/// <param name="Disagreement">What its two forms say differently, or null.</param>
internal sealed record ZipEndRecord(long Start, long End, long Count, long DirectorySize, long DirectoryOffset, string? Disagreement)
{
    /// <summary>Length of the record without its comment, and so the least length of a zip.</summary>
    public const int Length = 22;

    private const int MaximumComment = ushort.MaxValue;
    private const int LocatorLength = 20;
    private const int Zip64Length = 56;

    private static ReadOnlySpan<byte> Mark => "PK\x05\x06"u8;

    private static ReadOnlySpan<byte> LocatorMark => "PK\x06\x07"u8;

    private static ReadOnlySpan<byte> Zip64Mark => "PK\x06\x06"u8;

    /// <summary>Offset behind the directory's offset at which the directory really begins if it ends where this record begins.</summary>
    public long Shift => Start - DirectorySize - DirectoryOffset;

    /// <summary>Whether the directory lies in the file at the offset that it says.</summary>
    public bool IsDirectoryAsWritten(ByteSource source) => IsDirectory(source, DirectoryOffset);

    /// <summary>Whether the directory lies in the file just before this record.</summary>
    public bool IsDirectoryBefore(ByteSource source) => IsDirectory(source, Start - DirectorySize);

    /// <summary>All records that lead to a directory, from the end of the file to its front.</summary>
    public static IReadOnlyList<ZipEndRecord> Find(ByteSource source)
    {
        var tailLength = (int)Math.Min(source.Length, Length + MaximumComment + LocatorLength);
        var tailStart = source.Length - tailLength;
        var tail = source.ReadBytes(tailStart, tailLength);
        var records = new List<ZipEndRecord>();
        for (var at = tail.Length; (at = tail.AsSpan(0, at).LastIndexOf(Mark)) >= 0 && records.Count < 16;)
        {
            if (at <= tail.Length - Length
                && Read(source, tailStart + at, tail.AsSpan(at)) is var record
                && (record.IsDirectoryAsWritten(source) || record.IsDirectoryBefore(source)))
            {
                records.Add(record);
            }
        }

        return records;
    }

    // Programs that handle zips hold the record of an empty one among their constants; a file is an empty zip only if it is nothing else.
    private bool IsDirectory(ByteSource source, long offset) =>
        offset >= 0 && DirectorySize >= 0 && offset <= Start - DirectorySize
        && (DirectorySize == 0 ? Start == 0 : source.Has(offset, ZipHeader.DirectoryMark));

    private static ZipEndRecord Read(ByteSource source, long start, ReadOnlySpan<byte> record)
    {
        var end = Math.Min(source.Length, start + Length + BinaryPrimitives.ReadUInt16LittleEndian(record[20..]));
        long count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (ReadZip64(source, start) is not var (zip64Start, zip64Count, zip64Size, zip64Offset))
        {
            return new ZipEndRecord(start, end, count, size, offset, null);
        }

        var agrees = (count == ushort.MaxValue || count == zip64Count)
            && (size == uint.MaxValue || size == zip64Size)
            && (offset == uint.MaxValue || offset == zip64Offset);
        return new ZipEndRecord(zip64Start, end, zip64Count, zip64Size, zip64Offset, agrees
            ? null
            : "its end record and the Zip64 form of it name different directories");
    }

    // The locator stands right before the end record; the Zip64 record where it says, or, in a zip behind other bytes, right before it.
    private static (long Start, long Count, long Size, long Offset)? ReadZip64(ByteSource source, long endRecord)
    {
        var locatorStart = endRecord - LocatorLength;
        Span<byte> locator = stackalloc byte[LocatorLength];
        if (locatorStart < 0 || source.Read(locatorStart, locator) < LocatorLength || !locator.StartsWith(LocatorMark))
        {
            return null;
        }

        var written = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        var start = source.Has(Math.Max(0, locatorStart - Zip64Length), Zip64Mark) ? locatorStart - Zip64Length : written;
        if (start < 0 || start > locatorStart - Zip64Length || !source.Has(start, Zip64Mark))
        {
            return null;
        }

        var record = source.ReadBytes(start, Zip64Length);
        return (start, BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40)),
            BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)));
    }
}
