using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Calls;

/// <summary>What a call of an interface's, abstract or virtual method may run in this compilation.</summary>
internal sealed class Implementations(Compilation compilation)
{
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _types = new(() => [.. TypesIn(compilation.Assembly.GlobalNamespace)]);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IMethodSymbol>> _found = new(SymbolEqualityComparer.Default);

    /// <summary>The methods of this compilation that implement or override a method; the method itself is not among them.</summary>
    public ImmutableArray<IMethodSymbol> Of(IMethodSymbol method) =>
        method.IsStatic || !(method.IsAbstract || method.IsVirtual || method.IsOverride)
            ? []
            : _found.GetOrAdd(method.OriginalDefinition, _ => [.. Find(method.OriginalDefinition)]);

    private IEnumerable<IMethodSymbol> Find(IMethodSymbol method)
    {
        foreach (var type in _types.Value)
        {
            var candidate = method.ContainingType.TypeKind == TypeKind.Interface ? Implementing(type, method) : Overriding(type, method);
            if (candidate is not null)
            {
                yield return candidate;
            }
        }
    }

    private static IMethodSymbol? Implementing(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            return null;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (Same(contract, method.ContainingType)
                && contract.GetMembers(method.Name).FirstOrDefault(member => Same(member, method)) is { } member
                && type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
            {
                return implementation.OriginalDefinition;
            }
        }

        return null;
    }

    private static IMethodSymbol? Overriding(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var candidate in type.GetMembers(method.Name).OfType<IMethodSymbol>().Where(member => member.IsOverride))
        {
            for (var overridden = candidate.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                if (Same(overridden, method))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private static bool Same(ISymbol symbol, ISymbol definition) => SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, definition);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member =>
            member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));
}
