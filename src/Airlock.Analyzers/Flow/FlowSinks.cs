using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>A parameter of a member that obeys what it is given.</summary>
/// <param name="Name">Its role in the row, as <c>file</c>.</param>
/// <param name="Index">Its ordinal; for a property or a conversion the value is 0.</param>
/// <param name="Table">The table that lists it.</param>
/// <param name="IsConditional">Whether it counts only where the row's condition holds.</param>
/// <param name="EndsFlow">Whether what the member gives back is the world's answer, which says nothing of what went in.</param>
internal readonly record struct SinkRole(string Name, int Index, CatalogTable Table, bool IsConditional, bool EndsFlow);

/// <summary>The parameters and properties at which some rule wants to know what arrives.</summary>
internal sealed class FlowSinks(CatalogLookup catalog)
{
    /// <summary>The role of a property or conversion whose row names none: it takes one value.</summary>
    private const string OnlyValue = "text";

    /// <summary>A role that counts where the row's condition holds, as the content of a reply whose type is HTML.</summary>
    private const string Conditional = "conditional";

    private static readonly Lazy<ImmutableDictionary<CatalogTable, ImmutableDictionary<string, ImmutableHashSet<string>>>> Roles = new(ReadRoles);

    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<(CatalogRow Row, SinkRole Role)>> _answers = new(SymbolEqualityComparer.Default);

    /// <summary>The rows and roles of a member; none for most.</summary>
    public ImmutableArray<(CatalogRow Row, SinkRole Role)> Find(ISymbol member)
    {
        var declared = CatalogLookup.Declaration(member);
        return _answers.TryGetValue(declared, out var known) ? known : _answers.GetOrAdd(declared, [.. FindRoles(member)]);
    }

    private IEnumerable<(CatalogRow Row, SinkRole Role)> FindRoles(ISymbol member)
    {
        foreach (var table in Roles.Value)
        {
            foreach (var row in catalog.Find(table.Key, member))
            {
                foreach (var role in table.Value.TryGetValue(row.Kind, out var names) ? RolesOf(row, names, member, table.Key) : [])
                {
                    yield return (row, role);
                }
            }
        }
    }

    private static IEnumerable<SinkRole> RolesOf(CatalogRow row, ImmutableHashSet<string> names, ISymbol member, CatalogTable table)
    {
        var endsFlow = table == CatalogTable.Sinks && row.Value("flow") != "return";
        var isNamed = false;
        foreach (var pair in row.Details)
        {
            if (pair.Key == "receiver")
            {
                isNamed = true;
                yield return new SinkRole(pair.Value, CallSite.ReceiverIndex, table, IsConditional: false, endsFlow);
                continue;
            }

            var isConditional = pair.Key == Conditional;
            foreach (var parameter in row.Parameters(pair.Key))
            {
                isNamed = true;
                if (isConditional || names.Contains(pair.Key))
                {
                    yield return new SinkRole(isConditional ? names.OrderBy(name => name, StringComparer.Ordinal).First() : pair.Key, parameter.Index, table, isConditional, endsFlow);
                }
            }
        }

        if (!isNamed && names.Contains(OnlyValue) && member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Conversion, Parameters.Length: 1 })
        {
            yield return new SinkRole(OnlyValue, 0, table, IsConditional: false, endsFlow);
        }
    }

    private static ImmutableDictionary<CatalogTable, ImmutableDictionary<string, ImmutableHashSet<string>>> ReadRoles() =>
        FlowRules.All.GroupBy(rule => rule.Table).ToImmutableDictionary(
            table => table.Key,
            table => table.GroupBy(rule => rule.Kind).ToImmutableDictionary(kind => kind.Key, kind => kind.SelectMany(rule => rule.Roles).ToImmutableHashSet()));
}
