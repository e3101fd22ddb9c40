using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A member of a group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">The object's header, or null for a link by name.</param>
/// <param name="ExternalFile">The other file that the link leads to, or null.</param>
/// <param name="Offset">Where the link stands, in bytes.</param>
internal sealed record Hdf5Link(string Name, long? Address, string? ExternalFile, long Offset)
{
    private const int Hard = 0;
    private const int External = 64;

    /// <summary>Reads a link message (specification, section IV.A.2.g).</summary>
    public static Hdf5Link Read(Hdf5Block body)
    {
        var offset = body.Offset;
        body.ReadByte();
        var flags = body.ReadByte();
        var kind = (flags & 8) != 0 ? body.ReadByte() : Hard;
        body.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
        var name = body.Part(body.ReadNumber(1 << (flags & 3))).ReadText();
        if (kind == Hard)
        {
            return new Hdf5Link(name, body.ReadAddress(), null, offset);
        }

        var value = body.Part(body.ReadNumber(2));
        if (kind != External)
        {
            return new Hdf5Link(name, null, null, offset);
        }

        value.ReadByte();
        return new Hdf5Link(name, null, value.ReadText(), offset);
    }
}

/// <summary>The old form of a group: a tree of tables, and a heap of names (specification, sections III.A.1, III.B to III.D).</summary>
internal static class Hdf5SymbolTable
{
    private const int MaximumLevel = 32;

    /// <summary>The members of a group.</summary>
    public static IEnumerable<Hdf5Link> Read(Hdf5File file, Hdf5Block body)
    {
        if (body.ReadAddress() is not { } tree || body.ReadAddress() is not { } heap)
        {
            return [];
        }

        return ReadTree(file, tree, Names(file, heap), MaximumLevel);
    }

    /// <summary>The texts of the local heap at an address.</summary>
    public static Hdf5Block Names(Hdf5File file, long heap)
    {
        var head = file.Block(heap, 8 + (2 * file.LengthSize) + file.OffsetSize);
        head.Require("HEAP"u8);
        head.Skip(4);
        var size = head.ReadLength();
        head.ReadLength();
        var names = head.ReadAddress() ?? throw new ModelFormatException("a group's names are nowhere", heap);
        return file.Block(names, size);
    }

    private static IEnumerable<Hdf5Link> ReadTree(Hdf5File file, long address, Hdf5Block names, int maximumLevel)
    {
        var head = file.Block(address, 8 + (2 * file.OffsetSize));
        head.Require("TREE"u8);
        var type = head.ReadByte();
        var level = head.ReadByte();
        var count = head.ReadNumber(2);
        if (type != 0 || level >= maximumLevel)
        {
            throw new ModelFormatException("a group's tree is none", address);
        }

        var entries = file.Block(address + head.Position + (2 * file.OffsetSize), (count * (file.LengthSize + file.OffsetSize)) + file.LengthSize);
        for (; count > 0; count--)
        {
            entries.ReadLength();
            if (entries.ReadAddress() is not { } child)
            {
                throw new ModelFormatException("a group's tree leads nowhere", entries.Offset);
            }

            foreach (var link in level > 0 ? ReadTree(file, child, names, level) : ReadNode(file, child, names))
            {
                yield return link;
            }
        }
    }

    private static IEnumerable<Hdf5Link> ReadNode(Hdf5File file, long address, Hdf5Block names)
    {
        var head = file.Block(address, 8);
        head.Require("SNOD"u8);
        head.Skip(2);
        var count = head.ReadNumber(2);
        var entrySize = (2 * file.OffsetSize) + 24;
        var entries = file.Block(address + 8, count * entrySize);
        for (; count > 0; count--)
        {
            var entry = entries.Part(entrySize);
            var offset = entry.Offset;
            var name = entry.ReadAddress() ?? 0;
            var target = entry.ReadAddress();
            yield return new Hdf5Link(names.TextAt(name), target, null, offset);
        }
    }
}
