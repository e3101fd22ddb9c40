using System.Collections.Immutable;
using Airlock.Core.Libraries;

namespace Airlock.Core.Bom.Packages;

/// <summary>Turns the nodes of a package graph into components and edges. What a project no longer gets as a package (<c>packagesToPrune</c>) is no node, and so no component.</summary>
internal static class PackageComponents
{
    /// <summary>The <c>bom-ref</c> of a node: the package URL, or the name of the project.</summary>
    public static string RefOf(PackageNode node) =>
        node.Kind == PackageKind.Package ? PackageUrl.NuGet(node.Id, node.Version) : "project:" + node.Id;

    /// <summary>All nodes; a package's own claims and digest are read from its folder.</summary>
    public static ImmutableArray<Component> Build(BomInput input)
    {
        if (input.Packages is not { } graph)
        {
            return [];
        }

        var usage = new PackageShipping(graph, input.Shipped, [.. FrameworkComponents.Packs(input)]);
        return
        [
            .. graph.Nodes.Select(node => node.Kind == PackageKind.Package
                ? Package(input, node, usage.Of(node))
                : ProjectComponents.Build(node, input.References)),
        ];
    }

    /// <summary>One edge list for each node.</summary>
    public static IEnumerable<Dependency> Edges(PackageGraph graph) =>
        graph.Nodes.Select(node => new Dependency(RefOf(node), node.Dependencies.Select(id => RefOf(graph.Find(id)!))));

    private static Component Package(BomInput input, PackageNode node, PackageDelivery delivery)
    {
        var description = PackageDescription.Read(node.Id, node.Version, input.Packages!.FolderOf(node), input.PackageFacts);
        var component = description.ToComponent(node.Files.Any(ExecutableFiles.Contains));
        return component with
        {
            Scope = delivery.Scope,
            Evidence = new Evidence([new Identity("purl", 1, "manifest-analysis", "project.assets.json")], []),
            Properties = [.. component.Properties, .. Properties(node, delivery)],
        };
    }

    private static IEnumerable<Property> Properties(PackageNode node, PackageDelivery delivery)
    {
        yield return new Property("airlock:nuget:direct", node.IsDirect ? "true" : "false");
        if (node.Requested is { } requested)
        {
            yield return new Property("airlock:nuget:requested", requested);
        }

        if (node.IsAutoReferenced)
        {
            yield return new Property("airlock:nuget:autoReferenced", "true");
        }

        if (node.IsCentrallyManaged)
        {
            yield return new Property("airlock:nuget:centrallyManaged", "true");
        }

        if (node.ContentHash is { } contentHash)
        {
            yield return new Property("airlock:nuget:contentHash", contentHash);
        }

        foreach (var property in delivery.Properties)
        {
            yield return property;
        }
    }
}
