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
    private readonly GraphFacts _facts;
    private readonly Dictionary<(int Block, bool Conditional), (IOperation? Value, FlowState State)> _exits = [];
    private readonly Dictionary<int, FlowValue> _conditions = [];
    private FlowState _state;
    private FlowValue _returned = FlowValue.Empty;

    private FlowInterpreter(FlowScope scope, ControlFlowGraph graph, FlowState entry)
    {
        _scope = scope;
        _graph = graph;
        _state = entry;
        _facts = scope.FactsOf(graph);
    }

    /// <summary>Reads a body.</summary>
    /// <param name="airlock">The compilation's context.</param>
    /// <param name="graph">Its control-flow graph.</param>
    /// <param name="extension">The member of an <c>extension</c> block that it belongs to, or null.</param>
    /// <param name="budget">Operations that are evaluated before the body is given up.</param>
    public static BodySummary Summarize(AirlockContext airlock, ControlFlowGraph graph, IMethodSymbol? extension, int budget)
    {
        var scope = new FlowScope(airlock, graph.OriginalOperation, budget, FlowGuards.MaximumDepth);
        var (returned, exit) = Run(scope, graph, FlowState.Start(airlock.TextTypes, extension));
        return new BodySummary(scope.Hits, scope.Sites, scope.Writes, returned, scope.FunctionReturns, scope.Returns, scope.Thrown, exit, !scope.IsExhausted);
    }

    /// <summary>What a method proves of its parameters; see <see cref="MethodFacts"/>.</summary>
    /// <param name="airlock">The compilation's context.</param>
    /// <param name="method">The method.</param>
    /// <param name="graph">Its body.</param>
    /// <param name="budget">Operations that are evaluated before nothing is believed.</param>
    /// <param name="depth">How many calls deep guards are looked for in its callees.</param>
    public static MethodFacts FactsOf(AirlockContext airlock, IMethodSymbol method, ControlFlowGraph graph, int budget, int depth)
    {
        var scope = new FlowScope(airlock, graph.OriginalOperation, budget, depth);
        var interpreter = new FlowInterpreter(scope, graph, FlowState.Start(airlock.TextTypes));
        interpreter.Iterate(interpreter._state);
        return scope.IsExhausted ? MethodFacts.None : interpreter.ReadFacts(method);
    }

    private static (FlowValue Returned, FlowState Exit) Run(FlowScope scope, ControlFlowGraph graph, FlowState entry)
    {
        var interpreter = new FlowInterpreter(scope, graph, entry);
        var exit = interpreter.Iterate(entry);
        interpreter.ReachDecisions();
        foreach (var function in graph.LocalFunctions)
        {
            // Nobody here calls it: it is handed out as a delegate, or dead.
            if (!scope.Reached.Contains(function) && scope.Active.Add(function))
            {
                scope.FunctionReturns[function] = Run(scope, graph.GetLocalFunctionControlFlowGraph(function), exit).Returned;
                scope.Active.Remove(function);
            }
        }

        return (interpreter._returned, exit);
    }

    private FlowState Iterate(FlowState entry)
    {
        var inputs = new FlowState?[_graph.Blocks.Length];
        var pending = new SortedSet<int> { 0 };
        inputs[0] = entry;
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
            var after = _state;
            if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return })
            {
                _returned = _returned.Join(branchValue);
                _scope.NoteReturn(block.BranchValue, branchValue);
            }

            if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Throw)
            {
                _scope.Thrown = _scope.Thrown.Join(branchValue);
            }

            if (block.ConditionKind != ControlFlowConditionKind.None)
            {
                _conditions[block.Ordinal] = branchValue;
            }

            Enter(block.ConditionalSuccessor, block, after, conditional: true);
            Enter(block.FallThroughSuccessor, block, after, conditional: false);

            // An exception may leave a block before or after its effects; what was before is what the block before left.
            foreach (var (handler, isFirst) in HandlersOf(block))
            {
                Join(handler, after);
                if (isFirst)
                {
                    Join(handler, atStart);
                }
            }
        }

        return inputs[_graph.Blocks.Length - 1] ?? entry;

        void Enter(ControlFlowBranch? branch, BasicBlock from, FlowState state, bool conditional)
        {
            if (branch?.Destination is not { } destination)
            {
                return;
            }

            var entered = from.ConditionKind == ControlFlowConditionKind.None || from.BranchValue is null
                ? state
                : Refine(state, from.BranchValue, outcome: conditional == (from.ConditionKind == ControlFlowConditionKind.WhenTrue));

            // What a lowered expression kept for itself is not read after it.
            entered = branch.LeavingRegions.SelectMany(region => region.CaptureIds).Aggregate(entered, (kept, capture) => kept.With(capture, FlowValue.Empty));
            Join(destination.Ordinal, entered);
            if (destination.Kind == BasicBlockKind.Exit)
            {
                _exits[(from.Ordinal, conditional)] = (branch.Semantics == ControlFlowBranchSemantics.Return ? from.BranchValue : null, entered);
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

    private static IEnumerable<(int Handler, bool IsFirst)> HandlersOf(BasicBlock block)
    {
        // The graph of a lambda stands in the regions of the graph around it, whose blocks are not its own.
        for (var region = block.EnclosingRegion; region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion!)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                foreach (var handler in region.EnclosingRegion!.NestedRegions.Where(other => other.Kind != ControlFlowRegionKind.Try))
                {
                    yield return (handler.FirstBlockOrdinal, region.FirstBlockOrdinal == block.Ordinal);
                }
            }
        }
    }

    /// <summary>The state where a condition has an outcome: what it proves harmless has no labels, or fewer.</summary>
    private FlowState Refine(FlowState state, IOperation condition, bool outcome)
    {
        var before = _state;
        _state = state;
        foreach (var proven in _scope.Guards.Proven(Resolve(condition), outcome, _scope.Locals).ToList())
        {
            Clear(proven.Operation, proven.Category, depth: 0);
        }

        (var refined, _state) = (_state, before);
        return ApprovalGuards.IsGiven(Resolve(condition), outcome, _scope.Airlock, _scope.Locals) ? refined.Approved() : refined;
    }

    /// <summary>The condition behind a capture that holds one value.</summary>
    private IOperation Resolve(IOperation condition) =>
        condition is IFlowCaptureReferenceOperation reference && _facts.CapturedBy(reference.Id) is { Count: 1 } values ? values[0] : condition;

    /// <summary>Takes the labels from what was proven harmless, and from what it was made of.</summary>
    private void Clear(IOperation proven, string? category, int depth)
    {
        if (depth > 4)
        {
            return;
        }

        FlowValue Cleared(FlowValue value) => category is null ? FlowValue.Empty : value.ClearedFor(category);
        switch (proven.Unwrap())
        {
            case IInvocationOperation { Instance: { } instance, TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: "Trim" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" } }:
                // What equals a constant after that is harmless before it.
                Clear(instance, category, depth + 1);
                break;
            case IFlowCaptureReferenceOperation reference:
                _state = _state.With(reference.Id, Cleared(_state[reference.Id]));
                foreach (var captured in CapturedBy(reference))
                {
                    Clear(captured, category, depth + 1);
                }

                break;
            case ILocalReferenceOperation local:
                _state = _state.With(local.Local, Cleared(_state[local.Local]));
                if (_scope.Locals.ValueOf(local.Local) is { } value
                    && value.Unwrap() is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation or IInvocationOperation or IObjectCreationOperation)
                {
                    Clear(value, category, depth + 1);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                Clear(declaration.Expression, category, depth + 1);
                break;
            case IInvocationOperation { Arguments: { Length: > 0 } path, TargetMethod: { Name: "GetFullPath" or "GetDirectoryName", ContainingType.Name: "Path" } } when category == SinkCategory.Path:
                Clear(path[0].Value, category, depth + 1);
                break;
            case IObjectCreationOperation { Type.Name: "Uri", Arguments: { Length: > 0 } parts } when category == SinkCategory.Address:
                Clear(parts[0].Value, category, depth + 1);
                break;
            case IPropertyReferenceOperation { Property: { Name: "Host" or "IdnHost" or "DnsSafeHost" or "Authority", ContainingType.Name: "Uri" }, Instance: { } address }:
                Clear(address, SinkCategory.Address, depth + 1);
                break;
            case IPropertyReferenceOperation { Property: var property } when category == SinkCategory.Structured && !IsTracked(property.OriginalDefinition):
                // The length of a text is no value that was checked.
                break;
            case IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true }:
                Write(proven.Unwrap(), Cleared(Peek(proven.Unwrap())));
                break;
        }
    }

    private IReadOnlyList<IOperation> CapturedBy(IFlowCaptureReferenceOperation reference) => _facts.CapturedBy(reference.Id);
}
