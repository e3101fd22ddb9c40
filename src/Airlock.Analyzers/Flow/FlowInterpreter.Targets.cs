using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Writing values to places.</summary>
internal sealed partial class FlowInterpreter
{
    /// <summary>Assigns, and tells a sink that is a property.</summary>
    private FlowValue Assign(IOperation target, FlowValue value, IOperation source)
    {
        if (ResolveTarget(target) is IPropertyReferenceOperation property && !value.IsEmpty)
        {
            foreach (var (row, role) in _scope.Airlock.Sinks.Find(property.Property))
            {
                _scope.Reach(role.Table, row, SinkConditions.RoleAt(row, role, property), property.Property, null, source.Syntax, value);
            }

            value = ReachResponse(property, value, source);
        }

        var arriving = NameOfPlace(target) is { } name ? value.Then(target.Syntax, $"assigned to '{name}'") : value;
        Write(target, arriving);
        return value;
    }

    private IOperation ResolveTarget(IOperation target) =>
        target is IFlowCaptureReferenceOperation reference && CapturedBy(reference) is { Count: 1 } captured ? captured[0] : target;

    private static string? NameOfPlace(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IFieldReferenceOperation field => field.Field.Name,
        IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Property.Name,
        _ => null,
    };

    /// <summary>Sets a place to a value. Elements of a collection are one place, to which values are added.</summary>
    private void Write(IOperation target, FlowValue value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                _state = _state.With(local.Local, value);
                if (_scope.References.TryGetValue(local.Local, out var place) && !value.IsEmpty && place is not ILocalReferenceOperation { Local.RefKind: not RefKind.None })
                {
                    Write(place.Unwrap(), value);
                }

                break;
            case IParameterReferenceOperation parameter:
                _state = _state.With(parameter.Parameter, value);
                break;
            case IInstanceReferenceOperation:
                _state = _state.With(FlowState.This, value);
                break;
            case IFlowCaptureReferenceOperation reference:
                _state = _state.With(reference.Id, value);
                foreach (var captured in CapturedBy(reference))
                {
                    if (IsPlace(captured))
                    {
                        Write(captured.Unwrap(), value);
                    }
                }

                break;
            case IFieldReferenceOperation field:
                WriteMember(field.Instance, DeclaredField(field.Field), value);
                break;
            case IPropertyReferenceOperation property when AccessorOf(property, property.Property.SetMethod) is { } setter:
                CallSetter(property, setter, value);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } element:
                // Where the elements are no text, the keys are what can be read from the collection.
                Add(collection, _scope.Airlock.TextTypes.CanCarry(element.Type) ? value : element.Arguments.Aggregate(value, (all, argument) => all.Join(Peek(argument.Value))));
                break;
            case IDynamicMemberReferenceOperation { Instance: { } dynamic }:
                Add(dynamic, value);
                break;
            case IDynamicIndexerAccessOperation { Operation: var dynamic }:
                Add(dynamic, value);
                break;
            case IPropertyReferenceOperation property:
                WriteMember(property.Instance, PlaceOf(property.Property, property.Property.SetMethod), value);
                break;
            case IEventReferenceOperation raised:
                WriteMember(raised.Instance, raised.Event.OriginalDefinition, value);
                break;
            case IArrayElementReferenceOperation element:
                Add(element.ArrayReference, value);
                break;
            case IImplicitIndexerReferenceOperation element:
                Add(element.Instance, value);
                break;
            case IInvocationOperation { TargetMethod.RefKind: not RefKind.None, Instance: { } owner }:
                // An element by reference: span[0] = text.
                Add(owner, value);
                break;
            case IConversionOperation conversion:
                Write(conversion.Operand, value);
                break;
            case IDeclarationExpressionOperation declaration:
                Write(declaration.Expression, value);
                break;
        }
    }

    private void CallSetter(IPropertyReferenceOperation property, IMethodSymbol setter, FlowValue value)
    {
        var target = FlowProgram.Implementation(setter).OriginalDefinition;
        var site = _scope.Site(target, property.Syntax, property.Property.IsVirtual || property.Property.IsOverride || property.Property.IsAbstract);
        if (property.Instance is { } instance)
        {
            site.Add(CallSite.ReceiverIndex, Peek(instance), instance.Syntax);
        }

        foreach (var argument in property.Arguments)
        {
            site.Add(argument.Parameter?.Ordinal ?? 0, Peek(argument.Value), argument.Value.Syntax);
        }

        site.Add(target.Parameters.Length - 1, value, property.Syntax);
        if (property.Instance?.Unwrap() is { } owner and not IInstanceReferenceOperation && IsPlace(owner))
        {
            Write(owner, Peek(owner).Join(FlowValue.Of(new ChangedLabel(site, CallSite.ReceiverIndex)).Then(property.Syntax, $"changed by {property.Property.Name}")));
        }
    }

    private void WriteMember(IOperation? owner, ISymbol member, FlowValue value)
    {
        if (IsTracked(member))
        {
            _scope.NoteWrite(member, value);
        }

        if (owner is null)
        {
            _state = _state.With(member, value);
            return;
        }

        var before = Peek(owner);
        if (!value.IsEmpty || !before.IsEmpty || IsSource(member))
        {
            Write(owner, before.WithMember(member, value));
            foreach (var alias in owner.Unwrap() is ILocalReferenceOperation { Local: var local } ? _scope.Locals.AliasesOf(local) : [])
            {
                _state = _state.With(alias, _state[alias].WithMember(member, value));
            }
        }
    }

    /// <summary>Whether the program declares a member, or it is part of a tuple: what is read from it is not the whole object.</summary>
    private bool IsTracked(ISymbol member) => IsOurs(member) || member.ContainingType is { IsTupleType: true } or { Name: "ValueTuple" } or { IsAnonymousType: true };

    /// <summary>To say of such a member that it is harmless matters, because to read it is a source.</summary>
    private bool IsSource(ISymbol member) => _scope.Airlock.Sources.Find(member).Kind is FlowSourceKind.Content or FlowSourceKind.Result;

    /// <summary>Adds a value to a collection or builder. What is kept by a part of a library's object is kept by the object.</summary>
    private void Add(IOperation collection, FlowValue value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        var place = collection.Unwrap();
        if (ResolveTarget(place) is IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } owner } property && !IsTracked(property.Property) && IsPlace(owner))
        {
            Write(owner.Unwrap(), Peek(owner).With(value.All));
        }

        Write(place, Peek(place).Join(value));
        foreach (var alias in place is ILocalReferenceOperation { Local: var local } ? _scope.Locals.AliasesOf(local) : [])
        {
            _state = _state.With(alias, _state[alias].Join(value));
        }
    }

    /// <summary>The value at a place, without effects.</summary>
    private FlowValue Peek(IOperation place) => place switch
    {
        ILocalReferenceOperation local => _state[local.Local],
        IParameterReferenceOperation parameter => _state[parameter.Parameter],
        IInstanceReferenceOperation => _state[FlowState.This],
        IFlowCaptureReferenceOperation reference => _state[reference.Id],
        IFieldReferenceOperation field => PeekMember(field.Instance, DeclaredField(field.Field)),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } => Peek(collection),
        IPropertyReferenceOperation property => PeekMember(property.Instance, PlaceOf(property.Property, property.Property.SetMethod)),
        IEventReferenceOperation raised => PeekMember(raised.Instance, raised.Event.OriginalDefinition),
        IArrayElementReferenceOperation element => Peek(element.ArrayReference),
        IConversionOperation conversion => Peek(conversion.Operand),
        IParenthesizedOperation parenthesized => Peek(parenthesized.Operand),
        _ => FlowValue.Empty,
    };

    private FlowValue PeekMember(IOperation? owner, ISymbol member) =>
        !IsTracked(member) ? (owner is null ? FlowValue.Empty : ReadLibraryMember(Peek(owner), member))
        : owner is null ? _state[member]
        : ReadMember(Peek(owner), member);

    /// <summary>A member that the program declares. Of an object that nothing is known of, it is what anybody wrote to it.</summary>
    private static FlowValue ReadMember(FlowValue owner, ISymbol member) =>
        owner.IsEmpty && member.ContainingType is { IsTupleType: false, Name: not "ValueTuple", IsAnonymousType: false } ? FlowValue.Of(new MemberLabel(member)) : owner.Member(member);

    /// <summary>A member of a library's object is the object, as far as text is concerned, unless something was written to that very member.</summary>
    private static FlowValue ReadLibraryMember(FlowValue owner, ISymbol member) => owner.Knows(member) ? owner.Member(member) : owner;

    private static bool IsPlace(IOperation operation) => operation.Unwrap() is
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation
        or IFlowCaptureReferenceOperation or IInstanceReferenceOperation or IEventReferenceOperation;

    private void Deconstruct(IOperation target, FlowValue value, ITypeSymbol? type)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Deconstruct(declaration.Expression, value, type);
                break;
            case ITupleOperation tuple:
                for (var i = 0; i < tuple.Elements.Length; i++)
                {
                    var (element, elementType) = ElementOf(value, type, i);
                    Deconstruct(tuple.Elements[i], CarriedBy(tuple.Elements[i].Type, element), elementType);
                }

                break;
            default:
                Assign(target, value, target);
                break;
        }
    }

    /// <summary>The part at a place of a tuple or record; of anything else that is deconstructed, the whole.</summary>
    private static (FlowValue Value, ITypeSymbol? Type) ElementOf(FlowValue value, ITypeSymbol? type, int index) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple when index < tuple.TupleElements.Length =>
            (value.Member(DeclaredField(tuple.TupleElements[index])), tuple.TupleElements[index].Type),
        INamedTypeSymbol { IsRecord: true } record when PositionalProperty(record, index) is { } property =>
            (value.Member(property.OriginalDefinition), property.Type),
        _ => (value, null),
    };

    private static IPropertySymbol? PositionalProperty(INamedTypeSymbol record, int index)
    {
        var constructor = record.InstanceConstructors.FirstOrDefault(candidate =>
            candidate.Parameters.Length > index && record.GetMembers(candidate.Parameters[0].Name).Any(member => member is IPropertySymbol));
        return constructor is null ? null : record.GetMembers(constructor.Parameters[index].Name).OfType<IPropertySymbol>().FirstOrDefault();
    }
}
