using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Catalog;

/// <summary>The rows that the user's own files add to the catalog.</summary>
internal sealed class UserCatalog
{
    private readonly Dictionary<CatalogTable, CatalogIndex<UserRow>> _tables = [];

    private UserCatalog(ImmutableArray<UserCatalogFile> files)
    {
        Files = files;
        foreach (var row in files.SelectMany(file => file.Rows))
        {
            if (!_tables.TryGetValue(row.Kind.Table, out var index))
            {
                _tables.Add(row.Kind.Table, index = new CatalogIndex<UserRow>());
            }

            index.Add(row.Id, row);
        }
    }

    /// <summary>The files, with what is wrong in them.</summary>
    public ImmutableArray<UserCatalogFile> Files { get; }

    /// <summary>Reads the user's files; a file that is named twice counts once.</summary>
    /// <returns>Null if there is none.</returns>
    public static UserCatalog? Read(IEnumerable<AdditionalText> files)
    {
        var distinct = files.GroupBy(file => file.Path, StringComparer.OrdinalIgnoreCase).Select(group => UserCatalogFile.Read(group.First())).ToImmutableArray();
        return distinct.IsEmpty ? null : new UserCatalog(distinct);
    }

    /// <inheritdoc cref="CatalogIndex{TRow}.HasName"/>
    public bool HasName(CatalogTable table, string name) => _tables.TryGetValue(table, out var index) && index.HasName(name);

    /// <inheritdoc cref="CatalogIndex{TRow}.HasMember"/>
    public bool HasMember(CatalogTable table, string owner, string name) => _tables.TryGetValue(table, out var index) && index.HasMember(owner, name);

    /// <summary>The rows of a member, completed by what the member is; a row that does not fit it is left out.</summary>
    /// <param name="table">The table.</param>
    /// <param name="id">The member's ID.</param>
    /// <param name="member">The member.</param>
    public ImmutableArray<CatalogRow> Find(CatalogTable table, string id, ISymbol member) =>
        _tables.TryGetValue(table, out var index) ? [.. index.Find(id).Select(row => row.Complete(member, problems: null)).OfType<CatalogRow>()] : [];
}
