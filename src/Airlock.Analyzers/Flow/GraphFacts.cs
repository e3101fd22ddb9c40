using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>What a graph says whatever flows through it; read once, though a lambda is carried through many times.</summary>
internal sealed class GraphFacts
{
    private readonly Dictionary<CaptureId, List<IOperation>> _captures = [];

    /// <summary>Reads a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="isAct">Whether a call is an act that nobody may be talked into.</param>
    public GraphFacts(ControlFlowGraph graph, Func<IInvocationOperation, bool> isAct)
    {
        var acts = new List<(int, IInvocationOperation)>();
        foreach (var block in graph.Blocks)
        {
            var operations = block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
            foreach (var operation in operations.SelectMany(operation => operation.DescendantsAndSelf()))
            {
                switch (operation)
                {
                    case IFlowCaptureOperation capture:
                        if (!_captures.TryGetValue(capture.Id, out var values))
                        {
                            _captures.Add(capture.Id, values = []);
                        }

                        values.Add(capture.Value);
                        break;
                    case IInvocationOperation call when isAct(call):
                        acts.Add((block.Ordinal, call));
                        break;
                }
            }
        }

        Acts = acts;
    }

    /// <summary>The acts, with the blocks they stand in.</summary>
    public IReadOnlyList<(int Block, IInvocationOperation Call)> Acts { get; }

    /// <summary>What a capture may hold.</summary>
    public IReadOnlyList<IOperation> CapturedBy(CaptureId id) => _captures.TryGetValue(id, out var values) ? values : [];
}
