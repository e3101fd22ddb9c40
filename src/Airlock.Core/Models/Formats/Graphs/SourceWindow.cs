using System.Buffers.Binary;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Small reads at any offset through one window that moves, for formats whose structure lies between large weights: what is stepped over is
/// never read.
/// </summary>
internal sealed class SourceWindow(ByteSource source)
{
    /// <summary>The longest text that <see cref="Text"/> gives, in bytes.</summary>
    public const int LongestText = 4096;

    private const int Size = 16 * 1024;

    private readonly byte[] _buffer = new byte[Size];
    private long _start;
    private int _count;

    /// <summary>Number of bytes of the source.</summary>
    public long Length { get; } = source.Length;

    /// <summary>The byte at an offset.</summary>
    public byte Byte(long offset)
    {
        var at = offset - _start;
        return at >= 0 && at < _count ? _buffer[at] : Bytes(offset, 1)[0];
    }

    /// <summary>Unsigned 16 bits, little-endian.</summary>
    public ushort UInt16(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(offset, sizeof(ushort)));

    /// <summary>Signed 32 bits, little-endian.</summary>
    public int Int32(long offset) => BinaryPrimitives.ReadInt32LittleEndian(Bytes(offset, sizeof(int)));

    /// <summary>Unsigned 32 bits, little-endian.</summary>
    public uint UInt32(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(offset, sizeof(uint)));

    /// <summary>Signed 64 bits, little-endian.</summary>
    public long Int64(long offset) => BinaryPrimitives.ReadInt64LittleEndian(Bytes(offset, sizeof(long)));

    /// <summary>Text in UTF-8; what is none shows as U+FFFD.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="limit">The longest text that is accepted, in bytes; at most <see cref="LongestText"/>.</param>
    /// <exception cref="ModelFormatException">It is longer, or does not lie inside.</exception>
    public string Text(long offset, long length, int limit = LongestText) => length > limit
        ? throw new ModelFormatException($"a name of {length:N0} bytes is longer than {limit:N0}", offset)
        : Encoding.UTF8.GetString(Bytes(offset, (int)length));

    /// <summary>A part of the source.</summary>
    public ByteSource Slice(long offset, long length) => source.Slice(offset, length);

    private ReadOnlySpan<byte> Bytes(long offset, int count)
    {
        if (offset < 0 || offset > Length - count)
        {
            throw new ModelFormatException($"it ends where {count:N0} more bytes must follow", offset);
        }

        if (offset < _start || offset + count > _start + _count)
        {
            (_start, _count) = (offset, source.Read(offset, _buffer));
        }

        return _buffer.AsSpan((int)(offset - _start), count);
    }
}
