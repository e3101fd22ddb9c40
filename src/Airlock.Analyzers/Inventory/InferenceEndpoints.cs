using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>The endpoints by which the application offers inference to others, as the inventory records them.</summary>
internal static class InferenceEndpoints
{
    /// <summary>The record of an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="member">The member in whose body it is mapped, or the class that declares it.</param>
    /// <param name="airlock">The compilation's context.</param>
    public static Asset Of(InferenceEndpoint endpoint, ISymbol member, AirlockContext airlock)
    {
        var handler = endpoint.Handler is { MethodKind: MethodKind.Ordinary } method ? method : member;
        var api = endpoint.Way?.Call.TargetMethod ?? endpoint.Mapping?.TargetMethod;
        return new Asset("inference-endpoint", endpoint.Name, endpoint.Place)
        {
            Symbol = SymbolName.Of(handler),
            Api = api is null ? null : SymbolName.Of(api),
            Reaches = endpoint.Way?.Text ?? endpoint.Runs,
            Authenticated = Authenticated(endpoint.Access),
            RateLimited = RateLimited(endpoint.RateLimit),
            Transport = TransportOf(airlock),
        };
    }

    private static string Authenticated(EndpointAccess access) => access switch
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
