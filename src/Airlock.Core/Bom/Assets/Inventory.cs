using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Assets;

/// <summary>What the compiler saw of AI assets: the findings of AIR0001, as the makers of components and services ask for them.</summary>
internal sealed class Inventory
{
    /// <summary>The rule whose findings are the inventory.</summary>
    public const string RuleId = "AIR0001";

    /// <summary>What stands for a name that only running the program would tell.</summary>
    public const string Unknown = "unknown";

    /// <summary>The property that says what kind of asset a component is, in the words of <see cref="InventoryKinds"/>.</summary>
    public const string KindProperty = "airlock:asset:kind";

    private readonly ILookup<string, Finding> _kinds;

    public Inventory(BomInput input)
    {
        Root = input.Root;
        All =
        [
            .. input.Findings.Where(finding => finding.RuleId == RuleId)
                .OrderBy(finding => finding.Location.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.Line)
                .ThenBy(finding => finding.Location.Column)
                .ThenBy(finding => Value(finding, InventoryKeys.Kind), StringComparer.Ordinal)
                .ThenBy(finding => Value(finding, InventoryKeys.Name), StringComparer.Ordinal),
        ];
        _kinds = All.ToLookup(finding => Value(finding, InventoryKeys.Kind) ?? Unknown, StringComparer.Ordinal);
    }

    /// <summary>The folder that paths are relative to.</summary>
    public string Root { get; }

    /// <summary>All findings of the inventory, in a fixed order.</summary>
    public ImmutableArray<Finding> All { get; }

    /// <summary>Those of one kind, in the same order.</summary>
    public IEnumerable<Finding> OfKind(string kind) => _kinds[kind];

    /// <summary>A fact of a finding, or null if absent or empty.</summary>
    public static string? Value(Finding finding, string key) =>
        finding.Properties.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>The different answers of several findings to one question, in ordinal order.</summary>
    public static ImmutableArray<string> Values(IEnumerable<Finding> findings, string key) =>
        [.. findings.Select(finding => Value(finding, key)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The different answers of several findings as properties of one name.</summary>
    public static IEnumerable<Property> Properties(IEnumerable<Finding> findings, string name, string key) =>
        Values(findings, key).Select(value => new Property(name, value));

    /// <summary>How other findings name this one in <see cref="InventoryKeys.Uses"/>.</summary>
    public static string ReferenceOf(Finding finding)
    {
        var path = finding.Location.Path;
        return $"{Value(finding, InventoryKeys.Kind)}@{path[(path.LastIndexOfAny(['/', '\\']) + 1)..]}:{finding.Location.Line}:{finding.Location.Column}";
    }

    /// <summary>A name as part of a <c>bom-ref</c>.</summary>
    public static string Slug(string name) => name.Trim().Replace(' ', '-').ToLowerInvariant();

    /// <summary>The places of findings, each once.</summary>
    public static ImmutableArray<Occurrence> Occurrences(IEnumerable<Finding> findings) =>
    [
        .. findings.Select(finding => new Occurrence(
            RelativePath.Portable(finding.Location.Path),
            finding.Location.Line,
            Value(finding, InventoryKeys.Symbol),
            Value(finding, InventoryKeys.Api))).Distinct(),
    ];
}
