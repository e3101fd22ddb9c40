using System.Globalization;

namespace Airlock.Core.Libraries.Names;

/// <summary>
/// Characters that people read as others. The table <c>confusable-characters.tsv</c> holds letters of other scripts with the Latin letter that they are read as
/// (chosen from the confusables of Unicode Technical Standard 39), and letters with an accent.
/// </summary>
internal static class ConfusableCharacters
{
    // Fullwidth forms of ASCII, U+FF01 to U+FF5E.
    private const int FullwidthDistance = 0xFEE0;

    private static readonly Lazy<Dictionary<char, (char Latin, bool IsAccent)>> Table = new(() =>
    {
        var table = new Dictionary<char, (char, bool)>();
        foreach (var cells in EmbeddedTable.Rows("confusable-characters.tsv"))
        {
            table[cells[1][0]] = (cells[2][0], cells[3] == "accented");
        }

        return table;
    });

    /// <summary>The small Latin letter or the other ASCII character that a character outside ASCII is read as; null if it is read as nothing of the kind, <c>'\0'</c> if it is not seen.</summary>
    /// <param name="character">A character outside ASCII.</param>
    /// <param name="isAccent">Whether it is the same letter with an accent.</param>
    public static char? ReadAs(char character, out bool isAccent)
    {
        isAccent = false;
        if (Table.Value.TryGetValue(character, out var row))
        {
            isAccent = row.IsAccent;
            return row.Latin;
        }

        if (character is >= '\uFF01' and <= '\uFF5E')
        {
            return char.ToLowerInvariant((char)(character - FullwidthDistance));
        }

        return char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Control
            ? '\0'
            : null;
    }

    /// <summary>
    /// Makes one text of all that look alike in ASCII: <c>0</c> and <c>o</c>, <c>1</c>, <c>i</c> and <c>l</c> (a capital <c>I</c> is a small <c>l</c>), <c>5</c> and
    /// <c>s</c>, <c>rn</c> and <c>m</c>, <c>vv</c> and <c>w</c>.
    /// </summary>
    /// <param name="text">Small letters and digits.</param>
    /// <param name="target">At least as long as the text.</param>
    /// <returns>How much of the target is used.</returns>
    public static int Fold(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var isPair = at + 1 < text.Length && ((text[at] == 'r' && text[at + 1] == 'n') || (text[at] == 'v' && text[at + 1] == 'v'));
            target[length++] = isPair ? (text[at] == 'r' ? 'm' : 'w') : text[at] switch
            {
                '0' => 'o',
                '1' or 'i' => 'l',
                '5' => 's',
                var other => other,
            };
            at += isPair ? 1 : 0;
        }

        return length;
    }
}
