using System.Globalization;
using System.Text;
using Airlock.Core.Bom;
using Airlock.Core.Libraries;
using Airlock.Shared.Rules;

namespace Airlock.Core.Report;

/// <summary>The packages: those about which something was found, and all of the graph.</summary>
internal static class LibraryList
{
    public static void Write(StringBuilder page, ReportInput input)
    {
        var verdicts = input.Results.SelectMany(result => result.Libraries)
            .GroupBy(library => (library.Id, library.Version))
            .Select(group => group.MaxBy(library => library.Level)!)
            .Where(library => library.Reasons.Any(reason => reason.Level > FindingLevel.Record))
            .OrderByDescending(library => library.Level)
            .ThenBy(library => library.Id, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var packages = (input.Bom?.Components ?? [])
            .Where(component => component.Purl?.StartsWith("pkg:nuget/", StringComparison.Ordinal) == true && component.Type == ComponentType.Library)
            .OrderBy(component => component.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(component => component.Version, StringComparer.Ordinal)
            .ToList();
        if (verdicts.Count == 0 && packages.Count == 0)
        {
            return;
        }

        page.Append("<section aria-labelledby=\"libraries\">\n<h2 id=\"libraries\">Libraries</h2>\n");
        Verdicts(page, verdicts);
        All(page, packages);
        page.Append("</section>\n");
    }

    private static void Verdicts(StringBuilder page, List<LibraryVerdict> verdicts)
    {
        if (verdicts.Count == 0)
        {
            return;
        }

        page.Append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Package</th><th scope=\"col\">Verdict</th><th scope=\"col\">Why</th><th scope=\"col\">Comes in by</th></tr></thead><tbody>\n");
        foreach (var library in verdicts)
        {
            var reasons = library.Reasons.Where(reason => reason.Level > FindingLevel.Record).Select(reason => $"<li>{Html.Encode($"{reason.RuleId} {reason.Text}")}{(reason.IsExcepted ? " (accepted)" : "")}</li>");
            page.Append(CultureInfo.InvariantCulture, $"<tr class=\"{VerdictSection.Style(library.Level)}\"><th scope=\"row\">{Html.Encode($"{library.Id} {library.Version}")}</th><td>{Word(library.Level)}</td><td><ul class=\"plain\">{string.Concat(reasons)}</ul></td><td>{Html.Encode(library.Way)}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void All(StringBuilder page, List<Component> packages)
    {
        if (packages.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<details><summary>All {packages.Count} packages of the resolved graph</summary>\n");
        page.Append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Package</th><th scope=\"col\">Version</th><th scope=\"col\">Licence</th><th scope=\"col\">Supplier</th><th scope=\"col\">Scope</th></tr></thead><tbody>\n");
        foreach (var package in packages)
        {
            var licence = package.Licenses.Select(one => one.Expression ?? one.Name).FirstOrDefault() ?? "not known";
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html.Encode(package.Name)}</th><td>{Html.Encode(package.Version ?? "")}</td><td>{Html.Encode(licence)}</td><td>{Html.Encode(package.Supplier?.Name ?? "")}</td><td>{Html.Encode(package.Scope ?? "")}</td></tr>\n");
        }

        page.Append("</tbody></table></div></details>\n");
    }

    private static string Word(FindingLevel level) => level switch
    {
        FindingLevel.Block => "blocked",
        FindingLevel.Warn => "warned of",
        FindingLevel.Note => "noted",
        _ => "accepted",
    };
}
