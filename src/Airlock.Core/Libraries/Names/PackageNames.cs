using Airlock.Core.Policy;

namespace Airlock.Core.Libraries.Names;

/// <summary>
/// Judges names of packages by a catalog of well-known ones: what a name can be taken for, and how sure that is. It knows nothing but names and owners, asks
/// nobody, and never reports a name of the catalog, a name that only adds words to a known one, another plural at the end or another number.
/// </summary>
public sealed class PackageNames
{
    private const int ShortestSeparated = 5;
    private const int ShortestFolded = 4;
    private const int LongestMissing = 200;

    private static readonly Lazy<PackageNames> Shipped = new(() => new PackageNames(PackageCatalog.Default));

    private static readonly Lazy<Dictionary<string, (string Name, string Registry)>> ForeignNames = new(() =>
    {
        var names = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var cells in EmbeddedTable.Rows("foreign-packages.tsv"))
        {
            names.TryAdd(PackageName.Parse(cells[0])!.Squeezed, (cells[0], cells[1]));
        }

        return names;
    });

    // Most packages of most projects are in the catalog, and then nothing else is needed.
    private readonly Lazy<NameIndex> _index;
    private readonly Lazy<TypoSearch> _typos;

    /// <summary>Judges by a catalog.</summary>
    public PackageNames(PackageCatalog catalog)
    {
        Catalog = catalog;
        _index = new(() => new NameIndex(catalog));
        _typos = new(() => new TypoSearch(Index));
    }

    /// <summary>Judges by the catalog that Airlock ships with.</summary>
    public static PackageNames Default => Shipped.Value;

    private PackageCatalog Catalog { get; }

    private NameIndex Index => _index.Value;

    /// <summary>What a package's name can be taken for.</summary>
    /// <param name="id">Identifier of the package; any text is allowed.</param>
    /// <param name="owners">The package's owners as its verified repository signature names them, or null if they are not known.</param>
    /// <returns>The confusion, or null for a name that is well known, unlike any other, or whose owners own what it is like.</returns>
    public NameConfusion? Judge(string id, IReadOnlyList<string>? owners = null)
    {
        if (Catalog.Find(id) is not null)
        {
            return null;
        }

        if (owners is not null && Catalog.PrefixOf(id) is { Reservation: not PrefixReservation.Shared } prefix)
        {
            return prefix.Owners.Intersect(owners, StringComparer.OrdinalIgnoreCase).Any()
                ? null
                : new NameConfusion(ConfusionKind.ReservedPrefix, prefix.Prefix + "*", prefix.Reservation == PrefixReservation.Exclusive, prefix.Owners[^1]);
        }

        if (PackageName.Parse(id) is not { } name || Compare(name) is not { } likeness || (owners is not null && Owns(owners, likeness)))
        {
            return null;
        }

        var known = likeness switch
        {
            { Text: { } text } => text,
            { IsFamily: true } => FamilyOf(Catalog.Packages[likeness.Package].Id),
            _ => Catalog.Packages[likeness.Package].Id,
        };
        return new NameConfusion(likeness.Kind, known, likeness.IsCertain, likeness.Detail);
    }

    /// <summary>What to say of a name that no feed knows (NU1101): whoever registers it first is in every build that asks for it.</summary>
    /// <param name="id">Identifier of the package; any text is allowed.</param>
    /// <returns>A whole sentence, without a full stop.</returns>
    public string DescribeMissing(string id)
    {
        var shown = id.Length > LongestMissing ? id[..LongestMissing] + "…" : id;
        return $"No feed of the project has a package named {shown}: whoever registers that name first runs code in this build"
            + (Judge(id) is { Kind: ConfusionKind.ForeignName } foreign
                ? $". {foreign.Known} is a package of {foreign.Detail}, not of NuGet"
                : Nearest(id) is { } nearest ? $". Did you mean {nearest}?" : "");
    }

    /// <summary>The well-known name that a name is nearest to, or null if none is near.</summary>
    /// <param name="id">Identifier of the package; any text is allowed.</param>
    public string? Nearest(string id)
    {
        if (PackageName.Parse(id) is not { } name)
        {
            return null;
        }

        if (Compare(name) is { IsFamily: false, Text: null } likeness)
        {
            return Catalog.Packages[likeness.Package].Id;
        }

        // A quarter of the letters may differ; further away anything is near.
        var (best, least) = (-1, Math.Max(2, name.Squeezed.Length / 4) + 1);
        for (var package = 0; package < Index.Names.Count; package++)
        {
            var distance = Spelling.Distance(name.Squeezed, Index.Names[package].Squeezed, least - 1);
            if (distance < least)
            {
                (best, least) = (package, distance);
            }
        }

        return best < 0 ? null : Catalog.Packages[best].Id;
    }

    private static string FamilyOf(string id) => id.Split('.', '-', '_')[0] + ".*";

    private Likeness? Compare(PackageName name) =>
        Characters(name)
        ?? Order(name)
        ?? _typos.Value.Find(name)
        ?? MissingWord(name)
        ?? ExtraWord(name)
        ?? Conflation(name)
        ?? _typos.Value.FindFamily(name)
        ?? Foreign(name);

    // The same letters, or letters that look the same.
    private Likeness? Characters(PackageName name)
    {
        if (name.Squeezed.Length >= ShortestFolded && Index.Find(NameIndex.FoldedKeyOf(name.Squeezed, KeyKind.Folded)) is >= 0 and var package)
        {
            if (name.HasConfusables || name.Squeezed != Index.Names[package].Squeezed)
            {
                return new Likeness(ConfusionKind.ConfusableCharacters, package, IsCertain: true);
            }

            return name.Squeezed.Length >= ShortestSeparated ? new Likeness(ConfusionKind.Separators, package, IsCertain: true) : null;
        }

        var root = name.Segments[0];
        var family = Index.Find(NameIndex.FoldedKeyOf(root, KeyKind.FoldedRoot));
        if (family >= 0 && (name.MixesScripts || root != Index.Roots[family]))
        {
            return new Likeness(ConfusionKind.ConfusableCharacters, Index.PackagesOfRoots[family], IsCertain: true) { IsFamily = true };
        }

        return name.MixesScripts
            ? new Likeness(ConfusionKind.ConfusableCharacters, -1, IsCertain: true) { Text = string.Join('.', name.Segments) }
            : null;
    }

    private Likeness? Order(PackageName name)
    {
        var package = name.Segments.Length > 1 ? Index.Find(NameIndex.KeyOfSet(NameIndex.KeysOf(name.Segments), KeyKind.SegmentSet)) : -1;
        if (package < 0 && name.Words.Length > 1)
        {
            package = Index.Find(NameIndex.KeyOfSet(NameIndex.KeysOf(name.Words), KeyKind.WordSet));
        }

        return package < 0 ? null : new Likeness(ConfusionKind.WordOrder, package, IsCertain: true);
    }

    private Likeness? MissingWord(PackageName name)
    {
        if (Index.Find(KeyTable.KeyOf(name.Squeezed, KeyKind.WithoutFirst)) is >= 0 and var whole)
        {
            var left = Index.Names[whole].Segments;
            var isOnlyFirst = left.Sum(segment => segment.Length) - left[0].Length == name.Squeezed.Length;
            return new Likeness(
                ConfusionKind.MissingWord,
                whole,
                isOnlyFirst && name.Squeezed.Length >= 12 && Catalog.PrefixOf(Catalog.Packages[whole].Id) is { Reservation: not PrefixReservation.Shared });
        }

        return name.Segments.Length > 1 && Index.Find(KeyTable.KeyOf(NameIndex.KeysOf(name.Segments), KeyKind.WithoutOne)) is >= 0 and var package
            ? new Likeness(ConfusionKind.MissingWord, package, IsCertain: false)
            : null;
    }

    private Likeness? ExtraWord(PackageName name)
    {
        var core = EmptyWords.Default.Remove(name, out var isShorter);
        if (!isShorter)
        {
            return null;
        }

        var package = Index.Find(KeyTable.KeyOf(core, KeyKind.Squeezed));
        package = package < 0 ? Index.Find(KeyTable.KeyOf(core, KeyKind.Core)) : package;
        if (package >= 0)
        {
            return new Likeness(ConfusionKind.ExtraWord, package, IsCertain: false);
        }

        return Index.Find(KeyTable.KeyOf(core, KeyKind.Root)) is >= 0 and var root && !IsOfPublisher(core)
            ? new Likeness(ConfusionKind.ExtraWord, Index.PackagesOfRoots[root], IsCertain: false) { IsFamily = true }
            : null;
    }

    private Likeness? Conflation(PackageName name)
    {
        // Under a publisher's prefix, what follows its own product's name is an ordinary extension: "Microsoft.KernelMemory.AI.OpenAI".
        var segments = name.Segments;
        var last = IsOfPublisher(segments[0]) ? Math.Min(2, segments.Length) : segments.Length;
        for (var at = 1; at < last; at++)
        {
            var (left, right) = (string.Concat(segments[..at]), string.Concat(segments[at..]));
            var second = at == 1 && IsOfPublisher(left) ? Index.Find(KeyTable.KeyOf(right, KeyKind.Squeezed)) : -1;
            var model = Index.Find(KeyTable.KeyOf(right, KeyKind.ModelPart));
            if (second < 0 && model >= 0 && (IsOfPublisher(left) || Index.Find(KeyTable.KeyOf(left, KeyKind.ModelPart)) >= 0))
            {
                second = model;
            }

            if (second >= 0)
            {
                return new Likeness(ConfusionKind.Conflation, second, IsCertain: false);
            }
        }

        return null;
    }

    private static Likeness? Foreign(PackageName name) => ForeignNames.Value.TryGetValue(name.Squeezed, out var foreign)
        ? new Likeness(ConfusionKind.ForeignName, -1, IsCertain: false) { Text = foreign.Name, Detail = foreign.Registry }
        : null;

    private bool IsOfPublisher(string root) =>
        Catalog.Prefixes.Any(prefix => prefix.Reservation != PrefixReservation.Shared && prefix.Root == root);

    private bool Owns(IReadOnlyList<string> owners, Likeness likeness)
    {
        if (likeness.Package < 0)
        {
            return false;
        }

        var root = Index.Names[likeness.Package].Segments[0];
        var packages = likeness.IsFamily
            ? Catalog.Packages.Where((_, place) => Index.Names[place].Segments[0] == root)
            : [Catalog.Packages[likeness.Package]];
        return packages.SelectMany(Catalog.OwnersOf).Intersect(owners, StringComparer.OrdinalIgnoreCase).Any();
    }
}

/// <summary>A package that a name is like.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Package">The package's place in the catalog, or -1 if it is none of the catalog.</param>
/// <param name="IsCertain">See <see cref="NameConfusion.IsCertain"/>.</param>
internal sealed record Likeness(ConfusionKind Kind, int Package, bool IsCertain)
{
    /// <summary>Whether only the first word is like that of the package.</summary>
    public bool IsFamily { get; init; }

    /// <summary>What the name is like if it is nothing of the catalog.</summary>
    public string? Text { get; init; }

    /// <summary>See <see cref="NameConfusion.Detail"/>.</summary>
    public string? Detail { get; init; }
}
