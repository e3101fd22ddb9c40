using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>The value of each operation.</summary>
internal sealed partial class FlowInterpreter
{
    /// <summary>The value of an operation, after its effects on the state.</summary>
    private FlowValue Evaluate(IOperation? operation)
    {
        if (operation is null || operation.ConstantValue.HasValue || !_scope.Spend())
        {
            return FlowValue.Empty;
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
                return EvaluateProperty(property);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Evaluate(assignment.Value), assignment.Value);
            case ICompoundAssignmentOperation compound:
                return EvaluateCompound(compound);
            case IDeconstructionAssignmentOperation deconstruction:
                var parts = Evaluate(deconstruction.Value);
                Deconstruct(deconstruction.Target, parts);
                return parts;
            case IInvocationOperation call:
                return EvaluateCall(call);
            case IObjectCreationOperation creation:
                return EvaluateCreation(creation);
            case IAnonymousObjectCreationOperation anonymous:
                return EvaluateAnonymousObject(anonymous);
            case ITupleOperation tuple:
                return EvaluateTuple(tuple);
            case IFlowAnonymousFunctionOperation function:
                return RunLambda(function, _graph, _ => FlowValue.Empty);
            case IIsPatternOperation pattern:
                BindPattern(pattern.Pattern, Evaluate(pattern.Value));
                return FlowValue.Empty;
            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                _returned = _returned.Join(Evaluate(yielded.ReturnedValue));
                return FlowValue.Empty;
            case IInterpolationOperation interpolation:
                return EvaluateAsText(interpolation.Expression);
            case IBinaryOperation { Type.SpecialType: SpecialType.System_String } concatenation:
                return EvaluateAsText(concatenation.LeftOperand).With(EvaluateAsText(concatenation.RightOperand).All);
            case IConversionOperation { OperatorMethod: not null } conversion:
                return EvaluateConversion(conversion);
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
            var carried = Evaluate(part);
            value = value.IsEmpty ? carried : value.With(carried.All);
        }

        return operation switch
        {
            IAwaitOperation or IConversionOperation or IExpressionStatementOperation or IDelegateCreationOperation => CarriedBy(operation.Type, value),
            { Type: null } => value.Flatten(),
            _ => CarriedBy(operation.Type, value.Flatten()),
        };
    }

    private FlowValue CarriedBy(ITypeSymbol? type, FlowValue value) =>
        value.IsEmpty || !_scope.Airlock.TextTypes.CanCarry(type) ? FlowValue.Empty : value;

    private FlowValue EvaluateField(IFieldReferenceOperation field)
    {
        var declared = DeclaredField(field.Field);
        var value = field.Instance is null ? _state[declared] : Evaluate(field.Instance).Member(declared);
        return CarriedBy(field.Type, value);
    }

    /// <summary>The field as it is declared; an element of a tuple has one field under each of its names.</summary>
    private static IFieldSymbol DeclaredField(IFieldSymbol field) => (field.CorrespondingTupleField ?? field).OriginalDefinition;

    private FlowValue EvaluateProperty(IPropertyReferenceOperation property)
    {
        var owner = property.Instance is null ? FlowValue.Empty : Evaluate(property.Instance);
        foreach (var argument in property.Arguments)
        {
            Evaluate(argument.Value);
        }

        if (!_scope.Airlock.TextTypes.CanCarry(property.Type))
        {
            return FlowValue.Empty;
        }

        var declared = property.Property.OriginalDefinition;
        if (property.Instance is null)
        {
            return _state[declared];
        }

        var value = property.Property.IsIndexer ? owner.Flatten() : owner.Member(declared);
        if (owner.Knows(declared))
        {
            return value;
        }

        var (kind, label) = FlowSources.Find(_scope.Airlock.Catalog, property.Property);
        return kind switch
        {
            FlowSourceKind.Plain => FlowValue.Empty,
            FlowSourceKind.Result or FlowSourceKind.Content when value.IsEmpty => NewSource(label, property, property.Property),
            _ => value,
        };
    }

    private static FlowValue NewSource(FlowLabelKind kind, IOperation operation, ISymbol member)
    {
        var name = OperationText.NameOf(member);
        var label = new FlowLabel(kind, operation.Syntax, name);
        return FlowValue.Of([new FlowTaint(label, new FlowStep(operation.Syntax, $"text comes from {name}", null), [])]);
    }

    /// <summary>Joining text calls <c>ToString</c>, which for a model's reply is its text.</summary>
    private FlowValue EvaluateAsText(IOperation operand)
    {
        var value = Evaluate(operand).Flatten();
        var converted = operand.Unwrap();
        if (!value.IsEmpty || converted.Type is not INamedTypeSymbol { SpecialType: SpecialType.None } type)
        {
            return CarriedBy(converted.Type, value);
        }

        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(nameof(ToString)).FirstOrDefault(member => member is IMethodSymbol { Parameters.IsEmpty: true }) is { } toString)
            {
                return FlowSources.Find(_scope.Airlock.Catalog, toString) is (FlowSourceKind.Content or FlowSourceKind.Result, var label)
                    ? NewSource(label, operand, toString)
                    : FlowValue.Empty;
            }
        }

        return FlowValue.Empty;
    }

    private FlowValue EvaluateConversion(IConversionOperation conversion)
    {
        var value = Evaluate(conversion.Operand);
        return value.IsEmpty && FlowSources.Find(_scope.Airlock.Catalog, conversion.OperatorMethod!) is (FlowSourceKind.Content or FlowSourceKind.Result, var label)
            ? NewSource(label, conversion, conversion.OperatorMethod!)
            : CarriedBy(conversion.Type, value.Flatten());
    }

    private FlowValue EvaluateCompound(ICompoundAssignmentOperation compound)
    {
        var value = Evaluate(compound.Target).With(EvaluateAsText(compound.Value).All);
        return Assign(compound.Target, CarriedBy(compound.Type, value), compound.Value);
    }

    private FlowValue EvaluateAnonymousObject(IAnonymousObjectCreationOperation creation)
    {
        var value = FlowValue.Empty;
        foreach (var initializer in creation.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (initializer.Target is IPropertyReferenceOperation target)
            {
                value = value.WithMember(target.Property, Evaluate(initializer.Value));
            }
        }

        return value.All.IsEmpty ? FlowValue.Empty : value;
    }

    private FlowValue EvaluateTuple(ITupleOperation tuple)
    {
        var value = FlowValue.Empty;
        var fields = (tuple.Type as INamedTypeSymbol)?.TupleElements ?? [];
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var element = Evaluate(tuple.Elements[i]);
            value = i < fields.Length ? value.WithMember(DeclaredField(fields[i]), element) : value.With(element.All);
        }

        return value.All.IsEmpty ? FlowValue.Empty : value;
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
                        IFieldReferenceOperation field => CarriedBy(field.Type, value.Member(DeclaredField(field.Field))),
                        _ => value,
                    });
                }

                foreach (var part in recursive.DeconstructionSubpatterns)
                {
                    BindPattern(part, value.Flatten());
                }

                if (recursive.DeclaredSymbol is { } whole)
                {
                    Bind(whole, recursive.NarrowedType);
                }

                break;
            case IListPatternOperation list:
                foreach (var part in list.Patterns)
                {
                    BindPattern(part, value.Flatten());
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
                BindPattern(binary.LeftPattern, value);
                BindPattern(binary.RightPattern, value);
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
        var part = value.Member(property.Property.OriginalDefinition);
        var (kind, label) = FlowSources.Find(_scope.Airlock.Catalog, property.Property);
        return kind switch
        {
            FlowSourceKind.Plain => FlowValue.Empty,
            FlowSourceKind.Result or FlowSourceKind.Content when part.IsEmpty => NewSource(label, property, property.Property),
            _ => CarriedBy(property.Type, part),
        };
    }
}
