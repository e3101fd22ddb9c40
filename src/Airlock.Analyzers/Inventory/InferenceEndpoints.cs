using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The endpoints by which the application offers inference to others.</summary>
internal static class InferenceEndpoints
{
    private const string Kind = "inference-endpoint";

    /// <summary>The endpoint that a call maps, if it runs a model.</summary>
    public static IEnumerable<Asset> MappedBy(IInvocationOperation call, ISymbol member, AirlockContext airlock, ApplicationAccess application)
    {
        if (RouteEndpoint.From(call, airlock) is not { } endpoint)
        {
            yield break;
        }

        var inference = InferenceCalls.FirstIn(endpoint.Body, airlock.Catalog);
        if (inference is not null || endpoint.RunsAgent)
        {
            var access = endpoint.Access(airlock.Catalog);
            yield return new Asset(Kind, Route(call.TargetMethod, endpoint.Pattern), call.Syntax.GetLocation())
            {
                Symbol = SymbolName.Of(endpoint.Handler is { MethodKind: MethodKind.Ordinary } handler ? handler : member),
                Api = SymbolName.Of((inference ?? call).TargetMethod),
                Authenticated = Authenticated(access == EndpointAccess.Open ? application.OfRoutes : access),
            };
        }
    }

    /// <summary>The controller action whose bodies are given, if it runs a model.</summary>
    public static IEnumerable<Asset> In(ISymbol owner, ImmutableArray<IOperation> bodies, AirlockContext airlock, ApplicationAccess application)
    {
        if (owner is not IMethodSymbol method || !ControllerActions.IsAction(method))
        {
            yield break;
        }

        foreach (var body in bodies)
        {
            if (InferenceCalls.FirstIn(body, airlock.Catalog) is { } inference)
            {
                var access = ControllerActions.Access(method, body, airlock.Catalog);
                yield return new Asset(Kind, SymbolName.Short(method), method.Locations[0])
                {
                    Symbol = SymbolName.Of(method),
                    Api = SymbolName.Of(inference.TargetMethod),
                    Authenticated = Authenticated(access == EndpointAccess.Open ? application.OfControllers : access),
                };
                yield break;
            }
        }
    }

    private static string? Route(IMethodSymbol mapping, string? pattern) => mapping.Name switch
    {
        _ when pattern is null => null,
        "MapGet" or "MapPost" or "MapPut" or "MapPatch" or "MapDelete" => mapping.Name.Substring("Map".Length).ToUpperInvariant() + " " + pattern,
        _ => pattern,
    };

    private static string Authenticated(EndpointAccess access) => access switch
    {
        EndpointAccess.Authenticated => "true",
        EndpointAccess.Unknown => "unknown",
        _ => "false",
    };
}
