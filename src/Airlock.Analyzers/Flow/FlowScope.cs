using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>What the analyses of one body share: those of the body itself, its lambdas and its local functions.</summary>
internal sealed class FlowScope
{
    private readonly int _budget;
    private readonly Dictionary<ControlFlowGraph, GraphFacts> _graphs = [];
    private readonly Dictionary<(CatalogRow, string, SyntaxNode), FlowHit> _hits = [];
    private readonly Dictionary<(SyntaxNode, ISymbol?), CallSite> _sites = [];
    private int _work;

    /// <param name="airlock">The compilation's context.</param>
    /// <param name="root">The body as written, before it is lowered to a graph.</param>
    /// <param name="budget">Operations that are evaluated before the body is given up.</param>
    /// <param name="depth">How many calls deep guards are looked for in the program's own methods.</param>
    public FlowScope(AirlockContext airlock, IOperation root, int budget, int depth)
    {
        _budget = budget;
        Airlock = airlock;
        Locals = new LocalFacts(root);
        Guards = new FlowGuards(airlock, depth);
        Conditions = new SinkConditions(airlock.Declarations, Locals);
    }

    /// <summary>The compilation's context.</summary>
    public AirlockContext Airlock { get; }

    /// <summary>The locals.</summary>
    public LocalFacts Locals { get; }

    /// <summary>What conditions prove.</summary>
    public FlowGuards Guards { get; }

    /// <summary>What else must be true for a row of the catalog to count.</summary>
    public SinkConditions Conditions { get; }

    /// <summary>Bodies that are being analysed now, so that recursion ends.</summary>
    public HashSet<ISymbol> Active { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Local functions that some call reached.</summary>
    public HashSet<ISymbol> Reached { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The lambdas that were met, with the graph each stands in.</summary>
    public Dictionary<ISymbol, (IFlowAnonymousFunctionOperation Function, ControlFlowGraph Graph)> Lambdas { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What is written to members of any object.</summary>
    public Dictionary<ISymbol, FlowValue> Writes { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What a graph of the body says whatever flows through it.</summary>
    public GraphFacts FactsOf(ControlFlowGraph graph)
    {
        if (!_graphs.TryGetValue(graph, out var facts))
        {
            _graphs.Add(graph, facts = new GraphFacts(graph, call => Airlock.StateChanges.IsDecided(Locals.CallAt(call.Syntax) ?? call, graph.OriginalOperation)));
        }

        return facts;
    }

    /// <summary>The places that locals by reference stand for.</summary>
    public Dictionary<ILocalSymbol, IOperation> References { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The exceptions that are thrown.</summary>
    public FlowValue Thrown { get; set; } = FlowValue.Empty;

    /// <summary>What lambdas and local functions return.</summary>
    public Dictionary<ISymbol, FlowValue> FunctionReturns { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What is returned or yielded, by the expression.</summary>
    public Dictionary<SyntaxNode, FlowValue> Returns { get; } = [];

    /// <summary>The calls, in the order in which they were met.</summary>
    public IReadOnlyList<CallSite> Sites => [.. _sites.Values.OrderBy(site => site.Syntax.SpanStart).ThenBy(site => site.Target?.Name, StringComparer.Ordinal)];

    /// <summary>What reached a sink, in the order of the source.</summary>
    public IReadOnlyList<FlowHit> Hits => [.. _hits.Values.OrderBy(hit => hit.Argument.SpanStart)];

    /// <summary>Whether the budget is used up; what was noted is then what was found so far.</summary>
    public bool IsExhausted => _work > _budget;

    /// <summary>Counts one operation.</summary>
    /// <returns>Whether there is budget left.</returns>
    public bool Spend() => ++_work <= _budget;

    /// <summary>Notes that a value reaches a sink.</summary>
    public void Reach(CatalogTable table, CatalogRow sink, string role, ISymbol member, string? parameter, SyntaxNode argument, FlowValue value)
    {
        var key = (sink, role, argument);
        _hits[key] = _hits.TryGetValue(key, out var known)
            ? known with { Value = known.Value.Join(value) }
            : new FlowHit(table, sink, role, member, parameter, argument, value);
    }

    /// <summary>Notes that a value is returned or yielded.</summary>
    public void NoteReturn(IOperation? returned, FlowValue value)
    {
        if (returned is not null && !value.IsEmpty)
        {
            Returns[returned.Syntax] = Returns.TryGetValue(returned.Syntax, out var known) ? known.Join(value) : value;
        }
    }

    /// <summary>The call of a method at a place.</summary>
    public CallSite Site(IMethodSymbol? target, SyntaxNode syntax, bool isVirtual)
    {
        if (!_sites.TryGetValue((syntax, target), out var site))
        {
            _sites.Add((syntax, target), site = new CallSite(target, syntax, isVirtual));
        }

        return site;
    }

    /// <summary>Notes that a value is written to a member of some object.</summary>
    public void NoteWrite(ISymbol member, FlowValue value)
    {
        if (!value.IsEmpty)
        {
            Writes[member] = Writes.TryGetValue(member, out var known) ? known.Join(value) : value;
        }
    }
}
