using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>The agents: models with instructions and tools that act by themselves.</summary>
internal static class Agents
{
    public static IEnumerable<AssetPart> Build(Inventory inventory)
    {
        var agents = inventory.OfKind(InventoryKinds.Agent).ToList();
        var members = agents.ToLookup(NameOf, agent => Inventory.Value(agent, InventoryKeys.Symbol));
        return agents.GroupBy(RefOf, StringComparer.Ordinal).Select(Agent);

        // A name is what people know an agent by; the member is added where one name stands for several.
        string RefOf(Finding agent) => (NameOf(agent), Inventory.Value(agent, InventoryKeys.Symbol)) switch
        {
            ({ } name, null) => $"agent:{name}",
            ({ } name, { } symbol) => members[name].Distinct(StringComparer.Ordinal).Count() == 1 ? $"agent:{name}" : $"agent:{symbol}#{name}",
            (null, var symbol) => $"agent:{symbol ?? Inventory.Unknown}",
        };
    }

    private static string? NameOf(Finding agent) => Inventory.Value(agent, InventoryKeys.Name);

    private static AssetPart Agent(IGrouping<string, Finding> uses) => AssetPart.Of(
        new Component
        {
            Type = ComponentType.Application,
            BomRef = uses.Key,
            Name = NameOf(uses.First()) ?? Inventory.Value(uses.First(), InventoryKeys.Symbol) ?? Inventory.Unknown,
            Description = "Agent: a model with instructions and tools",
            Scope = ComponentScope.Required,
            Properties =
            [
                new Property(Inventory.KindProperty, InventoryKinds.Agent),
                new Property("airlock:agent:nameKnown", NameOf(uses.First()) is null ? "false" : "true"),
            ],
            Evidence = new Evidence([], Inventory.Occurrences(uses)),
        },
        uses);
}
