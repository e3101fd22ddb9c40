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
        NoteDelegate(target, source);
        if (ResolveTarget(target) is IPropertyReferenceOperation property)
        {
            foreach (var row in _scope.Airlock.Catalog.Find(CatalogTable.Sinks, property.Property))
            {
                foreach (var role in row.Details.Where(pair => pair.Value == "value@0"))
                {
                    _scope.Reach(row, role.Key, property.Property, null, source.Syntax, value);
                }
            }
        }

        var arriving = NameOfPlace(target) is { } name ? value.Then(target.Syntax, $"assigned to '{name}'") : value;
        Write(target, arriving);
        return value;
    }

    private IOperation ResolveTarget(IOperation target) =>
        target is IFlowCaptureReferenceOperation reference && CapturedBy(reference) is { Length: 1 } captured ? captured[0] : target;

    /// <summary>Keeps which lambda a local holds, if it is only ever one.</summary>
    private void NoteDelegate(IOperation target, IOperation source)
    {
        if (target is ILocalReferenceOperation local
            && source.Unwrap() is IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation function }
            && _scope.Locals.ValueOf(local.Local) is not null)
        {
            _scope.Delegates[local.Local] = (function, _graph);
        }
    }

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
            case IFieldReferenceOperation { Instance: null } field:
                _state = _state.With(field.Field.OriginalDefinition, value);
                break;
            case IFieldReferenceOperation field:
                WriteMember(field.Instance, DeclaredField(field.Field), value);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection }:
                Add(collection, value);
                break;
            case IPropertyReferenceOperation { Instance: null } property:
                _state = _state.With(property.Property.OriginalDefinition, value);
                break;
            case IPropertyReferenceOperation property:
                WriteMember(property.Instance, property.Property.OriginalDefinition, value);
                break;
            case IArrayElementReferenceOperation element:
                Add(element.ArrayReference, value);
                break;
            case IImplicitIndexerReferenceOperation element:
                Add(element.Instance, value);
                break;
            case IConversionOperation conversion:
                Write(conversion.Operand, value);
                break;
            case IDeclarationExpressionOperation declaration:
                Write(declaration.Expression, value);
                break;
        }
    }

    private void WriteMember(IOperation? owner, ISymbol member, FlowValue value)
    {
        if (owner is null)
        {
            return;
        }

        var before = Peek(owner);
        if (!value.IsEmpty || !before.IsEmpty || IsSource(member))
        {
            Write(owner, before.WithMember(member, value));
        }
    }

    /// <summary>To say of such a member that it is harmless matters, because to read it is a source.</summary>
    private bool IsSource(ISymbol member) => FlowSources.Find(_scope.Airlock.Catalog, member).Kind is FlowSourceKind.Content or FlowSourceKind.Result;

    /// <summary>Adds labels to a collection or builder.</summary>
    private void Add(IOperation collection, FlowValue value)
    {
        if (!value.IsEmpty)
        {
            Write(collection.Unwrap(), Peek(collection).With(value.All));
        }
    }

    /// <summary>The value at a place, without effects.</summary>
    private FlowValue Peek(IOperation place) => place switch
    {
        ILocalReferenceOperation local => _state[local.Local],
        IParameterReferenceOperation parameter => _state[parameter.Parameter],
        IInstanceReferenceOperation => _state[FlowState.This],
        IFlowCaptureReferenceOperation reference => _state[reference.Id],
        IFieldReferenceOperation { Instance: null } field => _state[field.Field.OriginalDefinition],
        IFieldReferenceOperation field => Peek(field.Instance!).Member(DeclaredField(field.Field)),
        IPropertyReferenceOperation { Instance: null } property => _state[property.Property.OriginalDefinition],
        IPropertyReferenceOperation { Property.IsIndexer: true } property => Peek(property.Instance!).Flatten(),
        IPropertyReferenceOperation property => Peek(property.Instance!).Member(property.Property.OriginalDefinition),
        IArrayElementReferenceOperation element => Peek(element.ArrayReference).Flatten(),
        IConversionOperation conversion => Peek(conversion.Operand),
        _ => FlowValue.Empty,
    };

    private static bool IsPlace(IOperation operation) => operation.Unwrap() is
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation
        or IFlowCaptureReferenceOperation or IInstanceReferenceOperation;

    private void Deconstruct(IOperation target, FlowValue value)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Deconstruct(declaration.Expression, value);
                break;
            case ITupleOperation tuple:
                var fields = (tuple.Type as INamedTypeSymbol)?.TupleElements ?? [];
                for (var i = 0; i < tuple.Elements.Length; i++)
                {
                    var element = i < fields.Length ? ElementOf(value, i) : value.Flatten();
                    Deconstruct(tuple.Elements[i], CarriedBy(tuple.Elements[i].Type, element));
                }

                break;
            default:
                Assign(target, value, target);
                break;
        }
    }

    /// <summary>The part of a tuple at a place; of anything else that is deconstructed, the whole.</summary>
    private static FlowValue ElementOf(FlowValue value, int index)
    {
        var field = value.Members.FirstOrDefault(member => member is IFieldSymbol { ContainingType.Name: "ValueTuple" } && member.Name == $"Item{index + 1}");
        return field is null ? value.Flatten() : value.Member(field);
    }
}
