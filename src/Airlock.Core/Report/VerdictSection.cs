using System.Globalization;
using System.Text;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core.Report;

/// <summary>The verdict, the numbers, and how each area of the AI pipeline stands.</summary>
internal static class VerdictSection
{
    // Which classes of rules tell of which area.
    private static readonly (string Title, string[] Families)[] Areas =
    [
        ("Data", ["dataset"]),
        ("Models", ["model"]),
        ("Prompts, agents and what models answer", ["prompt", "agent", "llm-output"]),
        ("Endpoints and connections", ["endpoint", "transport", "telemetry"]),
        ("Secrets", ["secret"]),
        ("Libraries", ["library"]),
        ("The gate itself", ["gate", "inventory"]),
    ];

    public static void Write(StringBuilder page, ReportInput input)
    {
        if (input.Results.IsEmpty)
        {
            return;
        }

        var findings = input.Findings;
        var open = findings.Where(finding => finding.Suppression is null).ToList();
        var (state, title) = input.Gap is not null ? ("incomplete", "Not decided: not everything could be checked")
            : open.Any(finding => finding.Level == FindingLevel.Block) ? ("blocked", "Blocked")
            : ("passed", "Passed");
        page.Append(CultureInfo.InvariantCulture, $"<section class=\"verdict {state}\" aria-labelledby=\"verdict\">\n<h2 id=\"verdict\">{title}</h2>\n<p>{Html.Encode(input.Gap ?? Sentence(input, open, findings.Length - open.Count))}</p>\n</section>\n");
        Posture(page, input, open);
        Projects(page, input);
    }

    private static string Sentence(ReportInput input, List<Finding> open, int accepted)
    {
        int Count(FindingLevel level) => open.Count(finding => finding.Level == level);
        var profiles = string.Join(", ", input.Results.Select(result => result.Profile).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return $"{Count(FindingLevel.Block)} block, {Count(FindingLevel.Warn)} warn, {Count(FindingLevel.Note)} are notes, {accepted} are accepted by policy, baseline or source. Profile: {profiles}.";
    }

    private static void Posture(StringBuilder page, ReportInput input, List<Finding> open)
    {
        page.Append("<section aria-labelledby=\"posture\">\n<h2 id=\"posture\">By area</h2>\n<ul class=\"areas\">\n");
        foreach (var (title, families) in Areas)
        {
            var rules = RuleTable.All.Where(rule => rule.Id != "AIR0001" && families.Contains(rule.Class.Split('/')[0])).ToList();
            var found = open.Where(finding => rules.Any(rule => rule.Id == finding.RuleId)).ToList();
            var unknown = rules.Count(rule => input.UncheckedRules.Contains(rule.Id));
            var worst = found.Select(finding => finding.Level).DefaultIfEmpty(FindingLevel.Off).Max();
            var text = worst switch
            {
                FindingLevel.Off when unknown == rules.Count => "not checked",
                FindingLevel.Off => "nothing found",
                _ => string.Join(", ", new[] { (FindingLevel.Block, "block"), (FindingLevel.Warn, "warn"), (FindingLevel.Note, "note") }
                    .Select(level => (Count: found.Count(finding => finding.Level == level.Item1), Word: level.Item2)).Where(pair => pair.Count > 0).Select(pair => $"{pair.Count} {pair.Word}{(pair is { Word: "note", Count: > 1 } ? "s" : "")}")),
            };
            var remark = unknown > 0 && unknown < rules.Count ? $" ({unknown} of {rules.Count} rules not checked)" : "";
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"{Style(worst)}\"><b>{Html.Encode(title)}</b> {text}{remark}</li>\n");
        }

        page.Append("</ul>\n</section>\n");
    }

    private static void Projects(StringBuilder page, ReportInput input)
    {
        if (input.Results.Length < 2)
        {
            return;
        }

        page.Append("<section aria-labelledby=\"projects\">\n<h2 id=\"projects\">Projects</h2>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Project</th><th scope=\"col\">Framework</th><th scope=\"col\">Verdict</th><th scope=\"col\">Findings</th></tr></thead><tbody>\n");
        foreach (var result in input.Results.OrderBy(result => Path.GetFileName(result.ProjectFile), StringComparer.Ordinal).ThenBy(result => result.TargetFramework, StringComparer.Ordinal))
        {
            var count = result.Findings.Count(finding => finding.Level > FindingLevel.Record && finding.Suppression is null);
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html.Encode(Path.GetFileNameWithoutExtension(result.ProjectFile))}</th><td>{Html.Encode(result.TargetFramework)}</td><td>{(result.IsBlocked ? "blocked" : "passed")}</td><td>{count}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n</section>\n");
    }

    /// <summary>The class of the style sheet for a level.</summary>
    internal static string Style(FindingLevel level) => level switch
    {
        FindingLevel.Block => "block",
        FindingLevel.Warn => "warn",
        FindingLevel.Note => "note",
        _ => "clean",
    };
}
