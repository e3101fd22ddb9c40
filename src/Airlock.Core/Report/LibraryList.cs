using System.Globalization;
using System.Text;
using Airlock.Core.Bom;

namespace Airlock.Core.Report;

/// <summary>All packages of the document.</summary>
internal static class LibraryList
{
    public static void Write(StringBuilder page, Bom.Bom bom)
    {
        var packages = bom.Components
            .Where(component => component.Purl?.StartsWith("pkg:nuget/", StringComparison.Ordinal) == true && component.Type == ComponentType.Library)
            .OrderBy(component => component.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(component => component.Version, StringComparer.Ordinal)
            .ToList();
        if (packages.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"libraries\">\n<h2 id=\"libraries\">Libraries</h2>\n<details><summary>All {packages.Count} packages of the resolved graph</summary>\n");
        page.Append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Package</th><th scope=\"col\">Version</th><th scope=\"col\">Licence</th><th scope=\"col\">Supplier</th><th scope=\"col\">Scope</th></tr></thead><tbody>\n");
        foreach (var package in packages)
        {
            var licence = package.Licenses.Select(one => one.Expression ?? one.Name).FirstOrDefault() ?? "not known";
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html.Encode(package.Name)}</th><td>{Html.Encode(package.Version ?? "")}</td><td>{Html.Encode(licence)}</td><td>{Html.Encode(package.Supplier?.Name ?? "")}</td><td>{Html.Encode(package.Scope ?? "")}</td></tr>\n");
        }

        page.Append("</tbody></table></div></details>\n</section>\n");
    }
}
