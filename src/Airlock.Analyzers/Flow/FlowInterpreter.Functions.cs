using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Lambdas, local functions and method groups.</summary>
internal sealed partial class FlowInterpreter
{
    /// <summary>Evaluates the arguments of a call.</summary>
    /// <param name="callee">What is called.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="receiver">The receiver of a library's method, which calls the functions that it gets; null for a method of the program, which is looked into.</param>
    /// <param name="results">What functions return that a library calls.</param>
    private Dictionary<int, FlowValue> EvaluateArguments(IMethodSymbol callee, ImmutableArray<IArgumentOperation> arguments, FlowValue? receiver, out FlowValue results)
    {
        var values = new Dictionary<int, FlowValue>();
        foreach (var argument in arguments)
        {
            if (receiver is null || LambdaOf(argument.Value) is null)
            {
                values[argument.Parameter?.Ordinal ?? values.Count] = argument.Parameter?.RefKind == RefKind.Out ? FlowValue.Empty : Evaluate(argument.Value);
            }
        }

        results = FlowValue.Empty;
        if (receiver is null)
        {
            return values;
        }

        // A function that is handed to a library is called with what the library has.
        var fed = _scope.Airlock.CallModels.KeepsArguments(callee)
            ? receiver
            : values.Values.Aggregate(receiver, (all, value) => all.Join(value));
        foreach (var argument in arguments)
        {
            CallKept(argument, values, fed, ref results);
            var ordinal = argument.Parameter?.Ordinal ?? -1;
            if (LambdaOf(argument.Value) is { } lambda)
            {
                NoteLambda(lambda);
                var returned = HandOver(callee, ordinal, lambda.Symbol, fed, values, argument.Value.Syntax);
                results = CallModels.ReturnsFrom(callee, ordinal) ? results.Join(returned) : results;
            }
            else if (values.TryGetValue(ordinal, out var value))
            {
                foreach (var taint in value.Content)
                {
                    if (taint is { Label: FunctionLabel { Function: var function }, Members.IsEmpty: true } && IsDelegate(argument.Value.Type))
                    {
                        results = results.Join(HandOver(callee, ordinal, function, fed, values, argument.Value.Syntax));
                    }
                }
            }
        }

        return values;
    }

    /// <summary>A delegate that came from elsewhere and is handed on to a library.</summary>
    private void CallKept(IArgumentOperation argument, Dictionary<int, FlowValue> values, FlowValue fed, ref FlowValue results)
    {
        if (argument is not { Parameter: { } parameter, Value.Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } }
            || !values.TryGetValue(parameter.Ordinal, out var function)
            || !function.Content.Any(taint => taint.Label is not FunctionLabel))
        {
            return;
        }

        var site = _scope.Site(null, argument.Value.Syntax, isVirtual: false);
        site.AddFunction(function);
        foreach (var given in invoke.Parameters)
        {
            site.Add(given.Ordinal, CarriedBy(given.Type, fed), argument.Value.Syntax);
        }

        results = results.Join(CarriedBy(invoke.ReturnType, FlowValue.Of(new ResultLabel(site)).Then(argument.Value.Syntax, "returned by the delegate")));
    }

    /// <summary>What a function returns that a library got: an endpoint is called by users, a tool by a model, any other with what the library has.</summary>
    private FlowValue HandOver(IMethodSymbol callee, int ordinal, IMethodSymbol function, FlowValue fed, Dictionary<int, FlowValue> values, SyntaxNode syntax)
    {
        var label = _scope.Airlock.EntryPoints.RegisteredBy(callee, ordinal);
        FlowValue Given(IParameterSymbol parameter) =>
            label is not { } kind ? GivenTo(callee, ordinal, function, parameter, values) ?? fed
            : EntryPoints.TakesData(parameter, _scope.Airlock) && !EntryPoints.IsApproved(kind, syntax) ? EntryPoints.SourceOf(kind, parameter, function, syntax)
            : FlowValue.Empty;

        if (_scope.Lambdas.ContainsKey(function) || function.MethodKind == MethodKind.LocalFunction)
        {
            return RunFunction(function, Given);
        }

        var target = function.OriginalDefinition;
        if (!IsOurs(target))
        {
            foreach (var (row, role) in _scope.Airlock.Sinks.Find(target))
            {
                if (role.Index >= 0 && !role.IsConditional && !fed.IsEmpty)
                {
                    _scope.Reach(role.Table, row, role.Name, target, null, syntax, fed);
                }
            }

            return fed;
        }

        var site = _scope.Site(target, syntax, isVirtual: true);
        foreach (var parameter in target.Parameters)
        {
            site.Add(parameter.Ordinal, CarriedBy(parameter.Type, Given(parameter)), syntax);
        }

        return CarriedBy(target.ReturnType, FlowValue.Of(new ResultLabel(site)).Then(syntax, $"returned by {OperationText.NameOf(target)}"));
    }

    private static bool IsDelegate(ITypeSymbol? type) => type is { TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_Delegate or SpecialType.System_MulticastDelegate };

    private static FlowValue? GivenTo(IMethodSymbol callee, int ordinal, IMethodSymbol function, IParameterSymbol parameter, Dictionary<int, FlowValue> values) =>
        CallModels.SequenceFor(callee, ordinal, parameter.Ordinal, function.Parameters.Length) is { } sequence
            ? values.TryGetValue(sequence, out var value) ? value : FlowValue.Empty
            : null;

    private static IFlowAnonymousFunctionOperation? LambdaOf(IOperation value) => value.Unwrap() switch
    {
        IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation function } => function,
        IFlowAnonymousFunctionOperation function => function,
        _ => null,
    };

    private void NoteLambda(IFlowAnonymousFunctionOperation lambda)
    {
        if (!_scope.Lambdas.ContainsKey(lambda.Symbol))
        {
            _scope.Lambdas.Add(lambda.Symbol, (lambda, _graph));
        }
    }

    /// <summary>A lambda that is kept: it is read with parameters that nothing is known of, and the value is the function itself.</summary>
    private FlowValue EvaluateLambda(IFlowAnonymousFunctionOperation lambda)
    {
        NoteLambda(lambda);
        return EvaluateKept(lambda.Symbol);
    }

    private FlowValue EvaluateKept(IMethodSymbol function)
    {
        var returned = RunFunction(function, parameter => FlowState.Start(_scope.Airlock.TextTypes)[parameter]);
        _scope.FunctionReturns[function] = _scope.FunctionReturns.TryGetValue(function, out var known) ? known.Join(returned) : returned;
        return FlowValue.Of(new FunctionLabel(function));
    }

    /// <summary>A method as a value.</summary>
    private FlowValue EvaluateMethodGroup(IMethodReferenceOperation reference)
    {
        Evaluate(reference.Instance);
        var method = (reference.Method.ReducedFrom ?? reference.Method).OriginalDefinition;
        return method.MethodKind == MethodKind.LocalFunction ? EvaluateKept(method) : FlowValue.Of(new FunctionLabel(method));
    }

    private FlowValue RunFunction(IMethodSymbol function, Func<IParameterSymbol, FlowValue> argument)
    {
        if (_scope.Lambdas.TryGetValue(function, out var lambda))
        {
            return RunBody(function, () => lambda.Graph.GetAnonymousFunctionControlFlowGraphInScope(lambda.Function), argument) ?? FlowValue.Empty;
        }

        return RunBody(function, () => GraphOf(function), argument) ?? FlowValue.Empty;
    }

    private FlowValue? RunLocalFunction(IMethodSymbol function, Dictionary<int, FlowValue> arguments) =>
        RunBody(function, () => GraphOf(function), parameter => Argument(arguments, parameter));

    private ControlFlowGraph GraphOf(IMethodSymbol localFunction) => _graph.GetLocalFunctionControlFlowGraphInScope(localFunction.OriginalDefinition);

    private FlowValue? RunBody(IMethodSymbol function, Func<ControlFlowGraph> graph, Func<IParameterSymbol, FlowValue> argument)
    {
        if (!_scope.Active.Add(function))
        {
            return null;
        }

        try
        {
            _scope.Reached.Add(function);
            var entry = function.Parameters.Aggregate(_state, (state, parameter) => state.With(parameter, CarriedBy(parameter.Type, argument(parameter))));
            var (returned, exit) = Run(_scope, graph(), entry);
            _state = _state.Join(exit);
            return returned;
        }
        finally
        {
            _scope.Active.Remove(function);
        }
    }

    /// <summary>Whether the predicate of a filter lets only harmless elements through: <c>Where(name => allowed.Contains(name))</c>.</summary>
    private bool IsProvenByFilter(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => argument.Value.Unwrap() is IDelegateCreationOperation) is { } predicate
        && _scope.Guards.IsHarmlessFilter(predicate.Value, _scope.Locals);
}
