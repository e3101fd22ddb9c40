using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The stores of embeddings that a call makes, registers or opens a collection of; the name is the collection's.</summary>
internal static class VectorStores
{
    /// <summary>The stores of a call.</summary>
    public static IEnumerable<Asset> In(IOperation operation, AirlockContext airlock) =>
        ClientCall.Of(operation, airlock).Where(client => client.Kind is "vector-store" or "vector-collection").SelectMany(client => Of(client, airlock));

    private static IEnumerable<Asset> Of(ClientCall client, AirlockContext airlock)
    {
        var address = AddressOf(client, airlock);
        var provider = client.Provider ?? ProviderBehind(client, airlock);
        var names = client.Given("name").SelectMany(airlock.Values.InEffect).Select(name => (FoundValue?)name);
        foreach (var name in names.DefaultIfEmpty())
        {
            var store = new Asset(InventoryKinds.VectorStore, name?.Text, client.Call.Operation.Syntax.GetLocation());
            yield return (name is { } found ? store.WithNameFrom(found) : store)
                .With(InventoryKeys.Provider, provider)
                .WithEndpoint(address)
                .With(InventoryKeys.Credential, client.Takes("key") || client.Takes("credential") ? airlock.ServiceClients.CredentialOf(client) : null)
                .With(InventoryKeys.Api, client.Call.Name);
        }
    }

    /// <summary>Some clients take host, port and whether to encrypt by themselves. A connection string holds more than an address, so its key alone is told.</summary>
    private static FoundValue? AddressOf(ClientCall client, AirlockContext airlock)
    {
        foreach (var given in client.Given("connectionString"))
        {
            var found = airlock.Values.InEffect(given);
            return found.Count == 0 ? null : found[0] with { Text = null };
        }

        foreach (var host in client.Given("endpoint").Where(value => client.Takes("port") && value.Unwrap().Type?.SpecialType == SpecialType.System_String))
        {
            var found = airlock.Values.InEffect(host);
            return found.Count == 0 ? null : found[0] with { Text = found[0].Text is { } name ? ServiceAddresses.Clean(name.Contains("://") ? name : Composed(client, name)) : null };
        }

        return airlock.ServiceClients.AddressesOf(client).Select(address => (FoundValue?)address).FirstOrDefault();
    }

    private static string Composed(ClientCall client, string host)
    {
        var isEncrypted = client.Arguments("https").Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: true });
        var port = client.Arguments("port").Select(argument => argument.Value.ConstantValue is { HasValue: true, Value: int number } ? $":{number}" : "").FirstOrDefault();
        return $"{(isEncrypted ? "https" : "http")}://{host}{port}";
    }

    /// <summary>Who stands behind the store that a collection is asked of, by the type of the expression or of what made it.</summary>
    private static string? ProviderBehind(ClientCall client, AirlockContext airlock)
    {
        if (client.Call.Operation is not IInvocationOperation call || call.Receiver() is not { } receiver)
        {
            return null;
        }

        var made = airlock.ObjectSettings.MadeBy(receiver).Select(maker => maker.Type).Prepend(receiver.Unwrap().Type);
        var providers = made.Select(type => AssetApis.Find(type)?.Provider).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList();
        return providers.Count == 1 ? providers[0] : null;
    }
}
