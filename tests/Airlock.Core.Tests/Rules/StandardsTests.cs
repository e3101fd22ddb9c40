using Airlock.Core.Rules;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Rules;

public class StandardsTests
{
    public static TheoryData<string> RuleIds => [.. RuleTable.All.Select(rule => rule.Id)];

    public static TheoryData<string> Rows => [.. EmbeddedTable.Rows("standards.tsv").Select(cells => string.Join('\t', cells))];

    public static TheoryData<string, string> Taxa =>
        new(Standards.Taxonomies.SelectMany(taxonomy => taxonomy.Taxa.Select(taxon => (taxonomy.Id, taxon.Id))));

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Every_rule_is_mapped_and_only_those_on_the_gate_itself_bear_on_nothing(string id)
    {
        var rule = RuleTable.Find(id)!;
        Assert.Contains(EmbeddedTable.Rows("standards.tsv"), cells => Standards.Covers(cells[0], rule.Class));
        Assert.Equal(rule.Class.StartsWith("gate/", StringComparison.Ordinal), Standards.Of(id).IsEmpty);
        Assert.Equal(rule.Cwe.Length > 0 ? rule.Cwe : null, Standards.Of(id).FirstOrDefault(taxa => taxa.Taxonomy.Id == "cwe" && rule.Cwe.Length > 0)?.Taxa[0].Id);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_covers_a_rule_and_names_entries_that_exist_once_and_in_order(string row)
    {
        var cells = row.Split('\t');
        var columns = EmbeddedTable.Head("standards.tsv");
        Assert.Equal(columns.Length, cells.Length);
        Assert.Contains(RuleTable.All, rule => Standards.Covers(cells[0], rule.Class));
        for (var column = 1; column < columns.Length; column++)
        {
            var known = Standards.Taxonomies.Single(taxonomy => taxonomy.Id == columns[column]).Taxa.Select(taxon => taxon.Id).ToList();
            var places = cells[column].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => known.IndexOf(id)).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order().Distinct(), places);
        }
    }

    [Theory]
    [MemberData(nameof(Taxa))]
    public void Every_entry_has_a_name_a_label_and_an_address_that_is_one(string taxonomyId, string id)
    {
        var taxonomy = Standards.Taxonomies.Single(one => one.Id == taxonomyId);
        var taxon = Assert.Single(taxonomy.Taxa, one => one.Id == id);
        Assert.NotEmpty(taxon.Name);
        Assert.EndsWith(id.Replace('-', taxonomyId == "eu-ai-act" ? ' ' : '-'), taxon.Label.TrimEnd(')'), StringComparison.Ordinal);
        Assert.True(taxon.Url.Length == 0 || Uri.IsWellFormedUriString(taxon.Url, UriKind.Absolute), taxon.Url);
        Assert.True(Uri.IsWellFormedUriString(taxonomy.Url, UriKind.Absolute), taxonomy.Url);
    }

    [Fact]
    public void What_no_rule_covers_is_known_too()
    {
        var open = Standards.Taxonomies.Single(taxonomy => taxonomy.Id == "owasp-agentic").Taxa.Where(taxon => Standards.RulesOn(taxon).IsEmpty);
        Assert.Equal(["ASI06", "ASI07", "ASI09", "ASI10"], open.Select(taxon => taxon.Id));
    }

    [Fact]
    public void What_a_family_and_a_class_say_adds_up()
    {
        var taxa = Standards.Of("AIR1001").ToDictionary(one => one.Taxonomy.Id, one => string.Join(' ', one.Taxa.Select(taxon => taxon.Label)));
        Assert.Equal("LLM05", taxa["owasp-llm-2025"]);
        Assert.Equal("LLM10", taxa["owasp-llm-2026"]);
        Assert.Equal("CWE-78 CWE-1426", taxa["cwe"]);
        Assert.Equal("AML.T0050 AML.T0102", taxa["atlas"]);
        Assert.Equal("Article 14 Article 15", taxa["eu-ai-act"]);
        Assert.Equal("Article 21(2)(e)", taxa["nis2"]);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Page_of_a_rule_can_be_shown_anywhere(string id)
    {
        if (RulePages.WithAddresses(RuleTable.Find(id)!) is { } page)
        {
            Assert.StartsWith($"# {id}", page, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\]\((?!https?://|#)", page);
        }

        Assert.NotEmpty(RulePages.Summary(RuleTable.Find(id)!));
    }
}
