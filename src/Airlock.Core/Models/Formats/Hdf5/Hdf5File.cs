using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// An HDF5 file as blocks at addresses. What is read is charged to the budget, so that addresses that lead in circles end.
/// (HDF5 File Format Specification 3.0, https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html.)
/// </summary>
internal sealed class Hdf5File
{
    private const int MaximumBlock = 64 * 1024 * 1024;
    private const int FirstUserBlock = 512;

    private readonly ByteSource _source;
    private readonly ScanBudget _budget;
    private readonly long _base;

    /// <summary>Reads the superblock.</summary>
    /// <exception cref="ModelFormatException">There is none, or it is of an unknown version.</exception>
    public Hdf5File(ByteSource source, ScanBudget budget)
    {
        (_source, _budget) = (source, budget);
        _base = Find(source) ?? throw new ModelFormatException("it has no HDF5 superblock");
        var version = source.ReadBytes(_base + 8, 1)[0];
        var sizes = source.ReadBytes(_base + (version < 2 ? 13 : 9), 2);
        (OffsetSize, LengthSize) = (sizes[0], sizes[1]);
        if (version > 3 || !IsSize(OffsetSize) || !IsSize(LengthSize))
        {
            throw new ModelFormatException($"its superblock is of the unknown version {version} or has odd sizes", _base);
        }

        // Version 0: sizes, tree parameters, flags, four addresses, then the root's entry: name and address. Version 2: four addresses.
        var root = Block(version switch { 0 => 24L, 1 => 28L, _ => 12L } + (version < 2 ? 5 : 3) * OffsetSize, OffsetSize);
        Root = root.ReadAddress() ?? throw new ModelFormatException("it has no root group", _base);
    }

    /// <summary>Bytes of an address.</summary>
    public int OffsetSize { get; }

    /// <summary>Bytes of a length.</summary>
    public int LengthSize { get; }

    /// <summary>The address of the root group's object header.</summary>
    public long Root { get; }

    /// <summary>Where the superblock stands: at zero, or behind a user block whose size is a power of two from 512 on; null if nowhere.</summary>
    public static long? Find(ByteSource source)
    {
        ReadOnlySpan<byte> mark = [0x89, .. "HDF\r\n\u001A\n"u8];
        for (long at = 0; at + mark.Length <= source.Length; at = at == 0 ? FirstUserBlock : at * 2)
        {
            if (source.Has(at, mark))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Bytes at an address.</summary>
    /// <exception cref="ModelFormatException">They lie outside of the file.</exception>
    /// <exception cref="ScanLimitException">The block, or all blocks together, are more than a file of this size needs.</exception>
    public Hdf5Block Block(long address, long size)
    {
        if (size < 0 || address < 0 || address > _source.Length - _base - size)
        {
            throw new ModelFormatException($"a block of {size:N0} bytes lies outside of it", address);
        }

        if (size > MaximumBlock)
        {
            throw new ScanLimitException($"it has a block of {size:N0} bytes");
        }

        _budget.Work(size + 16);
        return new Hdf5Block(this, _source.ReadBytes(_base + address, (int)size), _base + address);
    }

    /// <summary>The bytes from an address on, at most so many.</summary>
    public Hdf5Block BlockUpTo(long address, long size) => Block(address, Math.Clamp(_source.Length - _base - address, 0, size));

    private static bool IsSize(int size) => size is 2 or 4 or 8;
}

/// <summary>A block of the file, read from front to back.</summary>
internal sealed class Hdf5Block(Hdf5File file, ReadOnlyMemory<byte> bytes, long offset)
{
    /// <summary>Where the next byte stands in the file.</summary>
    public long Offset => offset + Position;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that follow.</summary>
    public int Rest => bytes.Length - Position;

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Rest)
        {
            throw new ModelFormatException("a block ends too early", Offset);
        }

        Position += (int)count;
        return bytes.Span.Slice(Position - (int)count, (int)count);
    }

    /// <summary>The next bytes, as a block.</summary>
    public Hdf5Block Part(long count)
    {
        var start = Position;
        Take(count);
        return new Hdf5Block(file, bytes.Slice(start, (int)count), offset + start);
    }

    /// <summary>Goes on behind so many bytes.</summary>
    public void Skip(long count) => Take(count);

    /// <summary>Goes on at a multiple of eight from the block's start.</summary>
    public void Align() => Skip(Math.Min(Rest, (8 - (Position % 8)) % 8));

    /// <summary>Whether a signature follows; it is read.</summary>
    public bool Has(ReadOnlySpan<byte> signature)
    {
        if (Rest < signature.Length || !bytes.Span.Slice(Position, signature.Length).SequenceEqual(signature))
        {
            return false;
        }

        Position += signature.Length;
        return true;
    }

    /// <summary>Reads a signature.</summary>
    public void Require(ReadOnlySpan<byte> signature)
    {
        if (!Has(signature))
        {
            throw new ModelFormatException($"a block does not begin with '{System.Text.Encoding.ASCII.GetString(signature)}'", Offset);
        }
    }

    /// <summary>One byte.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>An unsigned number of one to eight bytes, little-endian.</summary>
    /// <exception cref="ModelFormatException">It is more than any file could need.</exception>
    public long ReadNumber(int size)
    {
        ulong value = 0;
        var taken = Take(size);
        for (var i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | taken[i];
        }

        return value <= long.MaxValue ? (long)value : throw new ModelFormatException("a number is too large", Offset);
    }

    /// <summary>A length.</summary>
    public long ReadLength() => ReadNumber(file.LengthSize);

    /// <summary>An address, or null for the address of nothing.</summary>
    public long? ReadAddress()
    {
        var taken = Take(file.OffsetSize);
        if (taken.IndexOfAnyExcept((byte)0xFF) < 0)
        {
            return null;
        }

        Position -= file.OffsetSize;
        return ReadNumber(file.OffsetSize);
    }

    /// <summary>Text at a place of the block, up to a zero.</summary>
    public string TextAt(long position)
    {
        if (position < 0 || position > bytes.Length)
        {
            throw new ModelFormatException("a name lies outside of its heap", offset);
        }

        return new Hdf5Block(file, bytes[(int)position..], offset + position).ReadText();
    }

    /// <summary>Text up to a zero, which is read too, or to the end.</summary>
    public string ReadText()
    {
        var rest = bytes.Span[Position..];
        var end = rest.IndexOf((byte)0);
        Position += end < 0 ? rest.Length : end + 1;
        return System.Text.Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
