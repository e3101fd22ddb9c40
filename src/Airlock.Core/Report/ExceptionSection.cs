using System.Globalization;
using System.Text;

namespace Airlock.Core.Report;

/// <summary>The exceptions of the policy with owner and end.</summary>
internal static class ExceptionSection
{
    public static void Write(StringBuilder page, ReportInput input)
    {
        var exceptions = input.Results.SelectMany(result => result.Exceptions)
            .GroupBy(exception => (exception.Rule, Scope: exception.Scope(), exception.Reason, exception.Owner, exception.Expires))
            .Select(group => (Exception: group.First(), Matches: group.Sum(exception => exception.Matches)))
            .OrderBy(pair => pair.Exception.Expires ?? "9999", StringComparer.Ordinal)
            .ThenBy(pair => pair.Exception.Rule, StringComparer.Ordinal)
            .ToList();
        if (exceptions.Count == 0)
        {
            return;
        }

        page.Append("<section aria-labelledby=\"exceptions\">\n<h2 id=\"exceptions\">Exceptions</h2>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">For</th><th scope=\"col\">Ends</th><th scope=\"col\">Owner</th><th scope=\"col\">Reason</th><th scope=\"col\">Covers</th></tr></thead><tbody>\n");
        foreach (var (exception, matches) in exceptions)
        {
            var end = exception.Expires is not { } day ? "never" : exception.IsExpired ? $"{day}, expired" : exception.IsExpiring ? $"{day}, soon" : day;
            page.Append(CultureInfo.InvariantCulture, $"<tr class=\"{(exception.IsExpired ? "block" : exception.IsExpiring ? "warn" : "clean")}\"><th scope=\"row\">{Html.Encode(exception.Rule)}</th><td>{Html.Encode(exception.Scope())}</td><td>{Html.Encode(end)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{Html.Encode(exception.Owner)}</td><td>{Html.Encode(exception.Reason)}</td><td>{matches}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n</section>\n");
    }
}
