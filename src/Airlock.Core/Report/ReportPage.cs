using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Airlock.Core.Report;

/// <summary>
/// One self-contained HTML page: the verdict first, how each area stands, findings with their paths, the AI assets as a picture and as tables, pins,
/// libraries, exceptions, standards, and what is not known. It loads nothing from anywhere, and its own content policy forbids that.
/// </summary>
public static class ReportPage
{
    /// <summary>The page on an SBOM alone.</summary>
    /// <param name="bom">The document of a project, or the joined one of a solution.</param>
    public static string Write(Bom.Bom bom) => Write(new ReportInput { Name = $"{bom.Metadata.Component.Name} {bom.Metadata.Component.Version}".TrimEnd(), Bom = bom });

    /// <summary>The page.</summary>
    public static string Write(ReportInput input)
    {
        var (style, script) = (Resource("report.css"), Resource("report.js"));
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{Digest(style)}'; script-src 'sha256-{Digest(script)}'; base-uri 'none'; form-action 'none'">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Encode(input.Name)}: Airlock report</title>
            <style>{style}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header><h1>{Html.Encode(input.Name)}</h1>
            <p>{Html.Encode(Made(input))}</p></header>
            <main id="main">

            """);
        VerdictSection.Write(page, input);
        TrendSection.Write(page, input);
        FindingSection.Write(page, input);
        if (input.Bom is { } bom)
        {
            var picture = AssetPicture.Of(bom);
            Summary(page, picture);
            Graph(page, picture);
            new AssetTables(bom, picture).Write(page);
        }

        PinSection.Write(page, input);
        LibraryList.Write(page, input);
        ExceptionSection.Write(page, input);
        StandardsSection.Write(page, input);
        if (input.Bom is not null)
        {
            Completeness.Write(page, input.Bom);
        }

        page.Append(CultureInfo.InvariantCulture, $"</main>\n<script>{script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Made(ReportInput input)
    {
        var tool = input.Bom?.Metadata.Tools.FirstOrDefault();
        var by = tool is null ? "" : $" by {tool.Name} {tool.Version}";
        var at = input.Bom?.Metadata.Timestamp is { } time ? time.UtcDateTime.ToString(" 'as of' yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "";
        return $"Written{by} from what the compiler and the build saw{at}.";
    }

    private static void Summary(StringBuilder page, AssetPicture picture)
    {
        page.Append("<ul class=\"tiles\" aria-label=\"Numbers\">\n");
        foreach (var kind in AssetKind.All.Where(kind => kind != AssetKind.Application && kind != AssetKind.Package))
        {
            var count = picture.Nodes.Count(node => node.Kind == kind);
            if (count > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#kind-{kind.Id}\"><b>{count}</b> {Html.Encode(Plural(kind.Title, count))}</a></li>\n");
            }
        }

        page.Append("</ul>\n");
    }

    private static void Graph(StringBuilder page, AssetPicture picture)
    {
        page.Append("""
            <section aria-labelledby="graph-title">
            <h2 id="graph-title">How the parts hang together</h2>
            <p>From left to right: whoever is called stands to the right of who calls. Choose a part to see what it needs, and what needs it. The tables below say the same in words.</p>
            <div class="controls"><label>Find <input id="find" type="search" autocomplete="off"></label><button id="clear" type="button" hidden>Show all</button></div>
            <section class="picture" tabindex="0" aria-label="Picture of the AI assets, can be scrolled">

            """);
        page.Append(AssetSvg.Draw(picture));
        page.Append("</section>\n<p id=\"chosen\" role=\"status\" aria-live=\"polite\"></p>\n</section>\n");
    }

    /// <summary>A title for several.</summary>
    internal static string Plural(string title, int count) => count == 1 ? title
        : title.StartsWith("MCP server", StringComparison.Ordinal) ? title.Replace("MCP server", "MCP servers", StringComparison.Ordinal) : title + "s";

    private static string Digest(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Airlock.Core." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
