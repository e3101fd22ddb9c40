using System.Globalization;
using System.Text;

namespace Airlock.Core.Report;

/// <summary>Draws the picture of the AI assets as SVG. Each node is a link to its row in the tables, so that it can be reached by the keyboard.</summary>
internal static class AssetSvg
{
    private const int NodeWidth = 208;
    private const int NodeHeight = 42;
    private const int ColumnGap = 64;
    private const int RowGap = 12;
    private const int Margin = 8;

    // Letters that fit into a node at the size of the style sheet.
    private const int NameLength = 25;

    /// <summary>The picture.</summary>
    public static string Draw(AssetPicture picture)
    {
        var tallest = picture.Columns.Max(column => column.Length);
        var height = (2 * Margin) + (tallest * (NodeHeight + RowGap)) - RowGap;
        var width = (2 * Margin) + (picture.Columns.Length * (NodeWidth + ColumnGap)) - ColumnGap;
        var places = Places(picture, height);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg id=\"graph\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\" aria-label=\"AI assets and what each needs\">\n");
        svg.Append("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>\n");
        foreach (var (from, to) in picture.Lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line\" data-from=\"{Html.Encode(from)}\" data-to=\"{Html.Encode(to)}\" d=\"{Line(places[from], places[to])}\" marker-end=\"url(#arrow)\"/>\n");
        }

        foreach (var node in picture.Nodes)
        {
            Node(svg, node, places[node.BomRef]);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static Dictionary<string, (int X, int Y)> Places(AssetPicture picture, int height)
    {
        var places = new Dictionary<string, (int X, int Y)>(StringComparer.Ordinal);
        for (var column = 0; column < picture.Columns.Length; column++)
        {
            var nodes = picture.Columns[column];
            var room = height - (2 * Margin) + RowGap;
            for (var row = 0; row < nodes.Length; row++)
            {
                var middle = Margin + (((row + 0.5) * room) / nodes.Length) - (RowGap / 2.0);
                places[nodes[row].BomRef] = (Margin + (column * (NodeWidth + ColumnGap)), (int)Math.Round(middle - (NodeHeight / 2.0)));
            }
        }

        return places;
    }

    // To the right as a curve; within a column or back as a bow beside it.
    private static string Line((int X, int Y) from, (int X, int Y) to)
    {
        var (startY, endY) = (from.Y + (NodeHeight / 2), to.Y + (NodeHeight / 2));
        if (to.X > from.X)
        {
            var (start, end) = (from.X + NodeWidth, to.X - 1);
            var bend = Math.Max(28, (end - start) / 2);
            return string.Create(CultureInfo.InvariantCulture, $"M{start} {startY}C{start + bend} {startY} {end - bend} {endY} {end} {endY}");
        }

        var side = Math.Max(from.X, to.X) + NodeWidth;
        return string.Create(CultureInfo.InvariantCulture, $"M{from.X + NodeWidth} {startY}C{side + 40} {startY} {side + 40} {endY} {to.X + NodeWidth + 1} {endY}");
    }

    private static void Node(StringBuilder svg, AssetNode node, (int X, int Y) place)
    {
        var name = node.Name.Length > NameLength ? node.Name[..(NameLength - 1)] + "…" : node.Name;
        svg.Append(CultureInfo.InvariantCulture, $"<a class=\"node {node.Kind.Id}\" href=\"#{Html.Anchor(node.BomRef)}\" data-ref=\"{Html.Encode(node.BomRef)}\" aria-label=\"{Html.Encode($"{node.Kind.Title} {node.Name}")}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Html.Encode($"{node.Kind.Title}: {node.Name}")}</title><rect x=\"{place.X}\" y=\"{place.Y}\" width=\"{NodeWidth}\" height=\"{NodeHeight}\" rx=\"6\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"kind\" x=\"{place.X + 10}\" y=\"{place.Y + 16}\">{Html.Encode(node.Kind.Title)}</text><text x=\"{place.X + 10}\" y=\"{place.Y + 33}\">{Html.Encode(name)}</text></a>\n");
    }
}
