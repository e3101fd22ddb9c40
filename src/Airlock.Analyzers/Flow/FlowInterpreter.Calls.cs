using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Calls: sinks, sanitizers, sources, methods of the program, functions at hand, and methods of which nothing is known.</summary>
internal sealed partial class FlowInterpreter
{
    private FlowValue EvaluateCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var receiver = call.Instance is null ? FlowValue.Empty : Evaluate(call.Instance);
        if (method.Name == "<Clone>$")
        {
            return receiver;
        }

        var isOurs = IsOurs(method)
            && !call.TargetMethod.Parameters.Any(parameter => _scope.Airlock.EntryPoints.RegisteredBy(method, parameter.Ordinal) is not null)
            && !(method.IsImplicitlyDeclared && method.MethodKind == MethodKind.Ordinary);
        var arguments = EvaluateArguments(method, call.Arguments, isOurs ? null : receiver, out var lambdaResults);
        ReachHubClient(call, arguments);
        var isSink = ReachListSink(call, arguments);
        if (!_scope.Airlock.PlainMethods.Contains(method) && EvaluateListed(call, receiver, arguments, ref isSink) is { } listed)
        {
            return listed;
        }

        if (_scope.Guards.IsNarrowResult(call, _scope.Locals))
        {
            return FlowValue.Empty;
        }

        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return EvaluateDelegateCall(call, receiver, arguments);
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return RunLocalFunction(method.OriginalDefinition, arguments) is { } result ? CarriedBy(call.Type, result) : EvaluateUnknown(call, receiver, arguments, lambdaResults);
        }

        if (isOurs)
        {
            return EvaluateOurCall(method, call.Instance, receiver, call.Arguments, arguments, call.Syntax, call.IsVirtual, call.Type);
        }

        if (isSink)
        {
            // What a sink gives back is the world's answer, not the model's text.
            return FlowValue.Empty;
        }

        var value = EvaluateUnknown(call, receiver, arguments, lambdaResults);
        return _scope.Airlock.Program.MayRunOurs(method) && EvaluateOurCall(method, call.Instance, receiver, call.Arguments, arguments, call.Syntax, isVirtual: true, call.Type) is { } seen
            ? value.Join(seen)
            : value;
    }

    /// <summary>The value of a call that the catalog says something of; null if that is not about its value.</summary>
    private FlowValue? EvaluateListed(IInvocationOperation call, FlowValue receiver, Dictionary<int, FlowValue> arguments, ref bool isSink)
    {
        var method = call.TargetMethod;
        isSink |= ReachSinks(method, call.Instance, call.Arguments, WithReceiver(arguments, receiver), call.Syntax);
        ReachChange(call, arguments);
        foreach (var proven in ValueGuards.ProvenByReturn(call, _scope.Airlock.Catalog).ToList())
        {
            Clear(proven.Operation, proven.Category, depth: 0);
        }

        return SanitizedBy(method, call.Instance, call.Arguments, receiver, arguments) is { } cleaned ? CarriedBy(call.Type, cleaned)
            : _scope.Airlock.InferenceRequests.IsRequest(method) ? EvaluateRequest(call, receiver, arguments)
            : _scope.Guards.IsNarrowResult(call, _scope.Locals) ? FlowValue.Empty
            : EvaluateSource(call, receiver, arguments);
    }

    /// <summary>Whether the program itself declares a method, so that its body or its implementations can be read.</summary>
    private bool IsOurs(ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, _scope.Airlock.Compilation.Assembly) && member is not IMethodSymbol { MethodKind: MethodKind.DelegateInvoke };

    /// <summary>A call that is bound when it runs: by its name and the number of its arguments, it is one of a known type's methods.</summary>
    private FlowValue EvaluateDynamicCall(IDynamicInvocationOperation call)
    {
        var value = Evaluate(call.Operation);
        var arguments = call.Arguments.Select(Evaluate).ToList();
        if (call.Operation is IDynamicMemberReferenceOperation { ContainingType: INamedTypeSymbol type, MemberName: var name })
        {
            foreach (var method in type.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.Parameters.Length == arguments.Count))
            {
                foreach (var (row, role) in _scope.Airlock.Sinks.Find(method))
                {
                    if (role is { IsConditional: false, Index: >= 0 } && role.Index < arguments.Count && !arguments[role.Index].IsEmpty)
                    {
                        _scope.Reach(role.Table, row, role.Name, method, method.Parameters[role.Index].Name, call.Arguments[role.Index].Syntax, arguments[role.Index]);
                    }
                }
            }
        }

        return arguments.Aggregate(value, (all, argument) => all.Join(argument)).Then(call.Syntax, "through a call that is bound when it runs");
    }

    /// <summary>The call of a method of the program: what it returns and changes is asked later, if something depends on it.</summary>
    private FlowValue EvaluateOurCall(
        IMethodSymbol method,
        IOperation? instance,
        FlowValue receiver,
        ImmutableArray<IArgumentOperation> arguments,
        Dictionary<int, FlowValue> values,
        SyntaxNode syntax,
        bool isVirtual,
        ITypeSymbol? type)
    {
        var target = FlowProgram.Implementation(method.ReducedFrom ?? method).OriginalDefinition;
        var site = _scope.Site(target, syntax, isVirtual);
        site.Add(CallSite.ReceiverIndex, receiver, instance?.Syntax ?? syntax);
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && values.TryGetValue(parameter.Ordinal, out var value))
            {
                site.Add(parameter.Ordinal, value, argument.Value.Syntax);
            }
        }

        var name = OperationText.NameOf(target);
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { } parameter || LambdaOf(argument.Value) is not null)
            {
                continue;
            }

            var place = argument.Value.Unwrap();
            var changed = FlowValue.Of(new ChangedLabel(site, parameter.Ordinal));
            if (parameter.RefKind is RefKind.Out or RefKind.Ref)
            {
                Write(place, CarriedBy(place.Type, changed.Then(argument.Syntax, $"set by {name}")));
            }
            else if (IsPlace(place) && place is not IInstanceReferenceOperation && IsChangeable(place.Type))
            {
                Write(place, Peek(place).Join(changed.Then(argument.Syntax, $"changed by {name}")));
            }
        }

        if (instance?.Unwrap() is { } owner && IsPlace(owner) && IsChangeable(owner.Type)
            && (owner is IInstanceReferenceOperation ? method.MethodKind == MethodKind.Constructor : method.MethodKind == MethodKind.Ordinary))
        {
            Write(owner, Peek(owner).Join(FlowValue.Of(new ChangedLabel(site, CallSite.ReceiverIndex)).Then(syntax, $"changed by {name}")));
        }

        ClearProven(method, arguments);
        return CarriedBy(type, FlowValue.Of(new ResultLabel(site)).Then(syntax, $"returned by {name}"));
    }

    /// <summary>What a method that throws unless its argument is harmless leaves behind.</summary>
    private void ClearProven(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var fact in _scope.Guards.FactsOf(method).OnReturn)
        {
            if (arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == fact.Parameter) is { } proven)
            {
                Clear(proven.Value, fact.Category, depth: 0);
            }
        }
    }

    /// <summary>Whether a call may leave something in an object of the type that is read from it later.</summary>
    private bool IsChangeable(ITypeSymbol? type) =>
        type is not null && type.TypeKind is not TypeKind.Delegate && type.SpecialType != SpecialType.System_String
        && (type.TypeKind == TypeKind.Array ? _scope.Airlock.TextTypes.CanCarry(type)
            : type is INamedTypeSymbol named && (_scope.Airlock.TextTypes.IsBuilder(type) || (named.TypeKind is TypeKind.Class or TypeKind.Struct && IsOurs(named))));

    private FlowValue EvaluateDelegateCall(IInvocationOperation call, FlowValue function, Dictionary<int, FlowValue> arguments)
    {
        var result = FlowValue.Empty;
        var isKnown = true;
        foreach (var taint in function.Content)
        {
            if (taint.Label is FunctionLabel { Function: var target } && _scope.Lambdas.ContainsKey(target))
            {
                result = result.Join(RunFunction(target, parameter => Argument(arguments, parameter)));
            }
            else if (taint.Label is FunctionLabel { Function: var library } && !IsOurs(library))
            {
                foreach (var (row, role) in _scope.Airlock.Sinks.Find(library))
                {
                    if (role is { IsConditional: false, Index: >= 0 } && arguments.TryGetValue(role.Index, out var value) && !value.IsEmpty)
                    {
                        _scope.Reach(role.Table, row, role.Name, library, null, call.Arguments.First(argument => argument.Parameter?.Ordinal == role.Index).Value.Syntax, value);
                    }
                }

                result = arguments.Values.Aggregate(result, (all, value) => all.Join(value));
            }
            else
            {
                isKnown = false;
            }
        }

        if (isKnown && !function.Content.IsEmpty)
        {
            return CarriedBy(call.Type, result);
        }

        var site = _scope.Site(null, call.Syntax, isVirtual: false);
        site.AddFunction(function);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && arguments.TryGetValue(parameter.Ordinal, out var value))
            {
                site.Add(parameter.Ordinal, value, argument.Value.Syntax);
            }
        }

        return CarriedBy(call.Type, result.Join(FlowValue.Of(new ResultLabel(site)).Then(call.Syntax, "returned by the delegate")));
    }

    /// <summary>A web request: its reply is a model's text if it goes to an address of a model.</summary>
    private FlowValue EvaluateRequest(IInvocationOperation call, FlowValue receiver, Dictionary<int, FlowValue> arguments)
    {
        var site = _scope.Site(call.TargetMethod.OriginalDefinition, call.Syntax, isVirtual: false);
        site.Add(CallSite.ReceiverIndex, receiver, call.Instance?.Syntax ?? call.Syntax);
        foreach (var argument in arguments)
        {
            site.Add(argument.Key, argument.Value, call.Syntax);
        }

        return CarriedBy(call.Type, FlowValue.Of(new ReplyLabel(site)).Then(call.Syntax, $"text comes from {OperationText.NameOf(call.TargetMethod)}"));
    }

    /// <summary>
    /// A call of which nothing is known hands on what it got: its result, its <c>out</c> arguments and, if it keeps what it
    /// gets, the object itself.
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

        if (CallModels.Empties(method) && owner is not null && IsPlace(owner))
        {
            Write(owner.Unwrap(), FlowValue.Empty);
            return FlowValue.Empty;
        }

        var keepsArguments = _scope.Airlock.CallModels.KeepsArguments(method);
        var given = arguments.Where(argument => call.Instance is not null || !method.IsExtensionMethod || argument.Key > 0)
            .Aggregate(FlowValue.Empty, (all, argument) => all.Join(argument.Value));

        if (owner is not null && !given.Join(lambdaResults).IsEmpty && Collects(owner.Unwrap().Type, method, keepsArguments)
            && StartOfChain(owner) is var start && IsPlace(start))
        {
            given = CallModels.Encloses(owner.Unwrap().Type) ? given.With(FlowTraits.Enclosed) : given;
            Add(start, NameOfPlace(ResolveTarget(start)) is { } name && !call.IsImplicit ? given.Then(call.Syntax, $"added to '{name}'") : given);
        }

        var carried = CallModels.IsProjection(method) ? lambdaResults
            : CallModels.IsFilter(method) && IsProvenByFilter(call) ? FlowValue.Empty
            : keepsArguments || CallModels.IsLookup(method) ? receiver
            : receiver.Join(given).Join(lambdaResults);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
            {
                Write(argument.Value.Unwrap(), CarriedBy(argument.Value.Type, carried).Then(argument.Syntax, $"set by {OperationText.NameOf(method)}"));
            }
            else if (CallModels.CopiesInto(method, argument.Parameter) && IsPlace(argument.Value))
            {
                Add(argument.Value, carried);
            }
        }

        if (!_scope.Airlock.TextTypes.CanCarry(call.Type) && !CallModels.IsDecision(method))
        {
            return FlowValue.Empty;
        }

        if (CallModels.ReadsObject(method) && call.Type is not null)
        {
            carried = carried.With(FlowTraits.Structured);
        }

        if (CallModels.Encloses(call.Type))
        {
            carried = carried.With(FlowTraits.Enclosed);
        }

        if (method.Name.StartsWith("Serialize", StringComparison.Ordinal))
        {
            carried = carried.With(FlowTraits.Serialized);
        }

        // The calls that a loop or an interpolation stands for are not steps that a reader sees.
        var result = CarriedBy(call.Type, carried);
        return call.IsImplicit ? result : result.Then(call.Syntax, $"through {OperationText.NameOf(method)}");
    }

    /// <summary>Whether an object keeps what a method of it gets.</summary>
    private bool Collects(ITypeSymbol? owner, IMethodSymbol method, bool keepsArguments)
    {
        if (owner is null || CallModels.IsLookup(method) || CallModels.Takes(method) || CallModels.IsStore(owner))
        {
            return false;
        }

        if (method.IsExtensionMethod && (CallModels.IsLinq(method) || !(method.ReturnsVoid || SymbolEqualityComparer.Default.Equals(method.ReturnType.OriginalDefinition, owner.OriginalDefinition))))
        {
            return false;
        }

        return _scope.Airlock.TextTypes.IsBuilder(owner)
            || (!keepsArguments && method is { IsStatic: false, ReturnType.SpecialType: SpecialType.System_Void or SpecialType.System_Boolean } && _scope.Airlock.TextTypes.CanCarry(owner))
            || CallModels.IsChannelWriter(owner);
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

    private static FlowValue Argument(Dictionary<int, FlowValue> arguments, IParameterSymbol parameter) =>
        arguments.TryGetValue(parameter.Ordinal, out var value) ? value : FlowValue.Empty;

    private bool ReachSinks(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, Dictionary<int, FlowValue> values, SyntaxNode syntax)
    {
        var isSink = false;
        foreach (var (row, role) in _scope.Airlock.Sinks.Find(method))
        {
            isSink |= role.EndsFlow;
            if (!values.TryGetValue(role.Index, out var value) || value.IsEmpty || _scope.Conditions.RoleAt(row, role, instance, arguments) is not { } name)
            {
                continue;
            }

            var argument = arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == role.Index);
            if (argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } elements } })
            {
                ReachEach(row, role, name, method, argument.Parameter!.Name, elements);
                continue;
            }

            _scope.Reach(role.Table, row, name, method, argument?.Parameter?.Name, argument?.Value.Syntax ?? syntax, value);
        }

        return isSink;
    }

    /// <summary>Arguments that the compiler puts into an array: each is one of its own.</summary>
    private void ReachEach(CatalogRow row, SinkRole role, string name, IMethodSymbol method, string parameter, IArrayInitializerOperation elements)
    {
        foreach (var element in elements.ElementValues)
        {
            if (Evaluate(element) is { IsEmpty: false } value)
            {
                _scope.Reach(role.Table, row, name, method, parameter, element.Unwrap().Syntax, value);
            }
        }
    }

    private static Dictionary<int, FlowValue> WithReceiver(Dictionary<int, FlowValue> arguments, FlowValue receiver) =>
        receiver.IsEmpty ? arguments : new Dictionary<int, FlowValue>(arguments) { [CallSite.ReceiverIndex] = receiver };

    /// <summary>A call that changes something for good, with what it is given.</summary>
    private void ReachChange(IInvocationOperation call, Dictionary<int, FlowValue> values)
    {
        if (!values.Values.Any(value => !value.IsEmpty) || !_scope.Airlock.StateChanges.TakesValues(_scope.Locals.CallAt(call.Syntax) ?? call, _graph.OriginalOperation))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Name: not "sql" } parameter && values.TryGetValue(parameter.Ordinal, out var value) && !value.IsEmpty
                && !(call.TargetMethod.IsExtensionMethod && parameter.Ordinal == 0))
            {
                _scope.Reach(CatalogTable.Sinks, StateChanges.Change, StateChanges.ValueRole, call.TargetMethod, parameter.Name, argument.Value.Syntax, value);
            }
        }
    }

    /// <summary>A method that adds to a property which is a sink, as <c>startInfo.ArgumentList.Add</c>.</summary>
    private bool ReachListSink(IInvocationOperation call, Dictionary<int, FlowValue> values)
    {
        if (call.Instance is null || call.Arguments.IsEmpty || ResolveTarget(call.Instance.Unwrap()) is not IPropertyReferenceOperation { Property.IsIndexer: false } list)
        {
            return false;
        }

        var isSink = false;
        foreach (var (row, role) in _scope.Airlock.Sinks.Find(list.Property))
        {
            isSink = true;
            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter is { } parameter && values.TryGetValue(parameter.Ordinal, out var value) && !value.IsEmpty)
                {
                    _scope.Reach(role.Table, row, row.Kind == "message" ? SinkConditions.OtherRole : role.Name, list.Property, null, argument.Value.Syntax, value);
                }
            }
        }

        return isSink;
    }

    /// <summary>The value after a sanitizer, or null if the method is none.</summary>
    private FlowValue? SanitizedBy(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> written, FlowValue receiver, Dictionary<int, FlowValue> arguments)
    {
        FlowValue? cleaned = null;
        foreach (var row in _scope.Airlock.Catalog.Find(CatalogTable.Sanitizers, method))
        {
            if (Sanitizers.CategoriesOf(row, method) is { IsEmpty: false } categories && _scope.Conditions.Holds(row, instance, written))
            {
                cleaned ??= arguments.Values.Aggregate(receiver, (all, value) => all.Join(value));
                cleaned = categories.Aggregate(cleaned, (value, category) => category == Sanitizers.Everything ? FlowValue.Empty : value.ClearedFor(category));
            }
        }

        return cleaned;
    }

    /// <summary>The value of a call that the catalog lists as a source, or null.</summary>
    private FlowValue? EvaluateSource(IInvocationOperation call, FlowValue receiver, Dictionary<int, FlowValue> arguments)
    {
        var (kind, label, traits) = _scope.Airlock.Sources.Find(call.TargetMethod, call.Arguments);
        var held = arguments.Values.Aggregate(receiver, (all, value) => all.Join(value));
        var value = kind switch
        {
            FlowSourceKind.Result => NewSource(label, call, call.TargetMethod).With(traits),
            FlowSourceKind.Content => ReadContent(held, label, call, call.TargetMethod).With(traits),
            FlowSourceKind.Carrier when !call.TargetMethod.ReturnsVoid => held,
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

    /// <summary>
    /// The text that an object of a library holds: what is known to be in it, or else new text. Text from outside may also be
    /// a model's, if the object is the reply of a request.
    /// </summary>
    private static FlowValue ReadContent(FlowValue held, FlowLabelKind label, IOperation operation, ISymbol member) =>
        HoldsSource(held) ? held
        : label is FlowLabelKind.UserInput or FlowLabelKind.RetrievedText ? held.Join(NewSource(label, operation, member))
        : NewSource(label, operation, member);

    /// <summary>Whether it is known already what text an object holds, so that to read it is no new origin.</summary>
    private static bool HoldsSource(FlowValue value) => value.All.Any(taint => taint.Label is ReplyLabel || (taint.Label is SourceLabel source && !Internals.IsInternal(source.Kind)));
}
