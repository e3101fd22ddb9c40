using System.Collections.Immutable;
using Airlock.Core.Libraries;

namespace Airlock.Core.Bom.Packages;

/// <summary>Referenced projects: each is a component that leads to the document of its own build.</summary>
internal static class ProjectComponents
{
    /// <summary>The component of a project.</summary>
    /// <param name="node">The project in the graph.</param>
    /// <param name="references">The documents that are known.</param>
    public static Component Build(PackageNode node, ImmutableArray<BomReference> references)
    {
        var reference = references.FirstOrDefault(one => one.ProjectPath == node.Path);
        var described = reference?.Document.Metadata.Component;
        return new Component
        {
            Type = described?.Type ?? ComponentType.Library,
            BomRef = PackageComponents.RefOf(node),
            Supplier = described?.Supplier,
            Manufacturer = described?.Manufacturer,
            Name = described?.Name ?? node.Id,
            Version = described?.Version ?? node.Version,
            Description = described?.Description,
            Scope = node.Use == PackageUse.Runtime ? ComponentScope.Required : ComponentScope.Excluded,
            Hashes = described?.Hashes ?? [],
            Licenses = described?.Licenses ?? [],
            Copyright = described?.Copyright,
            Purl = described?.Purl,
            ExternalReferences = reference is null ? [] : [.. Links(reference)],
            Properties =
            [
                .. described?.Properties.Where(property => property.Name.StartsWith("bsi:", StringComparison.Ordinal)) ?? [],
                new Property("airlock:nuget:direct", node.IsDirect ? "true" : "false"),
                new Property(PackageShipping.UseProperty, node.Use.ToString().ToLowerInvariant()),
                .. node.Path is { } path ? [new Property("airlock:project:path", RelativePath.Portable(path))] : Array.Empty<Property>(),
            ],
        };
    }

    private static IEnumerable<ExternalReference> Links(BomReference reference)
    {
        if (reference.Link is { } link)
        {
            yield return new ExternalReference("bom", link);
        }

        yield return new ExternalReference("bom", WebAddress.Relative(reference.Url), null, new Hash("SHA-256", reference.Sha256));
    }
}
