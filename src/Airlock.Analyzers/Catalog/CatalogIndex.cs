using System.Collections.Immutable;

namespace Airlock.Analyzers.Catalog;

/// <summary>Rows by the documentation comment ID of their member, and by the short names that rule most members out.</summary>
internal sealed class CatalogIndex<TRow>
{
    private readonly Dictionary<string, ImmutableArray<TRow>> _byId = new(StringComparer.Ordinal);

    /// <summary>By short name of a member: the short names of what such members stand in.</summary>
    private readonly Dictionary<string, HashSet<string>> _owners = new(StringComparer.Ordinal);

    /// <summary>Adds a row of an ID.</summary>
    public void Add(string id, TRow row)
    {
        _byId[id] = _byId.TryGetValue(id, out var rows) ? rows.Add(row) : [row];
        var (owner, member) = ShortNames(id);
        if (!_owners.TryGetValue(member, out var owners))
        {
            _owners.Add(member, owners = new HashSet<string>(StringComparer.Ordinal));
        }

        owners.Add(owner);
    }

    /// <summary>The rows of an ID in the order of the file; empty if there are none.</summary>
    public ImmutableArray<TRow> Find(string id) => _byId.TryGetValue(id, out var rows) ? rows : [];

    /// <summary>Whether any row's member has this short name (<c>#ctor</c> for constructors), which is cheaper to ask than <see cref="Find"/>.</summary>
    public bool HasName(string name) => _owners.ContainsKey(name);

    /// <summary>Whether any row's member has this short name and stands in a type (or, for a type, a namespace) of that short name.</summary>
    public bool HasMember(string owner, string name) => _owners.TryGetValue(name, out var owners) && owners.Contains(owner);

    /// <summary>The last two names within an ID, without kind, parameters and arity: of a member, or a type, and what it stands in.</summary>
    private static (string Owner, string Member) ShortNames(string id)
    {
        var end = id.IndexOf('(');
        var names = id.Substring(2, (end < 0 ? id.Length : end) - 2).Split('.');
        return (names.Length < 2 ? "" : WithoutArity(names[names.Length - 2]), WithoutArity(names[names.Length - 1]));
    }

    private static string WithoutArity(string name)
    {
        var arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }
}
