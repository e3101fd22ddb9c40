using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>One way to take a member's bytes out of a zip.</summary>
/// <param name="Start">Where the data begin.</param>
/// <param name="Length">Bytes of data.</param>
/// <param name="Method">Compression method.</param>
internal readonly record struct ZipExtent(long Start, long Length, ushort Method);

/// <summary>A member of a zip, as far as either view knows it.</summary>
/// <param name="listed">Its header in the central directory, or null if no directory lists it.</param>
/// <param name="local">Its local header, or null if there is none where the directory says.</param>
internal sealed class ZipMember(ZipHeader? listed, ZipHeader? local)
{
    private const ushort Stored = 0;

    /// <summary>Its header in the central directory, or null if no directory lists it: readers that go by the directory don't see it.</summary>
    public ZipHeader? Listed => listed;

    /// <summary>Its local header, or null if there is none where the directory says: nobody can read it.</summary>
    public ZipHeader? Local => local;

    /// <summary>Its name, with <c>/</c> between folders; the directory's name where the two differ.</summary>
    public string Name { get; } = (listed ?? local!).Name.Replace('\\', '/');

    /// <summary>Whether its name is that of a folder.</summary>
    public bool IsFolder => Name.EndsWith('/');

    /// <summary>What the view says that readers trust most: the directory, or else the local header.</summary>
    public ZipHeader Header => listed ?? local!;

    /// <summary>Length of the data as the directory says, or the walk along the local headers found.</summary>
    public long Length { get; init; } = (listed ?? local!).CompressedSize;

    /// <summary>Whether the data are the content, without compression.</summary>
    public bool IsStored => Header.Method == Stored;

    /// <summary>Where the data begin.</summary>
    public long Start => local?.End ?? 0;

    /// <summary>Where the data end.</summary>
    public long End => Start + Length;

    /// <summary>
    /// Every way in which some reader takes the bytes out: by the directory, and by the local header where it says otherwise. Loaders of
    /// torch files go by the directory and ignore flags, names and checksums.
    /// </summary>
    public IEnumerable<ZipExtent> Extents
    {
        get
        {
            if (local is null)
            {
                yield break;
            }

            var first = new ZipExtent(Start, Length, Header.Method);
            yield return first;
            var second = new ZipExtent(Start, local.HasDescriptor && local.CompressedSize == 0 ? Length : local.CompressedSize, local.Method);
            if (second != first && second.Length != uint.MaxValue)
            {
                yield return second;
            }
        }
    }

    /// <summary>The member's content.</summary>
    /// <param name="archive">The bytes of the zip.</param>
    /// <param name="context">Bounds what is unpacked.</param>
    /// <exception cref="ModelFormatException">It lies outside of the file, or is compressed in a way that nothing here can read.</exception>
    public OpenedContent Open(ByteSource archive, ScanContext context) => Open(archive, Extents.FirstOrDefault(), context);

    /// <summary>The member's content, taken out in one of its ways.</summary>
    public OpenedContent Open(ByteSource archive, ZipExtent extent, ScanContext context)
    {
        if (local is null)
        {
            throw new ModelFormatException("no local header stands where the directory says", Header.Start);
        }

        var data = archive.Slice(extent.Start, extent.Length);
        return extent.Method == Stored
            ? OpenedContent.Of(data)
            : OpenedContent.Unpack(ZipMethods.Open(extent.Method, data, Header.Size), context);
    }
}
