using System.Runtime.CompilerServices;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A run of bytes of a zip that belongs to no entry and no record.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct ZipStray(long Start, long Length);

/// <summary>
/// A zip in both of its views: the central directory, by which most readers go, and the local headers in sequence, by which readers of
/// streams go. It holds what either view shows; <see cref="ZipDifferences"/> says where they disagree.
/// </summary>
internal sealed class ZipArchiveView
{
    private static readonly ConditionalWeakTable<ByteSource, ZipArchiveView> Views = [];

    private ZipArchiveView(ByteSource source, ZipLayout layout)
    {
        Source = source;
        (Members, Strays, Overlapping, Problems) = (layout.Members, layout.Strays, layout.Overlapping, layout.Problems);
    }

    /// <summary>The bytes of the zip.</summary>
    public ByteSource Source { get; }

    /// <summary>All members of either view, folders too, in the order of the file; one that is listed twice stands here twice.</summary>
    public IReadOnlyList<ZipMember> Members { get; }

    /// <summary>Bytes that are part of nothing, and are not just zeros.</summary>
    public IReadOnlyList<ZipStray> Strays { get; }

    /// <summary>Members that begin inside of another.</summary>
    public IReadOnlySet<ZipMember> Overlapping { get; }

    /// <summary>What is wrong with the zip as a whole, each a part of a sentence: two directories, another number of entries.</summary>
    public IReadOnlyList<ZipProblem> Problems { get; }

    /// <summary>The zip in these bytes, read once however often it is asked for; null if no reader would take them for one.</summary>
    public static ZipArchiveView? Of(ByteSource source)
    {
        // That something is no zip is found out by a look at its end, so only zips are remembered.
        if (source.Length < ZipEndRecord.Length)
        {
            return null;
        }

        if (Views.TryGetValue(source, out var known))
        {
            return known;
        }

        var records = ZipEndRecord.Find(source);
        return !source.Has(0, ZipHeader.LocalMark) && (records.Count == 0 || MayEndWithZip(source))
            ? null
            : Views.GetValue(source, _ => new ZipArchiveView(source, ZipLayout.Read(source, records)));
    }

    /// <summary>The first member of that name that has content, or null.</summary>
    /// <param name="name">With <c>/</c>; case counts.</param>
    public ZipMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name && member.Local is not null);

    /// <summary>The content of a member.</summary>
    /// <param name="member">One of <see cref="Members"/>.</param>
    /// <param name="context">Bounds what is unpacked.</param>
    /// <exception cref="ModelFormatException">It lies outside of the file, or is compressed in a way that nothing here can read.</exception>
    /// <exception cref="ScanLimitException">It unpacks to too much.</exception>
    public OpenedContent Open(ZipMember member, ScanContext context) => member.Open(Source, context);

    // A tar whose last member is a zip ends like a zip, and so does what keeps a zip that it can't make smaller. Their readers scan that zip,
    // and say so if anything follows behind the end of their own format.
    private static bool MayEndWithZip(ByteSource source) =>
        TarMark.IsAt(source, 0) || XzStream.IsAt(source) || CompressedReader.IsZstandard(source);
}
