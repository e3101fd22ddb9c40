using System.Collections.Immutable;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Libraries;

namespace Airlock.Core.Bom.Publishing;

/// <summary>The framework inside a program of native code: it comes from another pack than that of the build.</summary>
internal static class NativeFramework
{
    /// <summary>The document with that pack in place of the build's; unchanged if the pack is not known.</summary>
    /// <param name="request">What is published.</param>
    /// <param name="build">The document of the build.</param>
    /// <param name="graph">The packages: the SDK downloads the pack beside those that the project references.</param>
    public static Bom Replace(PublishRequest request, Bom build, PackageGraph graph)
    {
        if (request.NativeFrameworkFolder is not { } folder || Find(folder, graph) is not { } package)
        {
            return build;
        }

        var facts = ImmutableDictionary<string, BomPackageFacts>.Empty.Add(package.Purl, PackageConclusions.Of(package));
        var replaced = build.Components.Where(component => NameOf(component) is not null).ToList();
        if (replaced is not [{ BomRef: { } before } pack] || build.Components.Any(component => component.BomRef == package.Purl))
        {
            return build;
        }

        var description = PackageDescription.Read(package.Id, package.Version, package.Folder, facts).ToComponent(isExecutable: true);
        var component = description with
        {
            Scope = ComponentScope.Required,
            Evidence = pack.Evidence,
            Properties = [.. description.Properties, new Property(PackageShipping.UseProperty, "runtime"), NameOf(pack)!],
        };
        ImmutableArray<string> Renamed(ImmutableArray<string> references) => [.. references.Select(reference => reference == before ? package.Purl : reference)];
        return build with
        {
            Components = [.. build.Components.Select(one => one.BomRef == before ? component : one)],
            Dependencies = [.. build.Dependencies.Select(node => new Dependency(node.Ref == before ? package.Purl : node.Ref, Renamed(node.DependsOn), node.Provides))],
            Compositions = [.. build.Compositions.Select(part => part with { Assemblies = Renamed(part.Assemblies), Dependencies = Renamed(part.Dependencies) })],
            Citations = [.. build.Citations.Where(citation => citation.Subject != before)],
        };
    }

    private static Property? NameOf(Component component) =>
        component.Type == ComponentType.Library ? component.Properties.FirstOrDefault(property => property.Name == FrameworkComponents.NameProperty) : null;

    private static RestoredPackage? Find(string folder, PackageGraph graph)
    {
        var purl = new ShippedPackages(graph, [], []).PackageOf(new ShippedFile(Path.Combine(folder, "framework"), "framework"));
        return graph.OtherPackages.Concat(graph.Nodes)
            .Where(node => purl is not null && PackageUrl.NuGet(node.Id, node.Version) == purl)
            .Select(node => RestoredPackage.Locate(graph, node))
            .FirstOrDefault();
    }
}
