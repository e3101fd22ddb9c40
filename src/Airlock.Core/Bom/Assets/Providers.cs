using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>The providers whose models the application calls.</summary>
internal static class Providers
{
    private const string Group = "ai-inference";

    public static IEnumerable<AssetPart> Build(Inventory inventory)
    {
        var models = inventory.OfKind(InventoryKinds.HostedModel).Where(finding => Inventory.Value(finding, InventoryKeys.Provider) is not null).ToList();
        var tasks = models.ToLookup(model => RefOf(NameOf(model)), model => Inventory.Value(model, InventoryKeys.Task), StringComparer.Ordinal);
        return inventory.OfKind(InventoryKinds.Service).Concat(models)
            .GroupBy(finding => RefOf(NameOf(finding)), StringComparer.Ordinal)
            .Select(uses => Consumed(inventory, uses, [.. tasks[uses.Key].OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
    }

    /// <summary>The <c>bom-ref</c> of a provider.</summary>
    public static string RefOf(string provider) => "service:consumed:" + Inventory.Slug(provider);

    private static string NameOf(Finding finding) =>
        Inventory.Value(finding, InventoryKeys.Provider) ?? Inventory.Value(finding, InventoryKeys.Name) ?? Inventory.Unknown;

    private static AssetPart Consumed(Inventory inventory, IGrouping<string, Finding> uses, ImmutableArray<string> tasks)
    {
        var provider = NameOf(uses.First());
        var consumed = ConsumedService.Of(inventory, uses, provider);
        return AssetPart.Of(
            consumed.Service with
            {
                Group = Group,
                Description = "Provider of models that the application calls",
                Data = [.. (tasks.IsEmpty ? [Inventory.Unknown] : tasks).SelectMany(task => DataOf(task, consumed.Service.Endpoints)).DistinctBy(data => (data.Name, data.Flow))],
            },
            uses,
            consumed.Sources);
    }

    // What a model answers may hold whatever somebody put into what it read: nobody may trust it.
    private static IEnumerable<ServiceData> DataOf(string task, ImmutableArray<string> endpoints)
    {
        var (sent, received) = task switch
        {
            "text-generation" => ("prompts", "replies"),
            "feature-extraction" => ("texts to embed", "embeddings"),
            "text-to-image" => ("image prompts", "images"),
            "automatic-speech-recognition" => ("recordings", "transcripts"),
            "text-to-speech" => ("texts to speak", "speech"),
            "text-classification" => ("texts to classify", "classes"),
            _ => ("requests", "replies"),
        };
        yield return new ServiceData("outbound", Inventory.Unknown, sent) { Destination = endpoints };
        yield return new ServiceData("inbound", "untrusted", received) { Source = endpoints };
    }
}
