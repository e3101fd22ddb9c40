namespace Airlock.Core.Libraries.Names;

/// <summary>What one slip of the pen makes of a word.</summary>
internal enum SpellingEdit
{
    /// <summary>The words are equal, or more than one edit apart.</summary>
    None,

    /// <summary>Two neighbouring letters changed places.</summary>
    Transposition,

    /// <summary>A letter stands twice that stood once, or the other way round.</summary>
    Doubling,

    /// <summary>A letter was added or left out.</summary>
    Letter,

    /// <summary>A letter became another one.</summary>
    Substitution,

    /// <summary>An <c>s</c> at the end was added or left out.</summary>
    Plural,

    /// <summary>A digit was added, left out or changed: as a rule another version.</summary>
    Digit,
}

/// <summary>Compares words letter by letter.</summary>
internal static class Spelling
{
    /// <summary>The one edit that makes the known word the written one.</summary>
    public static SpellingEdit Compare(ReadOnlySpan<char> written, ReadOnlySpan<char> known)
    {
        var start = written.CommonPrefixLength(known);
        var left = written[start..];
        var right = known[start..];
        while (left.Length > 0 && right.Length > 0 && left[^1] == right[^1])
        {
            left = left[..^1];
            right = right[..^1];
        }

        switch (left.Length, right.Length)
        {
            case (1, 0):
                return Added(written, start);
            case (0, 1):
                return Added(known, start);
            case (1, 1):
                return char.IsAsciiDigit(left[0]) || char.IsAsciiDigit(right[0]) ? SpellingEdit.Digit : SpellingEdit.Substitution;
            case (2, 2) when left[0] == right[1] && left[1] == right[0]:
                return char.IsAsciiDigit(left[0]) || char.IsAsciiDigit(left[1]) ? SpellingEdit.Digit : SpellingEdit.Transposition;
            default:
                return SpellingEdit.None;
        }
    }

    /// <summary>The least number of letters to add, leave out, change or swap with the next, or more than the bound if it is more.</summary>
    public static int Distance(string left, string right, int bound)
    {
        if (Math.Abs(left.Length - right.Length) > bound)
        {
            return bound + 1;
        }

        var (before, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var column = 0; column <= right.Length; column++)
        {
            last[column] = column;
        }

        for (var line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            var least = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = left[line - 1] == right[column - 1] ? 0 : 1;
                row[column] = Math.Min(Math.Min(last[column] + 1, row[column - 1] + 1), last[column - 1] + cost);
                if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                {
                    row[column] = Math.Min(row[column], before[column - 2] + 1);
                }

                least = Math.Min(least, row[column]);
            }

            if (least > bound)
            {
                return bound + 1;
            }

            (before, last, row) = (last, row, before);
        }

        return last[right.Length];
    }

    private static SpellingEdit Added(ReadOnlySpan<char> longer, int at)
    {
        if (char.IsAsciiDigit(longer[at]))
        {
            return SpellingEdit.Digit;
        }

        if ((at > 0 && longer[at - 1] == longer[at]) || (at + 1 < longer.Length && longer[at + 1] == longer[at]))
        {
            return SpellingEdit.Doubling;
        }

        return at == longer.Length - 1 && longer[at] == 's' ? SpellingEdit.Plural : SpellingEdit.Letter;
    }
}
