using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Airlock.Core.Bom;

namespace Airlock.Core.Report;

/// <summary>The AI assets as tables, one for each kind: what is known of each, what it needs, where it is used, what was found about it.</summary>
internal sealed class AssetTables
{
    private const int MaximumPlaces = 12;

    private readonly AssetPicture _picture;
    private readonly Dictionary<string, AssetNode> _nodes;
    private readonly Dictionary<string, Component> _components;
    private readonly Dictionary<string, Service> _services;
    private readonly ILookup<string, string> _remarks;

    public AssetTables(Bom.Bom bom, AssetPicture picture)
    {
        _picture = picture;
        _nodes = picture.Nodes.ToDictionary(node => node.BomRef, StringComparer.Ordinal);
        _components = bom.Components.Append(bom.Metadata.Component).Where(component => component.BomRef is not null)
            .GroupBy(component => component.BomRef!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        _services = bom.Services.ToDictionary(service => service.BomRef, StringComparer.Ordinal);
        _remarks = bom.Annotations.SelectMany(note => note.Subjects.Select(subject => (Subject: subject, note.Text)))
            .OrderBy(note => note.Text, StringComparer.Ordinal)
            .ToLookup(note => note.Subject, note => note.Text, StringComparer.Ordinal);
    }

    public void Write(StringBuilder page)
    {
        foreach (var kind in AssetKind.All)
        {
            var nodes = _picture.Nodes.Where(node => node.Kind == kind).ToList();
            if (nodes.Count > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"<section class=\"assets\" aria-labelledby=\"kind-{kind.Id}\">\n<h2 id=\"kind-{kind.Id}\"><span class=\"mark {kind.Id}\"></span>{Html.Encode(ReportPage.Plural(kind.Title, nodes.Count))}</h2>\n");
                page.Append("<div class=\"scroll\"><table><colgroup><col><col><col><col></colgroup><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">What is known</th><th scope=\"col\">Needs</th><th scope=\"col\">Where</th></tr></thead><tbody>\n");
                nodes.ForEach(node => Row(page, node));
                page.Append("</tbody></table></div>\n</section>\n");
            }
        }
    }

    private void Row(StringBuilder page, AssetNode node)
    {
        var (facts, places) = _services.TryGetValue(node.BomRef, out var service)
            ? (AssetFacts.Of(service), service.Occurrences)
            : (AssetFacts.Of(_components[node.BomRef]), _components[node.BomRef].Evidence?.Occurrences ?? []);
        page.Append(CultureInfo.InvariantCulture, $"<tr id=\"{Html.Anchor(node.BomRef)}\"><th scope=\"row\">{Html.Encode(node.Name)}</th><td>");
        if (facts.Count > 0)
        {
            page.Append("<dl>");
            foreach (var (name, value) in facts)
            {
                page.Append(CultureInfo.InvariantCulture, $"<div><dt>{Html.Encode(name)}</dt><dd>{Html.Encode(value)}</dd></div>");
            }

            page.Append("</dl>");
        }

        List(page, "remarks", _remarks[node.BomRef].Select(Html.Encode));
        page.Append("</td><td data-label=\"Needs\">");
        List(page, "plain", node.Needs.Where(_nodes.ContainsKey).Distinct(StringComparer.Ordinal).Select(need => $"<a href=\"#{Html.Anchor(need)}\">{Html.Encode(_nodes[need].Name)}</a>"));
        page.Append("</td><td data-label=\"Where\">");
        List(page, "plain places", Places(places));
        page.Append("</td></tr>\n");
    }

    private static IEnumerable<string> Places(ImmutableArray<Occurrence> places)
    {
        var shown = places.Select(place => (place.Location, place.Line)).Distinct().OrderBy(place => place.Location, StringComparer.Ordinal).ThenBy(place => place.Line)
            .Select(place => Html.Encode(place.Line > 0 ? $"{place.Location}:{place.Line}" : place.Location)).ToList();
        return shown.Count > MaximumPlaces ? [.. shown.Take(MaximumPlaces), $"and {shown.Count - MaximumPlaces} more"] : shown;
    }

    private static void List(StringBuilder page, string style, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<ul class=\"{style}\">{string.Concat(all.Select(item => $"<li>{item}</li>"))}</ul>");
        }
    }
}
