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

    private readonly byte[] _buffer = new byte[Math.Min(Size, source.Length)];
    private readonly string?[] _recent = new string?[256];
    private long _start;
    private int _count;

    /// <summary>Number of bytes of the source.</summary>
    public long Length { get; } = source.Length;

    /// <summary>The bytes at an offset, valid until the next read.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="count">How many; at most <see cref="LongestText"/>.</param>
    /// <exception cref="ModelFormatException">They do not lie inside.</exception>
    public ReadOnlySpan<byte> Peek(long offset, int count)
    {
        var at = offset - _start;
        return at >= 0 && at <= _count - count ? _buffer.AsSpan((int)at, count) : Fill(offset, count);
    }

    /// <summary>The byte at an offset.</summary>
    public byte Byte(long offset) => Peek(offset, 1)[0];

    /// <summary>Unsigned 16 bits, little-endian.</summary>
    public ushort UInt16(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(Peek(offset, sizeof(ushort)));

    /// <summary>Signed 32 bits, little-endian.</summary>
    public int Int32(long offset) => BinaryPrimitives.ReadInt32LittleEndian(Peek(offset, sizeof(int)));

    /// <summary>Unsigned 32 bits, little-endian.</summary>
    public uint UInt32(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(Peek(offset, sizeof(uint)));

    /// <summary>Signed 64 bits, little-endian.</summary>
    public long Int64(long offset) => BinaryPrimitives.ReadInt64LittleEndian(Peek(offset, sizeof(long)));

    /// <summary>Text in UTF-8; what is none shows as U+FFFD.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="ModelFormatException">It is longer than <see cref="LongestText"/>, or does not lie inside.</exception>
    public string Text(long offset, long length)
    {
        if (length > LongestText)
        {
            throw new ModelFormatException($"a name of {length:N0} bytes is longer than {LongestText:N0}", offset);
        }

        var bytes = Peek(offset, (int)length);
        if (bytes.IsEmpty)
        {
            return "";
        }

        // A graph says the same few names over and over: what was said a moment ago is not made again.
        ref var recent = ref _recent[((bytes[0] * 31) + (bytes[^1] * 7) + (bytes[bytes.Length / 2] * 131) + bytes.Length) % _recent.Length];
        return recent is not null && Ascii.Equals(bytes, recent) ? recent : recent = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A part of the source.</summary>
    public ByteSource Slice(long offset, long length) => source.Slice(offset, length);

    private ReadOnlySpan<byte> Fill(long offset, int count)
    {
        if (offset < 0 || offset > Length - count)
        {
            throw new ModelFormatException($"it ends where {count:N0} more bytes must follow", offset);
        }

        (_start, _count) = (offset, source.Read(offset, _buffer));
        return _buffer.AsSpan(0, count);
    }
}
