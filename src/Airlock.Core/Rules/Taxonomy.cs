using System.Collections.Immutable;

namespace Airlock.Core.Rules;

/// <summary>A list of risks, weaknesses, techniques or duties by which others order findings: a row of <c>taxonomies.tsv</c> with its rows of <c>taxa.tsv</c>.</summary>
/// <param name="Id">How Airlock names it, as <c>owasp-llm-2025</c>.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Version">The edition that the mapping was made for, or empty where entries keep their meaning over all editions.</param>
/// <param name="Organization">Who publishes it.</param>
/// <param name="Url">Where it stands.</param>
/// <param name="IsComplete">Whether <paramref name="Taxa"/> are all its entries; otherwise they are those that a build can bear on.</param>
/// <param name="Taxa">Its entries in its own order, those included that no rule covers.</param>
public sealed record Taxonomy(string Id, string Name, string Version, string Organization, string Url, bool IsComplete, ImmutableArray<Taxon> Taxa)
{
    /// <summary>Name and version, as a person cites it.</summary>
    public string Title => Version.Length == 0 || Name.Contains(Version, StringComparison.Ordinal) ? Name : $"{Name} {Version}";
}

/// <summary>An entry of a taxonomy.</summary>
/// <param name="Taxonomy">Identifier of the taxonomy.</param>
/// <param name="Id">Its own identifier there, as <c>LLM01</c>, <c>AML.T0051</c>, <c>CWE-78</c> or the number of an article.</param>
/// <param name="Name">Its title.</param>
/// <param name="Url">The page of this entry, or empty if only the whole taxonomy has one.</param>
public sealed record Taxon(string Taxonomy, string Id, string Name, string Url)
{
    /// <summary>How a person cites it, as <c>LLM01</c>, <c>Article 15</c> or <c>Article 21(2)(d)</c>.</summary>
    public string Label => Taxonomy switch
    {
        "eu-ai-act" when Id == "Annex-IV" => "Annex IV",
        "eu-ai-act" or "dora" => $"Article {Id}",
        "nis2" => $"Article 21(2)({Id})",
        "nist-ai-600-1" => $"Section {Id}",
        _ => Id,
    };
}

/// <summary>What a rule bears on in one taxonomy.</summary>
/// <param name="Taxonomy">The taxonomy.</param>
/// <param name="Taxa">Its entries, at least one, the nearest first.</param>
public sealed record RuleTaxa(Taxonomy Taxonomy, ImmutableArray<Taxon> Taxa);
