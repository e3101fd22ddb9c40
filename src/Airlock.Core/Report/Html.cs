using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Airlock.Core.Report;

/// <summary>Texts as they may stand in a page.</summary>
internal static class Html
{
    // Longer texts than any that a document of a build has, but not without end.
    private const int MaximumLength = 4096;

    /// <summary>A text between tags or in a quoted attribute: what has a meaning in HTML is written as an entity, and nothing hides or turns what stands beside it.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(PrintableText.Show(text, MaximumLength));

    /// <summary>The name of a place in the page for any text: letters of a digest, so that no text can break out of an attribute.</summary>
    public static string Anchor(string text) => "a" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
