using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Airlock.Core.Findings;
using Airlock.Core.Rules;
using Airlock.Shared.Rules;

namespace Airlock.Core.Report;

/// <summary>The findings with place, path and standards; those that are accepted stand apart.</summary>
internal static class FindingSection
{
    public static void Write(StringBuilder page, ReportInput input)
    {
        if (input.Results.IsEmpty)
        {
            return;
        }

        var findings = input.Findings;
        var known = input.Earlier.IsEmpty ? null : input.Earlier[^1].Fingerprints;
        page.Append("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n");
        List(page, [.. findings.Where(finding => finding.Suppression is null)], known, "Nothing was found that weighs more than a record.");
        page.Append("</section>\n");
        var accepted = findings.Where(finding => finding.Suppression is not null).ToImmutableArray();
        if (!accepted.IsEmpty)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"accepted\">\n<h2 id=\"accepted\">Accepted findings</h2>\n<details><summary>{accepted.Length} accepted by policy, baseline, VEX or source</summary>\n");
            List(page, accepted, null, "");
            page.Append("</details>\n</section>\n");
        }
    }

    private static void List(StringBuilder page, ImmutableArray<Finding> findings, ImmutableHashSet<string>? known, string nothing)
    {
        if (findings.IsEmpty)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{nothing}</p>\n");
            return;
        }

        page.Append("<ul class=\"findings\">\n");
        foreach (var finding in findings)
        {
            var rule = RuleTable.Find(finding.RuleId);
            var isNew = known is not null && finding.Fingerprint is { } fingerprint && !known.Contains(fingerprint);
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"{VerdictSection.Style(finding.Level)}\"><p><span class=\"level\">{Word(finding.Level)}</span> <b>{Html.Encode(finding.RuleId)}</b> {Html.Encode(rule?.Title ?? "")}{(isNew ? " <span class=\"new\">new</span>" : "")}</p>");
            page.Append(CultureInfo.InvariantCulture, $"<p>{Html.Encode(finding.Message)}</p><p class=\"places\">{Html.Encode(Place(finding.Location))}</p>");
            if (finding.Suppression is { } suppression)
            {
                page.Append(CultureInfo.InvariantCulture, $"<p>Accepted: {Html.Encode(suppression.Kind)}{(suppression.Justification is { } why ? ": " + Html.Encode(why) : "")}</p>");
            }

            Steps(page, finding);
            var taxa = Standards.Of(finding.RuleId);
            page.Append("<details><summary>Standards and fingerprint</summary><dl>");
            foreach (var one in taxa)
            {
                page.Append(CultureInfo.InvariantCulture, $"<div><dt>{Html.Encode(one.Taxonomy.Title)}</dt><dd>{Html.Encode(string.Join("; ", one.Taxa.Select(taxon => $"{taxon.Label} {taxon.Name}")))}</dd></div>");
            }

            page.Append(CultureInfo.InvariantCulture, $"<div><dt>fingerprint</dt><dd class=\"places\">{Html.Encode(finding.Fingerprint ?? "none")}</dd></div></dl></details></li>\n");
        }

        page.Append("</ul>\n");
    }

    // The way from the source of a value to where it does harm.
    private static void Steps(StringBuilder page, Finding finding)
    {
        if (finding.Related.IsEmpty)
        {
            return;
        }

        var places = finding.Related.Add(finding.Location);
        var texts = FlowSteps.TextsOf(finding);
        page.Append(CultureInfo.InvariantCulture, $"<details><summary>Path in {places.Length} steps</summary><ol>");
        for (var step = 0; step < places.Length; step++)
        {
            var text = texts.Count == places.Length ? texts[step] : null;
            page.Append(CultureInfo.InvariantCulture, $"<li><span class=\"places\">{Html.Encode(Place(places[step]))}</span>{(text is null ? "" : " " + Html.Encode(text))}</li>");
        }

        page.Append("</ol></details>");
    }

    private static string Place(FindingLocation location) => location.Line > 0 ? $"{location.Path}:{location.Line}" : location.Path;

    private static string Word(FindingLevel level) => level switch
    {
        FindingLevel.Block => "blocks",
        FindingLevel.Warn => "warns",
        _ => "note",
    };
}
