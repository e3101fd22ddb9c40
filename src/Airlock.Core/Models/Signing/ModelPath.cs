using System.Text;

namespace Airlock.Core.Models.Signing;

/// <summary>Paths of files in a model's folder, as a manifest writes them (OpenSSF Model Signing 1.0, section 6.1.2).</summary>
public static class ModelPath
{
    /// <summary>
    /// The order of a manifest: by Unicode code point, which is that of the UTF-8 bytes and not, beyond the first plane, that of .NET's
    /// strings.
    /// </summary>
    public static IComparer<string> CodePointOrder { get; } = Comparer<string>.Create(
        (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    /// <summary>Whether a path is relative, with <c>/</c>, without empty, <c>.</c> and <c>..</c> steps, and text that UTF-8 can hold.</summary>
    public static bool IsCanonical(string path) =>
        path.Length > 0
        && !LeavesFolder(path)
        && !path.Contains('\0', StringComparison.Ordinal)
        && IsText(path)
        && path.Split('/').All(step => step is not ("" or "."));

    /// <summary>
    /// Whether a path means something outside of the folder on any operating system: absolute, with a drive, or with <c>..</c>.
    /// On Windows <c>\</c> separates steps too.
    /// </summary>
    public static bool LeavesFolder(string path) =>
        path.StartsWith('/') || Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..") || path.StartsWith('\\') || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]));

    // A file name that is no UTF-8 reaches .NET with the replacement character, and could not be opened by it.
    private static bool IsText(string path)
    {
        foreach (var rune in path.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
