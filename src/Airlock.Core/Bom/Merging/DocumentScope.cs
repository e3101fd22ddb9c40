using System.Collections.Immutable;
using Airlock.Core.Bom.Assets;

namespace Airlock.Core.Bom.Merging;

/// <summary>One of several documents, with its references as they are in the joined one.</summary>
internal sealed class DocumentScope
{
    private const string LinkPrefix = "urn:cdx:";

    private readonly Bom _document;
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);

    private DocumentScope(Bom document) => _document = document;

    /// <summary>The <c>bom-ref</c> of what the document describes.</summary>
    public string Root => Of(_document.Metadata.Component.BomRef ?? _document.Metadata.Component.Name);

    /// <summary>The components, with what the document describes; projects that have a document of their own are left to it.</summary>
    public IEnumerable<Component> Components => _document.Components
        .Where(component => component.BomRef is { } bomRef && !_linked.Contains(bomRef))
        .Append(Described())
        .Select(component => component with { BomRef = Of(component.BomRef!), ModelCard = Renamed(component.ModelCard) });

    /// <summary>The services.</summary>
    public IEnumerable<Service> Services => _document.Services.Select(service => service with { BomRef = Of(service.BomRef) });

    /// <summary>The edges.</summary>
    public IEnumerable<Dependency> Dependencies => _document.Dependencies
        .Where(node => !_linked.Contains(node.Ref))
        .Select(node => new Dependency(Of(node.Ref), Of(node.DependsOn), Of(node.Provides)));

    /// <summary>How complete the parts are.</summary>
    public IEnumerable<Composition> Compositions =>
        _document.Compositions.Select(composition => composition with { Assemblies = Of(composition.Assemblies), Dependencies = Of(composition.Dependencies) });

    /// <summary>The remarks.</summary>
    public IEnumerable<Annotation> Annotations => _document.Annotations.Select(note => note with { Subjects = Of(note.Subjects) });

    /// <summary>Where values come from.</summary>
    public IEnumerable<Citation> Citations => _document.Citations.Select(citation => citation with { Subject = Of(citation.Subject) });

    private readonly HashSet<string> _linked = new(StringComparer.Ordinal);

    /// <summary>Gives each document its references: equal ones only for what is the same thing everywhere.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="root">The <c>bom-ref</c> of the root of the joined document.</param>
    public static IReadOnlyList<DocumentScope> Of(IEnumerable<Bom> documents, string root)
    {
        var scopes = documents
            .OrderBy(document => document.Metadata.Component.BomRef, StringComparer.Ordinal)
            .ThenBy(BomMerge.Framework, StringComparer.Ordinal)
            .ThenBy(document => document.SerialNumber)
            .Select(document => new DocumentScope(document))
            .ToList();
        var roots = scopes.ToLookup(scope => scope._document.Metadata.Component.BomRef, StringComparer.Ordinal);
        foreach (var group in roots.Where(group => group.Key is not null && (group.Count() > 1 || group.Key == root)))
        {
            foreach (var (scope, index) in group.Select((scope, index) => (scope, index)))
            {
                var framework = BomMerge.Framework(scope._document);
                var isAlone = group.Count(other => BomMerge.Framework(other._document) == framework) == 1;
                scope._renamed[group.Key!] = $"{group.Key}#{framework}{(isAlone ? "" : $".{index + 1}")}";
            }
        }

        KeepApart(scopes);
        LinkProjects(scopes);
        return scopes;
    }

    // Two applications may both have an endpoint POST /chat or an agent "support"; the frameworks of one project have the same one.
    private static void KeepApart(List<DocumentScope> scopes)
    {
        var owners = scopes
            .SelectMany(scope => scope.OwnParts().Select(part => (Part: part, Project: scope._document.Metadata.Component.Name)))
            .ToLookup(owned => owned.Part, owned => owned.Project, StringComparer.Ordinal);
        foreach (var scope in scopes)
        {
            foreach (var part in scope.OwnParts().Where(part => owners[part].Distinct(StringComparer.Ordinal).Count() > 1).ToList())
            {
                scope._renamed[part] = $"{part}@{scope._document.Metadata.Component.Name}";
            }
        }
    }

    // A reference to another project leads to its document, if that is among these.
    private static void LinkProjects(List<DocumentScope> scopes)
    {
        var serials = scopes.Where(scope => scope._document.SerialNumber is not null).DistinctBy(scope => scope._document.SerialNumber)
            .ToDictionary(scope => $"{scope._document.SerialNumber:D}", scope => scope, StringComparer.Ordinal);
        var names = scopes.GroupBy(scope => scope._document.Metadata.Component.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase);
        foreach (var scope in scopes)
        {
            foreach (var component in scope._document.Components.Where(component => component.BomRef?.StartsWith("project:", StringComparison.Ordinal) == true))
            {
                var links = component.ExternalReferences.Where(reference => reference.Type == "bom" && reference.Url.StartsWith(LinkPrefix, StringComparison.Ordinal));
                var target = links.Select(link => serials.GetValueOrDefault(link.Url[LinkPrefix.Length..].Split('/')[0])).FirstOrDefault(found => found is not null)
                    ?? Nearest(names.GetValueOrDefault(component.Name) ?? [], BomMerge.Framework(scope._document));
                if (target is not null && target != scope)
                {
                    scope._renamed[component.BomRef!] = target.Root;
                    scope._linked.Add(component.BomRef!);
                }
            }
        }
    }

    // Which framework of a project another one compiled against is not written down; the same one is the likely one, else the first.
    private static DocumentScope? Nearest(List<DocumentScope> candidates, string framework) =>
        candidates.FirstOrDefault(candidate => BomMerge.Framework(candidate._document) == framework) ?? candidates.FirstOrDefault();

    private IEnumerable<string> OwnParts() => _document.Components
        .Where(component => component.Purl is null && !component.IsExternal && component.Type != ComponentType.Framework && component.Properties.Any(property => property.Name == Inventory.KindProperty) && component.Hashes.IsEmpty)
        .Select(component => component.BomRef!)
        .Concat(_document.Components.Where(component => component.Data?.Type == "definition").Select(component => component.BomRef!))
        .Concat(_document.Services.Where(service => service.Properties.Contains(new Property("airlock:service:role", "exposed"))).Select(service => service.BomRef))
        .Distinct(StringComparer.Ordinal);

    private Component Described()
    {
        var component = _document.Metadata.Component;
        return component with
        {
            BomRef = component.BomRef ?? component.Name,
            Scope = ComponentScope.Required,
            ExternalReferences = _document.SerialNumber is { } serial
                ? [.. component.ExternalReferences, new ExternalReference("bom", $"{LinkPrefix}{serial:D}/1")]
                : component.ExternalReferences,
        };
    }

    private ModelCard? Renamed(ModelCard? card) => card is null ? null : card with { Datasets = Of(card.Datasets) };

    private string Of(string bomRef) => _renamed.GetValueOrDefault(bomRef, bomRef);

    private ImmutableArray<string> Of(ImmutableArray<string> bomRefs) => [.. bomRefs.Select(Of)];
}
