using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>One thing that the two views of a zip do not agree on, or that no packing tool writes.</summary>
/// <param name="Kind">What differs, for the subject by which a pin can accept it.</param>
/// <param name="Message">What it is and what it is good for, complete in itself.</param>
internal readonly record struct ZipDifference(string Kind, string Message);

/// <summary>
/// Where the two views of a member disagree. Scanners and loaders differ in which view they trust and in what makes them give up: PyTorch
/// goes by the directory and ignores local names, flags and checksums, Python's zipfile refuses such files (CVE-2025-1944, CVE-2025-1945,
/// CVE-2025-10156). What packing tools write is no difference: sizes in data descriptors, Zip64, padding, another level of compression.
/// </summary>
internal static class ZipDifferences
{
    // Bits 1 and 2 tell the level of compression, bit 11 the encoding of the name; tools set them in one header and not in the other.
    private const ushort MeaningfulFlags = 0x2061;

    /// <summary>The differences of a member, none for what packing tools write.</summary>
    public static IEnumerable<ZipDifference> Of(ZipMember member, bool overlaps)
    {
        var header = member.Header;
        if (member.Listed is null)
        {
            yield return new("unlisted", "no directory lists it: scanners that go by the directory don't see it, readers of streams do");
        }

        if (overlaps)
        {
            yield return new("overlap", "it begins inside of another entry, so the same bytes count as several files");
        }

        if (header.HasRefusedFlags || member.Local is { HasRefusedFlags: true })
        {
            yield return new("flags", "it sets flags at which scanners give up and loaders do not (patched data, strong encryption)");
        }

        if (member.IsFolder && header.Size > 0)
        {
            yield return new("folder", "its name is that of a folder, and it has content, which tools that skip folders don't see");
        }

        if (Shown(header) is { } shown && shown != header.Name)
        {
            yield return new("unicode-name", $"readers that know its Unicode name take it for \"{shown}\"");
        }

        if (member is not { Listed: { } listed, Local: { } local })
        {
            yield break;
        }

        if (listed.Name != local.Name)
        {
            yield return new("name", $"its local header calls it \"{local.Name}\": scanners that trust one name don't see what loaders get by the other");
        }

        if (Shown(local) is { } locallyShown && locallyShown != local.Name && locallyShown != Shown(header))
        {
            yield return new("unicode-name", $"readers that know its Unicode name take it for \"{locallyShown}\"");
        }

        if (listed.Method != local.Method)
        {
            yield return new("method", $"the directory says that it is compressed by method {listed.Method}, the local header by {local.Method}");
        }

        if (((listed.Flags ^ local.Flags) & MeaningfulFlags) != 0)
        {
            yield return new("flags", "its two headers differ in whether it is encrypted");
        }

        if (Differs(listed.CompressedSize, local.CompressedSize, local) || Differs(listed.Size, local.Size, local))
        {
            yield return new("size", $"the directory gives it {listed.CompressedSize:N0} bytes that unpack to {listed.Size:N0}, "
                + $"the local header {local.CompressedSize:N0} that unpack to {local.Size:N0}");
        }

        if (Differs(listed.Checksum, local.Checksum, local))
        {
            yield return new("checksum", "its two headers give two checksums");
        }
    }

    // With a data descriptor, the local header may leave them out.
    private static bool Differs(long listed, long local, ZipHeader header) =>
        listed != local && !(header.HasDescriptor && local is 0 or uint.MaxValue);

    // A name in an old encoding is given once more in Unicode by honest tools; a plain name has nothing to be told again.
    private static string? Shown(ZipHeader header) =>
        header.UnicodeName is { } unicode && header.Name.All(char.IsAscii) ? unicode : null;
}
