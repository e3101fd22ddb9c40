using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Acts that a condition decides on: what runs only where the condition has one outcome.</summary>
internal sealed partial class FlowInterpreter
{
    private void ReachDecisions()
    {
        foreach (var condition in _conditions)
        {
            var block = _graph.Blocks[condition.Key];
            if (condition.Value.IsEmpty || block.BranchValue is not { IsImplicit: false } value || Resolve(value) is IInvocationOperation { TargetMethod.Name: "MoveNext" or "MoveNextAsync" } or IAwaitOperation { Operation.IsImplicit: true })
            {
                continue;
            }

            var whenTaken = ReachableFrom(block.ConditionalSuccessor?.Destination, block);
            var otherwise = ReachableFrom(block.FallThroughSuccessor?.Destination, block);
            var written = Resolve(value);
            foreach (var ordinal in whenTaken.Except(otherwise).Concat(otherwise.Except(whenTaken)).OrderBy(ordinal => ordinal))
            {
                foreach (var call in CallsIn(_graph.Blocks[ordinal]))
                {
                    if (_scope.Airlock.StateChanges.IsDecided(call, _graph.OriginalOperation))
                    {
                        _scope.Reach(CatalogTable.Sinks, StateChanges.Decision, StateChanges.ConditionRole, call.TargetMethod, null, written.Syntax, condition.Value);
                    }
                }
            }
        }
    }

    private IEnumerable<IInvocationOperation> CallsIn(BasicBlock block) =>
        (block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            .SelectMany(operation => operation.DescendantsAndSelf())
            .OfType<IInvocationOperation>()
            .Select(call => _scope.Locals.CallAt(call.Syntax) ?? call);

    /// <summary>The blocks that are reached from one without passing the condition again.</summary>
    private static HashSet<int> ReachableFrom(BasicBlock? start, BasicBlock condition)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<BasicBlock>();
        if (start is not null)
        {
            pending.Push(start);
        }

        while (pending.Count > 0)
        {
            var block = pending.Pop();
            if (block.Ordinal == condition.Ordinal || !reached.Add(block.Ordinal))
            {
                continue;
            }

            foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
            {
                if (branch?.Destination is { } next)
                {
                    pending.Push(next);
                }
            }
        }

        return reached;
    }
}
