using Airlock.Shared.Secrets;

namespace Airlock.Core.Secrets;

/// <summary>
/// Whether a text could be a credential by itself: the notion of AIR4002 (eight characters without a blank, no placeholder) with what configuration
/// has besides: references to key stores (<c>reference-forms.tsv</c>), addresses, paths, names of variables.
/// </summary>
internal static class CredentialValue
{
    /// <summary>The shortest text that counts.</summary>
    public const int MinimumLength = 8;

    private const int MaximumLength = 4096;
    private const int LongLength = 16;
    private const int LongestNumber = 6;
    private const double MinimumEntropy = 2.5;
    private const double MinimumEntropyOfLong = 3;

    // Of random letters about half are capitals; of words written together far fewer.
    private const double LeastCapitals = 0.35;

    private static readonly Lazy<string[]> ReferenceForms = new(() => [.. EmbeddedTable.Rows("reference-forms.tsv").Select(row => row[0])]);

    private static readonly string[] FileEndings = [".json", ".pem", ".key", ".pfx", ".crt", ".txt", ".xml", ".yaml", ".yml", ".env", ".bin"];

    /// <summary>Whether a text that stands under a credential's name is the credential.</summary>
    public static bool MayBeCredential(string text) =>
        text.Length is >= MinimumLength and <= MaximumLength
        && text.All(character => character is > ' ' and < '\x7f')
        && !SecretText.IsPlaceholder(text)
        && !IsReference(text)
        && !IsPlace(text)
        && !IsName(text)
        && text.AsSpan().IndexOfAny("()[]\";\\") < 0
        && IsMixed(text)
        && SecretText.Entropy(text) >= (text.Length >= LongLength ? MinimumEntropyOfLong : MinimumEntropy)
        && !DocumentedKeys.Contains(text);

    /// <summary>Whether a text only says where the credential is: a key vault, a variable, a template; or is encrypted.</summary>
    public static bool IsReference(string text) =>
        ReferenceForms.Value.Any(form => text.StartsWith(form, StringComparison.OrdinalIgnoreCase))
        || (text.Length > 1 && text[0] == '$' && text.AsSpan(1).IndexOfAnyExcept(NameCharacters) < 0)
        || (text.Length > 2 && text[0] == '%' && text[^1] == '%')
        || (text.Length > 4 && text.StartsWith("__", StringComparison.Ordinal) && text.EndsWith("__", StringComparison.Ordinal))
        || text.Contains("#{", StringComparison.Ordinal);

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:.");

    private static bool IsPlace(string text) =>
        text.Contains("://", StringComparison.Ordinal)
        || text[0] is '/' or '~' or '.'
        || FileEndings.Any(ending => text.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    // OPENAI_API_KEY, OpenAI:ApiKey, openai-key-2, system.secret: words, perhaps with a short number.
    private static bool IsName(string text)
    {
        var parts = text.Split('-', '_', '.', ':', '/');
        var words = parts.Count(part => part.Length > 0 && IsWord(part));
        var rest = parts.Where(part => !IsWord(part)).Sum(part => part.Length);
        return parts.Length == 1 ? IsWeak(text) : rest == 0 || (words > 1 && rest <= LongestNumber);
    }

    // "token123" is a word and a number: nothing that a service gives out.
    private static bool IsWeak(string text)
    {
        var letters = text.AsSpan().TrimEnd("0123456789");
        return text.Length - letters.Length <= LongestNumber && letters.Length < LongLength && letters.IndexOfAnyExceptInRange('a', 'z') < 0;
    }

    private static bool IsWord(string part)
    {
        var letters = part.TrimEnd("0123456789").Length;
        return part.Length - letters <= 2
            && part.Length <= 20
            && part.AsSpan(0, letters).IndexOfAnyExceptInRange('A', 'z') < 0
            && (letters < 4 || part.AsSpan(0, letters).IndexOfAny("aeiouyAEIOUY") >= 0)
            && CredentialName.WordsOf(part).Count <= 3;
    }

    private static bool IsMixed(string text)
    {
        var capitals = text.Count(char.IsAsciiLetterUpper);
        var letters = capitals + text.Count(char.IsAsciiLetterLower);
        return letters > 0 && (text.Any(char.IsAsciiDigit) || (text.Length >= LongLength && capitals >= letters * LeastCapitals && capitals <= letters * (1 - LeastCapitals)));
    }
}
