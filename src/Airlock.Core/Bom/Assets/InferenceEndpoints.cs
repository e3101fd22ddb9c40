using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>The endpoints by which the application offers inference to others.</summary>
internal static class InferenceEndpoints
{
    private const string Group = "app";

    public static IEnumerable<AssetPart> Build(Inventory inventory) => inventory.OfKind(InventoryKinds.InferenceEndpoint)
        .GroupBy(finding => Inventory.Value(finding, InventoryKeys.Name) ?? Inventory.Value(finding, InventoryKeys.Symbol) ?? Inventory.Unknown, StringComparer.Ordinal)
        .Select(uses => AssetPart.Of(Exposed(uses), uses, []));

    // One open door makes the service open; it is closed only if every door is known to be.
    public static bool? AreAuthenticated(IEnumerable<Finding> uses)
    {
        var answers = uses.Select(finding => Inventory.Value(finding, InventoryKeys.Authenticated)).ToHashSet();
        return answers.Contains("false") ? false : answers.SetEquals(["true"]) ? true : null;
    }

    private static Service Exposed(IGrouping<string, Finding> uses)
    {
        // A name is a route, or a verb and a route; what is called otherwise may have a route all the same.
        var name = uses.Key[(uses.Key.LastIndexOf(' ') + 1)..];
        ImmutableArray<string> routes = name.StartsWith('/') ? [name] : Inventory.Values(uses, InventoryKeys.Route);
        return new Service
        {
            BomRef = "service:exposed:" + uses.Key,
            Group = Group,
            Name = uses.Key,
            Description = "Endpoint by which the application offers inference",
            Endpoints = [.. routes.Select(WebAddress.Relative)],
            Authenticated = AreAuthenticated(uses),
            TrustZone = TrustZone.Callers,
            CrossesTrustBoundary = true,
            Data =
            [
                new ServiceData("inbound", "untrusted", "requests of callers"),
                new ServiceData("outbound", Inventory.Unknown, "replies"),
            ],
            Properties =
            [
                new Property("airlock:service:role", "exposed"),
                .. Inventory.Properties(uses, "airlock:service:methods", InventoryKeys.Methods),
                .. Inventory.Properties(uses, "airlock:service:reaches", InventoryKeys.Reaches),
                .. Inventory.Properties(uses, "airlock:service:rateLimited", InventoryKeys.RateLimited),
                .. Inventory.Properties(uses, "airlock:service:transport", InventoryKeys.Transport),
            ],
            Occurrences = Inventory.Occurrences(uses),
        };
    }
}
