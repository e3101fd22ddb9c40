using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Comparison;

/// <summary>A component or service as it is compared: what it is, how it is found again in the other document, and its facts.</summary>
internal sealed record BomSubject
{
    /// <summary>The property that says what kind of asset a component is.</summary>
    private const string KindProperty = "airlock:asset:kind";

    /// <summary>The property that holds the path of a file.</summary>
    private const string PathProperty = "airlock:file:path";

    /// <summary>The property by which Airlock marks a reference to another project.</summary>
    private const string ProjectProperty = "airlock:project:path";

    /// <summary>The property that says whether a service is consumed or exposed.</summary>
    private const string RoleProperty = "airlock:service:role";

    private static readonly ImmutableHashSet<string> AssetKinds =
        [InventoryKinds.HostedModel, InventoryKinds.LocalModel, InventoryKinds.Dataset, InventoryKinds.Tool, InventoryKinds.Agent, InventoryKinds.Prompt, InventoryKinds.McpServer, InventoryKinds.VectorStore];

    /// <summary>The first part of its kinds of changes, as <c>hosted-model</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Identifier in its document, or null.</summary>
    public required string? BomRef { get; init; }

    /// <summary>Its name, for a hosted model without the version at its end.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, or null.</summary>
    public string? Version { get; init; }

    /// <summary>Package URL, or null.</summary>
    public string? Purl { get; init; }

    /// <summary>The same without version and qualifiers; that of NuGet in lower case, because there case does not count.</summary>
    public string? PurlBase { get; init; }

    /// <summary>Where it is used: the first place in order, or null.</summary>
    public ChangePlace? Place { get; init; }

    /// <summary>Its facts: properties under their names, members under <c>@</c> and theirs. Values are in ordinal order, each once.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>> Facts { get; init; }

    /// <summary>Who runs a hosted model, or null if that is not known.</summary>
    public string? Provider => Fact("airlock:model:provider") ?? Fact("@supplier");

    /// <summary>Whether it is a service that the application offers.</summary>
    public bool IsExposed => Fact(RoleProperty) == "exposed";

    /// <summary>A fact as one text, or null if the document does not have it.</summary>
    public string? Fact(string name) => Facts.TryGetValue(name, out var values) && !values.IsEmpty ? string.Join(", ", values) : null;

    /// <summary>The members of a fact that is a set: of a property, which holds a list separated by commas, or the values of a member.</summary>
    public ImmutableArray<string> Items(string name)
    {
        var values = Facts.GetValueOrDefault(name, []);
        return name.StartsWith('@') ? values : Sorted(values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>Everything in a document that is compared. The described application itself is not: each build makes it anew.</summary>
    public static ImmutableArray<BomSubject> AllOf(Bom bom)
    {
        ImmutableArray<BomSubject> subjects = [.. bom.Components.Select(Of), .. bom.Services.Select(Of)];
        var byRef = new Dictionary<string, BomSubject>(StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            // An identifier stands once in a document; where one does not keep to that, the first has the edges.
            byRef.TryAdd(subject.BomRef ?? "", subject);
        }

        var edges = bom.Dependencies.ToLookup(node => node.Ref, node => node.DependsOn, StringComparer.Ordinal);
        return [.. subjects.Select(subject => subject.Category == InventoryKinds.Agent && byRef[subject.BomRef ?? ""] == subject ? subject.WithParts(Parts(subject)) : subject)];

        // By their names, so that a part which is another version of itself is the same part.
        IEnumerable<string> Parts(BomSubject agent) => edges[agent.BomRef ?? ""]
            .SelectMany(refs => refs)
            .Select(reference => byRef.GetValueOrDefault(reference))
            .OfType<BomSubject>()
            .Select(part => $"{SubjectWords.Noun(part.Category)} {part.Name}");
    }

    private BomSubject WithParts(IEnumerable<string> parts) => this with { Facts = Facts.SetItem("@parts", Sorted(parts)) };

    private static BomSubject Of(Component component)
    {
        var kind = component.Properties.FirstOrDefault(property => property.Name == KindProperty)?.Value;
        var category = kind is not null && AssetKinds.Contains(kind) ? kind : CategoryOf(component);
        var isHosted = category == InventoryKinds.HostedModel;

        // The card of a hosted model holds the settings of its calls; that of a file follows from the file.
        var facts = PropertiesOf([.. component.Properties, .. isHosted ? component.ModelCard?.Properties ?? [] : []]);
        Add(facts, "@version", component.Version);
        Add(facts, "@purl", component.Purl);
        Add(facts, "@licences", [.. component.Licenses.Select(licence => licence.Expression ?? licence.Name).OfType<string>()]);
        Add(facts, "@supplier", component.Supplier?.Name);
        Add(facts, "@scope", component.Scope);
        Add(facts, "@sha256", component.Hashes.FirstOrDefault(hash => hash.Alg == "SHA-256")?.Content);
        Add(facts, "@hashes", [.. component.Hashes.Select(hash => $"{hash.Alg}:{hash.Content}")]);
        var path = component.Properties.FirstOrDefault(property => property.Name == PathProperty)?.Value;
        return new BomSubject
        {
            Category = category,
            BomRef = component.BomRef,
            Name = isHosted ? WithoutVersion(component.Name, component.Version) : component.Name,
            Version = component.Version,
            Purl = component.Purl,
            PurlBase = component.Purl is { } purl ? BaseOf(purl) : null,
            Place = FirstOf(component.Evidence?.Occurrences ?? []) ?? (path is null ? null : new ChangePlace(path, 0)),
            Facts = facts.ToImmutable(),
        };
    }

    private static BomSubject Of(Service service)
    {
        var facts = PropertiesOf(service.Properties);
        Add(facts, "@version", service.Version);
        Add(facts, "@endpoints", [.. service.Endpoints]);
        Add(facts, "@authenticated", Word(service.Authenticated));
        Add(facts, "@crossesTrustBoundary", Word(service.CrossesTrustBoundary));
        Add(facts, "@trustZone", service.TrustZone);
        Add(facts, "@provider", service.Provider?.Name);
        Add(facts, "@data", [.. service.Data.Select(data => $"{data.Name} ({data.Flow}, {data.Classification})")]);
        var isExposed = service.Group == "app" || service.Properties.Any(property => property is { Name: RoleProperty, Value: "exposed" });
        return new BomSubject
        {
            Category = service.Group switch
            {
                "mcp" => InventoryKinds.McpServer,
                "vector-store" => InventoryKinds.VectorStore,
                _ => isExposed ? InventoryKinds.InferenceEndpoint : InventoryKinds.Service,
            },
            BomRef = service.BomRef.Length == 0 ? null : service.BomRef,
            Name = service.Name,
            Version = service.Version,
            Place = FirstOf(service.Occurrences),
            Facts = facts.ToImmutable(),
        };
    }

    // Documents of other programs, and what Airlock does not mark.
    private static string CategoryOf(Component component) => component.Type switch
    {
        _ when component.Properties.Any(property => property.Name == ProjectProperty) || component.BomRef?.StartsWith("project:", StringComparison.Ordinal) == true => "project",
        ComponentType.MachineLearningModel => component.IsExternal && component.Hashes.IsEmpty ? InventoryKinds.HostedModel : InventoryKinds.LocalModel,
        ComponentType.Data => InventoryKinds.Dataset,
        ComponentType.Framework => "framework",
        ComponentType.Library => "package",
        _ => "component",
    };

    private static ImmutableDictionary<string, ImmutableArray<string>>.Builder PropertiesOf(ImmutableArray<Property> properties)
    {
        var facts = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var property in properties.GroupBy(property => property.Name, StringComparer.Ordinal))
        {
            Add(facts, property.Key, [.. property.Select(value => value.Value)]);
        }

        return facts;
    }

    private static void Add(ImmutableDictionary<string, ImmutableArray<string>>.Builder facts, string name, params string?[] values)
    {
        var known = Sorted(values.OfType<string>().Where(value => value.Length > 0));
        if (!known.IsEmpty)
        {
            facts[name] = known;
        }
    }

    private static ImmutableArray<string> Sorted(IEnumerable<string> values) => [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };

    // Code before what configures it.
    private static ChangePlace? FirstOf(ImmutableArray<Occurrence> places) => places
        .OrderBy(place => place.Location.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        .ThenBy(place => place.Location, StringComparer.Ordinal)
        .ThenBy(place => place.Line)
        .Select(place => new ChangePlace(place.Location, place.Line))
        .FirstOrDefault();

    private static string WithoutVersion(string name, string? version) =>
        version is { Length: > 0 } && name.Length > version.Length + 1 && name.EndsWith("-" + version, StringComparison.Ordinal) ? name[..^(version.Length + 1)] : name;

    // ECMA-427: the version follows the last @ of the path; qualifiers and a subpath follow it.
    private static string BaseOf(string purl)
    {
        var end = purl.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? purl : purl[..end];
        var at = path.LastIndexOf('@');
        var bare = at > path.LastIndexOf('/') ? path[..at] : path;
        return bare.StartsWith("pkg:nuget/", StringComparison.OrdinalIgnoreCase) ? bare.ToLowerInvariant() : bare;
    }
}
