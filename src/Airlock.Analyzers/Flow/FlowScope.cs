using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>A labelled value at a sink.</summary>
/// <param name="Sink">The row of the catalog.</param>
/// <param name="Role">The role of the parameter in that row, as <c>file</c>.</param>
/// <param name="Member">The member that is the sink.</param>
/// <param name="Parameter">Name of the parameter, or null for a property.</param>
/// <param name="Argument">The expression that carries the value in.</param>
/// <param name="Taint">The label and its way.</param>
internal sealed record FlowHit(CatalogRow Sink, string Role, ISymbol Member, string? Parameter, SyntaxNode Argument, FlowTaint Taint);

/// <summary>What the analyses of one executable block share: a method with its lambdas and local functions.</summary>
internal sealed class FlowScope(AirlockContext airlock, IOperation root, int budget)
{
    private readonly Dictionary<(CatalogRow, SyntaxNode, FlowLabel), FlowHit> _hits = [];
    private int _work;

    /// <summary>The compilation's context.</summary>
    public AirlockContext Airlock { get; } = airlock;

    /// <summary>The locals.</summary>
    public LocalFacts Locals { get; } = new(root);

    /// <summary>What conditions prove.</summary>
    public FlowGuards Guards { get; } = new(airlock);

    /// <summary>Bodies that are being analysed now, so that recursion ends.</summary>
    public HashSet<ISymbol> Active { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Local functions that some call reached.</summary>
    public HashSet<ISymbol> Reached { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The lambda that a local holds, with the graph it stands in.</summary>
    public Dictionary<ILocalSymbol, (IFlowAnonymousFunctionOperation Function, ControlFlowGraph Graph)> Delegates { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What reached a sink, in the order of the source.</summary>
    public IEnumerable<FlowHit> Hits => _hits.Values.OrderBy(hit => hit.Argument.SpanStart).ThenBy(hit => hit.Taint.Label.Origin.SpanStart);

    /// <summary>Whether the budget is used up; the hits are then those found so far.</summary>
    public bool IsExhausted => _work > budget;

    /// <summary>Counts one operation.</summary>
    /// <returns>Whether there is budget left.</returns>
    public bool Spend() => ++_work <= budget;

    /// <summary>Notes that labelled values reach a sink.</summary>
    public void Reach(CatalogRow sink, string role, ISymbol member, string? parameter, SyntaxNode argument, FlowValue value)
    {
        foreach (var taint in value.All)
        {
            if (!taint.Cleared.Contains(sink.Kind) && !_hits.ContainsKey((sink, argument, taint.Label)))
            {
                _hits.Add((sink, argument, taint.Label), new FlowHit(sink, role, member, parameter, argument, taint));
            }
        }
    }
}
