using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>The texts that are given to models: by digest and length, and as text only where the project asks for it.</summary>
internal static class Prompts
{
    public static IEnumerable<AssetPart> Build(Inventory inventory)
    {
        var prompts = inventory.OfKind(InventoryKinds.Prompt).ToList();
        var digests = prompts.ToLookup(NameOf, DigestOf);
        return prompts.GroupBy(RefOf, StringComparer.Ordinal).Select(Prompt);

        // One name for several texts, as overloads of a method can have: the digest keeps them apart.
        string RefOf(Finding prompt) => digests[NameOf(prompt)].Distinct(StringComparer.Ordinal).Count() > 1 && DigestOf(prompt) is { Length: >= 12 } digest
            ? $"prompt:{NameOf(prompt)}@{digest[..12]}"
            : $"prompt:{NameOf(prompt)}";
    }

    private static string NameOf(Finding prompt) =>
        RelativePath.Portable(Inventory.Value(prompt, InventoryKeys.Name) ?? Inventory.Value(prompt, InventoryKeys.Symbol) ?? Inventory.Unknown);

    private static string? DigestOf(Finding prompt) =>
        Inventory.Value(prompt, InventoryKeys.Sha256) is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower) ? digest : null;

    private static AssetPart Prompt(IGrouping<string, Finding> uses)
    {
        var first = uses.First();
        var name = NameOf(first);
        var component = new Component
        {
            Type = ComponentType.Data,
            BomRef = uses.Key,
            Name = name,
            Version = DigestOf(first) is { } version ? $"sha256-{version[..12]}" : null,
            Description = "Text that is given to a model",
            Scope = ComponentScope.Required,
            Hashes = DigestOf(first) is { } digest ? [new Hash("SHA-256", digest)] : [],
            Data = new ComponentData(name, null) { Type = "definition", Attachment = Inventory.Value(first, InventoryKeys.Text) },
            Properties =
            [
                new Property(Inventory.KindProperty, InventoryKinds.Prompt),
                new Property("cdx:ai-ml:model:template:prompt", "true"),
                .. Inventory.Properties(uses, "airlock:prompt:role", InventoryKeys.Role),
                .. Inventory.Properties(uses, "airlock:prompt:length", InventoryKeys.Length),
                .. Inventory.Properties(uses, "airlock:prompt:holes", InventoryKeys.Holes),
            ],
            Evidence = new Evidence(
                DigestOf(first) is { } value ? [new Identity("hash", 0.9m, "source-code-analysis", name, value)] : [],
                Inventory.Occurrences(uses)),
        };
        return AssetPart.Of(component, uses);
    }
}
