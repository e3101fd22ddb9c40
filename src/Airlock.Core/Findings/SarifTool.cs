using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Airlock.Core.Bom;
using Airlock.Core.Rules;
using Airlock.Shared.Rules;

namespace Airlock.Core.Findings;

/// <summary>The tool of a run (SARIF 2.1.0, section 3.18) with the rules that found something, and the taxonomies that these bear on (section 3.19.3).</summary>
internal sealed class SarifTool
{
    // At most ten are shown by GitHub; what else a rule bears on stands in its relationships.
    private const int MaximumTags = 10;

    // Standards for duties of organisations say too little of one result to be repeated there.
    private static readonly string[] TaxonomiesOfResults = ["owasp-llm-2025", "owasp-llm-2026", "owasp-agentic", "cwe", "atlas"];

    private readonly List<RuleRow> _rules;
    private readonly Dictionary<string, int> _indices;
    private readonly List<(Taxonomy Taxonomy, ImmutableArray<Taxon> Taxa)> _taxonomies;

    /// <summary>The tool for a run with results of these rules.</summary>
    public SarifTool(IEnumerable<string> ruleIds)
    {
        _rules = [.. ruleIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(RuleTable.Find).OfType<RuleRow>()];
        _indices = _rules.Select((rule, index) => (rule.Id, index)).ToDictionary(one => one.Id, one => one.index, StringComparer.Ordinal);
        var used = _rules.SelectMany(rule => Standards.Of(rule.Id)).SelectMany(one => one.Taxa).ToHashSet();
        _taxonomies =
        [
            .. Standards.Taxonomies
                .Select(taxonomy => (taxonomy, taxonomy.Taxa.Where(used.Contains).ToImmutableArray()))
                .Where(one => one.Item2.Length > 0),
        ];
    }

    /// <summary>The place of a rule among those of the run, or -1.</summary>
    public int IndexOf(string ruleId) => _indices.GetValueOrDefault(ruleId, -1);

    /// <summary>Writes the tool.</summary>
    public void Write(Utf8JsonWriter json, string version)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Airlock");
        json.WriteString("semanticVersion", version);
        json.WriteString("informationUri", new Uri(new Uri(RuleTable.HelpLinkBase), "../").AbsoluteUri);
        json.WriteStartArray("rules");
        foreach (var rule in _rules)
        {
            WriteRule(json, rule);
        }

        json.WriteEndArray();
        json.WriteStartArray("supportedTaxonomies");
        for (var index = 0; index < _taxonomies.Count; index++)
        {
            WriteReference(json, index);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the taxonomies with the entries that the rules of the run bear on.</summary>
    public void WriteTaxonomies(Utf8JsonWriter json)
    {
        json.WriteStartArray("taxonomies");
        foreach (var (taxonomy, taxa) in _taxonomies)
        {
            json.WriteStartObject();
            json.WriteString("name", NameOf(taxonomy));
            if (taxonomy.Version.Length > 0)
            {
                json.WriteString("version", taxonomy.Version);
            }

            json.WriteString("guid", GuidOf(taxonomy));
            json.WriteString("organization", taxonomy.Organization);
            json.WriteString("informationUri", taxonomy.Url);
            SarifJson.Text(json, "shortDescription", taxonomy.Title + ".");
            json.WriteBoolean("isComprehensive", false);
            json.WriteStartArray("taxa");
            foreach (var taxon in taxa)
            {
                json.WriteStartObject();
                json.WriteString("id", taxon.Id);
                SarifJson.Text(json, "shortDescription", $"{taxon.Label}: {taxon.Name}.");
                json.WriteString("helpUri", taxon.Url.Length > 0 ? taxon.Url : taxonomy.Url);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what a result bears on, through its rule.</summary>
    public void WriteTaxa(Utf8JsonWriter json, string ruleId)
    {
        json.WriteStartArray("taxa");
        foreach (var (taxonomy, index, taxon) in TaxaOf(ruleId).Where(one => TaxonomiesOfResults.Contains(one.Taxonomy.Id, StringComparer.Ordinal)))
        {
            json.WriteStartObject();
            WriteTaxon(json, index, taxon);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteRule(Utf8JsonWriter json, RuleRow rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", NameOf(rule));
        SarifJson.Text(json, "shortDescription", rule.Title + ".");
        SarifJson.Text(json, "fullDescription", RulePages.Summary(rule) is var summary && summary == rule.Title ? summary + "." : summary);
        json.WriteStartObject("help");
        json.WriteString("text", $"{rule.Title}: see {rule.HelpLink}");
        if (RulePages.WithAddresses(rule) is { } page)
        {
            json.WriteString("markdown", page);
        }

        json.WriteEndObject();
        json.WriteString("helpUri", rule.HelpLink);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", SarifJson.LevelOf(rule.Standard));
        json.WriteEndObject();
        WriteRelationships(json, rule);
        json.WriteStartObject("properties");
        json.WriteString("class", rule.Class);
        if (SecuritySeverity.Of(rule) is { } severity)
        {
            json.WriteString("security-severity", severity.ToString("0.0", CultureInfo.InvariantCulture));
        }

        json.WriteStartArray("tags");
        foreach (var tag in Tags(rule).Take(MaximumTags))
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<string> Tags(RuleRow rule)
    {
        if (SecuritySeverity.Of(rule) is not null || rule.Class.StartsWith("gate/", StringComparison.Ordinal))
        {
            yield return "security";
        }

        yield return rule.Class.Split('/')[0];
        if (rule.OwaspLlm2025.Length > 0)
        {
            yield return $"OWASP-LLM-2025-{rule.OwaspLlm2025}";
        }

        if (rule.OwaspLlm2026.Length > 0)
        {
            yield return $"OWASP-LLM-2026-{rule.OwaspLlm2026}";
        }

        foreach (var weakness in Standards.Of(rule.Id).Where(one => one.Taxonomy.Id == "cwe").SelectMany(one => one.Taxa))
        {
            yield return $"external/cwe/{weakness.Id.ToLowerInvariant()}";
        }
    }

    private void WriteRelationships(Utf8JsonWriter json, RuleRow rule)
    {
        json.WriteStartArray("relationships");
        foreach (var (_, index, taxon) in TaxaOf(rule.Id))
        {
            json.WriteStartObject();
            json.WriteStartObject("target");
            WriteTaxon(json, index, taxon);
            json.WriteEndObject();
            json.WriteStartArray("kinds");
            json.WriteStringValue("relevant");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private IEnumerable<(Taxonomy Taxonomy, int Index, Taxon Taxon)> TaxaOf(string ruleId) =>
        from one in Standards.Of(ruleId)
        let index = _taxonomies.FindIndex(other => other.Taxonomy == one.Taxonomy)
        from taxon in one.Taxa
        select (one.Taxonomy, index, taxon);

    private void WriteTaxon(Utf8JsonWriter json, int taxonomy, Taxon taxon)
    {
        json.WriteString("id", taxon.Id);
        json.WriteNumber("index", _taxonomies[taxonomy].Taxa.IndexOf(taxon));
        json.WritePropertyName("toolComponent");
        WriteReference(json, taxonomy);
    }

    private void WriteReference(Utf8JsonWriter json, int taxonomy)
    {
        json.WriteStartObject();
        json.WriteString("name", NameOf(_taxonomies[taxonomy].Taxonomy));
        json.WriteNumber("index", taxonomy);
        json.WriteString("guid", GuidOf(_taxonomies[taxonomy].Taxonomy));
        json.WriteEndObject();
    }

    // Consumers know this one taxonomy by its name.
    private static string NameOf(Taxonomy taxonomy) => taxonomy.Id == "cwe" ? "CWE" : taxonomy.Title;

    private static string GuidOf(Taxonomy taxonomy) => NameBasedGuid.Create(Encoding.UTF8.GetBytes("taxonomy:" + taxonomy.Id)).ToString();

    // An identifier that people understand (section 3.49.7): the class of "llm-output/code-eval" is LlmOutputCodeEval.
    private static string NameOf(RuleRow rule) =>
        string.Concat(rule.Class.Split('/', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
