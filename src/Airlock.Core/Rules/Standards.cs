using System.Collections.Immutable;
using Airlock.Shared.Rules;

namespace Airlock.Core.Rules;

/// <summary>
/// Which entries of which standards the rules bear on. Findings of a rule, and their absence, support evidence for an entry; they prove compliance with
/// none. Weakness and OWASP items of a rule stand in <c>rules.tsv</c>, all else by class of rule in <c>standards.tsv</c>; what a rule's rows there say adds up.
/// </summary>
public static class Standards
{
    private const string ClassTable = "standards.tsv";
    private const string Cwe = "cwe";

    private static readonly Lazy<ImmutableArray<Taxonomy>> LazyTaxonomies = new(ReadTaxonomies);
    private static readonly Lazy<ImmutableSortedDictionary<string, ImmutableArray<RuleTaxa>>> LazyRules = new(ReadRules);

    /// <summary>All taxonomies in the order in which a reader wants them, with all their entries.</summary>
    public static ImmutableArray<Taxonomy> Taxonomies => LazyTaxonomies.Value;

    /// <summary>What a rule bears on, in the order of <see cref="Taxonomies"/>; empty for rules on the gate itself, and for what is no rule.</summary>
    /// <param name="ruleId">Identifier, as <c>AIR1001</c>.</param>
    public static ImmutableArray<RuleTaxa> Of(string ruleId) => LazyRules.Value.GetValueOrDefault(ruleId, []);

    /// <summary>The rules that bear on an entry, in order of their identifiers; empty if Airlock says nothing of it.</summary>
    /// <param name="taxon">The entry.</param>
    public static ImmutableArray<RuleRow> RulesOn(Taxon taxon) =>
        [.. RuleTable.All.Where(rule => Of(rule.Id).Any(taxa => taxa.Taxonomy.Id == taxon.Taxonomy && taxa.Taxa.Contains(taxon)))];

    /// <summary>Whether a pattern of <c>standards.tsv</c> means a class of rules: the class itself, or <c>family/*</c>.</summary>
    internal static bool Covers(string pattern, string ruleClass) =>
        pattern.EndsWith("/*", StringComparison.Ordinal) ? ruleClass.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == ruleClass;

    private static int Place(Taxonomy taxonomy, string id) => taxonomy.Taxa.TakeWhile(taxon => taxon.Id != id).Count();

    private static ImmutableArray<Taxonomy> ReadTaxonomies()
    {
        var taxa = EmbeddedTable.Rows("taxa.tsv").Select(cells => new Taxon(cells[0], cells[1], cells[2], cells[3])).ToLookup(taxon => taxon.Taxonomy, StringComparer.Ordinal);
        return
        [
            .. EmbeddedTable.Rows("taxonomies.tsv").Select(cells =>
                new Taxonomy(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5] == "yes", [.. taxa[cells[0]]])),
        ];
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<RuleTaxa>> ReadRules()
    {
        var columns = EmbeddedTable.Head(ClassTable)[1..];
        var rows = EmbeddedTable.Rows(ClassTable).ToList();
        var byId = Taxonomies.ToDictionary(taxonomy => taxonomy.Id, taxonomy => taxonomy.Taxa.ToDictionary(taxon => taxon.Id, StringComparer.Ordinal), StringComparer.Ordinal);
        return RuleTable.All.ToImmutableSortedDictionary(
            rule => rule.Id,
            rule =>
            {
                var own = rows.Where(cells => Covers(cells[0], rule.Class)).ToList();
                IEnumerable<string> InTable(Taxonomy taxonomy) => Array.IndexOf(columns, taxonomy.Id) is >= 0 and var column
                    ? own.SelectMany(cells => cells[column + 1].Split(' '))
                    : [];
                IEnumerable<string> Ids(Taxonomy taxonomy) => taxonomy.Id switch
                {
                    "owasp-llm-2025" => [rule.OwaspLlm2025],
                    "owasp-llm-2026" => [rule.OwaspLlm2026],
                    Cwe => InTable(taxonomy).Prepend(rule.Cwe),
                    _ => InTable(taxonomy).OrderBy(id => Place(taxonomy, id)),
                };
                return Taxonomies
                    .Select(taxonomy => new RuleTaxa(taxonomy, [.. Ids(taxonomy).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Select(id => byId[taxonomy.Id][id])]))
                    .Where(taxa => taxa.Taxa.Length > 0)
                    .ToImmutableArray();
            },
            StringComparer.Ordinal);
    }
}
