using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>A route that is mapped in code, as <c>app.MapPost("/chat", handler)</c>.</summary>
/// <param name="Mapping">The call that maps it.</param>
/// <param name="Pattern">The route pattern if it is constant.</param>
/// <param name="Handler">The lambda or method that handles it; null if the library handles it or it can't be seen.</param>
/// <param name="Body">The handler's body; null as above.</param>
/// <param name="RunsAgent">Whether the mapping itself publishes an agent or model.</param>
internal sealed record RouteEndpoint(IInvocationOperation Mapping, string? Pattern, IMethodSymbol? Handler, IOperation? Body, bool RunsAgent)
{
    /// <summary>The endpoint that a call maps, or null if it maps none.</summary>
    public static RouteEndpoint? From(IInvocationOperation call, AirlockContext airlock)
    {
        foreach (var row in airlock.Catalog.Find(CatalogTable.Endpoints, call.TargetMethod))
        {
            if (row.Kind == "map-agent")
            {
                return new RouteEndpoint(call, null, null, null, RunsAgent: true);
            }

            foreach (var parameter in row.Kind == "map" ? row.Parameters("handler") : [])
            {
                var handler = DelegateTarget.Of(call.Argument(parameter.Index), airlock.Declarations);
                var pattern = row.Parameters("pattern").Select(place => call.Argument(place.Index)?.ConstantText()).FirstOrDefault();
                return new RouteEndpoint(call, pattern, handler?.Method, handler?.Body, RunsAgent: false);
            }
        }

        return null;
    }

    /// <summary>Who may call the endpoint, by its own metadata and its groups, without the application's fallback.</summary>
    public EndpointAccess Access(CatalogLookup catalog)
    {
        var conventions = new RouteConventions(Mapping, catalog);
        var access = conventions.OfBuilder(Mapping).And(conventions.OfRoutes(Mapping.Receiver()));
        if (Handler is not null)
        {
            access = access.And(AuthorizationMetadata.OfDeclaration(Handler));
        }

        return Body is not null && InferenceCalls.ChecksCaller(Body, catalog) ? access.And(EndpointAccess.Unknown) : access;
    }
}
