using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>The operands that an operation puts into the answer to a caller.</summary>
internal static class ResponseOperands
{
    /// <summary>The role of what is put into an answer.</summary>
    public const string BodyRole = "body";

    /// <summary>The category of answers: what was seen in one is not looked for again.</summary>
    public const string Category = "response";

    /// <summary>The row that stands for the methods of hub clients, which the program declares.</summary>
    public static CatalogRow HubSend { get; } = new("T:Microsoft.AspNetCore.SignalR.Hub`1", Category, "", "Microsoft.AspNetCore.App");

    /// <summary>Whether an object stands for clients of a hub, as <c>Clients.Caller</c>.</summary>
    public static bool IsHubClient(IOperation receiver) =>
        (receiver is IMemberReferenceOperation member ? member.Member : (receiver as IInvocationOperation)?.TargetMethod) is { ContainingType: { Name: "IHubClients" or "IHubCallerClients", Arity: 1 } };

    /// <summary>The operands.</summary>
    public static IEnumerable<IOperation> Of(IOperation operation, FlowSinks sinks) => operation switch
    {
        IInvocationOperation call => OfArguments(call.TargetMethod, call.Arguments, sinks)
            .Concat(IsIntoResponse(call.Instance, sinks) || (call.Instance is { } instance && !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty && IsHubClient(instance.Unwrap()))
                ? call.Arguments.Select(argument => argument.Value)
                : []),
        IObjectCreationOperation { Constructor: { } constructor } creation => OfArguments(constructor, creation.Arguments, sinks),
        IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
            when IsIntoResponse(target, sinks) || (target.Property.IsIndexer && IsIntoResponse(target.Instance, sinks)) => [assignment.Value],
        _ => [],
    };

    private static IEnumerable<IOperation> OfArguments(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments, FlowSinks sinks)
    {
        var roles = sinks.Find(method);
        return roles.IsEmpty ? [] : arguments
            .Where(argument => roles.Any(sink => sink.Role.Table == CatalogTable.Responses && sink.Role.Index == argument.Parameter?.Ordinal))
            .Select(argument => argument.Value);
    }

    private static bool IsIntoResponse(IOperation? target, FlowSinks sinks) =>
        target?.Unwrap() is IPropertyReferenceOperation { Property: var property } && sinks.Find(property).Any(sink => sink.Role.Table == CatalogTable.Responses);
}
