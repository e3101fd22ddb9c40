using Airlock.Shared.Secrets;

namespace Airlock.Core.Events;

/// <summary>Texts of findings as an event may carry them to another system.</summary>
internal static class EventText
{
    private const int LongestText = 4096;

    // Keys are looked for before anything is cut, because half a key has no shape.
    private const int LongestRead = 64 * 1024;
    private const int MostSecrets = 100;

    /// <summary>One line without control characters, cut where it gets too long, with whatever looks like a provider's key masked.</summary>
    public static string Clean(string text, int maximumLength = LongestText) => PrintableText.Show(WithoutSecrets(PrintableText.Show(text, LongestRead)), maximumLength);

    // Messages are masked where they are made; this is for what a rule did not know to be a key.
    private static string WithoutSecrets(string text)
    {
        var start = 0;
        for (var count = 0; count < MostSecrets && KeyFormats.Find(text[start..]) is { } match; count++)
        {
            var mask = SecretText.Mask(text.Substring(start + match.Start, match.Length));
            text = string.Concat(text.AsSpan(0, start + match.Start), mask, text.AsSpan(start + match.Start + match.Length));
            start += match.Start + mask.Length;
        }

        return text;
    }
}
