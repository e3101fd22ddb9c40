using System.Numerics;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>The records of a version 2 B-tree, by which new files find links and attributes in a heap (specification, section III.A.2).</summary>
internal static class Hdf5Tree
{
    private const int NodeHead = 6;
    private const int Checksum = 4;
    private const int MaximumDepth = 16;

    /// <summary>All records.</summary>
    public static IEnumerable<Hdf5Block> Records(Hdf5File file, long address)
    {
        var head = file.Block(address, 18 + file.OffsetSize + file.LengthSize);
        head.Require("BTHD"u8);
        head.Skip(2);
        var nodeSize = head.ReadNumber(4);
        var recordSize = head.ReadNumber(2);
        var depth = (int)head.ReadNumber(2);
        head.Skip(2);
        var root = head.ReadAddress();
        var count = head.ReadNumber(2);
        if (recordSize == 0 || nodeSize <= NodeHead + Checksum + recordSize || depth > MaximumDepth)
        {
            throw new ModelFormatException("a tree of it has odd sizes", address);
        }

        return root is { } node ? Node(new Layout(file, nodeSize, recordSize), node, count, depth) : [];
    }

    private static IEnumerable<Hdf5Block> Node(Layout layout, long address, long count, int depth)
    {
        var block = layout.File.Block(address, layout.NodeSize);
        block.Require(depth == 0 ? "BTLF"u8 : "BTIN"u8);
        block.Skip(2);
        for (var i = 0; i < count; i++)
        {
            yield return block.Part(layout.RecordSize);
        }

        for (var i = 0; depth > 0 && i <= count; i++)
        {
            var child = block.ReadAddress() ?? throw new ModelFormatException("a tree of it leads nowhere", block.Offset);
            var childCount = block.ReadNumber(layout.CountSize(depth - 1));
            block.Skip(depth > 1 ? layout.TotalSize(depth - 1) : 0);
            foreach (var record in Node(layout, child, childCount, depth - 1))
            {
                yield return record;
            }
        }
    }

    // How many bytes a node takes to count its children depends on how many records can be below it.
    private sealed record Layout(Hdf5File File, long NodeSize, long RecordSize)
    {
        public int CountSize(int depth) => Bytes(Most(depth));

        public int TotalSize(int depth) => Bytes(Total(depth));

        private long Most(int depth) => depth == 0
            ? (NodeSize - NodeHead - Checksum) / RecordSize
            : (NodeSize - NodeHead - Checksum - Pointer(depth)) / (RecordSize + Pointer(depth));

        private long Pointer(int depth) => File.OffsetSize + CountSize(depth - 1) + (depth > 1 ? TotalSize(depth - 1) : 0);

        private long Total(int depth) => depth == 0 ? Most(0) : Math.Min(long.MaxValue >> 16, ((Most(depth) + 1) * Total(depth - 1)) + Most(depth));

        private static int Bytes(long most) => (BitOperations.Log2((ulong)Math.Max(most, 1)) / 8) + 1;
    }
}
