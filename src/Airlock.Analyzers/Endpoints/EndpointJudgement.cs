using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Puts together what is said of an endpoint: by itself, by its groups and types, by the application.</summary>
internal sealed class EndpointJudgement(AirlockContext airlock)
{
    /// <summary>The endpoint with who may call it and how often.</summary>
    public InferenceEndpoint Judge(InferenceEndpoint endpoint)
    {
        var own = endpoint.Attributed.Select(airlock.Authorization.OfDeclaration).Aggregate(endpoint.Access, EndpointAccessExtensions.And);
        if (own != EndpointAccess.Checked && airlock.CallerChecks.Refuses(endpoint.Body))
        {
            own = EndpointAccess.Checked;
        }

        var access = EndpointAccess.Local;
        string? unseen = null;
        foreach (var mounting in endpoint.Mountings)
        {
            var mounted = OfMounting(mounting, own, endpoint, ref unseen);
            access = access.Or(mounted);
        }

        return endpoint with
        {
            Access = access,
            Unseen = access == EndpointAccess.Unknown ? unseen ?? "the code of another assembly" : null,
            RateLimit = endpoint.Mountings.Select(mounting => LimitOf(mounting, endpoint)).DefaultIfEmpty(RateLimit.Unknown).Min(),
        };
    }

    private EndpointAccess OfMounting(RouteMounting mounting, EndpointAccess own, InferenceEndpoint endpoint, ref string? unseen)
    {
        if (mounting.IsDevelopmentOnly)
        {
            return EndpointAccess.Local;
        }

        var access = mounting.Conventions.Select(airlock.Authorization.OfConvention).Aggregate(own, EndpointAccessExtensions.And);
        if (endpoint.Kind is EndpointKind.Action or EndpointKind.Page)
        {
            access = access.And(airlock.Application.OfActions);
        }

        if (access is EndpointAccess.Open or EndpointAccess.Anonymous)
        {
            access = Over(access, airlock.Application.OfRequests);
        }

        if (access != EndpointAccess.Open)
        {
            return access;
        }

        var reason = mounting.Unseen ?? airlock.Application.Unseen ?? (endpoint.Body is { } body && airlock.CallerChecks.AsksForUser(body) ? "why the handler asks for the user" : null);
        unseen ??= reason;
        return reason is null ? EndpointAccess.Open : EndpointAccess.Unknown;
    }

    /// <summary>What holds for the whole application, which a statement that anyone may call overrides unless code checks callers.</summary>
    private static EndpointAccess Over(EndpointAccess own, EndpointAccess application) =>
        own == EndpointAccess.Anonymous && application is not (EndpointAccess.Checked or EndpointAccess.Local) ? own : own.And(application);
    private RateLimit LimitOf(RouteMounting mounting, InferenceEndpoint endpoint)
    {
        var limit = airlock.RateLimits.Of(mounting.Conventions, endpoint.Attributed, endpoint.Body is null ? [] : [endpoint.Body]);
        return limit == RateLimit.None && (mounting.Unseen is not null || !airlock.Endpoints.IsApplication) ? RateLimit.Unknown : limit;
    }
}
