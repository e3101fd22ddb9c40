using System.Collections.Immutable;
using Airlock.Core.Bom.Assets;
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
        var assets = AssetGraph.Build(input);
        var frameworks = FrameworkComponents.Build(input);
        ImmutableArray<Component> packages = [.. assets.WithFirstUses(PackageComponents.Build(input))];
        var bom = new Bom
        {
            SpecVersion = input.SpecVersion,
            Metadata = DocumentMetadata.Build(input, root),
            Components = [.. packages, .. frameworks, .. assets.Components],
            Services = assets.Services,
            Dependencies = Edges(input, root, frameworks, assets),
            Compositions = Compositions(input, root, packages, assets),
            Annotations = FindingAnnotations.Build(input, root, [.. packages, .. assets.Components], assets.Services),
            Formulation = BuildProcess.Of(input.Application.ProjectFile ?? input.Application.Name),
            Attestation = RuleOutcomes.Build(input),
            Citations = input.Timestamp is { } timestamp ? [.. assets.Citations(timestamp), .. PackageCitations(packages, timestamp)] : [],
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

    private static ImmutableArray<Dependency> Edges(BomInput input, Component root, ImmutableArray<Component> frameworks, AssetGraph assets)
    {
        var direct = input.Packages?.Nodes.Where(node => node.IsDirect).Select(PackageComponents.RefOf) ?? [];
        return
        [
            new Dependency(
                root.BomRef!,
                [.. direct, .. frameworks.Select(component => component.BomRef!), .. assets.Roots()],
                [.. assets.Exposed()]),
            .. input.Packages is { } graph ? PackageComponents.Edges(graph) : [],
            .. frameworks.Select(framework => new Dependency(framework.BomRef!, [])),
            .. assets.Edges(),
        ];
    }

    // Restore lists every package, so that part is complete. What the compiler saw of AI assets is not all there may be: a
    // model can be chosen at run time. If it saw nothing, nobody knows.
    private static ImmutableArray<Composition> Compositions(BomInput input, Component root, ImmutableArray<Component> packages, AssetGraph assets)
    {
        ImmutableArray<string> seen = [root.BomRef!, .. assets.Components.Select(asset => asset.BomRef!), .. assets.Services.Select(service => service.BomRef)];
        var code = new Composition(
            input.IsCodeUnknown || input.Packages is null ? "unknown" : "incomplete", [root.BomRef!], seen, "composition:assets");
        return packages.IsEmpty ? [code] : [new Composition("complete", [], [.. packages.Select(package => package.BomRef!)], "composition:packages"), code];
    }

    private static IEnumerable<Citation> PackageCitations(ImmutableArray<Component> packages, DateTimeOffset timestamp) => packages
        .Where(package => package.Purl is not null)
        .SelectMany(package => new[]
        {
            new Citation(package.BomRef!, ["name", "version"], "resolved by restore: project.assets.json", ToolRef, BuildProcess.RestoreRef, timestamp),
            new Citation(package.BomRef!, ["hashes"], "digest of the package file, noted by NuGet when it was extracted", ToolRef, BuildProcess.RestoreRef, timestamp),
            new Citation(package.BomRef!, ["licenses", "supplier"], "what the package says of itself: its .nuspec", ToolRef, BuildProcess.GateRef, timestamp),
        });
}
