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
        if (_facts.Acts.Count == 0)
        {
            return;
        }

        var approved = _conditions.Values.Any(value => !value.IsEmpty) ? ApprovedBlocks() : [];
        foreach (var condition in _conditions)
        {
            var block = _graph.Blocks[condition.Key];
            if (condition.Value.IsEmpty || block.BranchValue is not { } value || Resolve(value) is IInvocationOperation { TargetMethod.Name: "MoveNext" or "MoveNextAsync" } or IAwaitOperation { Operation.IsImplicit: true })
            {
                continue;
            }

            var whenTaken = ReachableFrom(block.ConditionalSuccessor?.Destination, block);
            var otherwise = ReachableFrom(block.FallThroughSuccessor?.Destination, block);
            var written = Resolve(value);
            foreach (var (ordinal, call) in _facts.Acts)
            {
                if (whenTaken.Contains(ordinal) != otherwise.Contains(ordinal) && !approved.Contains(ordinal))
                {
                    _scope.Reach(CatalogTable.Sinks, StateChanges.Decision, StateChanges.ConditionRole, call.TargetMethod, null, written.Syntax, condition.Value);
                }
            }
        }
    }

    /// <summary>The blocks that run only after a person has agreed.</summary>
    private HashSet<int> ApprovedBlocks()
    {
        var approved = new HashSet<int>();
        foreach (var block in _graph.Blocks.Where(block => block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue: not null }))
        {
            var (whenTaken, otherwise) = (ReachableFrom(block.ConditionalSuccessor?.Destination, block), ReachableFrom(block.FallThroughSuccessor?.Destination, block));
            var isTrueTaken = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            if (ApprovalGuards.IsGiven(Resolve(block.BranchValue!), outcome: true, _scope.Airlock, _scope.Locals))
            {
                approved.UnionWith(isTrueTaken ? whenTaken.Except(otherwise) : otherwise.Except(whenTaken));
            }
            else if (ApprovalGuards.IsGiven(Resolve(block.BranchValue!), outcome: false, _scope.Airlock, _scope.Locals))
            {
                approved.UnionWith(isTrueTaken ? otherwise.Except(whenTaken) : whenTaken.Except(otherwise));
            }
        }

        return approved;
    }

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
