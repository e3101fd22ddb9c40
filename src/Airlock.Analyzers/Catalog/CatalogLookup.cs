using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Catalog;

/// <summary>
/// The catalog as a compilation sees it: from a symbol to its rows. A member also has the rows of what it overrides and
/// of the interface members it implements. Answers are kept for the compilation; asking is safe from several threads.
/// </summary>
internal sealed class CatalogLookup
{
    private readonly Dictionary<CatalogTable, ConcurrentDictionary<ISymbol, ImmutableArray<CatalogRow>>> _answers =
        CatalogTable.All.ToDictionary(table => table, _ => new ConcurrentDictionary<ISymbol, ImmutableArray<CatalogRow>>(SymbolEqualityComparer.Default));

    /// <summary>The rows of a symbol in a table; empty if there are none.</summary>
    public ImmutableArray<CatalogRow> Find(CatalogTable table, ISymbol symbol)
    {
        if (!table.HasName(ShortName(symbol)))
        {
            return [];
        }

        var declaration = Declaration(symbol);
        var answers = _answers[table];
        if (!answers.TryGetValue(declaration, out var rows))
        {
            rows = FindRows(table, declaration);
            answers.TryAdd(declaration, rows);
        }

        return rows;
    }

    /// <summary>Whether the symbol has a row in the table.</summary>
    public bool Contains(CatalogTable table, ISymbol symbol) => !Find(table, symbol).IsEmpty;

    /// <summary>
    /// The symbol that the catalog names: the original definition, for a member of an <c>extension</c> block its
    /// implementation method.
    /// </summary>
    public static ISymbol Declaration(ISymbol symbol) => symbol is IMethodSymbol method
        ? (method.ReducedFrom ?? method.AssociatedExtensionImplementation ?? method).OriginalDefinition
        : symbol.OriginalDefinition;

    private static ImmutableArray<CatalogRow> FindRows(CatalogTable table, ISymbol declaration)
    {
        for (var member = declaration; member is not null; member = Overridden(member)?.OriginalDefinition)
        {
            if (member.GetDocumentationCommentId() is { } id && table.Find(id) is { IsEmpty: false } rows)
            {
                return rows;
            }
        }

        foreach (var member in ImplementedMembers(declaration))
        {
            if (member.OriginalDefinition.GetDocumentationCommentId() is { } id && table.Find(id) is { IsEmpty: false } rows)
            {
                return rows;
            }
        }

        return [];
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    private static IEnumerable<ISymbol> ImplementedMembers(ISymbol member)
    {
        if (member is not (IMethodSymbol or IPropertySymbol) || member.IsStatic || member.ContainingType is not { TypeKind: not TypeKind.Interface } type)
        {
            yield break;
        }

        var name = LastPart(member.Name);
        foreach (var candidate in type.AllInterfaces.SelectMany(contract => contract.GetMembers(name)))
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate)?.OriginalDefinition, member))
            {
                yield return candidate;
            }
        }
    }

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
