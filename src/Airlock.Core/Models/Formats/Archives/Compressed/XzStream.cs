using Airlock.Core.Models.Scanning;
using SharpCompress.Compressors.LZMA;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Unpacks xz files (The .xz File Format 1.2.1): all blocks of all streams one after the other, each decoded by itself so that the window that it
/// asks for is known before. Checksums are not verified; the file's digest is what pins it.
/// </summary>
/// <param name="data">The bytes of the file.</param>
internal sealed class XzStream(ByteSource data) : Stream
{
    private const int HeaderLength = 12;
    private const byte Lzma2 = 0x21;

    private readonly ByteCursor _cursor = new(data);
    private int _checkLength = -1;
    private Stream? _block;

    private static ReadOnlySpan<byte> HeaderMark => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <summary>Whether an xz file begins here.</summary>
    public static bool IsAt(ByteSource source) => source.Has(0, HeaderMark);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (true)
        {
            var read = _block?.Read(buffer, offset, count) ?? 0;
            if (read > 0)
            {
                return read;
            }

            _block?.Dispose();
            _block = null;
            if (!MoveNext())
            {
                return 0;
            }
        }
    }

    private bool MoveNext()
    {
        while (!_cursor.IsAtEnd)
        {
            if (_checkLength < 0)
            {
                ReadHeader();
            }
            else if (_cursor.PeekByte() != 0)
            {
                _block = OpenBlock();
                return true;
            }
            else
            {
                SkipIndexAndFooter();
            }
        }

        return _checkLength < 0 ? false : throw new ModelFormatException("the xz stream has no end");
    }

    private void ReadHeader()
    {
        var header = _cursor.Take(HeaderLength);
        if (!header.StartsWith(HeaderMark))
        {
            throw new ModelFormatException("what follows the xz stream is none", _cursor.Position - HeaderLength);
        }

        // Section 2.1.1.2: the length of the checks by their number.
        ReadOnlySpan<byte> lengths = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
        _checkLength = lengths[header[7] & 0xF];
    }

    private Stream OpenBlock()
    {
        var length = (_cursor.PeekByte() + 1) * 4;
        var header = new ByteCursor(ByteSource.Of(_cursor.Take(length).ToArray()));
        header.Skip(1);
        var flags = header.ReadByte();
        if ((flags & 0x40) != 0)
        {
            ReadNumber(header);
        }

        if ((flags & 0x80) != 0)
        {
            ReadNumber(header);
        }

        if ((flags & 0x3F) != 0 || ReadNumber(header) != Lzma2 || ReadNumber(header) != 1)
        {
            throw new ModelFormatException("it is compressed by xz filters other than LZMA2, which can't be read here", _cursor.Position - length);
        }

        var window = header.ReadByte();

        // Section 5.3.1: 4 KiB for 0, 6 KiB for 1, 8 KiB for 2, and so on.
        if (window > 40 || (2L | (window & 1)) << ((window / 2) + 11) > Decompressors.MaximumWindow)
        {
            throw new ModelFormatException($"it needs a window of more than {Decompressors.MaximumWindow:N0} bytes to unpack", _cursor.Position - 1);
        }

        var start = _cursor.Position;
        SkipChunks();
        var end = _cursor.Position;
        _cursor.Skip(((4 - ((end - start) & 3)) & 3) + _checkLength);
        return LzmaStream.Create([window], data.Slice(start, end - start).OpenRead(), end - start, -1, null, true, false);
    }

    // LZMA2 is a row of chunks, each with its length.
    private void SkipChunks()
    {
        for (byte control; (control = _cursor.ReadByte()) != 0;)
        {
            if (control < 0x80)
            {
                _cursor.Skip(ReadLength() + 1);
            }
            else
            {
                _cursor.Skip(2);
                _cursor.Skip(ReadLength() + (control >= 0xC0 ? 2 : 1));
            }
        }
    }

    private int ReadLength() => (_cursor.ReadByte() << 8) | _cursor.ReadByte();

    private void SkipIndexAndFooter()
    {
        var start = _cursor.Position;
        _cursor.Skip(1);
        for (var records = ReadNumber(_cursor); records > 0; records--)
        {
            ReadNumber(_cursor);
            ReadNumber(_cursor);
        }

        _cursor.Skip(((4 - ((_cursor.Position - start) & 3)) & 3) + 4 + HeaderLength);
        while (_cursor.PeekByte() == 0)
        {
            _cursor.Skip(1);
        }

        _checkLength = -1;
    }

    private static long ReadNumber(ByteCursor cursor)
    {
        long number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = cursor.ReadByte();
            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new ModelFormatException("a number is longer than nine bytes", cursor.Position);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _block?.Dispose();
        }

        base.Dispose(disposing);
    }
}
