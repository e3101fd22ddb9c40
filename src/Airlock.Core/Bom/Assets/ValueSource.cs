using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>Where a value of the inventory was found.</summary>
/// <param name="Fields">The members of the component or service that hold it.</param>
/// <param name="How">As <see cref="InventoryKeys.How"/> says.</param>
/// <param name="Place">The file with its line, relative to the root; null if nothing fixes the value.</param>
/// <param name="Key">The key of the configuration, or null.</param>
internal sealed record ValueSource(ImmutableArray<string> Fields, string How, Occurrence? Place, string? Key)
{
    /// <summary>How sure the value is, from 0 to 1: configuration and defaults can be replaced where the application runs.</summary>
    public decimal Confidence => How switch
    {
        "constant" => 0.9m,
        "configuration" => 0.7m,
        "default" => 0.6m,
        _ => 0.1m,
    };

    /// <summary>The technique of the specification by which it was found.</summary>
    public string Technique => How == "configuration" ? "manifest-analysis" : "source-code-analysis";

    /// <summary>The source in words, as <c>configuration: appsettings.json:9, key Ollama:Model</c>.</summary>
    public string Note
    {
        get
        {
            var place = Place is null ? "" : Place.Line > 0 ? $"{Place.Location}:{Place.Line}" : Place.Location;
            var key = Key is null ? "" : $"key {Key}";
            var where = string.Join(", ", new[] { place, key }.Where(text => text.Length > 0));
            var how = How switch
            {
                "constant" => "constant in code",
                "configuration" => "configuration of the project",
                "default" => "default of the options, which configuration may replace",
                _ => "not fixed before run time",
            };
            return where.Length == 0 ? how : $"{how}: {where}";
        }
    }

    /// <summary>Where the name of an asset was found.</summary>
    public static ValueSource OfName(Finding finding, string root, params ImmutableArray<string> fields) =>
        Of(finding, root, fields, InventoryKeys.How, InventoryKeys.NameFile, InventoryKeys.NameLine, InventoryKeys.NameKey);

    /// <summary>Where the address of a service was found.</summary>
    public static ValueSource OfEndpoint(Finding finding, string root) =>
        Of(finding, root, ["endpoints"], InventoryKeys.EndpointHow, InventoryKeys.EndpointFile, InventoryKeys.EndpointLine, InventoryKeys.EndpointKey);

    private static ValueSource Of(Finding finding, string root, ImmutableArray<string> fields, string how, string file, string line, string key)
    {
        var path = Inventory.Value(finding, file);
        var number = int.TryParse(Inventory.Value(finding, line), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        var found = Inventory.Value(finding, how) ?? "constant";
        var place = path is not null
            ? new Occurrence(RelativePath.Below(root, path), number, null, null)
            : found == "unknown" ? null : new Occurrence(RelativePath.Portable(finding.Location.Path), finding.Location.Line, null, null);
        return new ValueSource(fields, found, place, Inventory.Value(finding, key));
    }
}
