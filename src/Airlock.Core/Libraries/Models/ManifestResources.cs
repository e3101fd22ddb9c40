using System.Buffers.Binary;
using System.Numerics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.Models;

/// <summary>A resource that lies in an assembly.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ManifestResource(string Name, ByteSource Content);

/// <summary>
/// Lists the resources of an assembly with a few small reads. Most assemblies have none or only texts, and reading all metadata to find that out
/// takes ten times as long; what the short way does not understand, the long one of the framework decides.
/// </summary>
internal static class ManifestResources
{
    private const int HeadLength = 4096;
    private const int NumberOfDirectories = 16;
    private const int NumberOfHeader = 14;
    private const int SectionLength = 40;
    private const int MaximumRows = 100_000;
    private const int MaximumName = 1024;

    /// <summary>The resources of an assembly; of a file that is none, or is damaged, none.</summary>
    public static IReadOnlyList<ManifestResource> Read(ByteSource source)
    {
        try
        {
            return ReadShort(source) ?? ReadLong(source);
        }
        catch (Exception exception) when (exception is BadImageFormatException or ModelFormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            // A native library, or one that no runtime would load either.
            return [];
        }
    }

    /// <summary>The short way; null where it does not understand something.</summary>
    internal static IReadOnlyList<ManifestResource>? ReadShort(ByteSource source)
    {
        var head = new byte[(int)Math.Min(HeadLength, source.Length)];
        source.Read(0, head);
        if (head.Length < 64 || head[0] != 'M' || head[1] != 'Z')
        {
            return [];
        }

        var image = ImageHead.Read(head);
        if (image is null)
        {
            return null;
        }

        if (image.HeaderAddress == 0)
        {
            return [];
        }

        if (image.OffsetOf(image.HeaderAddress) is not { } at || at > source.Length - 72)
        {
            return null;
        }

        var header = at + 72 <= head.Length ? head.AsSpan((int)at, 72) : source.ReadBytes(at, 72);
        var (metadataAddress, metadataLength) = (UInt32(header, 8), UInt32(header, 12));
        var (resourcesAddress, resourcesLength) = (UInt32(header, 24), UInt32(header, 28));
        if (resourcesLength == 0)
        {
            return [];
        }

        return image.OffsetOf(metadataAddress) is { } metadata && image.OffsetOf(resourcesAddress) is { } resources && metadata <= source.Length - metadataLength
            ? ReadRows(source.Slice(metadata, metadataLength), source, resources)
            : null;
    }

    /// <summary>The way of the framework.</summary>
    internal static IReadOnlyList<ManifestResource> ReadLong(ByteSource source)
    {
        using var reader = new PEReader(source.OpenRead());
        if (!reader.HasMetadata || reader.PEHeaders.CorHeader is not { ResourcesDirectory.Size: > 0 } header
            || !reader.PEHeaders.TryGetDirectoryOffset(header.ResourcesDirectory, out var start))
        {
            return [];
        }

        var metadata = reader.GetMetadataReader();
        return
        [
            .. metadata.ManifestResources.Select(metadata.GetManifestResource).Where(resource => resource.Implementation.IsNil)
                .Select(resource => Resource(source, start, resource.Offset, metadata.GetString(resource.Name)))
                .OfType<ManifestResource>(),
        ];
    }

    private static List<ManifestResource>? ReadRows(ByteSource metadata, ByteSource source, long resources)
    {
        var root = metadata.ReadBytes(0, (int)Math.Min(HeadLength, metadata.Length));
        if (root.Length < 32 || !root.AsSpan().StartsWith("BSJB"u8) || FindStream(root, "#~"u8) is not { } tables || FindStream(root, "#Strings"u8) is not { } names
            || tables.Offset + 24 > root.Length)
        {
            return null;
        }

        var table = root.AsSpan((int)tables.Offset);
        var heaps = table[6];
        var valid = BinaryPrimitives.ReadUInt64LittleEndian(table[8..]);
        var countsEnd = 24 + (4 * BitOperations.PopCount(valid));
        if ((heaps & ~7) != 0 || countsEnd > table.Length)
        {
            return null;
        }

        Span<int> rows = stackalloc int[MetadataTables.Count];
        rows.Clear();
        for (int number = 0, at = 24; number < MetadataTables.Count; number++)
        {
            if ((valid >> number & 1) != 0)
            {
                rows[number] = BinaryPrimitives.ReadInt32LittleEndian(table[at..]);
                at += 4;
                if (rows[number] is < 0 or > 0xffffff)
                {
                    return null;
                }
            }
        }

        var count = rows[MetadataTables.ManifestResource];
        var start = tables.Offset + countsEnd;
        for (var number = 0; number < MetadataTables.ManifestResource; number++)
        {
            start += rows[number] == 0 ? 0 : (long)rows[number] * MetadataTables.RowLength(number, rows, heaps);
        }

        return count > MaximumRows ? null : ReadRows(metadata, source, resources, names, rows, heaps, start);
    }

    private static List<ManifestResource> ReadRows(
        ByteSource metadata, ByteSource source, long resources, (long Offset, long Length) names, ReadOnlySpan<int> rows, int heaps, long start)
    {
        var length = MetadataTables.RowLength(MetadataTables.ManifestResource, rows, heaps);
        var count = rows[MetadataTables.ManifestResource];
        var bytes = metadata.ReadBytes(start, count * length);
        var found = new List<ManifestResource>(count);
        var nameLength = MetadataTables.NameLength(heaps);
        for (var row = 0; row < count; row++)
        {
            var fields = bytes.AsSpan(row * length, length);
            var name = nameLength == 4 ? UInt32(fields, 8) : BinaryPrimitives.ReadUInt16LittleEndian(fields[8..]);

            // What lies in another file or assembly says which in the last column: the number of a row behind two bits for the table.
            var isOwn = (fields[8 + nameLength] & ~3) == 0 && fields[(9 + nameLength)..].IndexOfAnyExcept((byte)0) < 0;
            if (isOwn && Resource(source, resources, UInt32(fields, 0), ReadName(metadata, names, name)) is { } resource)
            {
                found.Add(resource);
            }
        }

        return found;
    }

    private static ManifestResource? Resource(ByteSource source, long start, long offset, string name)
    {
        Span<byte> length = stackalloc byte[4];
        var at = start + offset;
        return source.Read(at, length) == 4 && BinaryPrimitives.ReadUInt32LittleEndian(length) is var bytes && at + 4 + bytes <= source.Length
            ? new ManifestResource(name, source.Slice(at + 4, bytes))
            : null;
    }

    private static string ReadName(ByteSource metadata, (long Offset, long Length) names, uint index)
    {
        Span<byte> bytes = stackalloc byte[MaximumName];
        var read = index < names.Length ? metadata.Read(names.Offset + index, bytes) : 0;
        var end = bytes[..read].IndexOf((byte)0);
        return Encoding.UTF8.GetString(bytes[..(end < 0 ? read : end)]);
    }

    private static (long Offset, long Length)? FindStream(ReadOnlySpan<byte> root, ReadOnlySpan<byte> name)
    {
        var versionLength = UInt32(root, 12);
        if (versionLength > 255 || 16 + versionLength + 4 > root.Length)
        {
            return null;
        }

        var at = 16 + (int)versionLength;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(root[(at + 2)..]);
        at += 4;
        for (var stream = 0; stream < count && at + 12 <= root.Length; stream++)
        {
            var (offset, length) = (UInt32(root, at), UInt32(root, at + 4));
            var end = root[(at + 8)..Math.Min(root.Length, at + 40)].IndexOf((byte)0);
            if (end < 0)
            {
                return null;
            }

            if (root.Slice(at + 8, end).SequenceEqual(name))
            {
                return (offset, length);
            }

            at += 8 + ((end + 4) & ~3);
        }

        return null;
    }

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>What the headers of a portable executable say: where .NET begins, and where the sections lie.</summary>
    private sealed record ImageHead(uint HeaderAddress, (uint Address, uint Length, uint Offset)[] Sections)
    {
        public static ImageHead? Read(ReadOnlySpan<byte> head)
        {
            var signature = UInt32(head, 0x3c);
            if (signature > head.Length - 24 || !head[(int)signature..].StartsWith("PE\0\0"u8))
            {
                return null;
            }

            var count = BinaryPrimitives.ReadUInt16LittleEndian(head[((int)signature + 6)..]);
            var optionalLength = BinaryPrimitives.ReadUInt16LittleEndian(head[((int)signature + 20)..]);
            var optional = (int)signature + 24;
            var table = optional + optionalLength;
            if (table + (count * SectionLength) > head.Length || optionalLength < 2)
            {
                return null;
            }

            // Anything but the usual sixteen directories is left to the long way, for readers differ in what they make of it.
            var directories = optional + (BinaryPrimitives.ReadUInt16LittleEndian(head[optional..]) switch { 0x10b => 96, 0x20b => 112, _ => 0 });
            if (directories == optional || directories + (NumberOfDirectories * 8) != table || UInt32(head, directories - 4) != NumberOfDirectories)
            {
                return null;
            }

            var sections = new (uint, uint, uint)[count];
            for (var number = 0; number < count; number++)
            {
                var at = table + (number * SectionLength);
                sections[number] = (UInt32(head, at + 12), UInt32(head, at + 8), UInt32(head, at + 20));
            }

            return new ImageHead(UInt32(head, directories + (NumberOfHeader * 8)), sections);
        }

        public long? OffsetOf(uint address)
        {
            foreach (var (start, length, offset) in Sections)
            {
                if (address >= start && address - start < length)
                {
                    return address - start + offset;
                }
            }

            return null;
        }
    }
}
