namespace Airlock.Core.Libraries.Names;

/// <summary>A package that many know.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Owners">Its owners, as the repository signature of the gallery names them; empty if the table does not know them.</param>
/// <param name="IsForModels">Whether it is a library for AI.</param>
public sealed record WellKnownPackage(string Id, IReadOnlyList<string> Owners, bool IsForModels);

/// <summary>How far a prefix of names belongs to its owners.</summary>
public enum PrefixReservation
{
    /// <summary>Others use it too.</summary>
    Shared,

    /// <summary>It is theirs, but for packages of others that are older or were let in.</summary>
    Mostly,

    /// <summary>The gallery takes new packages from them alone.</summary>
    Exclusive,
}

/// <summary>A prefix of names that the gallery reserves.</summary>
/// <param name="Prefix">The prefix with the separator at its end, as <c>Microsoft.</c>.</param>
/// <param name="Owners">Who may use it, as repository signatures name them; one of them is among the owners of every package of theirs.</param>
/// <param name="Reservation">How far it belongs to them.</param>
public sealed record ReservedPrefix(string Prefix, IReadOnlyList<string> Owners, PrefixReservation Reservation)
{
    /// <summary>The first word of the prefix, in small letters.</summary>
    internal string Root { get; } = Prefix.Split('.')[0].ToLowerInvariant();
}

/// <summary>Well-known packages and reserved prefixes: <c>well-known-packages.tsv</c>, written by <c>tools/Airlock.PackageCatalog</c>, and <c>reserved-prefixes.tsv</c>.</summary>
public sealed class PackageCatalog
{
    private static readonly Lazy<PackageCatalog> Shipped = new(() => new PackageCatalog(
        [.. EmbeddedTable.Rows("well-known-packages.tsv").Select(cells => new WellKnownPackage(cells[0], Names(cells[1]), cells[2] == "ai"))],
        [.. EmbeddedTable.Rows("reserved-prefixes.tsv").Select(cells => new ReservedPrefix(cells[0], Names(cells[1]), cells[2] switch
        {
            "yes" => PrefixReservation.Exclusive,
            "mostly" => PrefixReservation.Mostly,
            _ => PrefixReservation.Shared,
        }))]));

    private readonly Dictionary<string, int> _places;

    /// <summary>Makes a catalog.</summary>
    public PackageCatalog(IReadOnlyList<WellKnownPackage> packages, IReadOnlyList<ReservedPrefix> prefixes)
    {
        (Packages, Prefixes) = (packages, prefixes);
        _places = new(packages.Count, StringComparer.OrdinalIgnoreCase);
        for (var place = 0; place < packages.Count; place++)
        {
            _places[packages[place].Id] = place;
        }
    }

    /// <summary>The catalog that Airlock ships with.</summary>
    public static PackageCatalog Default => Shipped.Value;

    /// <summary>All packages.</summary>
    public IReadOnlyList<WellKnownPackage> Packages { get; }

    /// <summary>All reserved prefixes.</summary>
    public IReadOnlyList<ReservedPrefix> Prefixes { get; }

    /// <summary>The package of that name, whatever the case of its letters, or null.</summary>
    public WellKnownPackage? Find(string id) => _places.TryGetValue(id, out var place) ? Packages[place] : null;

    /// <summary>The longest reserved prefix that a name begins with, or null.</summary>
    public ReservedPrefix? PrefixOf(string id)
    {
        ReservedPrefix? longest = null;
        foreach (var prefix in Prefixes)
        {
            if (id.StartsWith(prefix.Prefix, StringComparison.OrdinalIgnoreCase) && prefix.Prefix.Length > (longest?.Prefix.Length ?? 0))
            {
                longest = prefix;
            }
        }

        return longest;
    }

    /// <summary>Who owns a well-known package: the owners that the table names, and those that its prefix is reserved for.</summary>
    public IEnumerable<string> OwnersOf(WellKnownPackage package) =>
        PrefixOf(package.Id) is { Reservation: not PrefixReservation.Shared } prefix && (package.Owners.Count == 0 || prefix.Owners.Intersect(package.Owners, StringComparer.OrdinalIgnoreCase).Any())
            ? package.Owners.Concat(prefix.Owners)
            : package.Owners;

    private static string[] Names(string cell) => cell.Length == 0 ? [] : cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
