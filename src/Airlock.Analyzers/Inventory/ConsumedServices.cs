using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>The providers of models that a client or a registration reaches, one for each address that it may have.</summary>
internal static class ConsumedServices
{
    // What of a construction or registration shows that it reaches a service, and does not only wrap a client.
    private static readonly string[] ServiceRoles = ["key", "credential", "endpoint", "options", "settings", "section", "model", "connection"];

    /// <summary>The services of a call.</summary>
    public static IEnumerable<Asset> In(IOperation operation, AirlockContext airlock) =>
        ClientCall.Of(operation, airlock).Where(IsService).SelectMany(client => Of(client, airlock));

    private static bool IsService(ClientCall client) =>
        (client.Kind == "ctor" || (client.Kind is "register" or "client" && ServiceRoles.Any(client.Takes))) && Providers.GroupOf(client.Package) == Providers.Inference;

    private static IEnumerable<Asset> Of(ClientCall client, AirlockContext airlock)
    {
        // Where the client was made says where it leads; here it is only handed on.
        var isHandedOn = client.Given("client").Any();
        IEnumerable<FoundValue?> addresses = isHandedOn ? [] : airlock.ServiceClients.AddressesOf(client).Select(address => (FoundValue?)address);
        foreach (var address in addresses.DefaultIfEmpty())
        {
            var provider = ServiceClients.ProviderOf(client, address) ?? client.Package;
            yield return new Asset(InventoryKinds.Service, provider, client.Call.Operation.Syntax.GetLocation())
                .With(InventoryKeys.Provider, provider)
                .WithEndpoint(address)
                .With(InventoryKeys.ApiVersion, airlock.ServiceClients.ApiVersionOf(client))
                .With(InventoryKeys.Credential, isHandedOn ? null : airlock.ServiceClients.CredentialOf(client))
                .With(InventoryKeys.Api, client.Call.Name);
        }
    }
}
