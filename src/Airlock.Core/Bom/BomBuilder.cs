using System.Collections.Immutable;
using Airlock.Core.Bom.Packages;

namespace Airlock.Core.Bom;

/// <summary>Puts a document together: application, frameworks, packages, AI assets, edges, completeness and remarks.</summary>
public static class BomBuilder
{
    /// <summary>The <c>bom-ref</c> of Airlock itself.</summary>
    internal const string ToolRef = "airlock";

    /// <summary>Builds the document. It reads the folders of the packages, and nothing else outside its input.</summary>
    public static Bom Build(BomInput input)
    {
        var root = ApplicationComponent.Build(input);
        var assets = AssetComponents.Build(input);
        var services = AssetServices.Build(input);
        var frameworks = FrameworkComponents.Build(input);
        var packages = PackageComponents.Build(input);
        var bom = new Bom
        {
            SpecVersion = input.SpecVersion,
            Metadata = DocumentMetadata.Build(input, root),
            Components = [.. packages, .. frameworks, .. assets],
            Services = services,
            Dependencies = Edges(input, root, frameworks, assets, services),
            Compositions = Compositions(input, root, packages, assets),
            Annotations = FindingAnnotations.Build(input, root, [.. packages, .. assets], services),
        };
        return input.IsReproducible ? Reproducible(bom) : bom with { SerialNumber = SerialNumberOf(bom) };
    }

    /// <summary>
    /// The identity of a document: a name-based UUID (RFC 9562, version 5) over everything it says, so that the same build
    /// gives the same number and any other build another.
    /// </summary>
    internal static Guid SerialNumberOf(Bom bom) => NameBasedGuid.Create(BomWriter.Write(bom with { SerialNumber = null }));

    /// <summary>Airlock as a tool or annotator.</summary>
    internal static Component Tool(BomInput input, bool hasRef = true) => new()
    {
        Type = ComponentType.Application,
        BomRef = hasRef ? ToolRef : null,
        Name = "Airlock",
        Version = input.ToolVersion,
    };

    // https://github.com/CycloneDX/cyclonedx-property-taxonomy/blob/main/cdx.md: the mark promises that neither time nor chance is in the document.
    private static Bom Reproducible(Bom bom) => bom with { Properties = [.. bom.Properties, new Property("cdx:reproducible", "true")] };

    private static ImmutableArray<Dependency> Edges(
        BomInput input, Component root, ImmutableArray<Component> frameworks, ImmutableArray<Component> assets, ImmutableArray<Service> services)
    {
        var consumed = services.Where(service => !AssetServices.IsExposed(service)).Select(service => service.BomRef);
        var direct = input.Packages?.Nodes.Where(node => node.IsDirect).Select(PackageComponents.RefOf) ?? [];
        return
        [
            new Dependency(
                root.BomRef!,
                [.. direct, .. frameworks.Concat(assets).Select(component => component.BomRef!), .. consumed],
                [.. services.Where(AssetServices.IsExposed).Select(service => service.BomRef)]),
            .. input.Packages is { } graph ? PackageComponents.Edges(graph) : [],
            .. frameworks.Select(framework => new Dependency(framework.BomRef!, [])),
            .. assets.Select(asset => new Dependency(asset.BomRef!, AssetServices.NeededBy(asset, services))),
            .. services.Select(service => new Dependency(service.BomRef, [])),
        ];
    }

    // Restore lists every package, so that part is complete. What the compiler saw of AI assets is not all there may be: a
    // model can be chosen at run time.
    private static ImmutableArray<Composition> Compositions(
        BomInput input, Component root, ImmutableArray<Component> packages, ImmutableArray<Component> assets)
    {
        ImmutableArray<string> seen = [root.BomRef!, .. assets.Select(asset => asset.BomRef!)];
        if (input.Packages is null)
        {
            return [new Composition("unknown", [root.BomRef!], seen)];
        }

        var incomplete = new Composition("incomplete", [root.BomRef!], seen);
        return packages.IsEmpty
            ? [incomplete]
            : [new Composition("complete", [], [.. packages.Select(package => package.BomRef!)]), incomplete];
    }
}
