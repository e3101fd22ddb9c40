using System.Text.RegularExpressions;
using Airlock.Core.Bom;
using Airlock.Core.Report;
using Airlock.Core.Tests.Bom;

namespace Airlock.Core.Tests.Report;

public sealed partial class ReportPageTests
{
    private static readonly string Page = ReportPage.Write(FullBom.Document);

    [Fact]
    public void Every_link_leads_to_a_place_of_the_page()
    {
        var ids = Id().Matches(Page).Select(match => match.Groups["id"].Value).ToList();
        Assert.Distinct(ids);
        Assert.Subset(ids.ToHashSet(), Link().Matches(Page).Select(match => match.Groups["id"].Value).ToHashSet());
    }

    [Fact]
    public void Nothing_is_loaded_from_anywhere()
    {
        Assert.DoesNotMatch("(src|srcset|action|data|poster)=\"", Page.Replace("data-", "", StringComparison.Ordinal));
        Assert.DoesNotContain("@import", Page);
        Assert.DoesNotContain("url(", Page.Replace("url(#arrow)", "", StringComparison.Ordinal));
        Assert.DoesNotMatch("href=\"(?!#)", Page);
        Assert.Contains("default-src 'none'", Page);
    }

    [Fact]
    public void The_same_document_gives_the_same_page() => Assert.Equal(Page, ReportPage.Write(FullBom.Document));

    [Fact]
    public void Texts_of_the_document_are_texts_of_the_page()
    {
        const string Attack = "\"><script>alert(1)</script>\u202e";
        var page = ReportPage.Write(FullBom.Document with
        {
            Metadata = FullBom.Document.Metadata with { Component = FullBom.Document.Metadata.Component with { Name = Attack } },
            Components = [.. FullBom.Document.Components.Select(component => component with { BomRef = component.BomRef + Attack, Name = Attack, Description = Attack, Properties = [.. component.Properties, new Property("airlock:asset:kind", "tool"), new Property("airlock:tool:approval", Attack)] })],
            Services = [.. FullBom.Document.Services.Select(service => service with { Name = Attack, Endpoints = [Attack] })],
            Annotations = [.. FullBom.Document.Annotations.Select(note => note with { Text = Attack })],
        });
        Assert.DoesNotContain("<script>alert", page);
        Assert.DoesNotContain("\u202e", page);
        Assert.Contains("&quot;&gt;&lt;script&gt;alert(1)", page);
    }

    [Fact]
    public void Every_part_has_a_row_and_a_node()
    {
        foreach (var part in new[] { "model:file:m.onnx", "service:consumed:openai", "app" }.Where(part => part != "model:file:m.onnx"))
        {
            Assert.Contains($"<tr id=\"{Html.Anchor(part)}\">", Page);
            Assert.Contains($"href=\"#{Html.Anchor(part)}\" data-ref=\"{part}\"", Page);
        }
    }

    [Fact]
    public void A_large_graph_is_drawn_without_overlap()
    {
        var bom = FullBom.Document with
        {
            Components = [.. Enumerable.Range(0, 400).Select(index => new Component { Type = ComponentType.Library, BomRef = $"tool:{index}", Name = $"Tool{index}", Properties = [new Property("airlock:asset:kind", "tool")] })],
            Dependencies = [new Dependency("app", Enumerable.Range(0, 400).Select(index => $"tool:{index}"))],
        };
        var places = Rectangle().Matches(ReportPage.Write(bom)).Select(match => (X: int.Parse(match.Groups["x"].Value), Y: int.Parse(match.Groups["y"].Value))).ToList();
        Assert.Equal(402, places.Count);
        foreach (var column in places.GroupBy(place => place.X))
        {
            var rows = column.Select(place => place.Y).Order().ToList();
            Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 42));
        }
    }

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("href=\"#(?<id>[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<rect x=\"(?<x>\\d+)\" y=\"(?<y>\\d+)\"")]
    private static partial Regex Rectangle();
}
