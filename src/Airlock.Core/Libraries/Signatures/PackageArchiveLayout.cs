using System.Buffers.Binary;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// Where the parts of a package archive lie that a signature leaves out (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). NuGet signs no Zip64
/// archive; one of those counts as unsigned.
/// </summary>
internal sealed class PackageArchiveLayout
{
    /// <summary>Length of a header of the directory without name, extra fields and comment.</summary>
    public const int DirectoryHeaderLength = 46;

    /// <summary>Length of the end record without its comment.</summary>
    public const int EndRecordLength = 22;

    private const int LocatorLength = 20;
    private const ushort Utf8Names = 0x0800;

    /// <summary>Looks at a header of the directory.</summary>
    public delegate void HeaderVisitor(long start, ReadOnlySpan<byte> header);

    private PackageArchiveLayout(long directory, long endRecord) => (Directory, EndRecord) = (directory, endRecord);

    private static ReadOnlySpan<byte> LocalMark => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> DirectoryMark => "PK\x01\x02"u8;

    private static ReadOnlySpan<byte> EndMark => "PK\x05\x06"u8;

    private static ReadOnlySpan<byte> LocatorMark => "PK\x06\x07"u8;

    private static ReadOnlySpan<byte> SignatureName => ".signature.p7s"u8;

    /// <summary>Offset of the central directory.</summary>
    public long Directory { get; }

    /// <summary>Offset of the end record, which follows the directory.</summary>
    public long EndRecord { get; }

    /// <summary>Number of entries, the signature among them.</summary>
    public int Count { get; private set; }

    /// <summary>The least offset of an entry: what stands before belongs to none.</summary>
    public long FirstEntry { get; private set; }

    /// <summary>Local header and data of the signature.</summary>
    public (long Start, long End) SignatureEntry { get; private set; }

    /// <summary>The signature's header in the directory.</summary>
    public (long Start, long End) SignatureHeader { get; private set; }

    /// <summary>Finds the signature of an archive.</summary>
    /// <returns>The layout, or null if the archive is not signed.</returns>
    /// <exception cref="InvalidDataException">It is no archive, or one that contradicts itself about its signature.</exception>
    public static PackageArchiveLayout? Find(ByteSource source, CancellationToken cancellation)
    {
        var end = FindEndRecord(source);
        Span<byte> locator = stackalloc byte[LocatorLength];
        if (end >= LocatorLength && source.Read(end - LocatorLength, locator) == LocatorLength && locator.StartsWith(LocatorMark))
        {
            return null;
        }

        var record = source.ReadBytes(end, EndRecordLength);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(10));
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(12));
        long directory = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(16));
        if (directory + size != end || BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(8)) != count || BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(4)) != 0)
        {
            throw new InvalidDataException("its end record does not lead to the directory before it");
        }

        var layout = new PackageArchiveLayout(directory, end);
        return layout.ReadDirectory(source, count, cancellation) ? layout : null;
    }

    /// <summary>Goes through the directory's headers in order.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="count">How many there must be.</param>
    /// <param name="visit">Gets the offset of each, with its bytes, valid during the call.</param>
    /// <param name="cancellation">Stops between two headers.</param>
    public void ForEachHeader(ByteSource source, int count, HeaderVisitor visit, CancellationToken cancellation)
    {
        var cursor = new ByteCursor(source.Slice(Directory, EndRecord - Directory));
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = Directory + cursor.Position;
            var header = cursor.Peek(DirectoryHeaderLength);
            if (header.Length < DirectoryHeaderLength || !header.StartsWith(DirectoryMark))
            {
                throw new InvalidDataException("its directory has fewer entries than its end record says");
            }

            var length = DirectoryHeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(header[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(header[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
            header = cursor.Take(length);
            visit(start, header);
        }

        if (!cursor.IsAtEnd)
        {
            throw new InvalidDataException("its directory is longer than its entries");
        }
    }

    /// <summary>Where a header of the directory says that its entry begins.</summary>
    public static long OffsetOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);

    private bool ReadDirectory(ByteSource source, int count, CancellationToken cancellation)
    {
        Count = count;
        var offsets = new List<long>(Math.Min(count, 1024));
        var signature = -1L;
        ForEachHeader(
            source,
            count,
            (start, header) =>
            {
                var offset = OffsetOf(header);
                offsets.Add(offset);
                if (!IsSignature(header))
                {
                    return;
                }

                signature = signature < 0 ? offset : throw new InvalidDataException("it has two signatures");
                SignatureHeader = (start, start + header.Length);
            },
            cancellation);
        if (signature < 0)
        {
            return false;
        }

        offsets.Sort();
        FirstEntry = offsets[0];
        var at = offsets.BinarySearch(signature);
        var next = at + 1 < offsets.Count ? offsets[at + 1] : Directory;
        if (offsets[^1] > Directory || next == signature || (at > 0 && offsets[at - 1] == signature))
        {
            throw new InvalidDataException("its directory and its entries contradict each other");
        }

        SignatureEntry = (signature, next);
        CheckLocalHeader(source, signature);
        return true;
    }

    // The name is in the code page of MS-DOS, as NuGet writes it: with the mark for UTF-8 it is another name to NuGet.
    private static bool IsSignature(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) & Utf8Names) == 0
        && header.Slice(DirectoryHeaderLength, BinaryPrimitives.ReadUInt16LittleEndian(header[28..])).SequenceEqual(SignatureName);

    private void CheckLocalHeader(ByteSource source, long offset)
    {
        const int Length = 30;
        Span<byte> header = stackalloc byte[Length + SignatureName.Length];
        if (source.Read(offset, header) < header.Length || !header.StartsWith(LocalMark)
            || BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) != SignatureName.Length || !header[Length..].SequenceEqual(SignatureName))
        {
            throw new InvalidDataException("no signature stands where its directory says");
        }

        // The signature is stored as it is, and nothing hides in the part of the archive that it does not cover.
        long length = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        var data = offset + header.Length + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (header[6] != 0 || header[7] != 0 || header[8] != 0 || header[9] != 0
            || length != BinaryPrimitives.ReadUInt32LittleEndian(header[22..]) || data + length != SignatureEntry.End)
        {
            throw new InvalidDataException("its signature is not stored as it must be");
        }
    }

    // As NuGet does: the last mark in the file counts.
    private static long FindEndRecord(ByteSource source)
    {
        var length = (int)Math.Min(source.Length, EndRecordLength + ushort.MaxValue);
        var tail = source.ReadBytes(source.Length - length, length);
        var at = tail.AsSpan().LastIndexOf(EndMark);
        return at >= 0 && at <= length - EndRecordLength
            ? source.Length - length + at
            : throw new InvalidDataException("it has no end record, so it is no archive or cut off");
    }
}
