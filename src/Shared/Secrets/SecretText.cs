namespace Airlock.Shared.Secrets;

/// <summary>What the characters of a text say about its being a secret.</summary>
public static class SecretText
{
    private const int PlaceholderRun = 6;

    private static readonly string[] PlaceholderParts =
    [
        "example", "placeholder", "changeme", "change-me", "change_me", "dummy", "sample", "redacted", "replace", "notreal", "not-real",
        "insert", "your-", "your_", "yourkey", "yourapi", "<", ">", "{", "}", "...", "***", "$(", "%%",
    ];

    private static readonly string[] PlaceholderWords =
    [
        "api", "apikey", "default", "demo", "empty", "fake", "here", "ignored", "invalid", "key", "lm", "local", "localhost", "mock", "my",
        "needed", "no", "none", "not", "null", "ollama", "required", "secret", "sk", "some", "studio", "test", "testing", "todo", "token",
        "unused", "used", "valid", "wrong", "your",
    ];

    /// <summary>Shannon entropy of the characters, in bits for each: 0 for one letter repeated, about 4 for hex digits at random.</summary>
    public static double Entropy(string text)
    {
        var counts = new Dictionary<char, int>();
        foreach (var character in text)
        {
            counts[character] = counts.TryGetValue(character, out var count) ? count + 1 : 1;
        }

        var entropy = 0.0;
        foreach (var count in counts.Values)
        {
            var share = (double)count / text.Length;
            entropy -= share * Math.Log(share, 2);
        }

        return entropy;
    }

    /// <summary>
    /// Whether the text only stands for a secret: <c>your-key-here</c>, <c>sk-xxxxxxxx</c>, <c>${KEY}</c>, the samples of
    /// providers' documentation, or words in small letters.
    /// </summary>
    public static bool IsPlaceholder(string text) =>
        PlaceholderParts.Any(part => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
        || HasRun(text, 0)
        || HasRun(text, 1)
        || IsWords(text);

    /// <summary>
    /// Enough of a secret to recognise it, too little to use it: at most its first five and its last four characters, and
    /// never more than three eighths of it.
    /// </summary>
    public static string Mask(string secret)
    {
        var head = Math.Min(5, secret.Length / 4);
        var tail = Math.Min(4, secret.Length / 8);
        return secret.Substring(0, head) + "…" + secret.Substring(secret.Length - tail);
    }

    // "xxxxxx" climbs by 0, "123456" and "abcdef" by 1.
    private static bool HasRun(string text, int step)
    {
        var run = 1;
        for (var i = 1; i < text.Length; i++)
        {
            run = text[i] - text[i - 1] == step && char.IsLetterOrDigit(text[i]) ? run + 1 : 1;
            if (run >= PlaceholderRun)
            {
                return true;
            }
        }

        return false;
    }

    // Either every word is known, as in "not-needed", or there are several in small letters alone, as no provider makes keys.
    private static bool IsWords(string text)
    {
        var words = Words(text);
        return words.All(word => PlaceholderWords.Contains(word, StringComparer.OrdinalIgnoreCase))
            || (words.Count > 2 && words.All(word => word.Length > 0 && word.All(c => c is >= 'a' and <= 'z')));
    }

    // "not-needed", "INVALID_KEY" and "FakeApiKey" are two, two and three words.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var isSeparator = i < text.Length && text[i] is '-' or '_' or ' ' or '.' or '/';
            var isHump = i > 0 && i < text.Length && char.IsUpper(text[i]) && char.IsLower(text[i - 1]);
            if (i == text.Length || isSeparator || isHump)
            {
                words.Add(text.Substring(start, i - start));
                start = isSeparator ? i + 1 : i;
            }
        }

        return words;
    }
}
