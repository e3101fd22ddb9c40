using System.Buffers.Binary;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>The types of values, by their number in the file.</summary>
internal enum GgufType
{
    UInt8, Int8, UInt16, Int16, UInt32, Int32, Float32, Bool, Text, Array, UInt64, Int64, Float64,
}

/// <summary>Reads GGUF's numbers and values from front to back, in the byte order of the file.</summary>
internal sealed class GgufCursor
{
    // ggml's own bars: GGUF_MAX_STRING_LENGTH and GGUF_MAX_ARRAY_ELEMENTS.
    private const ulong MaximumText = 1 << 30;
    private const ulong MaximumElements = 1 << 30;

    private readonly ByteCursor _cursor;
    private readonly long _length;
    private readonly bool _isBigEndian;

    /// <summary>Reads the magic number and the version.</summary>
    /// <exception cref="ModelFormatException">The version is none that ggml reads.</exception>
    public GgufCursor(ByteSource source)
    {
        (_cursor, _length) = (new ByteCursor(source), source.Length);
        _cursor.Skip("GGUF"u8.Length);
        var version = _cursor.ReadUInt32();
        if ((version & 0xFFFF) == 0)
        {
            _isBigEndian = true;
            version = BinaryPrimitives.ReverseEndianness(version);
        }

        if (version is not (2 or 3))
        {
            throw new ModelFormatException($"it is GGUF of version {version}; 2 and 3 are known", 4);
        }
    }

    /// <summary>Number of bytes read so far.</summary>
    public long Position => _cursor.Position;

    /// <summary>Unsigned 16 bits.</summary>
    public ushort ReadUInt16() => _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(_cursor.Take(2)) : _cursor.ReadUInt16();

    /// <summary>Unsigned 32 bits.</summary>
    public uint ReadUInt32() => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(_cursor.Take(4)) : _cursor.ReadUInt32();

    /// <summary>Unsigned 64 bits.</summary>
    public ulong ReadUInt64() => _isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(_cursor.Take(8)) : _cursor.ReadUInt64();

    /// <summary>Signed 64 bits that count something.</summary>
    /// <exception cref="ModelFormatException">It is negative.</exception>
    public long ReadCount()
    {
        var count = (long)ReadUInt64();
        return count >= 0 ? count : throw new ModelFormatException($"it counts {count:N0} of something", Position - sizeof(long));
    }

    /// <summary>The type of a value.</summary>
    /// <exception cref="ModelFormatException">It is unknown.</exception>
    public GgufType ReadType()
    {
        var type = ReadUInt32();
        return type <= (uint)GgufType.Float64
            ? (GgufType)type
            : throw new ModelFormatException($"a value has the unknown type {type}", Position - sizeof(uint));
    }

    /// <summary>The length of a text whose bytes follow, in bytes.</summary>
    public long ReadTextLength()
    {
        var length = ReadUInt64();
        return length <= MaximumText && length <= (ulong)(_length - Position)
            ? (long)length
            : throw new ModelFormatException($"a text would have {length:N0} bytes", Position - sizeof(ulong));
    }

    /// <summary>A text of at most so many bytes.</summary>
    /// <param name="limit">At most <see cref="ByteCursor.Window"/>.</param>
    public string ReadText(int limit)
    {
        var length = ReadTextLength();
        return length <= limit
            ? Encoding.UTF8.GetString(_cursor.Take((int)length))
            : throw new ModelFormatException($"a name has {length:N0} bytes", Position);
    }

    /// <summary>The beginning of a text, whole characters of it; the rest is stepped over.</summary>
    /// <param name="limit">The most bytes that are read, at most <see cref="ByteCursor.Window"/>.</param>
    public string ReadTextStart(int limit)
    {
        var length = ReadTextLength();
        var bytes = _cursor.Take((int)Math.Min(length, limit));
        var end = bytes.Length;
        if (length > limit)
        {
            // 10xxxxxx continues a character, and 11xxxxxx begins one that may not be whole.
            while (end > 0 && (bytes[end - 1] & 0xC0) == 0x80)
            {
                end--;
            }

            end -= end > 0 && bytes[end - 1] >= 0xC0 ? 1 : 0;
        }

        var text = Encoding.UTF8.GetString(bytes[..end]);
        _cursor.Skip(length - bytes.Length);
        return text;
    }

    /// <summary>The value of a number that counts something; null if it is negative, or is no whole number and was stepped over.</summary>
    public long? ReadNumber(GgufType type)
    {
        if (type is GgufType.Text or GgufType.Array or GgufType.Bool or GgufType.Float32 or GgufType.Float64)
        {
            SkipValue(type);
            return null;
        }

        long number = type switch
        {
            GgufType.UInt8 => _cursor.Take(1)[0],
            GgufType.Int8 => (sbyte)_cursor.Take(1)[0],
            GgufType.UInt16 => ReadUInt16(),
            GgufType.Int16 => (short)ReadUInt16(),
            GgufType.UInt32 => ReadUInt32(),
            GgufType.Int32 => (int)ReadUInt32(),
            _ => (long)ReadUInt64(),
        };
        return number >= 0 ? number : null;
    }

    /// <summary>The type and the number of the elements of a list, which follow.</summary>
    /// <exception cref="ModelFormatException">It holds lists, or too many.</exception>
    public (GgufType Type, long Count) ReadListHead()
    {
        var elementType = ReadType();
        var count = ReadUInt64();
        return elementType != GgufType.Array && count <= MaximumElements
            ? (elementType, (long)count)
            : throw new ModelFormatException(
                elementType == GgufType.Array ? "a list holds lists" : $"a list would have {count:N0} elements", Position - sizeof(ulong));
    }

    /// <summary>The next bytes. The caller bounds the count.</summary>
    public byte[] ReadBytes(int count)
    {
        var bytes = new byte[count];
        for (var done = 0; done < count;)
        {
            var step = Math.Min(count - done, ByteCursor.Window);
            _cursor.Take(step).CopyTo(bytes.AsSpan(done));
            done += step;
        }

        return bytes;
    }

    /// <summary>Goes on behind a value.</summary>
    public void SkipValue(GgufType type)
    {
        var (elementType, count) = type == GgufType.Array ? ReadListHead() : (type, 1);
        SkipElements(elementType, count);
    }

    /// <summary>Goes on behind elements of a list.</summary>
    public void SkipElements(GgufType type, long count)
    {
        if (type != GgufType.Text)
        {
            _cursor.Skip(count * SizeOf(type));
            return;
        }

        for (; count > 0; count--)
        {
            _cursor.Skip(ReadTextLength());
        }
    }

    private static int SizeOf(GgufType type) => type switch
    {
        GgufType.UInt8 or GgufType.Int8 or GgufType.Bool => 1,
        GgufType.UInt16 or GgufType.Int16 => 2,
        GgufType.UInt32 or GgufType.Int32 or GgufType.Float32 => 4,
        _ => 8,
    };
}
