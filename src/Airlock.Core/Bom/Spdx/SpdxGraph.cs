using System.Text.Json.Nodes;

namespace Airlock.Core.Bom.Spdx;

/// <summary>All elements of a document: who made it, the document, the bill of materials, then everything else in the order of identifiers.</summary>
internal sealed class SpdxGraph
{
    private readonly Bom _bom;
    private readonly SpdxIdentifiers _ids;
    private readonly SpdxAgents _agents;
    private readonly SpdxRelationships _relationships;
    private readonly SpdxLicenses _licenses;
    private readonly SortedDictionary<string, SpdxElement> _elements = new(StringComparer.Ordinal);

    public SpdxGraph(Bom bom)
    {
        _ids = SpdxIdentifiers.Of(bom);
        _bom = WithRefs(bom);
        _agents = new SpdxAgents(_bom, _ids);
        _relationships = new SpdxRelationships(_bom, _ids);
        _licenses = new SpdxLicenses(_ids, _relationships);
    }

    /// <summary>The elements as they are written.</summary>
    public IEnumerable<JsonObject> Elements()
    {
        var creation = CreationInfo();
        var packages = new SpdxPackages(_bom, _ids, _agents);
        foreach (var component in _bom.Components.Prepend(_bom.Metadata.Component).DistinctBy(component => component.BomRef))
        {
            var package = packages.Component(component);
            Add(package);
            AddAll(_licenses.Of(component, package.Id));
            AddAncestors(packages, component, package.Id);
        }

        AddAll(_bom.Services.DistinctBy(service => service.BomRef).Select(packages.Service));
        AddAll(_relationships.Elements());
        AddAll(Annotations());
        var (document, sbom) = Collections();
        AddAll(_licenses.Elements);
        AddAll(_agents.Elements);
        SpdxProfiles.Declare(_elements.Values, document, sbom);
        document.Set("element", _elements.Keys.Append(sbom.Id));
        sbom.Set("element", _elements.Keys);
        return [creation, document.Json, sbom.Json, .. _elements.Values.Select(element => element.Json)];
    }

    private void Add(SpdxElement element) => _elements.TryAdd(element.Id, element);

    private void AddAll(IEnumerable<SpdxElement> elements)
    {
        foreach (var element in elements.ToList())
        {
            Add(element);
        }
    }

    private JsonObject CreationInfo()
    {
        var metadata = _bom.Metadata;
        var makers = metadata.Authors.Select(_agents.Of).Prepend(_agents.Of(metadata.Manufacturer)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var tools = metadata.Tools.Select(_agents.Tool).ToList();
        if (!metadata.Tools.Any(tool => tool.Name == "Airlock"))
        {
            tools.Add(_agents.Tool(new Component { Type = ComponentType.Application, Name = "Airlock", Version = Gate.Version }));
        }

        if (makers.Count == 0)
        {
            makers.Add(_agents.Software("Airlock"));
        }

        var creation = new JsonObject
        {
            ["type"] = "CreationInfo",
            ["@id"] = SpdxElement.CreationInfo,
            ["specVersion"] = SpdxWriter.SpecVersion,
            ["created"] = BomWriter.Text(metadata.Timestamp ?? DateTimeOffset.UnixEpoch),
            ["createdBy"] = new JsonArray([.. makers.Select(maker => (JsonNode)maker!)]),
            ["createdUsing"] = new JsonArray([.. tools.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(tool => (JsonNode)tool!)]),
        };
        if (metadata.Timestamp is null)
        {
            creation["comment"] = "When the document was made is left out on purpose or not known: the start of 1970 stands for it";
        }

        return creation;
    }

    private (SpdxElement Document, SpdxElement Sbom) Collections()
    {
        var root = _ids.Of(_bom.Metadata.Component.BomRef!);
        var name = _bom.Metadata.Component is { Version: { } version } application ? $"{application.Name} {version}" : _bom.Metadata.Component.Name;
        var sbom = new SpdxElement("software_Sbom", _ids.Of("sbom", "1"))
            .Set("name", name)
            .SetProperties([.. _bom.Metadata.Properties, .. _bom.Properties])
            .Set("rootElement", [root])
            .Set("software_sbomType", [TypeOf(_bom.Metadata.Lifecycle)]);
        var document = new SpdxElement("SpdxDocument", _ids.Of("document", "1"))
            .Set("name", name)
            .Set("dataLicense", _bom.Metadata.License is { } license ? _licenses.Of(license) : null)
            .Set("rootElement", [sbom.Id])
            .Set("import", _relationships.Links.Select(link => new JsonObject { ["type"] = "ExternalMap", ["externalSpdxId"] = link }));
        return (document, sbom);
    }

    private void AddAncestors(SpdxPackages packages, Component component, string id)
    {
        var ancestors = (component.Pedigree?.Ancestors ?? [])
            .Select((ancestor, index) => ancestor with { BomRef = $"{component.BomRef}#ancestor:{index}" })
            .ToList();
        foreach (var ancestor in ancestors)
        {
            var package = packages.Component(ancestor);
            Add(package);
            AddAll(_licenses.Of(ancestor, package.Id));
        }

        if (ancestors.Count > 0)
        {
            Add(_relationships.Create(id, "descendantOf", ancestors.Select(ancestor => _ids.Of(ancestor.BomRef!)), component.BomRef!));
        }
    }

    private IEnumerable<SpdxElement> Annotations() => _bom.Annotations
        .SelectMany(annotation => annotation.Subjects.Select(subject => (Subject: subject, annotation.Text)))
        .Where(remark => _elements.ContainsKey(_ids.Of(remark.Subject)))
        .Distinct()
        .GroupBy(remark => remark.Subject, StringComparer.Ordinal)
        .SelectMany(group => group.Select(remark => remark.Text).Order(StringComparer.Ordinal).Select((text, index) =>
            new SpdxElement("Annotation", _ids.Of("annotation", $"{group.Key}/{index + 1}"))
                .Set("annotationType", "review")
                .Set("subject", _ids.Of(group.Key))
                .Set("statement", text)));

    private static string? TypeOf(string lifecycle) => lifecycle switch
    {
        "design" => "design",
        "pre-build" => "source",
        "build" or "post-build" => "build",
        "operations" => "runtime",
        "discovery" => "analyzed",
        _ => null,
    };

    // Documents of other programs may leave identifiers out.
    private static Bom WithRefs(Bom bom) => bom with
    {
        Metadata = bom.Metadata with { Component = bom.Metadata.Component with { BomRef = bom.Metadata.Component.BomRef ?? "spdx:root" } },
        Components = [.. bom.Components.Select((component, index) => component with { BomRef = component.BomRef ?? $"spdx:component:{index}" })],
        Services = [.. bom.Services.Select((service, index) => service.BomRef.Length > 0 ? service : service with { BomRef = $"spdx:service:{index}" })],
    };
}
