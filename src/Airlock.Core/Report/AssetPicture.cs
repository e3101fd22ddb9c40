using System.Collections.Immutable;
using Airlock.Core.Bom;

namespace Airlock.Core.Report;

/// <summary>Which nodes the picture of the AI assets shows, and where: columns from callers to what is called, ordered so that few lines cross.</summary>
internal sealed class AssetPicture
{
    private const int Sweeps = 6;

    private AssetPicture(ImmutableArray<AssetNode> nodes, ImmutableArray<ImmutableArray<AssetNode>> columns, ImmutableArray<(string From, string To)> lines)
    {
        (Nodes, Columns, Lines) = (nodes, columns, lines);
    }

    /// <summary>All nodes, in the order of their kinds and names.</summary>
    public ImmutableArray<AssetNode> Nodes { get; }

    /// <summary>The columns from left to right, each from top to bottom; none is empty.</summary>
    public ImmutableArray<ImmutableArray<AssetNode>> Columns { get; }

    /// <summary>Who needs or provides whom.</summary>
    public ImmutableArray<(string From, string To)> Lines { get; }

    /// <summary>Arranges the AI assets of a document. Of packages only those that an asset needs are shown.</summary>
    public static AssetPicture Of(Bom.Bom bom)
    {
        var edges = bom.Dependencies.ToDictionary(node => node.Ref, node => node, StringComparer.Ordinal);
        var root = bom.Metadata.Component;
        var rootRef = root.BomRef ?? root.Name;
        var assets = bom.Components
            .Select(component => (Component: component, Kind: AssetKind.Of(component)))
            .Where(pair => pair.Kind is not null && pair.Kind != AssetKind.Package)
            .Select(pair => Node(pair.Component.BomRef!, pair.Kind!, NameOf(pair.Component)))
            .Concat(bom.Services.Select(service => Node(service.BomRef, AssetKind.Of(service), service.Name)))
            .Prepend(Node(rootRef, AssetKind.Application, root.Name))
            .ToList();
        var needed = assets.Where(asset => asset.Kind != AssetKind.Application).SelectMany(asset => asset.Needs).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<AssetNode> nodes =
        [
            .. assets
                .Concat(bom.Components
                    .Where(component => component.BomRef is { } bomRef && needed.Contains(bomRef) && AssetKind.Of(component) == AssetKind.Package)
                    .Select(component => Node(component.BomRef!, AssetKind.Package, $"{component.Name} {component.Version}") with { Needs = [] }))
                .OrderBy(node => AssetKind.All.IndexOf(node.Kind))
                .ThenBy(node => node.BomRef == rootRef ? 0 : 1)
                .ThenBy(node => node.Name, StringComparer.Ordinal)
                .ThenBy(node => node.BomRef, StringComparer.Ordinal),
        ];
        var shown = nodes.Select(node => node.BomRef).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<(string, string)> lines =
        [
            .. nodes.SelectMany(node => node.Needs.Where(shown.Contains).Where(need => need != node.BomRef).Distinct(StringComparer.Ordinal).Select(need => (node.BomRef, need))),
        ];
        return new AssetPicture(nodes, Arrange(nodes, lines), lines);

        AssetNode Node(string bomRef, AssetKind kind, string name) =>
            new(bomRef, kind, name, edges.TryGetValue(bomRef, out var edge) ? [.. edge.DependsOn, .. edge.Provides] : []);
    }

    private static string NameOf(Component component) =>
        component.Name != "unknown" ? component.Name : component.Supplier is { Name: var provider } ? $"not known, of {provider}" : "not known";

    // The barycentre heuristic (Sugiyama and others, 1981): each node goes where its neighbours are on average, from both sides in turns.
    private static ImmutableArray<ImmutableArray<AssetNode>> Arrange(ImmutableArray<AssetNode> nodes, ImmutableArray<(string From, string To)> lines)
    {
        var columns = nodes.GroupBy(node => node.Kind.Column).OrderBy(column => column.Key).Select(column => column.ToList()).ToList();
        var neighbours = lines.Concat(lines.Select(line => (From: line.To, To: line.From))).ToLookup(line => line.From, line => line.To, StringComparer.Ordinal);
        var places = new Dictionary<string, double>(StringComparer.Ordinal);
        columns.ForEach(Number);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var column in sweep % 2 == 0 ? columns : Enumerable.Reverse(columns))
            {
                var wanted = column.ToDictionary(node => node, node => neighbours[node.BomRef].Select(other => places[other]).DefaultIfEmpty(places[node.BomRef]).Average());
                var sorted = column.OrderBy(node => wanted[node]).ToList();
                column.Clear();
                column.AddRange(sorted);
                Number(column);
            }
        }

        return [.. columns.Select(column => column.ToImmutableArray())];

        // From 0 at the top to 1 at the bottom, so that columns of different length can be compared.
        void Number(List<AssetNode> column)
        {
            for (var index = 0; index < column.Count; index++)
            {
                places[column[index].BomRef] = (index + 0.5) / column.Count;
            }
        }
    }
}
