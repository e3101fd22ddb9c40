using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.Analyzers.Flow;

/// <summary>What the program writes to a field, property or event, on whatever object.</summary>
internal sealed class FlowWriters(FlowProgram program)
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<FlowValue>> _written = new(SymbolEqualityComparer.Default);

    /// <summary>The values that are written, in the order of the program.</summary>
    public ImmutableArray<FlowValue> Of(ISymbol member) =>
        _written.TryGetValue(member, out var known) ? known : _written.GetOrAdd(member, [.. Find(member)]);

    /// <summary>The initial values of a type's members.</summary>
    /// <param name="type">The type.</param>
    /// <param name="member">The one that is asked for; null for all.</param>
    public IEnumerable<KeyValuePair<ISymbol, FlowValue>> InitialValuesOf(INamedTypeSymbol type, ISymbol? member)
    {
        foreach (var candidate in member is null ? type.GetMembers() : [member])
        {
            if (candidate is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } && InitialValue(candidate) is { } value)
            {
                yield return new(candidate, value);
            }
        }
    }

    private IEnumerable<FlowValue> Find(ISymbol member)
    {
        if (InitialValue(member) is { } initial)
        {
            yield return initial;
        }

        foreach (var body in BodiesThatMayWrite(member))
        {
            if (program.Summary(body) is not { } summary)
            {
                continue;
            }

            if (summary.Writes.TryGetValue(member, out var value))
            {
                yield return value;
            }

            foreach (var written in WrittenThroughSetters(member, summary))
            {
                yield return written;
            }
        }
    }

    /// <summary>A property that implements an interface's, or overrides one, is also written through that.</summary>
    private IEnumerable<FlowValue> WrittenThroughSetters(ISymbol member, BodySummary summary) =>
        member is IPropertySymbol { SetMethod: { } setter }
            ? summary.Sites
                .Where(site => site.Target is { MethodKind: MethodKind.PropertySet } target && target.Name == setter.Name
                    && program.Hierarchy.TargetsOf(target, site.IsVirtual).Contains(setter, SymbolEqualityComparer.Default))
                .Select(site => site[site.Target!.Parameters.Length - 1])
            : [];

    private IEnumerable<SyntaxNode> BodiesThatMayWrite(ISymbol member)
    {
        // The field behind a property is named as the property.
        var bodies = program.Index.Mentioning((member as IFieldSymbol)?.AssociatedSymbol?.Name ?? member.Name);
        if (member is IFieldSymbol { AssociatedSymbol: IPropertySymbol property })
        {
            bodies = [.. bodies.Concat(new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().Select(FlowProgram.BodyOf).OfType<SyntaxNode>()).Distinct()];
        }

        var isPositional = member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax);
        return isPositional ? bodies.Concat(program.BodiesThatMayCreate(member.ContainingType)).Distinct() : bodies;
    }

    private FlowValue? InitialValue(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax { Initializer: { } value } => value,
                PropertyDeclarationSyntax { Initializer: { } value } => value,
                _ => null,
            };
            if (initializer is not null && program.Summary(initializer) is { } summary && summary.Writes.TryGetValue(member, out var written))
            {
                return written;
            }
        }

        return null;
    }
}
