using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Airlock.Shared.Rules;

namespace Airlock.Core.Report;

/// <summary>How many findings earlier builds had, and what changed since the last of them.</summary>
internal static class TrendSection
{
    private const int BarHeight = 120;
    private const int BarWidth = 44;

    private static readonly (FindingLevel Level, string Style)[] Levels = [(FindingLevel.Block, "block"), (FindingLevel.Warn, "warn"), (FindingLevel.Note, "note")];

    public static void Write(StringBuilder page, ReportInput input)
    {
        if (input.Earlier.IsEmpty || input.Results.IsEmpty)
        {
            return;
        }

        var open = input.Findings.Where(finding => finding.Suppression is null).ToList();
        var now = new EarlierBuild(
            "this build",
            open.GroupBy(finding => finding.Level).ToImmutableDictionary(group => group.Key, group => group.Count()),
            [.. open.Select(finding => finding.Fingerprint).OfType<string>()]);
        var last = input.Earlier[^1];
        ImmutableArray<EarlierBuild> builds = [.. input.Earlier, now];
        page.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"trend\">\n<h2 id=\"trend\">Trend</h2>\n<p>Since {Html.Encode(last.Name)}: {now.Fingerprints.Except(last.Fingerprints).Count} new, {last.Fingerprints.Except(now.Fingerprints).Count} gone.</p>\n");
        Bars(page, builds);
        page.Append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Build</th><th scope=\"col\">block</th><th scope=\"col\">warn</th><th scope=\"col\">notes</th></tr></thead><tbody>\n");
        foreach (var build in builds)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html.Encode(build.Name)}</th>{string.Concat(Levels.Select(level => $"<td>{build.Levels.GetValueOrDefault(level.Level)}</td>"))}</tr>\n");
        }

        page.Append("</tbody></table></div>\n</section>\n");
    }

    private static void Bars(StringBuilder page, ImmutableArray<EarlierBuild> builds)
    {
        var most = Math.Max(1, builds.Max(build => build.Levels.Values.Sum()));
        page.Append(CultureInfo.InvariantCulture, $"<svg class=\"trend\" viewBox=\"0 0 {builds.Length * BarWidth} {BarHeight}\" width=\"{builds.Length * BarWidth}\" height=\"{BarHeight}\" role=\"img\" aria-label=\"Findings of each build; the table below says the same\">");
        for (var index = 0; index < builds.Length; index++)
        {
            double top = BarHeight;
            foreach (var (level, style) in Levels)
            {
                var height = builds[index].Levels.GetValueOrDefault(level) * (double)BarHeight / most;
                top -= height;
                page.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{(index * BarWidth) + 6}\" y=\"{top:0.#}\" width=\"{BarWidth - 12}\" height=\"{height:0.#}\"/>");
            }
        }

        page.Append("</svg>\n");
    }
}
