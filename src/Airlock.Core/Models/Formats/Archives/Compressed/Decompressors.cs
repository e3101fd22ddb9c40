using Airlock.Core.Models.Scanning;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Deflate64;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.ZStandard;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Streams that unpack what the framework can't. The memory that a stream asks for is in its header and is checked before: a file of a few
/// bytes must not get gigabytes.
/// </summary>
internal static class Decompressors
{
    /// <summary>The largest window that is granted; <c>xz -9</c> and <c>zstd --long</c> need 64 and 128 MiB.</summary>
    public const int MaximumWindow = 128 * 1024 * 1024;

    private const int LzmaProperties = 5;

    /// <summary>Deflate with a window of 64 KiB, as Windows writes for large files.</summary>
    public static Stream Deflate64(ByteSource data) => Begin(() => new Deflate64Stream(data.OpenRead(), CompressionMode.Decompress));

    /// <summary>bzip2, several streams in a row too.</summary>
    public static Stream BZip2(ByteSource data) =>
        Begin(() => BZip2Stream.Create(data.OpenRead(), CompressionMode.Decompress, decompressConcatenated: true));

    /// <summary>xz.</summary>
    public static Stream Xz(ByteSource data) => new XzStream(data);

    /// <summary>Zstandard (RFC 8878).</summary>
    public static Stream Zstandard(ByteSource data) => Begin(() =>
    {
        var decompressor = new Decompressor();
        decompressor.SetParameter(SharpCompress.Compressors.ZStandard.Unsafe.ZSTD_dParameter.ZSTD_d_windowLogMax, 27);
        return new DecompressionStream(data.OpenRead(), decompressor, checkEndOfStream: true, preserveDecompressor: false, leaveOpen: false);
    });

    /// <summary>LZMA as in zip (APPNOTE 5.8): a version, the length of the properties, the properties; what is empty has an end mark.</summary>
    public static Stream ZipLzma(ByteSource data, long size)
    {
        var head = data.ReadBytes(0, 4 + LzmaProperties);
        return BitConverter.ToUInt16(head, 2) == LzmaProperties
            ? Lzma(data.Slice(head.Length, data.Length - head.Length), head[4..], size > 0 ? size : -1)
            : throw new ModelFormatException("its LZMA properties are not 5 bytes");
    }

    /// <summary>A file of LZMA alone: properties, then the size in 64 bits or all ones.</summary>
    public static Stream LzmaAlone(ByteSource data)
    {
        var head = data.ReadBytes(0, LzmaProperties + sizeof(long));
        return Lzma(data.Slice(head.Length, data.Length - head.Length), head[..LzmaProperties], BitConverter.ToInt64(head, LzmaProperties));
    }

    private static Stream Lzma(ByteSource data, byte[] properties, long size)
    {
        if (BitConverter.ToUInt32(properties, 1) > MaximumWindow)
        {
            throw new ModelFormatException($"it needs a window of more than {MaximumWindow:N0} bytes to unpack");
        }

        return Begin(() => LzmaStream.Create(properties, data.OpenRead(), data.Length, size));
    }

    // The constructors read headers, and fail on damaged ones in many ways.
    private static Stream Begin(Func<Stream> create)
    {
        try
        {
            return create();
        }
        catch (Exception exception) when (exception is not (ModelFormatException or FileChangedException or OperationCanceledException))
        {
            throw new ModelFormatException($"the compressed bytes are damaged ({exception.GetType().Name})");
        }
    }
}
