using Microsoft.Win32.SafeHandles;

namespace Airlock.Core.Models.Scanning;

/// <summary>Bytes that can be read at any offset: a file, a part of one, or what was unpacked from one. Nothing is read ahead of need.</summary>
public abstract class ByteSource
{
    /// <summary>Number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads at an offset.</summary>
    /// <param name="offset">Where to begin; at or behind the end nothing is read.</param>
    /// <param name="buffer">Is filled, except at the end.</param>
    /// <returns>The number of bytes read.</returns>
    public abstract int Read(long offset, Span<byte> buffer);

    /// <summary>A part of it, without copying.</summary>
    /// <exception cref="ModelFormatException">The part does not lie inside.</exception>
    public ByteSource Slice(long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= Length - length
            ? new SliceSource(this, offset, length)
            : throw new ModelFormatException($"{length:N0} bytes at {offset:N0} lie beyond the end", offset);

    /// <summary>Reads exactly so many bytes. The caller bounds the count.</summary>
    /// <exception cref="ModelFormatException">It ends before.</exception>
    public byte[] ReadBytes(long offset, int count)
    {
        if (offset < 0 || offset > Length - count)
        {
            throw new ModelFormatException($"{count:N0} bytes at {offset:N0} lie beyond the end", offset);
        }

        var bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    /// <summary>Whether these bytes stand at an offset.</summary>
    public bool Has(long offset, ReadOnlySpan<byte> expected)
    {
        Span<byte> found = stackalloc byte[expected.Length];
        return Read(offset, found) == expected.Length && found.SequenceEqual(expected);
    }

    /// <summary>A stream over all of it.</summary>
    public Stream OpenRead() => new SourceStream(this);

    /// <summary>Bytes in memory.</summary>
    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);

    /// <summary>An open file, of the length that it has now. The handle must outlive the source.</summary>
    public static ByteSource Of(SafeFileHandle file, string path) => new FileSource(file, path);

    private sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
    {
        public override long Length => bytes.Length;

        public override int Read(long offset, Span<byte> buffer)
        {
            var rest = offset < bytes.Length ? bytes.Span[(int)offset..] : [];
            var count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            return count;
        }
    }

    private sealed class FileSource(SafeFileHandle file, string path) : ByteSource
    {
        public override long Length { get; } = RandomAccess.GetLength(file);

        public override int Read(long offset, Span<byte> buffer)
        {
            var wanted = (int)Math.Clamp(Length - offset, 0, buffer.Length);
            for (var read = 0; read < wanted;)
            {
                var count = RandomAccess.Read(file, buffer[read..wanted], offset + read);
                read += count > 0 ? count : throw new FileChangedException(path);
            }

            return wanted;
        }
    }

    private sealed class SliceSource(ByteSource whole, long start, long length) : ByteSource
    {
        public override long Length => length;

        public override int Read(long offset, Span<byte> buffer) =>
            offset >= length ? 0 : whole.Read(start + offset, buffer[..(int)Math.Min(buffer.Length, length - offset)]);
    }

    private sealed class SourceStream(ByteSource source) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => source.Length;

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            var count = source.Read(Position, buffer);
            Position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            _ => Length,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
