namespace Airlock.Core.Libraries.Names;

/// <summary>
/// Finds known names that were misspelt. A word that occurs in the catalog is taken as meant: <c>Serilog.Sinks.File</c> is no slip for <c>Serilog.Sinks.Pile</c>, and names of one
/// family differ in a word as a rule. So only words that no known name has are corrected, and what comes out must be a known name.
/// </summary>
internal sealed class TypoSearch(NameIndex index)
{
    private const int MostMisspelt = 2;

    // Shorter names have too many honest neighbours for anything but an obvious slip.
    private const int ShortestName = 8;
    private const int ShortestFamily = 7;

    // Beside so much that is the same, even a short word that differs in one letter is hardly meant.
    private const int LongRemainder = 9;

    private enum Grade
    {
        None,
        Possible,
        Certain,
    }

    /// <summary>A known name that a name misspells.</summary>
    public Likeness? Find(PackageName name)
    {
        var segments = name.Segments;
        var misspelt = new List<int>();
        for (var place = 0; place < segments.Length; place++)
        {
            if (!index.IsWord(segments[place]))
            {
                misspelt.Add(place);
            }
        }

        if (misspelt.Count is 0 or > MostMisspelt)
        {
            return null;
        }

        var keys = NameIndex.KeysOf(segments);
        var best = Correct(keys, segments, misspelt, 0, Grade.Certain);
        if (best is null && misspelt is [var at] && segments[at].Length >= NameIndex.LongWord - 1 && segments.Length > 1)
        {
            keys[at] = 0;
            foreach (var package in index.FindAll(KeyTable.KeyOf(keys, KeyKind.WithOneOpen)))
            {
                if (index.Names[package].Segments[at].Length >= NameIndex.LongWord && Spelling.Distance(segments[at], index.Names[package].Segments[at], 2) == 2)
                {
                    return new Likeness(ConfusionKind.Typo, package, IsCertain: false);
                }
            }
        }

        return best;
    }

    /// <summary>A known family whose first word a name misspells, whatever follows.</summary>
    public Likeness? FindFamily(PackageName name)
    {
        var root = name.Segments[0];
        if (name.Segments.Length < 2 || root.Length < ShortestFamily - 1 || index.IsWord(root))
        {
            return null;
        }

        foreach (var (text, edit) in index.WordsNear(root))
        {
            var isReserved = index.Catalog.Prefixes.Any(prefix => prefix.Reservation != PrefixReservation.Shared && prefix.Root == text);
            if (text.Length >= ShortestFamily && index.Find(KeyTable.KeyOf(text, KeyKind.Root)) is >= 0 and var family && IsSlip(edit, isReserved ? text.Length + 1 : text.Length))
            {
                return new Likeness(ConfusionKind.Typo, index.PackagesOfRoots[family], isReserved) { IsFamily = true };
            }
        }

        return null;
    }

    // "Mediator" is a word of its own and no slip for "MediatR"; a swap of two letters makes no word.
    private static bool IsSlip(SpellingEdit edit, int length) => edit switch
    {
        SpellingEdit.Transposition or SpellingEdit.Doubling => true,
        SpellingEdit.Letter => length >= ShortestName,
        SpellingEdit.Substitution => length > ShortestName,
        _ => false,
    };

    private Likeness? Correct(ulong[] keys, string[] segments, List<int> misspelt, int from, Grade grade)
    {
        if (from == misspelt.Count)
        {
            return index.Find(KeyTable.KeyOf(keys, KeyKind.Segments)) is >= 0 and var package
                ? new Likeness(ConfusionKind.Typo, package, grade == Grade.Certain && misspelt.Count == 1)
                : null;
        }

        var at = misspelt[from];
        var written = keys[at];
        Likeness? best = null;
        foreach (var (text, edit) in index.WordsNear(segments[at]))
        {
            var others = segments.Sum(segment => segment.Length) - segments[at].Length;
            var own = Weigh(edit, segments[at], text, others, at == segments.Length - 1);
            if (own != Grade.None)
            {
                keys[at] = KeyTable.KeyOf(text);
                var found = Correct(keys, segments, misspelt, from + 1, own < grade ? own : grade);
                best = found is not null && (best is null || found.IsCertain) ? found : best;
            }
        }

        keys[at] = written;
        return best;
    }

    /// <summary>How sure it is that an edit is a slip, and not another word.</summary>
    private static Grade Weigh(SpellingEdit edit, string written, string known, int others, bool isLast)
    {
        // Where the rest of the name is the same, a short word is enough.
        var isAlone = others + known.Length < ShortestName || others == 0;
        var length = Math.Max(written.Length, known.Length);
        return (edit, isAlone) switch
        {
            (SpellingEdit.Transposition, false) => Grade.Certain,
            (SpellingEdit.Transposition, true) => AtLeast(known.Length, 6, 6),
            (SpellingEdit.Doubling, false) => AtLeast(length, 5, 4),
            (SpellingEdit.Doubling, true) => AtLeast(length, 7, 6),
            (SpellingEdit.Letter, false) => AtLeast(length, 5, 4),
            (SpellingEdit.Letter, true) => AtLeast(known.Length, 8, 6),
            (SpellingEdit.Substitution, false) => others >= LongRemainder ? AtLeast(length, 7, 4) : AtLeast(length, 8, 6),
            (SpellingEdit.Substitution, true) => AtLeast(length, 9, 7),
            (SpellingEdit.Plural, false) => isLast ? Grade.None : Grade.Possible,
            (SpellingEdit.Plural, true) => known.Length >= 7 ? Grade.Possible : Grade.None,
            _ => Grade.None,
        };
    }

    private static Grade AtLeast(int length, int certain, int possible) =>
        length >= certain ? Grade.Certain : length >= possible ? Grade.Possible : Grade.None;
}
