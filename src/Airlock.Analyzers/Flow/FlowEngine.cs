using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>Follows labelled values within one executable block, with its lambdas and local functions.</summary>
internal static class FlowEngine
{
    /// <summary>Finds what reaches a sink in a block.</summary>
    /// <param name="airlock">The compilation's context.</param>
    /// <param name="root">The block as written.</param>
    /// <param name="graph">Its control-flow graph.</param>
    /// <param name="budget">Operations that are evaluated before the block is given up.</param>
    /// <returns>The hits, in the order of the source, and whether all of them are known: if not, the budget was too small.</returns>
    public static (IReadOnlyList<FlowHit> Hits, bool IsComplete) Analyze(AirlockContext airlock, IOperation root, ControlFlowGraph graph, int budget)
    {
        var scope = new FlowScope(airlock, root, budget);
        FlowInterpreter.Run(scope, graph, FlowState.Empty);
        return ([.. scope.Hits], !scope.IsExhausted);
    }
}
