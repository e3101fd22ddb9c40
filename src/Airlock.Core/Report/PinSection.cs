using System.Globalization;
using System.Text;

namespace Airlock.Core.Report;

/// <summary>The pinned models and data sets, with signatures and approvals.</summary>
internal static class PinSection
{
    public static void Write(StringBuilder page, ReportInput input)
    {
        if (input.Pins.IsEmpty)
        {
            return;
        }

        page.Append("<section aria-labelledby=\"pins\">\n<h2 id=\"pins\">Pinned models and data</h2>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">File</th><th scope=\"col\">Kind</th><th scope=\"col\">SHA-256</th><th scope=\"col\">Licence</th><th scope=\"col\">Must be signed by</th><th scope=\"col\">Approved for</th></tr></thead><tbody>\n");
        foreach (var pin in input.Pins)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html.Encode(pin.Path)}</th><td>{pin.Kind}</td><td class=\"places\">{Html.Encode(pin.Sha256)}</td><td>{Html.Encode(pin.Licence ?? "not known")}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{Html.Encode(pin.Signature ?? "nobody")}</td><td>{(pin.Approvals.IsEmpty ? "nothing" : string.Join("<br>", pin.Approvals.Select(Html.Encode)))}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n</section>\n");
    }
}
