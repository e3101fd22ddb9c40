using System.Text.RegularExpressions;
using Airlock.Core.Licences;

namespace Airlock.Core.Libraries.Licences;

/// <summary>Licences that are recognised by their text (<c>licence-texts.tsv</c>) or by their address (<c>licence-addresses.tsv</c>).</summary>
internal static partial class KnownLicences
{
    // A row "host/*" with the licence "*" takes what stands in place of the star as the expression.
    private const string AnyExpression = "*";

    private static readonly Lazy<IReadOnlyList<(string Licence, LicenceTemplate Text)>> Texts =
        new(() => [.. EmbeddedTable.Rows("licence-texts.tsv").Select(cells => (cells[0], LicenceTemplate.Parse(cells[1])))]);

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Addresses =
        new(() => EmbeddedTable.Rows("licence-addresses.tsv").ToDictionary(cells => Key(cells[0]), cells => cells[1], StringComparer.OrdinalIgnoreCase));

    /// <summary>The SPDX identifier of the licence whose text the words are, whole and with nothing added; or null.</summary>
    /// <param name="words">See <see cref="LicenceText.Words"/>.</param>
    public static string? ByText(IReadOnlyList<string> words) => Texts.Value.FirstOrDefault(row => row.Text.Matches(words)).Licence;

    /// <summary>The SPDX expression of the licence that an address is known to lead to, or null.</summary>
    public static string? ByAddress(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || !uri.IsDefaultPort
            || uri.UserInfo.Length > 0)
        {
            return null;
        }

        var path = uri.GetComponents(UriComponents.PathAndQuery, UriFormat.UriEscaped);
        if (Addresses.Value.GetValueOrDefault(Key(uri.Host + path)) is { } licence)
        {
            return licence;
        }

        var slash = path.LastIndexOf('/');
        return Addresses.Value.GetValueOrDefault(Key(uri.Host + path[..(slash + 1)] + AnyExpression)) is AnyExpression
            && Uri.UnescapeDataString(PageEnding().Replace(path[(slash + 1)..], "")) is var expression
            && LicenceExpression.Parse(expression, out _) is not null
            ? expression
            : null;
    }

    // Addresses of one page: with and without www, with and without the ending of a page.
    private static string Key(string address)
    {
        var key = PageEnding().Replace(address.TrimEnd('/'), "");
        return key.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? key[4..] : key;
    }

    [GeneratedRegex(@"\.(html?|php|txt)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageEnding();
}
