using System.Globalization;
using System.Text;

namespace Airlock.Core.Report;

/// <summary>What the document knows, and what it does not.</summary>
internal static class Completeness
{
    public static void Write(StringBuilder page, Bom.Bom bom)
    {
        page.Append("<section aria-labelledby=\"completeness\">\n<h2 id=\"completeness\">What is complete, and what is not</h2>\n<ul>\n");
        foreach (var composition in bom.Compositions.OrderBy(composition => composition.BomRef, StringComparer.Ordinal).ThenBy(composition => composition.Aggregate, StringComparer.Ordinal))
        {
            var what = composition.BomRef?.StartsWith("composition:packages", StringComparison.Ordinal) == true ? "Packages and what they need" : "AI assets";
            page.Append(CultureInfo.InvariantCulture, $"<li>{what} ({composition.Dependencies.Length} parts): {Html.Encode(Meaning(composition.Aggregate))}</li>\n");
        }

        page.Append("<li>What only running the application would tell (a model chosen by a user, a server found at run time) is not in here.</li>\n</ul>\n</section>\n");
    }

    private static string Meaning(string aggregate) => aggregate switch
    {
        "complete" => "complete: restore lists all of them.",
        "incomplete" => "incomplete: the compiler saw these, and code can reach others at run time.",
        _ => "not known: the code or the packages could not be read in this build.",
    };
}
