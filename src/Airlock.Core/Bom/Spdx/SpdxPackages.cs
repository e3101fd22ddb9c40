using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Airlock.Core.Bom.Assets;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Spdx;

/// <summary>
/// Components and services as packages. SPDX 3.0.1 has no class for an agent, a prompt, a tool or a service: an agent is an AI application and so an AI
/// package, the others are packages whose purpose comes nearest, and the property <c>airlock:asset:kind</c> tells what they are.
/// </summary>
internal sealed class SpdxPackages(Bom bom, SpdxIdentifiers ids, SpdxAgents agents)
{
    private readonly ILookup<string, string> _origins = bom.Citations.ToLookup(
        citation => citation.Subject,
        citation => $"{string.Join(", ", citation.Fields.Select(field => field.Replace("property:", "", StringComparison.Ordinal)))}: {citation.Note}",
        StringComparer.Ordinal);

    /// <summary>The package of a component that has a <c>bom-ref</c>.</summary>
    public SpdxElement Component(Component component) => Component(component, ids.Of(component.BomRef!));

    /// <summary>The package of any component.</summary>
    public SpdxElement Component(Component component, string id)
    {
        var kind = KindOf(component.Properties);
        var package = new SpdxElement(ClassOf(component, kind), id)
            .Set("name", component.Name)
            .Set("description", component.Description)
            .Set("comment", component.IsExternal ? "Expected from the environment, not delivered with the application" : null)
            .SetProperties([.. component.Properties, .. component.ModelCard?.Properties ?? [], .. PlacesOf(component.Evidence)])
            .Set("suppliedBy", agents.Of(component.Supplier))
            .Set("originatedBy", OriginatorsOf(component))
            .Set("software_packageVersion", component.Version)
            .Set("software_packageUrl", component.Purl)
            .Set("software_copyrightText", component.Copyright)
            .Set("software_primaryPurpose", PurposeOf(component, kind))
            .Set("software_sourceInfo", string.Join("; ", _origins[component.BomRef ?? ""].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        SetReferences(package, component.ExternalReferences, component.Hashes, []);
        switch (package.Type)
        {
            case SpdxModels.AIPackage when kind == InventoryKinds.Agent:
                package.Set("ai_autonomyType", AutonomyOf(component));
                break;
            case SpdxModels.AIPackage:
                SpdxModels.Describe(package, component, ids, bom);
                break;
            case SpdxModels.DatasetPackage:
                SpdxModels.DescribeData(package, component);
                break;
        }

        return package;
    }

    /// <summary>The package of a service.</summary>
    public SpdxElement Service(Service service)
    {
        var package = new SpdxElement("software_Package", ids.Of(service.BomRef))
            .Set("name", service.Name)
            .Set("description", service.Description)
            .Set("summary", $"Service ({service.Group})")
            .SetProperties([.. service.Properties, .. FlowsOf(service), .. service.Occurrences.Select(place => new Property(BomJson.PlaceProperty, Text(place with { Symbol = null })))])
            .Set("suppliedBy", agents.Of(service.Provider))
            .Set("software_packageVersion", service.Version)
            .Set("software_primaryPurpose", "other")
            .Set("software_sourceInfo", string.Join("; ", _origins[service.BomRef].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        SetReferences(package, service.ExternalReferences, [], service.Endpoints.Select(endpoint => SpdxReferences.Of("other", endpoint, "endpoint")));
        return package;
    }

    /// <summary>What an AI asset is, or null.</summary>
    internal static string? KindOf(ImmutableArray<Property> properties) => properties.FirstOrDefault(property => property.Name == Inventory.KindProperty)?.Value;

    private static void SetReferences(SpdxElement package, ImmutableArray<ExternalReference> references, ImmutableArray<Hash> hashes, IEnumerable<JsonObject> endpoints)
    {
        var download = SpdxReferences.Download(references);
        package.SetHashes([.. download?.Hash is { } digest && !hashes.Any(hash => hash.Alg == digest.Alg) ? hashes.Add(digest) : hashes]);
        package.Set("software_downloadLocation", download?.Url);
        package.Set("software_homePage", SpdxReferences.Website(references)?.Url);
        package.Set("externalRef", SpdxReferences.Of(references).Concat(endpoints));
    }

    private static string ClassOf(Component component, string? kind) => component.Type switch
    {
        ComponentType.MachineLearningModel => SpdxModels.AIPackage,
        ComponentType.Data when component.Data?.Type is null or "dataset" => SpdxModels.DatasetPackage,
        _ => kind == InventoryKinds.Agent ? SpdxModels.AIPackage : "software_Package",
    };

    private static string PurposeOf(Component component, string? kind) => component.Type switch
    {
        ComponentType.MachineLearningModel => "model",
        ComponentType.Data => component.Data?.Type == "definition" ? "configuration" : "data",
        ComponentType.Framework => "framework",
        ComponentType.Library => kind == InventoryKinds.Tool ? "module" : "library",
        ComponentType.Application => "application",
        "container" or "device" or "file" or "firmware" or "platform" => component.Type,
        "operating-system" => "operatingSystem",
        "device-driver" => "deviceDriver",
        _ => "other",
    };

    // A data set has one originator at most; who made the exact thing tells more than who wrote its parts.
    private IEnumerable<string?> OriginatorsOf(Component component)
    {
        var all = new[] { agents.Of(component.Manufacturer) }
            .Concat((component.Data?.Owners ?? []).Select(agents.Named))
            .Concat(component.Authors.Select(agents.Named))
            .OfType<string>();
        return component.Type == ComponentType.Data ? all.Take(1) : all;
    }

    // Fully automated, if a tool runs without anybody's approval; a person takes part, if all that it has ask first.
    private string? AutonomyOf(Component agent)
    {
        var needs = bom.Dependencies.Where(node => node.Ref == agent.BomRef).SelectMany(node => node.DependsOn).ToHashSet(StringComparer.Ordinal);
        var approvals = bom.Components
            .Where(component => component.BomRef is { } bomRef && needs.Contains(bomRef) && KindOf(component.Properties) == InventoryKinds.Tool)
            .Select(tool => tool.Properties.FirstOrDefault(property => property.Name == "airlock:tool:approval")?.Value)
            .ToList();
        return approvals.Contains("none") ? "yes"
            : approvals.Count > 0 && approvals.All(approval => approval == "required") ? "no"
            : "noAssertion";
    }

    private static IEnumerable<Property> PlacesOf(Evidence? evidence) =>
        (evidence?.Occurrences ?? []).Select(place => new Property("airlock:occurrence", Text(place)));

    private static IEnumerable<Property> FlowsOf(Service service)
    {
        IEnumerable<(string Name, string? Value)> facts =
        [
            ("airlock:service:authenticated", service.Authenticated is { } authenticated ? authenticated ? "true" : "false" : null),
            ("airlock:service:crossesTrustBoundary", service.CrossesTrustBoundary is { } crosses ? crosses ? "true" : "false" : null),
            ("airlock:service:trustZone", service.TrustZone),
            .. service.Data.Select(data => ("airlock:service:data", (string?)$"{data.Flow}: {data.Name} ({data.Classification})")),
        ];
        return facts.Where(fact => fact.Value is not null).Select(fact => new Property(fact.Name, fact.Value!));
    }

    private static string Text(Occurrence place)
    {
        var position = place.Line > 0 ? $"{place.Location}:{place.Line}" : place.Location;
        return place.Symbol is null ? position : $"{position} {place.Symbol}";
    }
}
