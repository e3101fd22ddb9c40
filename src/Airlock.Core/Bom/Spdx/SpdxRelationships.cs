using System.Text.Json.Nodes;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Spdx;

/// <summary>What relates the packages: dependencies with their phase and how complete they are, contents, data, ancestors, licences.</summary>
internal sealed class SpdxRelationships(Bom bom, SpdxIdentifiers ids)
{
    /// <summary>The individual of SPDX that stands for "there is none".</summary>
    private const string None = "NoneElement";

    private readonly HashSet<string> _refs =
    [
        .. bom.Components.Append(bom.Metadata.Component).Select(component => component.BomRef).OfType<string>(),
        .. bom.Services.Select(service => service.BomRef),
    ];

    private readonly Dictionary<string, Component> _components = bom.Components.Where(component => component.BomRef is not null)
        .DistinctBy(component => component.BomRef).ToDictionary(component => component.BomRef!, StringComparer.Ordinal);

    private readonly HashSet<string> _services = [.. bom.Services.Select(service => service.BomRef)];

    /// <summary>Links to other documents that relationships lead to.</summary>
    public SortedSet<string> Links { get; } = new(StringComparer.Ordinal);

    /// <summary>All relationships but those of licences.</summary>
    public IEnumerable<SpdxElement> Elements() => bom.Dependencies
        .Where(node => _refs.Contains(node.Ref))
        .DistinctBy(node => node.Ref, StringComparer.Ordinal)
        .SelectMany(node => Needs(node).Concat(Provides(node)))
        .Concat(Contents())
        .Concat(Data());

    /// <summary>A relationship.</summary>
    /// <param name="from">Identifier of the one that it is told of.</param>
    /// <param name="type">Type of SPDX, as <c>dependsOn</c>.</param>
    /// <param name="to">Identifiers of the others; at least one.</param>
    /// <param name="key">What tells it from others of the same type, as the <c>bom-ref</c> that it starts at.</param>
    /// <param name="completeness"><c>complete</c>, <c>incomplete</c>, <c>noAssertion</c>, or null to say nothing.</param>
    /// <param name="scope">The phase in which it holds, as <c>runtime</c>, or null.</param>
    public SpdxElement Create(string from, string type, IEnumerable<string> to, string key, string? completeness = null, string? scope = null) =>
        new SpdxElement(scope is null ? "Relationship" : "LifecycleScopedRelationship", ids.Of("relationship", $"{key}/{type}{(scope is null ? "" : $"/{scope}")}"))
            .Set("from", from)
            .Set("relationshipType", type)
            .Set("to", to)
            .Set("completeness", completeness)
            .Set("scope", scope);

    // One relationship for each kind of need. What the environment or somebody else provides is no part of what is delivered.
    private IEnumerable<SpdxElement> Needs(Dependency node)
    {
        var completeness = Completeness(composition => composition.Dependencies.Contains(node.Ref));
        var known = node.DependsOn.Where(IsKnown).ToList();
        if (known.Count == 0)
        {
            return completeness == "complete" ? [Create(ids.Of(node.Ref), "dependsOn", [None], node.Ref, completeness)] : [];
        }

        return known
            .GroupBy(reference => (Type: IsProvided(reference) ? "hasProvidedDependency" : "dependsOn", Scope: ScopeOf(reference)))
            .Select(group => Create(ids.Of(node.Ref), group.Key.Type, group.Select(ids.Of), node.Ref, completeness, group.Key.Scope));
    }

    private IEnumerable<SpdxElement> Provides(Dependency node)
    {
        var known = node.Provides.Where(IsKnown).ToList();
        return known.Count == 0 ? [] : [Create(ids.Of(node.Ref), "contains", known.Select(ids.Of), $"{node.Ref}/provides", Completeness(composition => composition.Assemblies.Contains(node.Ref)))];
    }

    // Agents, tools and prompts are code of the application itself.
    private IEnumerable<SpdxElement> Contents()
    {
        var inside = bom.Components
            .Where(component => component.BomRef is not null && SpdxPackages.KindOf(component.Properties) is InventoryKinds.Agent or InventoryKinds.Tool or InventoryKinds.Prompt)
            .Select(component => ids.Of(component.BomRef!))
            .ToList();
        return inside.Count == 0 || bom.Metadata.Component.BomRef is not { } root ? [] : [Create(ids.Of(root), "contains", inside, root, Completeness(composition => composition.Assemblies.Contains(root)))];
    }

    private IEnumerable<SpdxElement> Data() =>
        from model in bom.Components
        where model.BomRef is not null && model.ModelCard is not null
        let trained = model.ModelCard!.Datasets.Where(_refs.Contains).Select(ids.Of).ToList()
        let tested = model.ModelCard!.PerformanceMetrics.Select(metric => metric.Slice).OfType<string>().Where(_refs.Contains).Select(ids.Of).ToList()
        from relationship in new[] { (Type: "trainedOn", To: trained), (Type: "testedOn", To: tested) }
        where relationship.To.Count > 0
        select Create(ids.Of(model.BomRef!), relationship.Type, relationship.To, model.BomRef!);

    private bool IsKnown(string reference)
    {
        if (SpdxIdentifiers.IsLink(reference))
        {
            Links.Add(reference);
            return true;
        }

        return _refs.Contains(reference);
    }

    private bool IsProvided(string reference) => _services.Contains(reference) || (_components.TryGetValue(reference, out var component) && component.IsExternal);

    private string? ScopeOf(string reference) => _services.Contains(reference) ? "runtime" : _components.GetValueOrDefault(reference)?.Scope switch
    {
        ComponentScope.Required => "runtime",
        ComponentScope.Excluded => "build",
        _ => null,
    };

    // Where two compositions speak of the same part, the worse word counts.
    private string? Completeness(Func<Composition, bool> isMeant)
    {
        var said = bom.Compositions.Where(isMeant).Select(composition => composition.Aggregate).ToHashSet(StringComparer.Ordinal);
        return said.Count == 0 ? null
            : said.Any(aggregate => aggregate.StartsWith("incomplete", StringComparison.Ordinal)) ? "incomplete"
            : said.SetEquals(["complete"]) ? "complete"
            : "noAssertion";
    }
}
