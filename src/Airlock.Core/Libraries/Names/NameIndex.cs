using System.Runtime.CompilerServices;

namespace Airlock.Core.Libraries.Names;

/// <summary>
/// The names of a catalog by everything that another name may have in common with them, so that a name is judged by a few dozen look-ups and not by comparing it
/// with each. Made once, in time that grows with the catalog alone.
/// </summary>
internal sealed class NameIndex
{
    /// <summary>Words shorter than this have too many neighbours one letter away.</summary>
    public const int ShortestWord = 3;

    /// <summary>Families shorter than this are no names that one remembers.</summary>
    public const int ShortestRoot = 5;

    /// <summary>From this length on, two letters may differ in one word.</summary>
    public const int LongWord = 10;

    private const int LongestWord = 40;
    private const int ShortestWithoutFirst = 8;

    private readonly KeyTable _table = new(1 << 15);

    // Every segment of every name, once, by its length.
    private readonly List<string>[] _words = new List<string>[LongestWord + 2];

    private readonly EmptyWords _emptyWords = EmptyWords.Default;

    /// <summary>Makes the index.</summary>
    public NameIndex(PackageCatalog catalog)
    {
        Catalog = catalog;
        for (var length = 0; length < _words.Length; length++)
        {
            _words[length] = [];
        }

        var publishers = catalog.Prefixes.Select(prefix => prefix.Root).ToHashSet(StringComparer.Ordinal);
        for (var package = 0; package < catalog.Packages.Count; package++)
        {
            Names.Add(PackageName.Parse(catalog.Packages[package].Id) ?? throw new ArgumentException($"\"{catalog.Packages[package].Id}\" is no identifier.", nameof(catalog)));
            Add(package, publishers.Contains(Names[package].Segments[0]));
        }
    }

    /// <summary>What the index is made of.</summary>
    public PackageCatalog Catalog { get; }

    /// <summary>The names of the catalog's packages, in its order.</summary>
    public List<PackageName> Names { get; } = [];

    /// <summary>The first segment of every name, once.</summary>
    public List<string> Roots { get; } = [];

    /// <summary>For each of <see cref="Roots"/> a package that begins so.</summary>
    public List<int> PackagesOfRoots { get; } = [];

    /// <summary>The package, word or root that was entered first under a key, or -1.</summary>
    public int Find(ulong key) => _table.First(key);

    /// <summary>Everything that was entered under a key.</summary>
    public IEnumerable<int> FindAll(ulong key)
    {
        var entry = 0;
        while (_table.Next(key, ref entry, out var value))
        {
            yield return value;
        }
    }

    /// <summary>Whether a segment occurs in the catalog.</summary>
    public bool IsWord(string segment) => Find(KeyTable.KeyOf(segment)) >= 0;

    /// <summary>The words of the catalog that are one edit away from a segment, with that edit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public List<NearWord> WordsNear(string segment)
    {
        var near = new List<NearWord>();
        if (segment.Length is < ShortestWord or > LongestWord)
        {
            return near;
        }

        for (var length = segment.Length - 1; length <= segment.Length + 1; length++)
        {
            foreach (var word in _words[length])
            {
                // One edit leaves one end as it was: two letters of it, if there are five.
                if (((word[0] == segment[0] && (length < 5 || word[1] == segment[1])) || (word[^1] == segment[^1] && (length < 5 || word[^2] == segment[^2])))
                    && Spelling.Compare(segment, word) is not SpellingEdit.None and var edit)
                {
                    near.Add(new NearWord(word, edit));
                }
            }
        }

        return near;
    }

    /// <summary>The keys of a name's segments.</summary>
    public static ulong[] KeysOf(string[] segments)
    {
        var keys = new ulong[segments.Length];
        for (var at = 0; at < keys.Length; at++)
        {
            keys[at] = KeyTable.KeyOf(segments[at]);
        }

        return keys;
    }

    /// <summary>The key of a name's segments or words, whatever their order.</summary>
    public static ulong KeyOfSet(ulong[] keys, KeyKind kind)
    {
        var sum = 0UL;
        foreach (var key in keys)
        {
            sum += key;
        }

        return KeyTable.KeyOf([sum], kind);
    }

    /// <summary>The key of a text in which characters that look alike are one.</summary>
    public static ulong FoldedKeyOf(string text, KeyKind kind)
    {
        Span<char> folded = stackalloc char[PackageName.MaximumLength];
        return KeyTable.KeyOf(folded[..ConfusableCharacters.Fold(text, folded)], kind);
    }

    private void Add(int package, bool isOfPublisher)
    {
        var name = Names[package];
        var segments = name.Segments;
        var keys = KeysOf(segments);
        foreach (var segment in segments)
        {
            AddWord(segment);
        }

        _table.Add(KeyTable.KeyOf(keys, KeyKind.Segments), package);
        _table.Add(KeyTable.KeyOf(name.Squeezed, KeyKind.Squeezed), package);
        _table.Add(FoldedKeyOf(name.Squeezed, KeyKind.Folded), package);
        var core = _emptyWords.Remove(name, out var isShorter);
        if (isShorter)
        {
            _table.Add(KeyTable.KeyOf(core, KeyKind.Core), package);
        }

        if (segments.Length > 1)
        {
            _table.Add(KeyOfSet(keys, KeyKind.SegmentSet), package);
        }

        if (name.Words.Length > 1)
        {
            _table.Add(KeyOfSet(KeysOf(name.Words), KeyKind.WordSet), package);
        }

        for (var at = 1; at < segments.Length - 1; at++)
        {
            _table.Add(KeyTable.KeyOf(keys, KeyKind.WithoutOne, at), package);
        }

        for (var at = 0; at < segments.Length; at++)
        {
            if (segments[at].Length >= LongWord && segments.Length > 1)
            {
                var open = keys.AsSpan().ToArray();
                open[at] = 0;
                _table.Add(KeyTable.KeyOf(open, KeyKind.WithOneOpen), package);
            }
        }

        AddRoot(segments[0], package);
        AddParts(package, name, isOfPublisher);
    }

    private void AddParts(int package, PackageName name, bool isOfPublisher)
    {
        var isForModels = Catalog.Packages[package].IsForModels;
        if (isForModels)
        {
            _table.Add(KeyTable.KeyOf(name.Squeezed, KeyKind.ModelPart), package);
        }

        // "Microsoft.ML.OnnxRuntime" is called "ML.OnnxRuntime" and "OnnxRuntime", too.
        for (var first = 1; isOfPublisher && first < Math.Min(name.Segments.Length, isForModels ? 3 : 2); first++)
        {
            var rest = string.Concat(name.Segments[first..]);
            if (rest.Length >= (first == 1 ? ShortestWithoutFirst : LongWord))
            {
                _table.Add(KeyTable.KeyOf(rest, KeyKind.WithoutFirst), package);
                if (isForModels)
                {
                    _table.Add(KeyTable.KeyOf(rest, KeyKind.ModelPart), package);
                }
            }
        }
    }

    private void AddWord(string segment)
    {
        var key = KeyTable.KeyOf(segment);
        if (Find(key) < 0)
        {
            _table.Add(key, 0);
            if (segment.Length <= LongestWord + 1)
            {
                _words[segment.Length].Add(segment);
            }
        }
    }

    private void AddRoot(string root, int package)
    {
        var key = KeyTable.KeyOf(root, KeyKind.Root);
        if (root.Length < ShortestRoot || Find(key) >= 0)
        {
            return;
        }

        _table.Add(key, Roots.Count);
        _table.Add(FoldedKeyOf(root, KeyKind.FoldedRoot), Roots.Count);
        Roots.Add(root);
        PackagesOfRoots.Add(package);
    }
}

/// <summary>A word of the catalog that is one edit away from another.</summary>
/// <param name="Word">The word.</param>
/// <param name="Edit">The edit.</param>
internal sealed record NearWord(string Word, SpellingEdit Edit);
