using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>Writes down how a value was found.</summary>
internal static class FoundFacts
{
    /// <summary>The asset with how its name was found.</summary>
    public static Asset WithNameFrom(this Asset asset, FoundValue found) =>
        With(asset, found, InventoryKeys.How, InventoryKeys.NameFile, InventoryKeys.NameLine, InventoryKeys.NameKey);

    /// <summary>The asset with an address, and how it was found.</summary>
    public static Asset WithEndpoint(this Asset asset, FoundValue? found) => found is not { } address ? asset
        : With(asset.With(InventoryKeys.Endpoint, address.Text), address, InventoryKeys.EndpointHow, InventoryKeys.EndpointFile, InventoryKeys.EndpointLine, InventoryKeys.EndpointKey);

    private static Asset With(Asset asset, FoundValue found, string how, string file, string line, string key)
    {
        asset = asset.With(how, found.Source.ToString().ToLowerInvariant()).With(key, found.Key);
        if (found.Source != ValueSource.Configuration)
        {
            return asset;
        }

        var span = found.Written.GetLineSpan();
        return asset.With(file, span.Path).With(line, (span.StartLinePosition.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
