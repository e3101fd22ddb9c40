using System.Numerics;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// The heap in which new files keep many links or attributes of one object: blocks in rows, each row's twice as large as the one before
/// (specification, section III.G). Objects too large for it, and filters, are not read.
/// </summary>
internal sealed class Hdf5FractalHeap
{
    private const int MaximumLevels = 64;

    private readonly Hdf5File _file;
    private readonly int _width;
    private readonly long _startSize;
    private readonly long _largestDirect;
    private readonly int _offsetBits;
    private readonly int _lengthBytes;
    private readonly int _blockHead;
    private readonly int _rows;
    private readonly long _root;

    /// <summary>Reads the heap's head.</summary>
    public Hdf5FractalHeap(Hdf5File file, long address)
    {
        _file = file;
        var head = file.BlockUpTo(address, 22 + (12 * file.LengthSize) + (3 * file.OffsetSize));
        head.Require("FRHP"u8);
        head.ReadByte();
        IdSize = (int)head.ReadNumber(2);
        var filters = head.ReadNumber(2);
        head.ReadByte();
        var largestManaged = head.ReadNumber(4);
        head.Skip((2 * file.LengthSize) + (2 * file.OffsetSize));
        head.Skip(8 * file.LengthSize);
        _width = (int)head.ReadNumber(2);
        _startSize = head.ReadLength();
        _largestDirect = head.ReadLength();
        _offsetBits = (int)head.ReadNumber(2);
        head.Skip(2);
        _root = head.ReadAddress() ?? 0;
        _rows = (int)head.ReadNumber(2);
        if (filters != 0 || _width == 0 || !BitOperations.IsPow2(_startSize) || !BitOperations.IsPow2(_largestDirect)
            || _startSize > _largestDirect || _offsetBits is 0 or > 64 || IdSize > 64)
        {
            throw new ModelFormatException("a heap of it has filters or odd sizes", address);
        }

        _lengthBytes = Math.Min((BitOperations.Log2((ulong)_largestDirect) + 7) / 8, (BitOperations.Log2((ulong)Math.Max(largestManaged, 1)) / 8) + 1);
        _blockHead = 5 + file.OffsetSize + ((_offsetBits + 7) / 8);
    }

    /// <summary>Bytes of an object's number.</summary>
    public int IdSize { get; }

    /// <summary>The object of a number.</summary>
    public Hdf5Block Read(Hdf5Block id)
    {
        var kind = id.ReadByte();
        if ((kind & 0x30) != 0)
        {
            return (kind & 0x30) == 0x20
                ? id.Part(Math.Min(id.Rest, (kind & 0x0F) + 1))
                : throw new ModelFormatException("it keeps an object outside of its heap", id.Offset);
        }

        var offset = id.ReadNumber((_offsetBits + 7) / 8);
        var length = id.ReadNumber(_lengthBytes);
        var (address, inside) = _rows == 0 ? (_root, offset) : FindBlock(_root, _rows, offset);
        return _file.Block(address + inside, length);
    }

    // Walks down from a block of blocks to the one that holds an offset.
    private (long Address, long Inside) FindBlock(long address, int rows, long offset)
    {
        for (var level = 0; level < MaximumLevels; level++)
        {
            var row = 0;
            for (long before = _startSize * _width; offset >= before && row < rows; row++)
            {
                offset -= before;
                before = SizeOf(row + 1) * _width;
            }

            if (row >= rows)
            {
                break;
            }

            var column = offset / SizeOf(row);
            var child = _file.Block(address + _blockHead + (((row * (long)_width) + column) * _file.OffsetSize), _file.OffsetSize).ReadAddress()
                ?? throw new ModelFormatException("a heap of it leads nowhere", address);
            offset -= column * SizeOf(row);
            if (SizeOf(row) <= _largestDirect)
            {
                return (child, offset);
            }

            // An indirect child of this size has as many rows as fit into it.
            (address, rows) = (child, BitOperations.Log2((ulong)SizeOf(row)) - BitOperations.Log2((ulong)(_startSize * _width)) + 1);
        }

        throw new ModelFormatException("a heap of it does not hold what it should", address);
    }

    private long SizeOf(int row) => row < 2 ? _startSize : row < 40 ? _startSize << (row - 1) : throw new ModelFormatException("a heap of it is too large");
}
