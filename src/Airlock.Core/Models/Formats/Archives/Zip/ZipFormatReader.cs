using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// A format whose file is a zip. It reads what the members mean together; each member by itself, and the zip as a zip, is read by
/// <see cref="ZipReader"/>, which recognises the same bytes.
/// </summary>
internal abstract class ZipFormatReader : IModelReader
{
    /// <inheritdoc/>
    public abstract string Format { get; }

    /// <summary>Whether the members are those of the format.</summary>
    protected abstract bool Recognises(ZipArchiveView view);

    /// <summary>Reads what the members mean together.</summary>
    protected abstract void Read(ZipArchiveView view, ScanContext context);

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => ZipArchiveView.Of(source) is { } view && Recognises(view);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context) => Read(ZipArchiveView.Of(source)!, context);

    /// <summary>The whole content of a member, in memory.</summary>
    /// <param name="view">The zip.</param>
    /// <param name="member">One of its members.</param>
    /// <param name="limit">The longest content that is read.</param>
    /// <param name="context">Bounds what is unpacked.</param>
    /// <exception cref="ModelFormatException">It is longer, or can't be read.</exception>
    protected static byte[] ReadAll(ZipArchiveView view, ZipMember member, int limit, ScanContext context)
    {
        using var content = view.Open(member, context);
        return content.Breakage is { } breakage ? throw new ModelFormatException($"'{member.Name}' can't be unpacked: {breakage}")
            : content.Source.Length > limit ? throw new ModelFormatException($"'{member.Name}' is longer than {limit:N0} bytes")
            : content.Source.ReadBytes(0, (int)content.Source.Length);
    }
}
