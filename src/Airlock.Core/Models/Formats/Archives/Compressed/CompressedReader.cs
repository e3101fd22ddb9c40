using System.IO.Compression;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads a file that is one compressed stream, and scans what it unpacks to. The five compressions of joblib (zlib, gzip, bz2, lzma, xz) are
/// among them.
/// </summary>
internal sealed class CompressedReader : IModelReader
{
    private const int Trial = 64;

    private readonly Func<ByteSource, bool> _recognise;
    private readonly Func<ByteSource, Stream> _open;

    private CompressedReader(string format, Func<ByteSource, bool> recognise, Func<ByteSource, Stream> open) =>
        (Format, _recognise, _open) = (format, recognise, open);

    /// <summary>A reader for each compression.</summary>
    public static IReadOnlyList<IModelReader> All { get; } =
    [
        new CompressedReader("gzip", source => source.Has(0, [0x1F, 0x8B, 8]), source => new GZipStream(source.OpenRead(), CompressionMode.Decompress)),
        new CompressedReader("bzip2", IsBZip2, Decompressors.BZip2),
        new CompressedReader("xz", XzStream.IsAt, Decompressors.Xz),
        new CompressedReader("zstd", IsZstandard, Decompressors.Zstandard),
        new CompressedReader("zlib", IsZlib, OpenZlib),
        new CompressedReader("lzma", IsLzma, Decompressors.LzmaAlone),
    ];

    /// <summary>Whether a frame of Zstandard begins here (RFC 8878, section 3.1.1).</summary>
    public static bool IsZstandard(ByteSource source) => source.Has(0, [0x28, 0xB5, 0x2F, 0xFD]);

    /// <inheritdoc/>
    public string Format { get; }

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Container;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => _recognise(source);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        using var content = OpenedContent.Unpack(_open(source), context);
        context.Budget.Work(1 + (content.Source.Length / 8));
        var format = context.Scan(content.Source, NameOf(context.Name));
        if (content.Breakage is { } breakage)
        {
            context.Report(ModelVerdict.NotFullyRead, $"It is compressed ({Format}) and can't be unpacked to the end: {breakage}.");
        }
        else if (format is null && context.IsOutermost)
        {
            context.Report(
                ModelVerdict.NotFullyRead, $"It is compressed ({Format}), and what it unpacks to is of no model format that is known.", element: ModelFinding.UnknownContent);
        }
    }

    // What is inside keeps the name, without the suffix that tells of the compression.
    private static string NameOf(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        return Path.GetExtension(file) is ".gz" or ".bz2" or ".xz" or ".lzma" or ".zst" or ".z" or ".zlib" ? Path.GetFileNameWithoutExtension(file)
            : Path.GetExtension(file) == ".tgz" ? Path.ChangeExtension(file, ".tar")
            : file;
    }

    private static bool IsBZip2(ByteSource source)
    {
        Span<byte> head = stackalloc byte[10];
        return source.Read(0, head) == head.Length
            && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9'
            && (head[4..].SequenceEqual((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
                || head[4..].SequenceEqual((ReadOnlySpan<byte>)[0x17, 0x72, 0x45, 0x38, 0x50, 0x90]));
    }

    // Two bytes are a weak mark (RFC 1950, section 2.2), so the first bytes must also unpack.
    private static bool IsZlib(ByteSource source)
    {
        Span<byte> head = stackalloc byte[2];
        return source.Read(0, head) == head.Length
            && (head[0] & 0xF) == 8 && head[0] >> 4 <= 7 && ((head[0] * 256) + head[1]) % 31 == 0 && (head[1] & 0x20) == 0
            && Unpacks(OpenZlib, source);
    }

    // LZMA alone has no mark; what its writers put into the properties is narrow: lc=3 lp=0 pb=2, a window of 2^n or 2^n+2^(n-1).
    private static bool IsLzma(ByteSource source)
    {
        Span<byte> head = stackalloc byte[14];
        if (source.Read(0, head) < head.Length || head[0] != 0x5D || head[13] != 0)
        {
            return false;
        }

        var (window, size) = (BitConverter.ToUInt32(head[1..]), BitConverter.ToInt64(head[5..]));
        var isPlain = uint.IsPow2(window) || (window % 3 == 0 && uint.IsPow2(window / 3));
        return isPlain && window >= 4096 && size is >= -1 and < 1L << 48 && Unpacks(Decompressors.LzmaAlone, source);
    }

    private static Stream OpenZlib(ByteSource source) => new ZLibStream(source.OpenRead(), CompressionMode.Decompress);

    private static bool Unpacks(Func<ByteSource, Stream> open, ByteSource source)
    {
        try
        {
            using var stream = open(source);
            return stream.ReadAtLeast(new byte[Trial], 1, throwOnEndOfStream: false) > 0;
        }
        catch (Exception exception) when (exception is not (FileChangedException or OperationCanceledException))
        {
            return false;
        }
    }
}
