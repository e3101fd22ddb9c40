using System.Buffers.Binary;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.Models;

/// <summary>
/// Files of the format <c>.resources</c> (version 2), into which the build turns <c>.resx</c>: most hold texts, but a file that was added to
/// one lies there as an array of bytes or a stream. Nothing is deserialized.
/// </summary>
internal static class ResourceContainer
{
    private const uint Magic = 0xbeefcace;
    private const int MaximumEntries = 1_000_000;
    private const int MaximumName = 512;

    // Of System.Resources.ResourceTypeCode.
    private const byte ByteArray = 0x20;
    private const byte StreamOfBytes = 0x21;

    /// <summary>Whether content is of that format.</summary>
    public static bool Is(ByteSource source)
    {
        Span<byte> mark = stackalloc byte[4];
        return source.Read(0, mark) == 4 && BinaryPrimitives.ReadUInt32LittleEndian(mark) == Magic;
    }

    /// <summary>The arrays and streams in it; what is damaged holds none that a program could get at either.</summary>
    public static IEnumerable<ManifestResource> Read(ByteSource source)
    {
        var found = new List<ManifestResource>();
        try
        {
            Read(source, found);
        }
        catch (ModelFormatException)
        {
        }

        return found;
    }

    private static void Read(ByteSource source, List<ManifestResource> found)
    {
        var at = 12 + (long)Number(source, 8);
        var (version, entries, types) = (Number(source, at), Number(source, at + 4), Number(source, at + 8));
        if (version != 2 || entries is 0 or > MaximumEntries || types > MaximumEntries)
        {
            return;
        }

        at += 12;
        for (var type = 0; type < types; type++)
        {
            var length = PackedNumber(source, ref at);
            at += length;
        }

        at = (at + 7) & ~7;
        var positions = at + (4L * entries);
        var names = positions + (4L * entries) + 4;
        long data = Number(source, names - 4);
        for (var entry = 0; entry < entries; entry++)
        {
            at = names + Number(source, positions + (4L * entry));
            var nameLength = PackedNumber(source, ref at);
            var value = data + Number(source, at + nameLength);
            if (PackedNumber(source, ref value) is ByteArray or StreamOfBytes)
            {
                var name = Encoding.Unicode.GetString(source.ReadBytes(at, Math.Min(nameLength, MaximumName)));
                found.Add(new ManifestResource(name, source.Slice(value + 4, Number(source, value))));
            }
        }
    }

    private static uint Number(ByteSource source, long at)
    {
        Span<byte> bytes = stackalloc byte[4];
        return at >= 0 && source.Read(at, bytes) == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : throw new ModelFormatException("it ends in a number", at);
    }

    // Seven bits a byte, the last one below 128.
    private static int PackedNumber(ByteSource source, ref long at)
    {
        Span<byte> bytes = stackalloc byte[5];
        var read = source.Read(at, bytes);
        var number = 0;
        for (var index = 0; index < read; index++)
        {
            number |= (bytes[index] & 0x7f) << (7 * index);
            if (bytes[index] < 0x80)
            {
                at += index + 1;
                return number >= 0 ? number : throw new ModelFormatException("a length is negative", at);
            }
        }

        throw new ModelFormatException("it ends in a length", at);
    }
}
