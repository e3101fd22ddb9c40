using System.Runtime.CompilerServices;

namespace Airlock.Core.Libraries.Names;

/// <summary>A package's identifier, taken apart.</summary>
internal sealed class PackageName
{
    /// <summary>Longer texts are no identifiers: NuGet's limit is 100 (NuGet.Packaging, <c>PackageIdValidator.MaxPackageIdLength</c>).</summary>
    public const int MaximumLength = 100;

    private PackageName(string id, string[] segments, string[] words)
    {
        (Id, Segments, Words) = (id, segments, words);
        Squeezed = string.Concat(segments);
    }

    /// <summary>The identifier as it was written.</summary>
    public string Id { get; }

    /// <summary>What stands between separators, in small letters, with confusable characters replaced by what they are read as; never empty.</summary>
    public string[] Segments { get; }

    /// <summary>The segments, split further where a capital starts a word: <c>KernelMemory</c> is two words.</summary>
    public string[] Words { get; }

    /// <summary>All segments without separators.</summary>
    public string Squeezed { get; }

    /// <summary>Whether a letter of another script was replaced, or a character that nobody sees was left out.</summary>
    public bool HasConfusables { get; private init; }

    /// <summary>Whether letters of another script that look Latin stand within one segment beside Latin letters.</summary>
    public bool MixesScripts { get; private init; }

    /// <summary>Takes an identifier apart; null if it is too long, or has no letter or digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static PackageName? Parse(string id)
    {
        if (id.Length is 0 or > MaximumLength)
        {
            return null;
        }

        var segments = new List<string>();
        var words = new List<string>();
        Span<char> buffer = stackalloc char[MaximumLength];
        var (length, wordStart) = (0, 0);
        var (hasConfusables, mixesScripts, hasLatin, hasOther) = (false, false, false, false);
        var previous = '\0';
        for (var at = 0; at <= id.Length; at++)
        {
            var character = at < id.Length ? id[at] : '.';
            var read = character;
            if (character > '\x7F')
            {
                var latin = ConfusableCharacters.ReadAs(character, out var isAccent);
                read = latin ?? char.ToLowerInvariant(character);
                hasConfusables |= latin is not null && !isAccent;
                hasOther |= latin is not null && !isAccent;
                if (read == '\0')
                {
                    continue;
                }
            }
            else
            {
                hasLatin |= char.IsAsciiLetter(character);
            }

            var isSeparator = !char.IsLetterOrDigit(read);
            if (length > wordStart && (isSeparator || StartsWord(previous, character, at + 1 < id.Length ? id[at + 1] : '\0')))
            {
                words.Add(new string(buffer[wordStart..length]));
                wordStart = length;
            }

            if (!isSeparator)
            {
                buffer[length++] = char.ToLowerInvariant(read);
                previous = character;
                continue;
            }

            if (length > 0)
            {
                segments.Add(new string(buffer[..length]));
            }

            mixesScripts |= hasLatin && hasOther;
            (length, wordStart, hasLatin, hasOther, previous) = (0, 0, false, false, '\0');
        }

        return segments.Count == 0 ? null : new PackageName(id, [.. segments], [.. words]) { HasConfusables = hasConfusables, MixesScripts = mixesScripts };
    }

    // "SharpToken", "HTMLParser", "Cuda12": a capital after a small letter, the last of several capitals, the first digit.
    private static bool StartsWord(char previous, char character, char next) =>
        (char.IsAsciiLetterUpper(character) && (char.IsAsciiLetterLower(previous) || (char.IsAsciiLetterUpper(previous) && char.IsAsciiLetterLower(next))))
        || (char.IsAsciiDigit(character) && char.IsAsciiLetter(previous));
}
