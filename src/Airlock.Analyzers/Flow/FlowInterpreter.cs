using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Carries labels forward through the control-flow graph of one body, until nothing changes. Lambdas are carried
/// through where they stand, local functions where they are called; both see the labels of what they capture.
/// </summary>
internal sealed partial class FlowInterpreter
{
    private readonly FlowScope _scope;
    private readonly ControlFlowGraph _graph;
    private readonly Dictionary<CaptureId, List<IOperation>> _captures = [];
    private FlowState _state = FlowState.Empty;
    private FlowValue _returned = FlowValue.Empty;

    private FlowInterpreter(FlowScope scope, ControlFlowGraph graph)
    {
        _scope = scope;
        _graph = graph;
        foreach (var capture in graph.Blocks.SelectMany(block => block.Operations).SelectMany(operation => operation.DescendantsAndSelf()).OfType<IFlowCaptureOperation>())
        {
            if (!_captures.TryGetValue(capture.Id, out var values))
            {
                _captures.Add(capture.Id, values = []);
            }

            values.Add(capture.Value);
        }
    }

    /// <summary>Analyses a body.</summary>
    /// <param name="scope">Where hits are noted.</param>
    /// <param name="graph">The body.</param>
    /// <param name="entry">The values where it begins: parameters and what it captures.</param>
    /// <returns>What it returns, and the values after any part of it.</returns>
    public static (FlowValue Returned, FlowState Exit) Run(FlowScope scope, ControlFlowGraph graph, FlowState entry)
    {
        var interpreter = new FlowInterpreter(scope, graph);
        var exit = interpreter.Iterate(entry);
        foreach (var function in graph.LocalFunctions)
        {
            // Nobody here calls it: it is handed out as a delegate, or dead.
            if (!scope.Reached.Contains(function))
            {
                Run(scope, graph.GetLocalFunctionControlFlowGraph(function), exit);
            }
        }

        return (interpreter._returned, exit);
    }

    private FlowState Iterate(FlowState entry)
    {
        var inputs = new FlowState?[_graph.Blocks.Length];
        var pending = new SortedSet<int> { 0 };
        inputs[0] = entry;
        var exit = entry;
        while (pending.Count > 0 && !_scope.IsExhausted)
        {
            var block = _graph.Blocks[pending.Min];
            pending.Remove(block.Ordinal);
            _state = inputs[block.Ordinal]!;
            var atStart = _state;
            foreach (var operation in block.Operations)
            {
                Evaluate(operation);
            }

            var branchValue = block.BranchValue is null ? FlowValue.Empty : Evaluate(block.BranchValue);
            if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return })
            {
                _returned = _returned.Join(branchValue);
            }

            var after = _state;
            exit = exit.Join(after);
            Enter(block.ConditionalSuccessor, block, after, conditional: true);
            Enter(block.FallThroughSuccessor, block, after, conditional: false);

            // An exception may leave the block before or after its effects.
            foreach (var handler in HandlersOf(block))
            {
                Join(handler, atStart.Join(after));
            }
        }

        return exit;

        void Enter(ControlFlowBranch? branch, BasicBlock from, FlowState state, bool conditional)
        {
            if (branch?.Destination is { } destination)
            {
                Join(destination.Ordinal, from.ConditionKind == ControlFlowConditionKind.None || from.BranchValue is null
                    ? state
                    : Refine(state, from.BranchValue, outcome: conditional == (from.ConditionKind == ControlFlowConditionKind.WhenTrue)));
            }
        }

        void Join(int ordinal, FlowState state)
        {
            var joined = inputs[ordinal] is { } known ? known.Join(state) : state;
            if (!ReferenceEquals(joined, inputs[ordinal]))
            {
                inputs[ordinal] = joined;
                pending.Add(ordinal);
            }
        }
    }

    private static IEnumerable<int> HandlersOf(BasicBlock block)
    {
        // The graph of a lambda stands in the regions of the graph around it, whose blocks are not its own.
        for (var region = block.EnclosingRegion; region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion!)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                foreach (var handler in region.EnclosingRegion!.NestedRegions.Where(other => other.Kind != ControlFlowRegionKind.Try))
                {
                    yield return handler.FirstBlockOrdinal;
                }
            }
        }
    }

    /// <summary>The state where a condition has an outcome: what it proves harmless has no labels.</summary>
    private FlowState Refine(FlowState state, IOperation condition, bool outcome)
    {
        var before = _state;
        _state = state;
        foreach (var proven in _scope.Guards.Proven(Resolve(condition), outcome, _scope.Locals).ToList())
        {
            Clear(proven, depth: 0);
        }

        (var refined, _state) = (_state, before);
        return refined;
    }

    /// <summary>The condition behind a capture that holds one value.</summary>
    private IOperation Resolve(IOperation condition) =>
        condition is IFlowCaptureReferenceOperation reference && _captures.TryGetValue(reference.Id, out var values) && values.Count == 1 ? values[0] : condition;

    private void Clear(IOperation proven, int depth)
    {
        if (depth > 4)
        {
            return;
        }

        switch (proven.Unwrap())
        {
            case IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: "Trim" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" } } normalised:
                // What equals a constant after that is harmless before it.
                Clear(normalised.Instance!, depth + 1);
                break;
            case IFlowCaptureReferenceOperation reference:
                _state = _state.With(reference.Id, FlowValue.Empty);
                foreach (var captured in CapturedBy(reference))
                {
                    Clear(captured, depth + 1);
                }

                break;
            case ILocalReferenceOperation local:
                _state = _state.With(local.Local, FlowValue.Empty);
                if (_scope.Locals.ValueOf(local.Local)?.Unwrap() is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation or IInvocationOperation
                    && _scope.Locals.ValueOf(local.Local) is { } value)
                {
                    Clear(value, depth + 1);
                }

                break;
            case IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true }:
                Write(proven.Unwrap(), FlowValue.Empty);
                break;
        }
    }

    private ImmutableArray<IOperation> CapturedBy(IFlowCaptureReferenceOperation reference) =>
        _captures.TryGetValue(reference.Id, out var values) ? [.. values] : [];
}
