using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>The endpoints by which the application offers inference to others, as the inventory records them.</summary>
internal static class InferenceEndpoints
{
    /// <summary>The record of an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="member">The member in whose body it is mapped, or the class that declares it.</param>
    /// <param name="airlock">The compilation's context.</param>
    /// <param name="parts">What the call of the model is made of.</param>
    public static Asset Of(InferenceEndpoint endpoint, ISymbol member, AirlockContext airlock, AssetParts parts)
    {
        var handler = endpoint.Handler is { MethodKind: MethodKind.Ordinary } method ? method : member;
        var api = endpoint.Way?.Call.TargetMethod ?? endpoint.Mapping?.TargetMethod;
        var (methods, route) = RouteOf(endpoint.Name);
        return new Asset(InventoryKinds.InferenceEndpoint, endpoint.Name, endpoint.Place)
            .With(InventoryKeys.Route, route ?? RouteByDefault(endpoint))
            .With(InventoryKeys.Methods, methods)
            .With(InventoryKeys.Symbol, SymbolName.Of(handler))
            .With(InventoryKeys.Api, api is null ? null : SymbolName.Of(api))
            .With(InventoryKeys.Reaches, endpoint.Way?.Text ?? endpoint.Runs)
            .With(InventoryKeys.Uses, endpoint.Way is { } way ? string.Join(";", parts.Of(way.Call)) : null)
            .With(InventoryKeys.Authenticated, Authenticated(endpoint.Access))
            .With(InventoryKeys.RateLimited, RateLimited(endpoint.RateLimit))
            .With(InventoryKeys.Transport, TransportOf(airlock))
            .With(InventoryKeys.MountedBy, endpoint.Mountings.Select(mounting => mounting.MountedBy?.GetDocumentationCommentId()).FirstOrDefault(id => id is not null));
    }

    /// <summary>The record of a method of a library by which another project requires authentication; none for any other method.</summary>
    public static IEnumerable<Asset> Authorizing(IMethodSymbol method, AirlockContext airlock) =>
        method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public } && airlock.Endpoints.IsWeb && !airlock.Endpoints.IsApplication && airlock.Application.AuthorizingMethods.Contains(method)
            ? [new Asset(InventoryKinds.AuthorizingMethod, method.GetDocumentationCommentId(), method.Locations[0])]
            : [];

    /// <summary>The verbs and the route in a name such as <c>GET,POST /chat</c>; null for what it does not say.</summary>
    private static (string? Methods, string? Route) RouteOf(string name)
    {
        var parts = name.Split(' ');
        return parts.Length > 2 || !parts[parts.Length - 1].StartsWith("/", StringComparison.Ordinal) ? (null, null) : (parts.Length == 2 ? parts[0] : null, parts[parts.Length - 1]);
    }

    /// <summary>The route of an MCP server that is mapped without one: it answers where it is mounted.</summary>
    private static string? RouteByDefault(InferenceEndpoint endpoint) =>
        endpoint is { Kind: EndpointKind.McpServer, Mapping: { } mapping, Mountings.Length: 1 } && endpoint.Mountings[0].Prefix is { } prefix
        && mapping.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "pattern")?.Value.ConstantText() is { } pattern
            ? "/" + RouteMounting.Join(prefix, pattern).Trim('/')
            : null;

    /// <summary>What is known of who may call, in the words of <see cref="InventoryKeys.Authenticated"/>.</summary>
    public static string Authenticated(EndpointAccess access) => access switch
    {
        EndpointAccess.Authenticated or EndpointAccess.Checked => "true",
        EndpointAccess.Unknown or EndpointAccess.Local => "unknown",
        _ => "false",
    };

    private static string RateLimited(RateLimit limit) => limit switch
    {
        RateLimit.Limited => "true",
        RateLimit.Unknown => "unknown",
        _ => "false",
    };

    /// <summary>Whether the application sends callers to an encrypted address; what stands before it can't be seen.</summary>
    private static string TransportOf(AirlockContext airlock) =>
        airlock.Calls.Named("UseHttpsRedirection", "UseHsts", "UseHttps").Any(call => !DevelopmentOnly.Covers(call)) ? "https" : "unknown";
}
