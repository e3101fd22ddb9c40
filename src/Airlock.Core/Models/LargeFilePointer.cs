using System.Globalization;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models;

/// <summary>
/// The text that Git LFS leaves where a large file was not fetched (git-lfs specification, version 1): it names the digest and the size of the
/// file it stands for, and so is as good as a pin, and no model.
/// </summary>
/// <param name="Target">Digest and size of the file.</param>
public sealed record LargeFilePointer(FileDigest Target)
{
    private const int LargestPointer = 1024;
    private const string Version = "version https://git-lfs.github.com/spec/v1";
    private const string Digest = "oid sha256:";
    private const string Size = "size ";

    /// <summary>The pointer that the bytes are, or null if they are none.</summary>
    public static LargeFilePointer? Read(ByteSource source)
    {
        if (source.Length > LargestPointer || !source.Has(0, Encoding.ASCII.GetBytes(Version)))
        {
            return null;
        }

        var lines = Encoding.UTF8.GetString(source.ReadBytes(0, (int)source.Length)).Split('\n');
        var digest = Array.Find(lines, line => line.StartsWith(Digest, StringComparison.Ordinal))?[Digest.Length..];
        var size = Array.Find(lines, line => line.StartsWith(Size, StringComparison.Ordinal))?[Size.Length..];
        return digest is { Length: 64 } && digest.All(char.IsAsciiHexDigitLower)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new LargeFilePointer(new FileDigest(digest, length))
            : null;
    }
}
