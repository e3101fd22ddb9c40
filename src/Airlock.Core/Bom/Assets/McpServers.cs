using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>The servers of the Model Context Protocol that the application uses or offers.</summary>
internal static class McpServers
{
    /// <summary>The group of services that they make.</summary>
    public const string Group = "mcp";

    public static IEnumerable<AssetPart> Build(Inventory inventory) => inventory.OfKind(InventoryKinds.McpServer)
        .GroupBy(finding => $"service:mcp:{(IsOffered(finding) ? "offered" : "used")}:{NameOf(finding)}", StringComparer.Ordinal)
        .Select(uses => IsOffered(uses.First()) ? Offered(uses) : Used(inventory, uses));

    private static bool IsOffered(Finding finding) => Inventory.Value(finding, InventoryKeys.Direction) == "offered";

    private static string NameOf(Finding finding) =>
        Inventory.Value(finding, InventoryKeys.Name) ?? Inventory.Value(finding, InventoryKeys.Launches) ?? WebAddress.Clean(Inventory.Value(finding, InventoryKeys.Endpoint))
        ?? Inventory.Value(finding, InventoryKeys.Symbol) ?? Inventory.Unknown;

    private static AssetPart Used(Inventory inventory, IGrouping<string, Finding> uses)
    {
        var name = NameOf(uses.First());
        var (service, sources) = ConsumedService.Of(inventory, uses, name);

        // A server that is started as a program runs beside the application, but it is another's code.
        return AssetPart.Of(
            service with
            {
                Provider = null,
                Group = Group,
                Name = name,
                Description = "MCP server whose tools models may call",
                CrossesTrustBoundary = service.CrossesTrustBoundary ?? (Inventory.Values(uses, InventoryKeys.Launches).IsEmpty ? null : true),
                Data =
                [
                    new ServiceData("outbound", Inventory.Unknown, "arguments of tool calls") { Destination = service.Endpoints },
                    new ServiceData("inbound", "untrusted", "results of tool calls") { Source = service.Endpoints },
                ],
                Properties =
                [
                    .. service.Properties,
                    .. Inventory.Properties(uses, "airlock:mcp:transport", InventoryKeys.Transport),
                    .. Inventory.Properties(uses, "airlock:mcp:launches", InventoryKeys.Launches),
                ],
            },
            uses,
            sources);
    }

    private static AssetPart Offered(IGrouping<string, Finding> uses)
    {
        var transports = Inventory.Values(uses, InventoryKeys.Transport);
        return AssetPart.Of(
            new Service
            {
                BomRef = uses.Key,
                Group = Group,
                Name = NameOf(uses.First()),
                Description = "MCP server that offers tools of the application to models of others",
                Endpoints = [.. Inventory.Values(uses, InventoryKeys.Route).Select(WebAddress.Relative)],
                Authenticated = InferenceEndpoints.AreAuthenticated(uses),
                TrustZone = transports.All(transport => transport == "stdio") && !transports.IsEmpty ? TrustZone.Local : TrustZone.Callers,
                CrossesTrustBoundary = true,
                Data =
                [
                    new ServiceData("inbound", "untrusted", "arguments of tool calls"),
                    new ServiceData("outbound", Inventory.Unknown, "results of tool calls"),
                ],
                Properties =
                [
                    new Property("airlock:service:role", "exposed"),
                    .. transports.Select(transport => new Property("airlock:mcp:transport", transport)),
                    .. Inventory.Properties(uses, "airlock:service:rateLimited", InventoryKeys.RateLimited),
                ],
                Occurrences = Inventory.Occurrences(uses),
            },
            uses,
            []);
    }
}
