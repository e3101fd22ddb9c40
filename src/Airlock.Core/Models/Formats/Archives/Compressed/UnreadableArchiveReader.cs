using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Knows archives and compressions that are not unpacked here, so that they are reported as such: a file that can't be looked into is not clean.
/// </summary>
internal sealed class UnreadableArchiveReader : IModelReader
{
    private readonly byte[] _mark;
    private readonly string _name;

    private UnreadableArchiveReader(string format, string name, params byte[] mark) => (Format, _name, _mark) = (format, name, mark);

    /// <summary>A reader for each.</summary>
    public static IReadOnlyList<IModelReader> All { get; } =
    [
        new UnreadableArchiveReader("7z", "a 7z archive", (byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C),
        new UnreadableArchiveReader("rar", "a RAR archive", [.. "Rar!\x1A\x07"u8]),
        new UnreadableArchiveReader("lz4", "an LZ4 frame", 0x04, 0x22, 0x4D, 0x18),
        new UnreadableArchiveReader("cab", "a cabinet archive", [.. "MSCF\0\0\0\0"u8]),
    ];

    /// <inheritdoc/>
    public string Format { get; }

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Container;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => source.Has(0, _mark);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context) => context.Report(
        ModelVerdict.NotFullyRead,
        $"It is {_name}, which is not unpacked here: what it holds is unknown. Unpack it, and use the model itself.");
}
