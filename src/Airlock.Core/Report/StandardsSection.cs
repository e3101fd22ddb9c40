using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Airlock.Core.Rules;

namespace Airlock.Core.Report;

/// <summary>For which entries of which standards this build supports evidence, and for which it says nothing.</summary>
internal static class StandardsSection
{
    public static void Write(StringBuilder page, ReportInput input)
    {
        if (input.Results.IsEmpty)
        {
            return;
        }

        var open = input.Findings.Where(finding => finding.Suppression is null).ToLookup(finding => finding.RuleId, StringComparer.Ordinal);
        var rules = input.UncheckedRules;
        page.Append("<section aria-labelledby=\"standards\">\n<h2 id=\"standards\">Standards</h2>\n<p>This build supports evidence for the entries below. It proves compliance with none of them: each asks for more than a build can see.</p>\n");
        foreach (var taxonomy in Standards.Taxonomies)
        {
            var covered = taxonomy.Taxa.Where(taxon => Standards.RulesOn(taxon).Length > 0).ToImmutableArray();
            var missing = taxonomy.Taxa.Where(taxon => Standards.RulesOn(taxon).Length == 0).ToImmutableArray();
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>{Html.Encode(taxonomy.Title)}: evidence for {covered.Length}{(taxonomy.IsComplete ? $" of {taxonomy.Taxa.Length}" : "")} entries</summary>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Entry</th><th scope=\"col\">Title</th><th scope=\"col\">State of this build</th><th scope=\"col\">Rules</th></tr></thead><tbody>\n");
            foreach (var taxon in covered)
            {
                var bearing = Standards.RulesOn(taxon);
                var found = bearing.Sum(rule => open[rule.Id].Count());
                var unknown = bearing.Count(rule => rules.Contains(rule.Id));
                var state = found > 0 ? $"{found} open" : unknown == bearing.Length ? "not checked" : "checked, nothing found";
                page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html.Encode(taxon.Label)}</th><td>{Html.Encode(taxon.Name)}</td><td>{state}{(found == 0 && unknown > 0 && unknown < bearing.Length ? $" ({unknown} of {bearing.Length} rules not checked)" : "")}</td><td>{string.Join(", ", bearing.Select(rule => rule.Id))}</td></tr>\n");
            }

            page.Append("</tbody></table></div>\n");
            if (!missing.IsEmpty)
            {
                page.Append(CultureInfo.InvariantCulture, $"<p>Not covered by any rule of Airlock: {Html.Encode(string.Join("; ", missing.Select(taxon => $"{taxon.Label} {taxon.Name}")))}.</p>\n");
            }

            page.Append("</details>\n");
        }

        page.Append("</section>\n");
    }
}
