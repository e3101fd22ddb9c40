using System.IO.Compression;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>The compression methods of zip (APPNOTE 4.4.5).</summary>
internal static class ZipMethods
{
    /// <summary>A stream of what was compressed.</summary>
    /// <param name="method">The number of the method.</param>
    /// <param name="data">The compressed bytes.</param>
    /// <param name="size">The length that the content should have.</param>
    /// <exception cref="ModelFormatException">Nothing here can read the method.</exception>
    public static Stream Open(ushort method, ByteSource data, long size) => method switch
    {
        8 => new DeflateStream(data.OpenRead(), CompressionMode.Decompress),
        9 => Decompressors.Deflate64(data),
        12 => Decompressors.BZip2(data),
        14 => Decompressors.ZipLzma(data, size),
        93 => Decompressors.Zstandard(data),
        95 => Decompressors.Xz(data),
        99 => throw new ModelFormatException("it is encrypted (AES)"),
        _ => throw new ModelFormatException($"it is compressed by method {method}, which can't be read here"),
    };
}
