using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// Follows endpoints and groups through the block they are built in: the chain of conventions after a mapping, the local
/// that holds it, and the groups it stands in. What leaves the block, or comes into it, is unknown.
/// </summary>
internal sealed class RouteConventions
{
    private const int MaximumDepth = 16;

    private readonly CatalogLookup _catalog;
    private readonly IOperation _root;
    private readonly LocalFacts _locals;

    /// <summary>Reads the block around an operation.</summary>
    public RouteConventions(IOperation operation, CatalogLookup catalog)
    {
        _catalog = catalog;
        _root = operation;
        while (_root.Parent is not null)
        {
            _root = _root.Parent;
        }

        _locals = new LocalFacts(_root);
    }

    /// <summary>What is said of the endpoint or group that an expression yields, from there on.</summary>
    public EndpointAccess OfBuilder(IOperation builder)
    {
        var access = EndpointAccess.Open;
        var current = builder;
        while (true)
        {
            switch (current.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or IAwaitOperation:
                    current = current.Parent;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } argument when call.Receiver() == current && argument.Parameter?.Ordinal == 0:
                    access = access.And(AuthorizationMetadata.OfConvention(call, _catalog));
                    current = call;
                    break;
                case IInvocationOperation call when call.Instance == current:
                    access = access.And(AuthorizationMetadata.OfConvention(call, _catalog));
                    current = call;
                    break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return access.And(OfLocal(declarator.Symbol));
                case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return access;
                case IReturnOperation { IsImplicit: true }:
                    // A lambda whose value nobody asks for, as in UseEndpoints(endpoints => endpoints.MapPost(…)).
                    return access.And(IsInUseEndpoints(current) ? EndpointAccess.Open : EndpointAccess.Unknown);
                default:
                    // Returned, stored or handed on: conventions may follow elsewhere.
                    return access.And(EndpointAccess.Unknown);
            }
        }
    }

    /// <summary>What the place says in which routes are mapped: an application says nothing, a group what its chain says.</summary>
    public EndpointAccess OfRoutes(IOperation? routes) => OfRoutes(routes, 0);

    private EndpointAccess OfRoutes(IOperation? routes, int depth)
    {
        routes = routes?.Unwrap();
        if (routes is null || depth > MaximumDepth)
        {
            return EndpointAccess.Unknown;
        }

        if (routes.Type?.Name == "WebApplication")
        {
            return EndpointAccess.Open;
        }

        switch (routes)
        {
            case IInvocationOperation call when _catalog.Find(CatalogTable.Endpoints, call.TargetMethod).Any(row => row.Kind == "map-group"):
                return OfRoutes(call.Receiver(), depth + 1);
            case IInvocationOperation call when call.Receiver() is { } receiver:
                return AuthorizationMetadata.OfConvention(call, _catalog).And(OfRoutes(receiver, depth + 1));
            case ILocalReferenceOperation local when _locals.ValueOf(local.Local) is { } value:
                return OfRoutes(value, depth + 1).And(OfLocal(local.Local));
            case IParameterReferenceOperation when IsInUseEndpoints(routes):
                return EndpointAccess.Open;
            default:
                return EndpointAccess.Unknown;
        }
    }

    /// <summary>What the uses of a local say of the endpoint or group it holds. To map a route in a group says nothing of the group.</summary>
    private EndpointAccess OfLocal(ILocalSymbol local)
    {
        var access = EndpointAccess.Open;
        foreach (var reference in _root.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
        {
            if (SymbolEqualityComparer.Default.Equals(reference.Local, local) && !IsMapping(reference))
            {
                access = access.And(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference ? EndpointAccess.Open : OfBuilder(reference));
            }
        }

        return access;
    }

    private bool IsMapping(IOperation reference)
    {
        var current = reference;
        while (current.Parent is IConversionOperation)
        {
            current = current.Parent;
        }

        return current.Parent is IArgumentOperation { Parent: IInvocationOperation call } argument
            && argument.Parameter?.Ordinal == 0
            && _catalog.Find(CatalogTable.Endpoints, call.TargetMethod).Any(row => row.Kind is "map" or "map-group" or "map-agent");
    }

    private static bool IsInUseEndpoints(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IInvocationOperation { TargetMethod.Name: "UseEndpoints" })
            {
                return true;
            }
        }

        return false;
    }
}
