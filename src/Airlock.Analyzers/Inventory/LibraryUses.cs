using System.Collections.Concurrent;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.Analyzers.Inventory;

/// <summary>
/// Where each library for AI is first used, by the paths of the files and then by the place in the file. Nothing is bound for it: calls and signatures are seen as
/// they pass, and a library that none of them needs is looked for in the using directives, where a namespace is its own.
/// </summary>
internal sealed class LibraryUses(AirlockContext airlock)
{
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _isAi = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, Use> _first = new(StringComparer.Ordinal);

    /// <summary>Sees a use.</summary>
    /// <param name="used">The member or type of a library.</param>
    /// <param name="place">Where it is used.</param>
    /// <param name="user">The member whose code or signature uses it.</param>
    public void See(ISymbol? used, SyntaxNode place, ISymbol user)
    {
        if (used?.ContainingAssembly is not { } assembly || !_isAi.GetOrAdd(assembly, asked => AiLibraries.Contains(asked.Name)))
        {
            return;
        }

        var use = new Use(place, used, user);
        if (!_first.TryGetValue(assembly.Name, out var first) || use.IsBefore(first))
        {
            _first.AddOrUpdate(assembly.Name, use, (_, other) => use.IsBefore(other) ? use : other);
        }
    }

    /// <summary>Sees the types of a method's signature.</summary>
    public void See(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var type in method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType))
        {
            if (type is INamedTypeSymbol named && method.DeclaringSyntaxReferences.Length > 0 && named.ContainingAssembly is { } assembly && _isAi.GetOrAdd(assembly, asked => AiLibraries.Contains(asked.Name)))
            {
                See(named, method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken), method);
            }
        }
    }

    /// <summary>The libraries with their first uses, when everything was seen.</summary>
    public IEnumerable<Asset> All()
    {
        foreach (var use in _first.OrderBy(use => use.Key, StringComparer.Ordinal))
        {
            yield return Of(use.Key, use.Value.Place.GetLocation())
                .With(InventoryKeys.Symbol, SymbolName.Of(use.Value.User))
                .With(InventoryKeys.Api, SymbolName.Of(CatalogLookup.Declaration(use.Value.Used)));
        }

        var unseen = airlock.Compilation.SourceModule.ReferencedAssemblySymbols.Where(assembly => AiLibraries.Contains(assembly.Name) && !_first.ContainsKey(assembly.Name)).ToList();
        if (unseen.Count == 0)
        {
            yield break;
        }

        var directives = airlock.Compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal)
            .SelectMany(tree => tree.GetRoot() is CompilationUnitSyntax unit ? unit.Usings : default(IEnumerable<UsingDirectiveSyntax>))
            .Where(directive => directive.Name is not null).GroupBy(directive => directive.Name!.ToString()).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        foreach (var assembly in unseen.OrderBy(assembly => assembly.Name, StringComparer.Ordinal))
        {
            var first = directives.Where(directive => IsOwn(directive.Key, assembly)).Select(directive => directive.Value)
                .OrderBy(directive => directive.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(directive => directive.SpanStart).FirstOrDefault();
            if (first is not null)
            {
                yield return Of(assembly.Name, first.GetLocation());
            }
        }
    }

    private static Asset Of(string assembly, Location place) => new Asset(InventoryKinds.Library, assembly, place).With(InventoryKeys.Assembly, assembly);

    /// <summary>Whether a namespace holds public types of one assembly alone.</summary>
    private bool IsOwn(string name, IAssemblySymbol assembly)
    {
        INamespaceSymbol? space = airlock.Compilation.GlobalNamespace;
        foreach (var part in name.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == part);
        }

        var parts = space?.ConstituentNamespaces.Where(part => part.GetTypeMembers().Any(type => type.DeclaredAccessibility == Accessibility.Public)).ToList();
        return parts is { Count: 1 } && SymbolEqualityComparer.Default.Equals(parts[0].ContainingAssembly, assembly);
    }

    private sealed record Use(SyntaxNode Place, ISymbol Used, ISymbol User)
    {
        public bool IsBefore(Use other)
        {
            var order = string.CompareOrdinal(Place.SyntaxTree.FilePath, other.Place.SyntaxTree.FilePath);
            return order < 0 || (order == 0 && Place.SpanStart < other.Place.SpanStart);
        }
    }
}
