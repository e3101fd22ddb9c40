using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Calls and object creations: sinks, sources, sanitizers, lambdas, and methods of which nothing is known.</summary>
internal sealed partial class FlowInterpreter
{
    private FlowValue EvaluateCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var receiver = call.Instance is null ? FlowValue.Empty : Evaluate(call.Instance);
        var arguments = EvaluateArguments(call.Arguments, receiver, out var lambdaResults);
        var isSink = ReachSinks(method, call.Arguments, arguments) | ReachListSink(call, arguments);

        var cleaned = SanitizedBy(method, arguments);
        if (cleaned is not null)
        {
            return CarriedBy(call.Type, cleaned);
        }

        if (EvaluateSource(call, receiver, arguments) is { } source)
        {
            return source;
        }

        if (RunKnownBody(call, arguments) is { } result)
        {
            return CarriedBy(call.Type, result);
        }

        if (isSink)
        {
            // What a sink gives back is the world's answer, not the model's text.
            return FlowValue.Empty;
        }

        return method.Name == "<Clone>$" ? receiver : EvaluateUnknown(call, receiver, arguments, lambdaResults);
    }

    /// <summary>
    /// A call of which nothing is known hands on what it got: its result, its <c>out</c> arguments and, if it is a method
    /// of a collection or builder, the object itself.
    /// </summary>
    private FlowValue EvaluateUnknown(IInvocationOperation call, FlowValue receiver, Dictionary<int, FlowValue> arguments, FlowValue lambdaResults)
    {
        var method = call.TargetMethod;
        var owner = call.Receiver();
        if (owner?.Unwrap() is IInstanceReferenceOperation)
        {
            receiver = FlowValue.Empty;
        }
        else if (call.Instance is null && method.IsExtensionMethod)
        {
            receiver = arguments.TryGetValue(0, out var first) ? first : FlowValue.Empty;
        }

        var given = arguments.Where(argument => call.Instance is not null || !method.IsExtensionMethod || argument.Key > 0)
            .Aggregate(FlowValue.Empty, (all, argument) => all.With(argument.Value.All));

        if (owner is not null && !given.IsEmpty && _scope.Airlock.TextTypes.IsBuilder(owner.Unwrap().Type) && !CallModels.IsLookup(method)
            && StartOfChain(owner) is var start && IsPlace(start))
        {
            Add(start, NameOfPlace(ResolveTarget(start)) is { } name && !call.IsImplicit ? given.Then(call.Syntax, $"added to '{name}'") : given);
        }

        var carried = CallModels.IsProjection(method) ? lambdaResults
            : CallModels.IsFilter(method) && IsProvenByFilter(call) ? FlowValue.Empty
            : receiver.With(_scope.Airlock.CallModels.KeepsArguments(method) || CallModels.IsLookup(method) ? [] : given.With(lambdaResults.All).All);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
            {
                Write(argument.Value.Unwrap(), CarriedBy(argument.Value.Type, carried.Flatten()).Then(argument.Syntax, $"set by {OperationText.NameOf(method)}"));
            }
        }

        // The calls that a loop or an interpolation stands for are not steps that a reader sees.
        var result = CarriedBy(call.Type, carried.Flatten());
        return call.IsImplicit ? result : result.Then(call.Syntax, $"through {OperationText.NameOf(method)}");
    }

    /// <summary>The object that a chain of calls is about: <c>text.Append("a").Append("b")</c> is about <c>text</c>.</summary>
    private IOperation StartOfChain(IOperation owner)
    {
        var start = owner.Unwrap();
        while (ResolveTarget(start) is IInvocationOperation call && call.Receiver()?.Unwrap() is { } receiver && SymbolEqualityComparer.Default.Equals(receiver.Type, call.Type))
        {
            start = receiver;
        }

        return start;
    }

    private Dictionary<int, FlowValue> EvaluateArguments(ImmutableArray<IArgumentOperation> arguments, FlowValue receiver, out FlowValue lambdaResults)
    {
        var values = new Dictionary<int, FlowValue>();
        foreach (var argument in arguments)
        {
            if (LambdaOf(argument.Value) is null)
            {
                values[argument.Parameter?.Ordinal ?? values.Count] = argument.Parameter?.RefKind == RefKind.Out ? FlowValue.Empty : Evaluate(argument.Value);
            }
        }

        // A lambda that is handed to a call is called with what the call has.
        lambdaResults = FlowValue.Empty;
        var fed = values.Values.Aggregate(receiver.Flatten(), (all, value) => all.With(value.All));
        foreach (var argument in arguments)
        {
            if (LambdaOf(argument.Value) is { } function)
            {
                lambdaResults = lambdaResults.With(RunLambda(function, _graph, _ => fed).All);
            }
        }

        return values;
    }

    private static IFlowAnonymousFunctionOperation? LambdaOf(IOperation value) => value.Unwrap() switch
    {
        IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation function } => function,
        IFlowAnonymousFunctionOperation function => function,
        _ => null,
    };

    private bool ReachSinks(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, Dictionary<int, FlowValue> values)
    {
        var rows = _scope.Airlock.Catalog.Find(CatalogTable.Sinks, method);
        foreach (var row in rows)
        {
            foreach (var role in row.Details)
            {
                foreach (var parameter in row.Parameters(role.Key))
                {
                    if (values.TryGetValue(parameter.Index, out var value) && !value.IsEmpty
                        && arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Index) is { } argument)
                    {
                        _scope.Reach(row, role.Key, method, parameter.Name, argument.Value.Syntax, value);
                    }
                }
            }
        }

        return !rows.IsEmpty;
    }

    /// <summary>A method that adds to a property which is a sink, as <c>startInfo.ArgumentList.Add</c>.</summary>
    private bool ReachListSink(IInvocationOperation call, Dictionary<int, FlowValue> values)
    {
        if (call.Instance is null || ResolveTarget(call.Instance.Unwrap()) is not IPropertyReferenceOperation list)
        {
            return false;
        }

        var rows = _scope.Airlock.Catalog.Find(CatalogTable.Sinks, list.Property);
        foreach (var row in rows)
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter is { } parameter && values.TryGetValue(parameter.Ordinal, out var value))
                {
                    _scope.Reach(row, row.Details[row.Details.Count - 1].Key, list.Property, null, argument.Value.Syntax, value);
                }
            }
        }

        return !rows.IsEmpty;
    }

    /// <summary>The value after a sanitizer, or null if the method is none.</summary>
    private FlowValue? SanitizedBy(IMethodSymbol method, Dictionary<int, FlowValue> arguments)
    {
        FlowValue? cleaned = null;
        foreach (var row in _scope.Airlock.Catalog.Find(CatalogTable.Sanitizers, method))
        {
            if (row.Kind is "sql")
            {
                cleaned = row.Parameters("value").Aggregate(
                    cleaned ?? FlowValue.Empty,
                    (all, parameter) => arguments.TryGetValue(parameter.Index, out var value) ? all.With(value.ClearedFor(row.Kind).All) : all);
            }
        }

        return cleaned;
    }

    /// <summary>The value of a call that the catalog lists as a source, or null.</summary>
    private FlowValue? EvaluateSource(IInvocationOperation call, FlowValue receiver, Dictionary<int, FlowValue> arguments)
    {
        var (kind, label) = FlowSources.Find(_scope.Airlock.Catalog, call.TargetMethod);
        var held = arguments.Values.Aggregate(receiver.Flatten(), (all, value) => all.With(value.All));
        var value = kind switch
        {
            FlowSourceKind.Result => NewSource(label, call, call.TargetMethod),
            FlowSourceKind.Content => held.IsEmpty ? NewSource(label, call, call.TargetMethod) : held,
            FlowSourceKind.Carrier => held,
            _ => null,
        };
        if (value is null)
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out)
            {
                Write(argument.Value.Unwrap(), CarriedBy(argument.Value.Type, value));
            }
        }

        return CarriedBy(call.Type, value);
    }

    private FlowValue EvaluateCreation(IObjectCreationOperation creation)
    {
        var constructor = creation.Constructor;
        var arguments = EvaluateArguments(creation.Arguments, FlowValue.Empty, out var lambdaResults);
        if (constructor is null || ReachSinks(constructor, creation.Arguments, arguments) || _scope.Airlock.CallModels.KeepsArguments(constructor))
        {
            return FlowValue.Empty;
        }

        var value = FlowValue.Of(lambdaResults.All);
        foreach (var argument in arguments)
        {
            // A parameter of a record or a plain class usually becomes the property of its name.
            var parameter = constructor.Parameters[argument.Key];
            var property = constructor.DeclaringSyntaxReferences.IsEmpty
                ? null
                : constructor.ContainingType.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(member => member.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
            if (!argument.Value.IsEmpty)
            {
                value = property is null ? value.With(argument.Value.All) : value.WithMember(property.OriginalDefinition, argument.Value);
            }
        }

        return CarriedBy(creation.Type, value);
    }

    /// <summary>
    /// The result of a call whose body is at hand: a local function, or a lambda that a local holds; null for any other.
    /// Summaries of methods elsewhere belong here.
    /// </summary>
    private FlowValue? RunKnownBody(IInvocationOperation call, Dictionary<int, FlowValue> arguments)
    {
        FlowValue Argument(IParameterSymbol parameter) => arguments.TryGetValue(parameter.Ordinal, out var value) ? value : FlowValue.Empty;
        if (call.TargetMethod is { MethodKind: MethodKind.LocalFunction } function)
        {
            var declared = function.OriginalDefinition;
            return RunBody(declared, () => _graph.GetLocalFunctionControlFlowGraphInScope(declared), Argument);
        }

        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            && call.Instance is ILocalReferenceOperation local && _scope.Delegates.TryGetValue(local.Local, out var known))
        {
            return RunLambda(known.Function, known.Graph, Argument);
        }

        return null;
    }

    private FlowValue RunLambda(IFlowAnonymousFunctionOperation function, ControlFlowGraph graph, Func<IParameterSymbol, FlowValue> argument) =>
        RunBody(function.Symbol, () => graph.GetAnonymousFunctionControlFlowGraphInScope(function), argument) ?? FlowValue.Empty;

    private FlowValue? RunBody(IMethodSymbol function, Func<ControlFlowGraph> graph, Func<IParameterSymbol, FlowValue> argument)
    {
        if (!_scope.Active.Add(function))
        {
            return null;
        }

        try
        {
            _scope.Reached.Add(function);
            var entry = function.Parameters.Aggregate(
                _state, (state, parameter) => state.With(parameter, CarriedBy(parameter.Type, argument(parameter))));
            var (returned, exit) = Run(_scope, graph(), entry);
            _state = _state.Join(exit);
            return returned;
        }
        finally
        {
            _scope.Active.Remove(function);
        }
    }

    /// <summary>Whether the lambda of a filter lets only harmless elements through: <c>Where(name => allowed.Contains(name))</c>.</summary>
    private bool IsProvenByFilter(IInvocationOperation call)
    {
        var function = call.Arguments.Select(argument => LambdaOf(argument.Value)).FirstOrDefault(found => found is not null);
        return function is not null
            && _scope.Locals.FunctionAt(function.Syntax) is { Symbol.Parameters.IsEmpty: false } lambda
            && LocalFacts.ExpressionOf(lambda) is { } condition
            && _scope.Guards.Proven(condition, outcome: true, _scope.Locals)
                .Any(proven => proven.Unwrap() is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, lambda.Symbol.Parameters[0]));
    }
}
