using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Reads the endpoints that calls map: routes, hubs, services, agents, MCP servers, forwarders and middleware.</summary>
internal sealed class MappedEndpoints(AirlockContext airlock)
{
    private readonly RouteMountings _mountings = new(airlock);

    /// <summary>Whether a method's name is one that endpoints are mapped by.</summary>
    public static bool IsMappingName(string name) =>
        name.StartsWith("Map", StringComparison.Ordinal) || name.StartsWith("Use", StringComparison.Ordinal) || name == "Run";

    /// <summary>Whether a method maps endpoints.</summary>
    public bool MayMap(IMethodSymbol method) => (IsMappingName(method.Name) && KindOf(method) is not null) || airlock.ReferencedEndpoints.MountedBy(method).Count > 0;

    /// <summary>The endpoint that a call maps, or null if it runs no model.</summary>
    public InferenceEndpoint? Read(IInvocationOperation call) => KindOf(call.TargetMethod) is not { } row ? OfReference(call) : row.Kind switch
    {
        "map-agent" => Library(call, EndpointKind.Agent, "an agent"),
        "map-mcp" => Library(call, EndpointKind.McpServer, "the tools of an MCP server"),
        "map-proxy" => InferenceProxy.ProviderBehind(call, airlock) is { } provider ? Library(call, EndpointKind.Proxy, $"a model of {provider}") : null,
        "map" when row.Parameters("handler").Select(parameter => (CatalogParameter?)parameter).FirstOrDefault() is { } handler => Route(call, row, handler),
        "map" when call.TargetMethod.TypeArguments.Length == 1 && call.TargetMethod.Name is "MapHub" or "MapGrpcService" => Service(call),
        "middleware" or "middleware-terminal" => OfMiddleware(call),
        _ => null,
    };

    private CatalogRow? KindOf(IMethodSymbol method) => airlock.Catalog.Find(CatalogTable.Endpoints, method)
        .FirstOrDefault(row => row.Kind is "map" or "map-agent" or "map-mcp" or "map-proxy" or "middleware" or "middleware-terminal");

    /// <summary>The endpoints that a method of a referenced project maps; they are open or closed together, by what is done here.</summary>
    private InferenceEndpoint? OfReference(IInvocationOperation call)
    {
        var endpoints = airlock.ReferencedEndpoints.MountedBy(call.TargetMethod);
        return endpoints.Count == 0 ? null : Of(call, EndpointKind.Route, null, null, null, []) with
        {
            Name = endpoints.Count == 1 ? endpoints[0].Name : $"{endpoints[0].Name} and {endpoints.Count - 1} more of {OperationText.NameOf(call.TargetMethod)}",
            Runs = endpoints[0].Reaches,
        };
    }

    private InferenceEndpoint Library(IInvocationOperation call, EndpointKind kind, string runs)
    {
        var endpoint = Of(call, kind, call.Arguments.Select(argument => argument.Value.ConstantText()).FirstOrDefault(text => text?.StartsWith("/", StringComparison.Ordinal) == true), null, null, []);
        return endpoint with { Runs = runs, Access = kind == EndpointKind.Proxy ? endpoint.Access.And(InferenceProxy.Access(airlock)) : endpoint.Access };
    }

    private InferenceEndpoint? Route(IInvocationOperation call, CatalogRow row, CatalogParameter handler)
    {
        var target = DelegateTarget.Of(call.Argument(handler.Index), airlock.Declarations);
        if (airlock.Endpoints.Reach.From(target?.Body) is not { } way)
        {
            return null;
        }

        var pattern = row.Parameters("pattern").Select(place => ConstantText.Of(call.Argument(place.Index))?.Text).FirstOrDefault();
        return Of(call, EndpointKind.Route, pattern, target?.Method, target?.Body, []) with { Way = way };
    }

    /// <summary>A hub or a gRPC service: of its methods that run a model, the one that the most may call.</summary>
    private InferenceEndpoint? Service(IInvocationOperation call)
    {
        var isHub = call.TargetMethod.Name == "MapHub";
        var type = call.TargetMethod.TypeArguments[0];
        var pattern = isHub ? call.Argument(1)?.ConstantText() : null;
        InferenceEndpoint? open = null;
        foreach (var method in MethodsOf(type).Where(method => isHub || method.IsOverride))
        {
            var body = airlock.Declarations.BodyOf(method);
            if (airlock.Endpoints.Reach.From(body) is { } way)
            {
                var endpoint = Of(call, isHub ? EndpointKind.Hub : EndpointKind.Grpc, pattern ?? type.Name, method, body, [type]) with { Way = way };
                var connected = type.GetMembers("OnConnectedAsync").OfType<IMethodSymbol>().Select(airlock.Declarations.BodyOf).FirstOrDefault();
                var access = endpoint.Access.And(airlock.Application.OfInterceptors).And(airlock.CallerChecks.Refuses(connected) ? EndpointAccess.Checked : EndpointAccess.Open);
                endpoint = endpoint with { Name = isHub ? endpoint.Name : $"{type.Name}.{method.Name}", Access = access };
                open = open is null || (open.Access != access && open.Access.Or(access) == access) ? endpoint : open;
            }
        }

        return open;
    }

    private static IEnumerable<IMethodSymbol> MethodsOf(ITypeSymbol type)
    {
        for (var current = type; current is { DeclaringSyntaxReferences.IsEmpty: false }; current = current.BaseType!)
        {
            foreach (var method in current.GetMembers().OfType<IMethodSymbol>())
            {
                if (method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false })
                {
                    yield return method;
                }
            }
        }
    }

    private InferenceEndpoint? OfMiddleware(IInvocationOperation call)
    {
        var bodies = call.TargetMethod.Name == "UseMiddleware"
            ? Middleware.MethodsOf(call).Select(method => (Method: (IMethodSymbol?)method, Body: airlock.Declarations.BodyOf(method)))
            : call.Arguments.Select(argument => DelegateTarget.Of(argument.Value, airlock.Declarations)).Select(target => (target?.Method, target?.Body));
        foreach (var (method, body) in bodies)
        {
            if (airlock.Endpoints.Reach.From(body) is { } way)
            {
                var path = call.Ancestors().OfType<IInvocationOperation>().Where(outer => outer.TargetMethod.Name is "Map" or "MapWhen").Select(outer => outer.Argument(1)?.Unwrap().ConstantText()).FirstOrDefault();
                var name = path ?? (method is { MethodKind: not MethodKind.AnonymousFunction } ? method.ContainingType.Name : call.TargetMethod.Name);
                return Judge(new InferenceEndpoint(EndpointKind.Middleware, name, PlaceOf(call))
                {
                    Handler = method,
                    Body = body,
                    Way = way,
                    Mapping = call,
                    Mountings = [new RouteMounting([], "", null, DevelopmentOnly.Covers(call))],
                });
            }
        }

        return null;
    }

    /// <param name="call">The mapping.</param>
    /// <param name="kind">How the endpoint is offered.</param>
    /// <param name="pattern">The pattern of its route, or null.</param>
    /// <param name="handler">What handles it; attributes of its class say nothing of methods that are mapped one by one.</param>
    /// <param name="body">The handler's body.</param>
    /// <param name="declarations">Types whose attributes hold for it.</param>
    private InferenceEndpoint Of(IInvocationOperation call, EndpointKind kind, string? pattern, IMethodSymbol? handler, IOperation? body, IEnumerable<ISymbol> declarations)
    {
        var mountings = _mountings.Of(call);
        return Judge(new InferenceEndpoint(kind, NameOf(call, mountings[0].Prefix, pattern), PlaceOf(call))
        {
            Handler = handler,
            Body = body,
            Mapping = call,
            Mountings = mountings,
            Declarations = [.. declarations],
        });
    }

    private InferenceEndpoint Judge(InferenceEndpoint endpoint) => new EndpointJudgement(airlock).Judge(endpoint);

    private static string NameOf(IInvocationOperation call, string? prefix, string? pattern)
    {
        var verb = call.TargetMethod.Name switch
        {
            "MapGet" or "MapPost" or "MapPut" or "MapPatch" or "MapDelete" => call.TargetMethod.Name.Substring("Map".Length).ToUpperInvariant() + " ",
            "MapMethods" when call.Argument(2)?.DescendantsAndSelf().Select(value => value.ConstantText()).OfType<string>().ToList() is { Count: > 0 } verbs => string.Join(",", verbs) + " ",
            _ => "",
        };
        return pattern is null ? call.TargetMethod.Name : verb + (prefix is { Length: > 0 } ? RouteMounting.Join(prefix, pattern) : pattern);
    }

    private static Location PlaceOf(IInvocationOperation call) => WrittenLocation.Of(
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax);
}
