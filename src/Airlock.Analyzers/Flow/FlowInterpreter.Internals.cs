using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>What says how the application works inside, and the answers to callers that must not hold it.</summary>
internal sealed partial class FlowInterpreter
{
    /// <summary>The value of a member, which may be an internal of the application beside all that is known of it.</summary>
    private FlowValue WithInternals(IOperation operation, ISymbol member, ITypeSymbol? owner, FlowValue value) =>
        _scope.Airlock.Internals.Find(member, owner) is { } kind ? value.Join(CarriedBy(operation.Type, NewSource(kind, operation, member))) : value;

    /// <summary>An exception that becomes text, or part of an object of which nothing is known but its text.</summary>
    private FlowValue WithInternalObject(IOperation operand, FlowValue value) =>
        operand.Type is { IsReferenceType: true, SpecialType: SpecialType.None } type && _scope.Airlock.Internals.Find(type) is FlowLabelKind.ExceptionText
            ? value.Join(FlowValue.Of(new SourceLabel(FlowLabelKind.ExceptionText, operand.Syntax, type.Name)))
            : value;

    /// <summary>Sends to the clients of a hub whose methods the program declares: <c>Clients.Caller.Receive(text)</c>.</summary>
    private void ReachHubClient(IInvocationOperation call, Dictionary<int, FlowValue> arguments)
    {
        if (call.Instance is null || !IsOurs(call.TargetMethod) || !ResponseOperands.IsHubClient(ResolveTarget(call.Instance.Unwrap())))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && arguments.TryGetValue(parameter.Ordinal, out var value) && !value.IsEmpty)
            {
                _scope.Reach(CatalogTable.Responses, ResponseOperands.HubSend, ResponseOperands.BodyRole, call.TargetMethod, parameter.Name, argument.Value.Syntax, value);
            }
        }
    }

    /// <summary>What is put into an answer was seen there; where the answer is handed on, it is the same.</summary>
    private FlowValue ReachResponse(IPropertyReferenceOperation target, FlowValue value, IOperation source)
    {
        var property = target.Property.IsIndexer && target.Instance is { } list && ResolveTarget(list.Unwrap()) is IPropertyReferenceOperation owner ? owner.Property : target.Property;
        foreach (var (row, role) in _scope.Airlock.Sinks.Find(property))
        {
            if (role.Table == CatalogTable.Responses)
            {
                _scope.Reach(role.Table, row, role.Name, property, null, source.Syntax, value);
                value = value.ClearedFor(ResponseOperands.Category);
            }
        }

        return value;
    }
}
