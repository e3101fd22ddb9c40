using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Rules;
using Airlock.Shared.Rules;

namespace Airlock.Analyzers.Tests.Catalog;

public class FlowRulesTests
{
    private static readonly string[] Labels = ["model", "reply", "server", "tool", "untrusted", "secret", "internals"];

    [Fact]
    public void Every_row_names_a_rule_and_its_rows()
    {
        Assert.NotEmpty(FlowRules.All);
        Assert.All(FlowRules.All, row =>
        {
            Assert.NotNull(RuleTable.Find(row.Rule));
            Assert.All(row.Labels, label => Assert.Contains(label, Labels));
            var listed = row.Table.Rows.Where(candidate => candidate.Kind == row.Kind).ToList();
            Assert.NotEmpty(listed);
            Assert.All(row.Roles.Except([SinkConditions.OtherRole, StateChanges.ConditionRole]), role => Assert.True(listed.Exists(candidate => candidate.Value(role) is not null), $"{row.Rule} {row.Kind}: no row has the role {role}"));
        });
    }

    [Fact]
    public void A_rule_says_once_what_a_kind_of_rows_means_to_it() =>
        Assert.Equal(FlowRules.All.Count, FlowRules.All.Select(row => (row.Rule, row.Table, row.Kind)).Distinct().Count());

    [Fact]
    public void Every_sink_belongs_to_a_rule_about_model_output()
    {
        var kinds = FlowRules.All.Where(row => row.Table == CatalogTable.Sinks && row.Labels.Any(label => label is "model" or "reply")).Select(row => row.Kind).ToList();
        Assert.Equal(kinds.Order(), CatalogTable.Sinks.Rows.Select(row => row.Kind).Distinct().Order());
        Assert.All(
            FlowRules.All.Where(row => row.Labels.Contains("model")),
            row => Assert.Contains(ModelOutputDescriptors.All, rule => rule.Id == row.Rule));
    }

    [Fact]
    public void A_condition_says_what_it_asks_for_and_what_depends_on_it() =>
        Assert.All(CatalogTable.Sinks.Rows.Where(row => row.Value("when") is not null and not "receiver"), row =>
        {
            Assert.Single(row.Parameters("when"));
            Assert.Single(row.Parameters("conditional"));
            Assert.True(row.Value("is") is null != row.Value("sets") is null);
        });
}
