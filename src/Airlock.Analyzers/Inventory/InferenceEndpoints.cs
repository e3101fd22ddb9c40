using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The endpoints by which the application offers inference to others.</summary>
internal static class InferenceEndpoints
{
    private const string Kind = "inference-endpoint";

    /// <summary>The endpoint that a call maps, if it runs a model.</summary>
    public static IEnumerable<Asset> MappedBy(IInvocationOperation call, ISymbol member, AirlockContext airlock) =>
        airlock.Endpoints.MappedBy(call) is not { } endpoint
            ? []
            :
            [
                new Asset(Kind, Route(call.TargetMethod, endpoint.Pattern), call.Syntax.GetLocation())
                {
                    Symbol = SymbolName.Of(endpoint.Handler is { MethodKind: MethodKind.Ordinary } handler ? handler : member),
                    Api = SymbolName.Of((endpoint.Inference ?? call).TargetMethod),
                    Authenticated = Authenticated(endpoint.Access),
                },
            ];

    /// <summary>The controller action whose bodies are given, if it runs a model.</summary>
    public static IEnumerable<Asset> In(ISymbol owner, ImmutableArray<IOperation> bodies, AirlockContext airlock) =>
        airlock.Endpoints.ActionOf(owner, bodies) is not { } endpoint
            ? []
            :
            [
                new Asset(Kind, SymbolName.Short(owner), owner.Locations[0])
                {
                    Symbol = SymbolName.Of(owner),
                    Api = SymbolName.Of(endpoint.Inference!.TargetMethod),
                    Authenticated = Authenticated(endpoint.Access),
                },
            ];

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
