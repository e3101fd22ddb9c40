using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>The stores in which embeddings are kept and searched.</summary>
internal static class VectorStores
{
    private const string Group = "vector-store";

    public static IEnumerable<AssetPart> Build(Inventory inventory) => inventory.OfKind(InventoryKinds.VectorStore)
        .GroupBy(finding => "service:vector:" + Inventory.Slug(ProviderOf(finding)), StringComparer.Ordinal)
        .Select(uses =>
        {
            var provider = ProviderOf(uses.First());
            var (service, sources) = ConsumedService.Of(inventory, uses, provider);
            var collections = Inventory.Values(uses, InventoryKeys.Name).Where(name => name != provider).ToList();
            return AssetPart.Of(
                service with
                {
                    Group = Group,
                    Description = "Store of embeddings",
                    Data =
                    [
                        new ServiceData("outbound", Inventory.Unknown, "embeddings and what they stand for") { Destination = service.Endpoints },
                        new ServiceData("inbound", "untrusted", "search results") { Source = service.Endpoints },
                    ],
                    Properties = [.. service.Properties, .. collections.Select(name => new Property("airlock:vectorStore:collection", name))],
                },
                uses,
            sources);
        });

    private static string ProviderOf(Finding finding) => Inventory.Value(finding, InventoryKeys.Provider) ?? Inventory.Unknown;
}
