using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>The value of each operation.</summary>
internal sealed partial class FlowInterpreter
{
    private static readonly string[] Verdicts = ["Confidence", "Score", "Probability", "Certainty", "Likelihood"];

    /// <summary>The value of an operation, after its effects on the state.</summary>
    private FlowValue Evaluate(IOperation? operation)
    {
        if (operation is null || !_scope.Spend())
        {
            return FlowValue.Empty;
        }

        if (operation.ConstantValue.HasValue)
        {
            return operation.ConstantValue.Value is string text ? FlowSources.OfConstant(text, operation.Syntax) : FlowValue.Empty;
        }

        switch (operation)
        {
            case ILocalReferenceOperation local:
                return _state[local.Local];
            case IParameterReferenceOperation parameter:
                return _state[parameter.Parameter];
            case IFlowCaptureReferenceOperation reference:
                return _state[reference.Id];
            case IInstanceReferenceOperation:
                return _state[FlowState.This];
            case IFlowCaptureOperation capture:
                _state = _state.With(capture.Id, Evaluate(capture.Value));
                return FlowValue.Empty;
            case IFieldReferenceOperation field:
                return EvaluateField(field);
            case IPropertyReferenceOperation property:
                return WithInternals(property, property.Property, property.Instance?.Type, EvaluateProperty(property));
            case IEventReferenceOperation raised:
                Evaluate(raised.Instance);
                return Peek(raised);
            case IEventAssignmentOperation { Adds: true, EventReference: var target } subscription:
                Write(target, Peek(target).Join(Evaluate(subscription.HandlerValue)));
                return FlowValue.Empty;
            case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation { Local: var alias } } assignment:
                _scope.References[alias] = assignment.Value;
                return Assign(assignment.Target, Evaluate(assignment.Value), assignment.Value);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Evaluate(assignment.Value), assignment.Value);
            case ICompoundAssignmentOperation compound:
                return EvaluateCompound(compound);
            case IDeconstructionAssignmentOperation deconstruction:
                var parts = Evaluate(deconstruction.Value);
                Deconstruct(deconstruction.Target, parts, deconstruction.Value.Unwrap().Type);
                return parts;
            case IInvocationOperation call:
                return WithInternals(call, call.TargetMethod, call.Instance?.Type, EvaluateCall(call));
            case IObjectCreationOperation creation:
                return EvaluateCreation(creation);
            case IAnonymousObjectCreationOperation anonymous:
                return EvaluateAnonymousObject(anonymous);
            case ITupleOperation tuple:
                return EvaluateTuple(tuple);
            case IFlowAnonymousFunctionOperation function:
                return EvaluateLambda(function);
            case IMethodReferenceOperation reference:
                return EvaluateMethodGroup(reference);
            case IIsPatternOperation pattern:
                return EvaluatePattern(pattern);
            case ICaughtExceptionOperation:
                return CarriedBy(operation.Type, _scope.Sites.Aggregate(_scope.Thrown, (all, site) => all.With([FlowTaint.Of(new ThrownLabel(site))])));
            case IDynamicInvocationOperation call:
                return EvaluateDynamicCall(call);
            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                var part = Evaluate(yielded.ReturnedValue);
                _returned = _returned.Join(part);
                _scope.NoteReturn(yielded.ReturnedValue, part);
                return FlowValue.Empty;
            case IInterpolationOperation interpolation:
                return EvaluateAsText(interpolation.Expression);
            case IBinaryOperation { Type.SpecialType: SpecialType.System_String, OperatorMethod: null } concatenation:
                return EvaluateAsText(concatenation.LeftOperand).With(AfterPrefix(AddressText.Of(concatenation.LeftOperand), EvaluateAsText(concatenation.RightOperand)).All);
            case IInterpolatedStringOperation interpolated:
                return EvaluateInterpolated(interpolated);
            case IBinaryOperation binary:
                return EvaluateBinary(binary);
            case IConversionOperation { OperatorMethod: not null } conversion:
                return EvaluateConversion(conversion);
            case IConversionOperation { Type.SpecialType: SpecialType.System_Object } boxing:
                return WithInternalObject(boxing.Operand, EvaluateParts(boxing));
            default:
                return EvaluateParts(operation);
        }
    }

    /// <summary>An operation of which nothing more is known carries what its parts carry, if its type can.</summary>
    private FlowValue EvaluateParts(IOperation operation)
    {
        var value = FlowValue.Empty;
        foreach (var part in operation.ChildOperations)
        {
            value = value.Join(Evaluate(part));
        }

        return operation.Type is null ? value : CarriedBy(operation.Type, value);
    }

    private FlowValue EvaluateInterpolated(IInterpolatedStringOperation interpolated)
    {
        var (value, before) = (FlowValue.Empty, "");
        foreach (var part in interpolated.Parts)
        {
            value = value.Join(AfterPrefix(before, Evaluate(part)));
            before += AddressText.Of(part);
        }

        return CarriedBy(interpolated.Type, value);
    }

    /// <summary>What follows a fixed host, or the beginning of a path, does not choose where a request goes.</summary>
    private static FlowValue AfterPrefix(string before, FlowValue value) =>
        !value.IsEmpty && AddressText.FixesHost(before) ? value.ClearedFor(SinkCategory.Address) : value;

    /// <summary>The part of a value that an object of a type can hold.</summary>
    private FlowValue CarriedBy(ITypeSymbol? type, FlowValue value) =>
        value.IsEmpty ? value
        : type?.SpecialType == SpecialType.System_String ? value.Flatten()
        : _scope.Airlock.TextTypes.CanCarry(type) ? value
        : _scope.Airlock.TextTypes.CanHold(type) ? value.Flatten().With(FlowTraits.Plain)
        : FlowValue.Empty;

    private FlowValue EvaluateField(IFieldReferenceOperation field)
    {
        var declared = DeclaredField(field.Field);
        var owner = field.Instance is null ? FlowValue.Empty : Evaluate(field.Instance);
        if (!_scope.Airlock.TextTypes.CanHold(field.Type))
        {
            return FlowValue.Empty;
        }

        var value = !IsTracked(declared) ? owner
            : field.Instance is null ? _state[declared]
            : ReadMember(owner, declared);
        return CarriedBy(field.Type, FromElsewhere(value, declared, field));
    }

    /// <summary>The field as it is declared; an element of a tuple has one field under each of its names.</summary>
    private static IFieldSymbol DeclaredField(IFieldSymbol field) => (field.CorrespondingTupleField ?? field).OriginalDefinition;

    private FlowValue EvaluateProperty(IPropertyReferenceOperation property)
    {
        var owner = property.Instance is null ? FlowValue.Empty : Evaluate(property.Instance);
        var arguments = new Dictionary<int, FlowValue>();
        foreach (var argument in property.Arguments)
        {
            arguments[argument.Parameter?.Ordinal ?? arguments.Count] = Evaluate(argument.Value);
        }

        if (!_scope.Airlock.TextTypes.CanHold(property.Type))
        {
            return FlowValue.Empty;
        }

        var declared = PlaceOf(property.Property, property.Property.GetMethod);
        if (IsSource(property.Property))
        {
            return EvaluateLibraryProperty(property, owner, property.Property.OriginalDefinition);
        }

        if (AccessorOf(property, property.Property.GetMethod) is { } getter)
        {
            return EvaluateOurCall(getter, property.Instance, owner, property.Arguments, arguments, property.Syntax, getter.IsVirtual || getter.IsOverride || getter.IsAbstract, property.Type);
        }

        if (IsTracked(declared))
        {
            var value = property.Instance is null ? _state[declared] : ReadMember(owner, declared);
            var read = FromElsewhere(value, declared, property);
            return CarriedBy(property.Type, SecretNames.IsRead(property) ? read.Join(NewSource(FlowLabelKind.Secret, property, property.Property)) : read);
        }

        return EvaluateLibraryProperty(property, owner, property.Property.OriginalDefinition);
    }

    private FlowValue EvaluateLibraryProperty(IPropertyReferenceOperation property, FlowValue owner, IPropertySymbol declared)
    {
        if (owner.Knows(declared))
        {
            return CarriedBy(property.Type, owner.Member(declared));
        }

        var (kind, label, traits) = _scope.Airlock.Sources.Find(property);
        return kind switch
        {
            FlowSourceKind.Plain => FlowValue.Empty,
            FlowSourceKind.Result => NewSource(label, property, property.Property),
            FlowSourceKind.Content => CarriedBy(property.Type, ReadContent(owner, label, property, property.Property).With(traits)),
            _ when !_scope.Airlock.TextTypes.CanCarry(property.Type) && !CallModels.IsDecision(property.Property) => FlowValue.Empty,
            _ => CarriedBy(property.Type, owner.With(traits)),
        };
    }

    /// <summary>
    /// The accessor that runs, if its body must be read; null for a property of a library, and for one that does no more
    /// than keep a value, which is a place.
    /// </summary>
    private IMethodSymbol? AccessorOf(IPropertyReferenceOperation property, IMethodSymbol? accessor)
    {
        // In a constructor a property without setter is written directly.
        if (accessor is null || !IsOurs(property.Property))
        {
            return null;
        }

        return _scope.Airlock.Program.IsStored(property.Property.OriginalDefinition) || FlowProgram.IsAutomatic(accessor) ? null : accessor;
    }

    /// <summary>Where a property keeps its value: the property itself, or its field if the other accessor does more with that.</summary>
    private ISymbol PlaceOf(IPropertySymbol property, IMethodSymbol? accessor)
    {
        var declared = property.OriginalDefinition;
        return accessor is not null && IsOurs(declared) && !_scope.Airlock.Program.IsStored(declared) && FlowProgram.IsAutomatic(accessor)
            && declared.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => IsFieldOf(field, declared)) is { } field
            ? field
            : declared;
    }

    private static bool IsFieldOf(IFieldSymbol field, IPropertySymbol property) =>
        field.AssociatedSymbol is IPropertySymbol kept
        && (SymbolEqualityComparer.Default.Equals(kept, property) || SymbolEqualityComparer.Default.Equals(kept.PartialDefinitionPart ?? kept, property.PartialDefinitionPart ?? property));

    /// <summary>Marks the way of a value that other bodies have written.</summary>
    private static FlowValue FromElsewhere(FlowValue value, ISymbol member, IOperation read) =>
        value.Content.Any(taint => taint is { Path: null, Label: not SourceLabel }) ? value.Then(read.Syntax, $"read from '{member.Name}'") : value;

    private static FlowValue NewSource(FlowLabelKind kind, IOperation operation, ISymbol member)
    {
        var name = OperationText.NameOf(member);
        return FlowValue.Of([FlowTaint.Of(new SourceLabel(kind, operation.Syntax, name), new FlowStep(operation.Syntax, $"text comes from {name}", null))]);
    }

    /// <summary>The result of a comparison says something of a text only where it looks at what the text says.</summary>
    private FlowValue EvaluateBinary(IBinaryOperation binary)
    {
        var (left, right) = (Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));
        if (binary.OperatorMethod is { } method && IsOurs(method))
        {
            return EvaluateOperator(method, binary, [(binary.LeftOperand, left), (binary.RightOperand, right)]);
        }

        var saysNothing = binary.OperatorKind switch
        {
            BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals => IsNothing(binary.LeftOperand) || IsNothing(binary.RightOperand),
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual =>
                !IsVerdict(binary.LeftOperand) && !IsVerdict(binary.RightOperand),
            _ => false,
        };
        return saysNothing ? FlowValue.Empty : CarriedBy(binary.Type, left.Join(right));
    }

    /// <summary>A number by which a model says how sure it is; a bound on any other number is the program's own rule.</summary>
    private static bool IsVerdict(IOperation operand) =>
        operand.Unwrap() is IMemberReferenceOperation { Member.Name: var name } && Verdicts.Any(verdict => name.EndsWith(verdict, StringComparison.Ordinal));

    private static bool IsNothing(IOperation operand) => operand.Unwrap().ConstantValue is { HasValue: true, Value: null or "" };

    private FlowValue EvaluateOperator(IMethodSymbol method, IOperation operation, IReadOnlyList<(IOperation Operand, FlowValue Value)> operands)
    {
        var site = _scope.Site(method.OriginalDefinition, operation.Syntax, isVirtual: false);
        for (var i = 0; i < operands.Count; i++)
        {
            site.Add(i, operands[i].Value, operands[i].Operand.Syntax);
        }

        return CarriedBy(operation.Type, FlowValue.Of(new ResultLabel(site)).Then(operation.Syntax, $"returned by {OperationText.NameOf(method)}"));
    }

    /// <summary>Joining text calls <c>ToString</c>, which for a model's reply is its text.</summary>
    private FlowValue EvaluateAsText(IOperation operand)
    {
        var converted = operand.Unwrap();
        var value = WithInternalObject(converted, Evaluate(operand));
        if (converted.Type is not INamedTypeSymbol { SpecialType: SpecialType.None, IsReferenceType: true } type || ToStringOf(type) is not { } toString)
        {
            return CarriedBy(converted.Type, value.Flatten());
        }

        if (IsOurs(toString) && !toString.IsImplicitlyDeclared)
        {
            var site = _scope.Site(toString, operand.Syntax, isVirtual: true);
            site.Add(CallSite.ReceiverIndex, value, operand.Syntax);
            return FlowValue.Of(new ResultLabel(site)).Then(operand.Syntax, "returned by ToString");
        }

        return !HoldsSource(value) && _scope.Airlock.Sources.Find(toString) is (FlowSourceKind.Content or FlowSourceKind.Result, var label, _)
            ? NewSource(label, operand, toString)
            : value.Flatten();
    }

    private static IMethodSymbol? ToStringOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(nameof(ToString)).FirstOrDefault(member => member is IMethodSymbol { Parameters.IsEmpty: true }) is IMethodSymbol toString)
            {
                return toString;
            }
        }

        return null;
    }

    private FlowValue EvaluateConversion(IConversionOperation conversion)
    {
        var value = Evaluate(conversion.Operand);
        var method = conversion.OperatorMethod!;
        foreach (var (row, role) in _scope.Airlock.Sinks.Find(method))
        {
            if (!value.IsEmpty)
            {
                _scope.Reach(role.Table, row, role.Name, method, null, conversion.Operand.Syntax, value);
            }
        }

        if (IsOurs(method))
        {
            return EvaluateOperator(method, conversion, [(conversion.Operand, value)]);
        }

        return !HoldsSource(value) && _scope.Airlock.Sources.Find(method) is (FlowSourceKind.Content or FlowSourceKind.Result, var label, _)
            ? NewSource(label, conversion, method)
            : CarriedBy(conversion.Type, value);
    }

    private FlowValue EvaluateCompound(ICompoundAssignmentOperation compound)
    {
        var (target, value) = (Evaluate(compound.Target), EvaluateAsText(compound.Value));
        var result = compound.OperatorMethod is { } method && IsOurs(method)
            ? EvaluateOperator(method, compound, [(compound.Target, target), (compound.Value, value)])
            : CarriedBy(compound.Type, target.Join(value));
        return Assign(compound.Target, result, compound.Value);
    }

    /// <summary>A test against constants looks at what the text says; one against null or a type does not.</summary>
    private FlowValue EvaluatePattern(IIsPatternOperation pattern)
    {
        var value = Evaluate(pattern.Value);
        BindPattern(pattern.Pattern, value);
        return pattern.Pattern.DescendantsAndSelf().OfType<IConstantPatternOperation>().Any(constant => !IsNothing(constant.Value)) ? CarriedBy(pattern.Type, value) : FlowValue.Empty;
    }

    private void BindPattern(IPatternOperation pattern, FlowValue value)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } local } declaration:
                Bind(local, declaration.NarrowedType);
                break;
            case IRecursivePatternOperation recursive:
                foreach (var part in recursive.PropertySubpatterns)
                {
                    BindPattern(part.Pattern, part.Member switch
                    {
                        IPropertyReferenceOperation property => ReadPart(property, value),
                        IFieldReferenceOperation field => CarriedBy(field.Type, ReadMember(value, DeclaredField(field.Field))),
                        _ => value,
                    });
                }

                for (var i = 0; i < recursive.DeconstructionSubpatterns.Length; i++)
                {
                    BindPattern(recursive.DeconstructionSubpatterns[i], ElementOf(value, recursive.MatchedType, i).Value);
                }

                if (recursive.DeclaredSymbol is { } whole)
                {
                    Bind(whole, recursive.NarrowedType);
                }

                break;
            case IListPatternOperation list:
                foreach (var part in list.Patterns)
                {
                    BindPattern(part, value);
                }

                if (list.DeclaredSymbol is { } collection)
                {
                    Bind(collection, list.NarrowedType);
                }

                break;
            case ISlicePatternOperation { Pattern: { } slice }:
                BindPattern(slice, value);
                break;
            case IBinaryPatternOperation binary:
                var bound = binary.OperatorKind == BinaryOperatorKind.And && FlowGuards.IsConstantPattern(binary, matched: true) ? FlowValue.Empty : value;
                BindPattern(binary.LeftPattern, bound);
                BindPattern(binary.RightPattern, bound);
                break;
            case INegatedPatternOperation negated:
                BindPattern(negated.Pattern, value);
                break;
        }

        void Bind(ISymbol symbol, ITypeSymbol type) => _state = _state.With(symbol, CarriedBy(type, value).Then(pattern.Syntax, $"bound to '{symbol.Name}'"));
    }

    /// <summary>A property that a pattern reads from a value.</summary>
    private FlowValue ReadPart(IPropertyReferenceOperation property, FlowValue value)
    {
        var declared = property.Property.OriginalDefinition;
        if (IsTracked(declared))
        {
            return CarriedBy(property.Type, ReadMember(value, declared));
        }

        return EvaluateLibraryProperty(property, value, declared);
    }
}
