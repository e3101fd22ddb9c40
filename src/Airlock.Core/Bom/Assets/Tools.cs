using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>The functions that models may call.</summary>
internal static class Tools
{
    public static IEnumerable<AssetPart> Build(Inventory inventory) =>
        inventory.OfKind(InventoryKinds.Tool).GroupBy(RefOf, StringComparer.Ordinal).SelectMany(ByApproval);

    // One agent may be given a function as it is, and another the same one behind an approval: what holds for one is not said of the other.
    private static IEnumerable<AssetPart> ByApproval(IGrouping<string, Finding> uses)
    {
        var approved = uses.ToLookup(use => Inventory.Value(use, InventoryKeys.Approval) == "required");
        var isUnasked = approved[false].Any(use => Inventory.Value(use, InventoryKeys.Approval) == "none");
        return isUnasked && approved[true].Any()
            ? [Tool(uses.Key, [.. approved[false]]), Tool($"{uses.Key}#approved", [.. approved[true]])]
            : [Tool(uses.Key, [.. uses])];
    }

    // The symbol is that of the method which the model calls, or for a lambda that of the member in which it stands: then only
    // the name keeps two tools of one member apart.
    private static string RefOf(Finding finding)
    {
        var name = Inventory.Value(finding, InventoryKeys.Name) ?? Inventory.Unknown;
        var symbol = Inventory.Value(finding, InventoryKeys.Symbol);
        return symbol is null ? $"tool:{name}"
            : symbol.EndsWith("." + name, StringComparison.Ordinal) ? $"tool:{symbol}"
            : $"tool:{symbol}#{name}";
    }

    private static AssetPart Tool(string bomRef, IReadOnlyList<Finding> uses) => AssetPart.Of(
        new Component
        {
            Type = ComponentType.Library,
            BomRef = bomRef,
            Name = Inventory.Value(uses[0], InventoryKeys.Name) ?? Inventory.Unknown,
            Description = "Function that models may call",
            Scope = ComponentScope.Required,
            Properties =
            [
                new Property(Inventory.KindProperty, InventoryKinds.Tool),
                .. CapabilityOf(uses),
                .. ApprovalOf(uses),
                .. Inventory.Properties(uses, "airlock:tool:offeredTo", InventoryKeys.OfferedTo),
            ],
            Evidence = new Evidence([], Inventory.Occurrences(uses)),
        },
        uses);

    private static IEnumerable<Property> CapabilityOf(IEnumerable<Finding> uses)
    {
        var capabilities = Inventory.Values(uses, InventoryKeys.Capability).SelectMany(list => list.Split(',')).ToHashSet(StringComparer.Ordinal);
        string[] known = [.. new[] { "reads", "writes", "sends", "executes" }.Where(capabilities.Contains)];
        return known.Length == 0 ? [] : [new Property("airlock:tool:capability", string.Join(',', known))];
    }

    // A tool that can be reached without approval by one way has none.
    private static IEnumerable<Property> ApprovalOf(IEnumerable<Finding> uses)
    {
        var answers = Inventory.Values(uses, InventoryKeys.Approval);
        var weakest = answers.Contains("none") ? "none" : answers.Contains("unknown") ? "unknown" : answers.FirstOrDefault();
        return weakest is null ? [] : [new Property("airlock:tool:approval", weakest)];
    }
}
