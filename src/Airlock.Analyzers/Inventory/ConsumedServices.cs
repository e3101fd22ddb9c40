using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>The services that a client or a registration reaches.</summary>
internal static class ConsumedServices
{
    // What of a construction or registration shows that it reaches a service, and does not only wrap a client.
    private static readonly string[] ServiceRoles = ["key", "credential", "endpoint", "options", "settings", "section", "model"];

    /// <summary>The services of a call.</summary>
    public static IEnumerable<Asset> In(IOperation operation, AirlockContext airlock) =>
        Call.From(operation) is not { } call ? [] :
            from row in airlock.Catalog.Find(CatalogTable.Clients, call.Method)
            where row.Kind == "ctor" || (row.Kind == "register" && ServiceRoles.Any(role => row.Parameters(role).Any()))
            let provider = Providers.Find(row.Package) ?? row.Package
            select new Asset(InventoryKinds.Service, provider, call.Operation.Syntax.GetLocation())
                .With(InventoryKeys.Provider, provider)
                .With(InventoryKeys.Endpoint, ClientEndpoint.Of(call.Operation))
                .With(InventoryKeys.Api, call.Name);
}
