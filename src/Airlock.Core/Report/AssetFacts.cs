using System.Collections.Immutable;
using Airlock.Core.Bom;

namespace Airlock.Core.Report;

/// <summary>What the page says of a part, in words for people.</summary>
internal static class AssetFacts
{
    // What the document says of the whole table of properties, under the names that a reader understands; the table is in docs/sbom.md.
    private static readonly Lazy<Dictionary<string, string>> Titles = new(() =>
        EmbeddedTable.Rows("report-facts.tsv").ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal));

    /// <summary>The names of the properties that the page shows.</summary>
    public static IEnumerable<string> Known => Titles.Value.Keys;

    public static IReadOnlyList<(string Name, string Value)> Of(Component component)
    {
        var card = component.ModelCard;
        return
        [
            .. Fact("version", component.Version),
            .. Fact("purpose", component.Description),
            .. Fact("made by", component.Manufacturer?.Name),
            .. Fact("supplied by", component.Supplier?.Name),
            .. Fact("licence", string.Join(", ", component.Licenses.Select(licence => licence.Expression ?? licence.Name).Distinct())),
            .. Fact("task", card?.Task),
            .. Fact("architecture", card?.ModelArchitecture ?? card?.ArchitectureFamily),
            .. Fact("inputs", string.Join("; ", card?.Inputs ?? [])),
            .. Fact("outputs", string.Join("; ", card?.Outputs ?? [])),
            .. Fact("limitations", string.Join("; ", card?.TechnicalLimitations ?? [])),
            .. Named([.. component.Properties, .. card?.Properties ?? []]),
            .. component.Hashes.OrderBy(hash => hash.Alg, StringComparer.Ordinal).Take(1).Select(hash => (hash.Alg, hash.Content)),
        ];
    }

    public static IReadOnlyList<(string Name, string Value)> Of(Service service) =>
    [
        .. Fact("provider", service.Provider?.Name),
        .. Fact("version", service.Version),
        .. Fact("address", string.Join(", ", service.Endpoints)),
        .. Fact("authenticated", service.Authenticated switch { true => "yes", false => "no", null => "not known" }),
        .. Fact("trust zone", service.TrustZone),
        .. service.Data.Select(data => (data.Flow, $"{data.Name} ({data.Classification})")),
        .. Named(service.Properties),
    ];

    private static IEnumerable<(string Name, string Value)> Named(ImmutableArray<Property> properties) => properties
        .Where(property => Titles.Value.ContainsKey(property.Name))
        .GroupBy(property => Titles.Value[property.Name], StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (group.Key, string.Join(", ", group.Select(property => property.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))));

    private static IEnumerable<(string Name, string Value)> Fact(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [(name, value)];
}
