using System.Globalization;
using System.Text;

namespace Airlock.Core;

/// <summary>Texts of strangers as a message may show them.</summary>
internal static class PrintableText
{
    /// <summary>
    /// One line without control characters and without those that turn or hide what stands beside them, cut where it gets too long. Runs of blanks
    /// and line ends become one blank.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="maximumLength">The length of what is shown, in UTF-16 units, at least 1; what is cut off is marked by an ellipsis within it.</param>
    public static string Show(string text, int maximumLength)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (isBlank ? shown.Length == 0 || shown[^1] == ' ' : IsHidden(rune))
            {
                continue;
            }

            if (shown.Length + (isBlank ? 1 : rune.Utf16SequenceLength) > maximumLength)
            {
                Cut(shown, maximumLength - 1);
                return shown.ToString().TrimEnd() + "…";
            }

            shown.Append(isBlank ? " " : rune.ToString());
        }

        return shown.ToString().TrimEnd();
    }

    // U+FFFD is what broken UTF-16 is read as; it is shown, because something stood there.
    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static void Cut(StringBuilder text, int length)
    {
        text.Length = Math.Min(text.Length, length);
        if (text.Length > 0 && char.IsHighSurrogate(text[^1]))
        {
            text.Length--;
        }
    }
}
