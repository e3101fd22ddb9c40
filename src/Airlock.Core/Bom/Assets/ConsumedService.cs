using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>What services that the application calls have in common: addresses and where they were found, zone of trust, how the application shows who it is.</summary>
internal static class ConsumedService
{
    /// <summary>The service, to be completed by who knows what it is.</summary>
    public static (Service Service, ImmutableArray<ValueSource> Sources) Of(Inventory inventory, IGrouping<string, Finding> uses, string provider)
    {
        ImmutableArray<string> endpoints = [.. Inventory.Values(uses, InventoryKeys.Endpoint).Select(WebAddress.Clean).OfType<string>().Distinct(StringComparer.Ordinal)];
        var zone = endpoints.IsEmpty ? KnownProvider.Find(provider)?.Zone : TrustZone.Of(endpoints);
        zone = string.IsNullOrEmpty(zone) ? null : zone;
        var credentials = Inventory.Values(uses, InventoryKeys.Credential);
        ImmutableArray<ValueSource> sources =
        [
            .. uses.Where(use => Inventory.Value(use, InventoryKeys.Endpoint) is not null || Inventory.Value(use, InventoryKeys.EndpointKey) is not null)
                .Select(use => ValueSource.OfEndpoint(use, inventory.Root))
                .Distinct(),
        ];

        // Libraries demand a key also for a server on this machine that asks for none, so there it proves nothing.
        var service = new Service
        {
            BomRef = uses.Key,
            Provider = KnownProvider.Organization(provider),
            Group = "",
            Name = provider,
            Version = Inventory.Values(uses, InventoryKeys.ApiVersion) is [var version] ? version : null,
            Endpoints = endpoints,
            Authenticated = credentials.Contains("unknown") || credentials.IsEmpty ? null : credentials.Contains("none") ? false : zone == TrustZone.Local ? null : true,
            TrustZone = zone,
            CrossesTrustBoundary = TrustZone.Crosses(zone),
            Properties =
            [
                new Property("airlock:service:role", "consumed"),
                .. credentials.Select(credential => new Property("airlock:service:credential", credential)),
                .. sources.Select(source => source.How).Distinct(StringComparer.Ordinal).Select(how => new Property("airlock:service:endpointFrom", how)),
                .. sources.Select(source => source.Key).OfType<string>().Distinct(StringComparer.Ordinal).Select(key => new Property("airlock:service:endpointKey", key)),
            ],
            Occurrences = [.. Inventory.Occurrences(uses), .. sources.Where(source => source.How == "configuration").Select(source => source.Place).OfType<Occurrence>()],
        };
        return (service, sources);
    }
}
