using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;

namespace Airlock.Core.Bom.Assets;

/// <summary>The AI assets of an application as one graph: components, services, what each needs, and where values come from.</summary>
internal sealed class AssetGraph
{
    private readonly Inventory _inventory;
    private readonly ImmutableArray<AssetPart> _parts;
    private readonly Dictionary<string, ImmutableSortedSet<string>> _needs;
    private readonly PackageAssemblies _assemblies;

    private AssetGraph(Inventory inventory, ImmutableArray<AssetPart> parts, PackageAssemblies assemblies)
    {
        (_inventory, _parts, _assemblies) = (inventory, parts, assemblies);
        // A model also tells of its provider, but who uses the model does not use the provider past it.
        var references = parts
            .SelectMany(part => part.Uses
                .Where(use => part.Component is not null || Inventory.Value(use, InventoryKeys.Kind) != InventoryKinds.HostedModel)
                .Select(use => (Reference: Inventory.ReferenceOf(use), part.BomRef)))
            .ToLookup(pair => pair.Reference, pair => pair.BomRef, StringComparer.Ordinal);
        var known = parts.Select(part => part.BomRef).ToHashSet(StringComparer.Ordinal);
        _needs = parts.ToDictionary(
            part => part.BomRef,
            part => part.Uses.SelectMany(UsedBy).SelectMany(reference => references[reference])
                .Concat(part.DependsOn.Where(known.Contains))
                .Where(other => other != part.BomRef)
                .ToImmutableSortedSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>The components.</summary>
    public ImmutableArray<Component> Components => [.. _parts.Select(part => part.Component).OfType<Component>()];

    /// <summary>The services.</summary>
    public ImmutableArray<Service> Services => [.. _parts.Select(part => part.Service).OfType<Service>()];

    /// <summary>
    /// What the application itself needs: the assets that no other one needs, and of those that only need one another in a circle the first. All
    /// others are reached through them.
    /// </summary>
    public IEnumerable<string> Roots()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var own = _parts.Where(part => !IsExposed(part)).ToList();
        var needed = own.SelectMany(part => _needs[part.BomRef]).ToHashSet(StringComparer.Ordinal);
        foreach (var part in own.OrderBy(part => needed.Contains(part.BomRef)).ThenBy(part => part.BomRef, StringComparer.Ordinal))
        {
            if (!reached.Contains(part.BomRef))
            {
                Reach(part.BomRef);
                yield return part.BomRef;
            }
        }

        void Reach(string bomRef)
        {
            var queue = new Queue<string>([bomRef]);
            while (queue.TryDequeue(out var next))
            {
                if (reached.Add(next))
                {
                    foreach (var need in _needs[next])
                    {
                        queue.Enqueue(need);
                    }
                }
            }
        }
    }

    /// <summary>The services that the application offers to others.</summary>
    public IEnumerable<string> Exposed() => _parts.Where(IsExposed).Select(part => part.BomRef);

    /// <summary>One node for each part; a component also needs the packages whose API brings it into use.</summary>
    public IEnumerable<Dependency> Edges() => _parts.Select(part => new Dependency(
        part.BomRef,
        [.. _needs[part.BomRef], .. part.Component is { IsExternal: false } ? part.Uses.Select(PackageOf).OfType<string>().Distinct(StringComparer.Ordinal) : []]));

    /// <summary>Where values of assets come from.</summary>
    public IEnumerable<Citation> Citations(DateTimeOffset timestamp) => _parts.SelectMany(part => part.Sources.Select(source =>
        new Citation(part.BomRef, source.Fields, source.Note, BomBuilder.ToolRef, BuildProcess.CompileRef, timestamp)));

    /// <summary>The package components with the places where those that serve AI are first used.</summary>
    public IEnumerable<Component> WithFirstUses(IEnumerable<Component> packages)
    {
        var firsts = _inventory.All
            .Select(use => (Package: PackageOf(use), Use: use))
            .Where(pair => pair.Package is not null)
            .GroupBy(pair => pair.Package!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Inventory.Occurrences([group.First().Use]), StringComparer.Ordinal);
        return packages.Select(package => package.BomRef is { } bomRef && firsts.TryGetValue(bomRef, out var places)
            ? package with { Evidence = new Evidence(package.Evidence?.Identity ?? [], [.. package.Evidence?.Occurrences ?? [], .. places]) }
            : package);
    }

    /// <summary>Reads the inventory of a build.</summary>
    public static AssetGraph Build(BomInput input)
    {
        var inventory = new Inventory(input);
        ImmutableArray<AssetPart> parts =
        [
            .. HostedModels.Build(inventory),
            .. LocalFiles.Build(inventory, input),
            .. Tools.Build(inventory),
            .. Agents.Build(inventory),
            .. Prompts.Build(inventory),
            .. Providers.Build(inventory),
            .. VectorStores.Build(inventory),
            .. McpServers.Build(inventory),
            .. InferenceEndpoints.Build(inventory),
        ];
        return new AssetGraph(inventory, parts, new PackageAssemblies(input.Packages));
    }

    private static bool IsExposed(AssetPart part) => part.Service?.Properties.Contains(new Property("airlock:service:role", "exposed")) == true;

    private static IEnumerable<string> UsedBy(Finding finding) => Inventory.Value(finding, InventoryKeys.Uses)?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string? PackageOf(Finding use) =>
        (Inventory.Value(use, InventoryKeys.Kind) == InventoryKinds.Library ? Inventory.Value(use, InventoryKeys.Name) : Inventory.Value(use, InventoryKeys.Assembly)) is { } assembly
            ? _assemblies.PackageOf(assembly)
            : null;
}
