using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Airlock.Core.Bom.Spdx;

/// <summary>References to something outside the document.</summary>
internal static class SpdxReferences
{
    // From the type of CycloneDX to that of SPDX; what has no row is "other".
    private static readonly Dictionary<string, string> Types =
        EmbeddedTable.Rows("spdx-references.tsv").ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    /// <summary>All references of a component or service but those that have a property of their own.</summary>
    public static IEnumerable<JsonObject> Of(ImmutableArray<ExternalReference> references) => references
        .Where(reference => reference != Download(references) && reference != Website(references))
        .Select(reference => Of(Types.GetValueOrDefault(reference.Type, "other"), reference.Url, CommentOf(reference)));

    /// <summary>A reference.</summary>
    /// <param name="type">Type of SPDX, as <c>altWebPage</c>.</param>
    /// <param name="locator">Address or relative path.</param>
    /// <param name="comment">A remark, or null.</param>
    public static JsonObject Of(string type, string locator, string? comment)
    {
        var reference = new JsonObject { ["type"] = "ExternalRef", ["externalRefType"] = type, ["locator"] = new JsonArray(locator) };
        if (!string.IsNullOrEmpty(comment))
        {
            reference["comment"] = comment;
        }

        return reference;
    }

    /// <summary>Where the thing can be had: the first absolute address, or null.</summary>
    public static ExternalReference? Download(ImmutableArray<ExternalReference> references) => First(references, "distribution");

    /// <summary>Its web page, or null.</summary>
    public static ExternalReference? Website(ImmutableArray<ExternalReference> references) => First(references, "website");

    private static ExternalReference? First(ImmutableArray<ExternalReference> references, string type) => references
        .Where(reference => reference.Type == type && Uri.TryCreate(reference.Url, UriKind.Absolute, out var address) && !address.IsFile)
        .MinBy(reference => reference.Url, StringComparer.Ordinal);

    // A reference has no digest in SPDX.
    private static string? CommentOf(ExternalReference reference)
    {
        var digest = reference.Hash is { } hash ? $"{hash.Alg} {hash.Content}" : null;
        return string.Join("; ", new[] { Types.ContainsKey(reference.Type) && reference.Type != "bom" ? null : reference.Type, reference.Comment, digest }.Where(text => !string.IsNullOrEmpty(text)));
    }
}
