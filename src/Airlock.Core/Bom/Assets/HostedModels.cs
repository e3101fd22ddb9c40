using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>The models that providers run for the application. Uses of the same model become places of one component.</summary>
internal static partial class HostedModels
{
    /// <summary>The property that names the provider.</summary>
    public const string ProviderProperty = "airlock:model:provider";

    public static IEnumerable<AssetPart> Build(Inventory inventory)
    {
        var uses = inventory.OfKind(InventoryKinds.HostedModel).ToList();
        var providers = uses.ToLookup(NameOf, ProviderWritten);
        return uses
            // Of models that only the running program names, the setting that it reads tells one from another.
            .GroupBy(finding => (Name: NameOf(finding), Provider: ProviderOf(finding), Key: NameOf(finding) is null ? Inventory.Value(finding, InventoryKeys.NameKey) : null))
            .GroupBy(group => $"model:hosted:{Inventory.Slug(group.Key.Provider ?? Inventory.Unknown)}/{group.Key.Name ?? Inventory.Unknown}{(group.Key.Key is null ? "" : "@" + group.Key.Key)}", StringComparer.Ordinal)
            .Select(group => Model(inventory, group.Key, group.First().Key.Name, group.First().Key.Provider, [.. group.SelectMany(finding => finding)]));

        // Code that speaks to a model through an abstraction names no provider. If the same model is reached elsewhere through one
        // provider alone, it is that one.
        string? ProviderOf(Finding finding)
        {
            var others = NameOf(finding) is { } name ? providers[name].OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList() : [];
            return ProviderWritten(finding) ?? (others is [var only] ? only : null);
        }
    }

    private static string? NameOf(Finding finding) => Inventory.Value(finding, InventoryKeys.Name);

    private static string? ProviderWritten(Finding finding) => Inventory.Value(finding, InventoryKeys.Provider);

    private static AssetPart Model(Inventory inventory, string bomRef, string? name, string? provider, IReadOnlyList<Finding> uses)
    {
        var version = name is not null && Snapshot().Match(name) is { Success: true } match ? match.Groups["date"].Value : null;
        var deployments = Inventory.Values(uses, InventoryKeys.Deployment);
        var tasks = Inventory.Values(uses, InventoryKeys.Task);
        ImmutableArray<ValueSource> sources = [.. uses.Select(use => ValueSource.OfName(use, inventory.Root, "name")).Distinct()];
        var component = new Component
        {
            Type = ComponentType.MachineLearningModel,
            BomRef = bomRef,
            Supplier = provider is null ? null : KnownProvider.Organization(provider),
            Manufacturer = name is null ? null : KnownProvider.MakerOf(name),
            Name = name ?? Inventory.Unknown,
            Version = version,
            Description = deployments.IsEmpty ? "Model that a provider runs" : $"Model that a provider runs, deployed as {string.Join(", ", deployments)}",
            Scope = ComponentScope.Required,
            IsExternal = true,
            ModelCard = new ModelCard
            {
                Task = tasks.IsEmpty ? null : string.Join(", ", tasks),
                Properties = [.. Inventory.Values(uses, InventoryKeys.Parameters).SelectMany(Parameters).Distinct()],
            },
            Properties =
            [
                new Property(Inventory.KindProperty, InventoryKinds.HostedModel),
                new Property("airlock:model:nameKnown", name is null ? "false" : "true"),
                .. sources.Select(source => source.How).Distinct(StringComparer.Ordinal).Select(how => new Property("airlock:model:nameFrom", how)),
                .. sources.Select(source => source.Key).OfType<string>().Distinct(StringComparer.Ordinal).Select(key => new Property("airlock:model:nameKey", key)),
                .. name is null ? [] : new[] { new Property("airlock:model:pinned", version is null ? "false" : "true") },
                .. deployments.Select(deployment => new Property("airlock:model:deployment", deployment)),
                .. provider is null ? [] : new[] { new Property(ProviderProperty, provider) },
                .. tasks.SelectMany(ModelProperties.Modalities).Distinct(StringComparer.Ordinal).Select(modality => new Property("cdx:ai-ml:model:modality", modality)),
            ],
            Evidence = new Evidence(
                name is null ? [] : [.. IdentitiesOf(name, uses, sources)],
                [.. Inventory.Occurrences(uses).Concat(PlacesOf(sources)).Distinct()]),
        };
        return AssetPart.Of(component, uses) with { Sources = sources, DependsOn = provider is null ? [] : [Providers.RefOf(provider)] };
    }

    // One identity for each technique: the surest source of it.
    private static IEnumerable<Identity> IdentitiesOf(string name, IReadOnlyList<Finding> uses, ImmutableArray<ValueSource> sources) => sources
        .GroupBy(source => source.Technique, StringComparer.Ordinal)
        .Select(group => group.OrderByDescending(source => source.Confidence).ThenBy(source => source.Note, StringComparer.Ordinal).First())
        .Select(source => new Identity(
            "name",
            source.Confidence,
            source.Technique,
            source.How == "configuration" ? source.Note : Inventory.Value(uses[0], InventoryKeys.Api) ?? name,
            name));

    private static IEnumerable<Occurrence> PlacesOf(ImmutableArray<ValueSource> sources) =>
        sources.Where(source => source.How == "configuration").Select(source => source.Place).OfType<Occurrence>();

    private static IEnumerable<Property> Parameters(string parameters) => parameters
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(parameter => parameter.Split('=', 2))
        .Where(parts => parts.Length == 2)
        .Select(parts => new Property("airlock:model:parameter:" + parts[0], parts[1]));

    // Providers end the name of a frozen snapshot with its date: 2024-11-20 or 20250514.
    [GeneratedRegex(@"-(?<date>20\d\d-?[01]\d-?[0-3]\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Snapshot();
}
