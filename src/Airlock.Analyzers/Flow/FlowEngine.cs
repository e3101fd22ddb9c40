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
    /// <returns>The hits, in the order of the source.</returns>
    public static IReadOnlyList<FlowHit> Analyze(AirlockContext airlock, IOperation root, ControlFlowGraph graph)
    {
        var scope = new FlowScope(airlock, root);
        FlowInterpreter.Run(scope, graph, FlowState.Empty);
        if (scope.IsExhausted)
        {
            airlock.CountExhaustedBlock();
        }

        return [.. scope.Hits];
    }
}
