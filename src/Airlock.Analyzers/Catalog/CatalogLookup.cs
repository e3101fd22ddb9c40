using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Catalog;

/// <summary>
/// The catalog as a compilation sees it: from a symbol to its rows. A member also has the rows of what it overrides and
/// of the interface members it implements. The user's own rows come before those of the same ID that Airlock brings.
/// Answers are kept for the compilation; asking is safe from several threads.
/// </summary>
/// <param name="user">The user's rows, or null if there are none.</param>
internal sealed class CatalogLookup(UserCatalog? user = null)
{
    private readonly Dictionary<CatalogTable, ConcurrentDictionary<ISymbol, ImmutableArray<CatalogRow>>> _answers =
        CatalogTable.All.ToDictionary(table => table, _ => new ConcurrentDictionary<ISymbol, ImmutableArray<CatalogRow>>(SymbolEqualityComparer.Default));

    /// <summary>The rows of a symbol in a table; empty if there are none.</summary>
    public ImmutableArray<CatalogRow> Find(CatalogTable table, ISymbol symbol)
    {
        var name = ShortName(symbol);
        if (!HasName(table, name))
        {
            return [];
        }

        var declaration = Declaration(symbol);
        if (!MayInherit(declaration) && !HasMember(table, Owner(declaration), name))
        {
            return [];
        }

        var answers = _answers[table];
        if (!answers.TryGetValue(declaration, out var rows))
        {
            rows = FindRows(table, declaration, name);
            answers.TryAdd(declaration, rows);
        }

        return rows;
    }

    /// <summary>Whether a member of that short name may have a row in the table, which is cheaper to ask than <see cref="Find"/>.</summary>
    public bool HasName(CatalogTable table, string name) => table.HasName(name) || user?.HasName(table, name) == true;

    /// <summary>Whether the symbol has a row in the table.</summary>
    public bool Contains(CatalogTable table, ISymbol symbol) => !Find(table, symbol).IsEmpty;

    /// <summary>
    /// The symbol that the catalog names: the original definition, for a member of an <c>extension</c> block its
    /// implementation method.
    /// </summary>
    public static ISymbol Declaration(ISymbol symbol) => symbol is IMethodSymbol method
        ? (method.ReducedFrom ?? method.AssociatedExtensionImplementation ?? method).OriginalDefinition
        : symbol.OriginalDefinition;

    private ImmutableArray<CatalogRow> FindRows(CatalogTable table, ISymbol declaration, string name)
    {
        for (var member = declaration; member is not null; member = Overridden(member)?.OriginalDefinition)
        {
            if (RowsOf(table, member, name) is { IsEmpty: false } rows)
            {
                return rows;
            }
        }

        foreach (var member in MayInherit(declaration) ? ImplementedMembers(table, declaration, name) : [])
        {
            if (RowsOf(table, member.OriginalDefinition, name) is { IsEmpty: false } rows)
            {
                return rows;
            }
        }

        return [];
    }

    // An ID is a text that is made anew for each question, so it is asked only of members that the table may list.
    private ImmutableArray<CatalogRow> RowsOf(CatalogTable table, ISymbol member, string name)
    {
        if (!HasMember(table, Owner(member), name) || member.GetDocumentationCommentId() is not { } id)
        {
            return [];
        }

        var rows = table.Find(id);
        return user is null ? rows : user.Find(table, id, member).AddRange(rows);
    }

    private bool HasMember(CatalogTable table, string owner, string name) =>
        table.HasMember(owner, name) || user?.HasMember(table, owner, name) == true;

    /// <summary>Whether a member may override another, or implement an interface's.</summary>
    private static bool MayInherit(ISymbol member) =>
        member is IPropertySymbol { IsStatic: false } or IMethodSymbol { IsStatic: false, MethodKind: not MethodKind.Constructor };

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    private IEnumerable<ISymbol> ImplementedMembers(CatalogTable table, ISymbol member, string name)
    {
        if (member.ContainingType is not { TypeKind: not TypeKind.Interface } type)
        {
            yield break;
        }

        var contracts = type.AllInterfaces.Where(contract => HasMember(table, contract.Name, name));
        foreach (var candidate in contracts.SelectMany(contract => contract.GetMembers(LastPart(member.Name))))
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate)?.OriginalDefinition, member))
            {
                yield return candidate;
            }
        }
    }

    private static string Owner(ISymbol member) => member.ContainingSymbol?.Name ?? "";

    private static string ShortName(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
        {
            return "#ctor";
        }

        return symbol is IPropertySymbol { IsIndexer: true } ? LastPart(symbol.MetadataName) : LastPart(symbol.Name);
    }

    /// <summary>The name without the interface that an explicit implementation stands under.</summary>
    private static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
