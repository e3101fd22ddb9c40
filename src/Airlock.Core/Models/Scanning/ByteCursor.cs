using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Airlock.Core.Models.Scanning;

/// <summary>
/// Reads a stream from front to back through one buffer of fixed size, so that memory does not grow with the file. Every read that the bytes
/// do not satisfy is a <see cref="ModelFormatException"/>.
/// </summary>
public sealed class ByteCursor
{
    /// <summary>The longest run of bytes that <see cref="Take"/> can give at once.</summary>
    public const int Window = 256 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private long _bufferStart;
    private int _at;
    private int _end;

    /// <summary>Begins at the stream's position, which counts as offset zero.</summary>
    public ByteCursor(Stream stream)
        : this(stream, Window)
    {
    }

    /// <summary>Begins at the start of a source.</summary>
    public ByteCursor(ByteSource source)
        : this(source.OpenRead(), (int)Math.Min(Window, source.Length))
    {
    }

    private ByteCursor(Stream stream, int size) => (_stream, _buffer) = (stream, new byte[size]);

    /// <summary>Number of bytes read so far.</summary>
    public long Position => _bufferStart + _at;

    /// <summary>Whether nothing follows.</summary>
    public bool IsAtEnd => _at == _end && !Fill(1);

    /// <summary>The next byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        if (_at < _end || Fill(1))
        {
            return _buffer[_at++];
        }

        throw Ended(1);
    }

    /// <summary>The next byte, which stays the next; -1 at the end.</summary>
    public int PeekByte() => _at < _end || Fill(1) ? _buffer[_at] : -1;

    /// <summary>The next bytes, valid until the next read.</summary>
    /// <param name="count">At most <see cref="Window"/>.</param>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _at < count && !Fill(count))
        {
            throw Ended(count);
        }

        _at += count;
        return _buffer.AsSpan(_at - count, count);
    }

    /// <summary>The next bytes, which stay the next; fewer at the end.</summary>
    /// <param name="count">At most <see cref="Window"/>.</param>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _at < count)
        {
            Fill(count);
        }

        return _buffer.AsSpan(_at, Math.Min(count, _end - _at));
    }

    /// <summary>All bytes that are at hand, which stay the next; fewer than asked for only at the end.</summary>
    /// <param name="least">How many are wanted; at most <see cref="Window"/>.</param>
    public ReadOnlySpan<byte> Buffered(int least)
    {
        if (_end - _at < least)
        {
            Fill(least);
        }

        return _buffer.AsSpan(_at, _end - _at);
    }

    /// <summary>Bytes from an offset on as far as they are still at hand, empty if they are not.</summary>
    /// <param name="offset">Offset in bytes from the start.</param>
    public ReadOnlySpan<byte> StillBuffered(long offset) =>
        offset >= _bufferStart && offset < _bufferStart + _end ? _buffer.AsSpan((int)(offset - _bufferStart), _end - (int)(offset - _bufferStart)) : [];

    /// <summary>Goes on at an offset from the start of a stream that can seek.</summary>
    /// <param name="offset">Offset in bytes from where the cursor began.</param>
    public void MoveTo(long offset)
    {
        if (offset >= _bufferStart && offset <= _bufferStart + _end)
        {
            _at = (int)(offset - _bufferStart);
            return;
        }

        _stream.Seek(offset - _bufferStart - _end, SeekOrigin.Current);
        (_bufferStart, _at, _end) = (offset, 0, 0);
    }

    /// <summary>The bytes up to a delimiter, without it; the delimiter is read too. Valid until the next read.</summary>
    /// <param name="delimiter">The byte that ends it.</param>
    /// <param name="limit">The longest run that is accepted; at most <see cref="Window"/> - 1.</param>
    public ReadOnlySpan<byte> TakeUntil(byte delimiter, int limit)
    {
        for (var wanted = 64; ; wanted = Math.Min(wanted * 4, limit + 1))
        {
            var run = Peek(wanted);
            var length = run.IndexOf(delimiter);
            if (length >= 0)
            {
                _at += length + 1;
                return _buffer.AsSpan(_at - length - 1, length);
            }

            if (run.Length < wanted || wanted > limit)
            {
                throw run.Length < wanted ? Ended(wanted) : new ModelFormatException($"a line is longer than {limit:N0} bytes", Position);
            }
        }
    }

    /// <summary>Goes on behind so many bytes; seeks where the stream can.</summary>
    public void Skip(long count)
    {
        var buffered = (int)Math.Min(count, _end - _at);
        _at += buffered;
        count -= buffered;
        if (count > 0 && _stream.CanSeek)
        {
            if (count > _stream.Length - _stream.Position)
            {
                throw Ended(count);
            }

            _stream.Seek(count, SeekOrigin.Current);
            _bufferStart += _at + count;
            (_at, _end) = (0, 0);
            return;
        }

        while (count > 0)
        {
            var step = (int)Math.Min(count, Window);
            Take(step);
            count -= step;
        }
    }

    /// <summary>Unsigned 16 bits, little-endian.</summary>
    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    /// <summary>Signed 32 bits, little-endian.</summary>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>Unsigned 32 bits, little-endian.</summary>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>Unsigned 64 bits, little-endian.</summary>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    private bool Fill(int count)
    {
        if (count > Window)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, "is more than the window holds");
        }

        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        _bufferStart += _at;
        (_at, _end) = (0, _end - _at);
        while (_end < count && _end < _buffer.Length)
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return _end >= count;
    }

    private ModelFormatException Ended(long count) => new($"it ends where {count:N0} more bytes must follow", Position);
}
