using System.Collections.Immutable;
using System.IO;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>An AI asset that the code uses: what the SBOM lists.</summary>
/// <param name="Kind">One of <see cref="InventoryKinds"/>.</param>
/// <param name="Name">See <see cref="InventoryKeys.Name"/>; null if only running the program would tell.</param>
/// <param name="Place">The expression or declaration that shows it.</param>
internal sealed record Asset(string Kind, string? Name, Location Place)
{
    private ImmutableDictionary<string, string?> _facts = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The asset for people, as <c>hosted model gpt-4o (OpenAI)</c>.</summary>
    public string Description
    {
        get
        {
            var provider = Fact(InventoryKeys.Provider);
            return $"{Kind.Replace('-', ' ')} {Name ?? "of unknown name"}{(provider is null || provider == Name ? "" : $" ({provider})")}";
        }
    }

    /// <summary>How other assets name this one in <see cref="InventoryKeys.Uses"/>.</summary>
    public string Reference => ReferenceTo(Kind, Place);

    /// <summary>How assets name another one of a kind that stands at a place.</summary>
    public static string ReferenceTo(string kind, Location place)
    {
        var span = WrittenLocation.Of(place).GetMappedLineSpan();
        return $"{kind}@{Path.GetFileName(span.Path)}:{span.StartLinePosition.Line + 1}:{span.StartLinePosition.Character + 1}";
    }

    /// <summary>A fact, or null.</summary>
    /// <param name="key">One of <see cref="InventoryKeys"/>.</param>
    public string? Fact(string key) => _facts.TryGetValue(key, out var value) ? value : null;

    /// <summary>The same asset with one more fact; what is null or empty is not known, and left out.</summary>
    /// <param name="key">One of <see cref="InventoryKeys"/>.</param>
    /// <param name="value">The fact.</param>
    public Asset With(string key, string? value) => string.IsNullOrEmpty(value) ? this : this with { _facts = _facts.SetItem(key, value) };

    /// <summary>The facts for machines, under the names of <see cref="InventoryKeys"/>.</summary>
    public ImmutableDictionary<string, string?> Properties()
    {
        var properties = _facts.SetItem(InventoryKeys.Kind, Kind);
        properties = Name is null ? properties : properties.SetItem(InventoryKeys.Name, Name);
        return properties.ContainsKey(InventoryKeys.How) ? properties : properties.SetItem(InventoryKeys.How, Name is null ? "unknown" : "constant");
    }
}
