using System.Net;
using System.Text;
using System.Text.Json;

namespace Airlock.Core.Bom.Delivery;

/// <summary>Turns a refusal of a Dependency-Track server into what the user can do about it.</summary>
/// <remarks>Which answer means what is in the server's own resources (<c>BomResource</c>, <c>ProblemDetails</c>); problems follow RFC 9457.</remarks>
internal static class DependencyTrackRefusal
{
    private const int LongestText = 400;
    private const int MostErrors = 20;

    /// <summary>Describes a refusal.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The beginning of what came with it.</param>
    /// <param name="server">Where it came from.</param>
    /// <param name="project">The project of the document; null when it was asked for the state of a token.</param>
    /// <param name="size">Length of the document in bytes.</param>
    /// <param name="redirect">Where the server sends to, or null.</param>
    public static DeliveryException Describe(HttpStatusCode status, byte[] body, string server, DependencyTrackProject? project, long size, Uri? redirect)
    {
        var (detail, errors) = Read(body);
        var said = detail.Length == 0 ? "" : $": {detail}";
        return (int)status switch
        {
            >= 300 and < 400 => new(DeliveryFailure.Settings, $"{server} redirects{(redirect is null ? "" : $" to {PrintableText.Show(redirect.GetLeftPart(UriPartial.Path), LongestText)}")}, and the key goes to no other address; name the address of its API"),
            400 when errors.Count > 0 || detail.Contains("BOM", StringComparison.Ordinal) => new(DeliveryFailure.Document, $"{server} does not accept the document{said}{Lines(errors)}"),
            400 => new(DeliveryFailure.Refused, $"{server} refuses the request{said}"),
            401 when detail.Contains("create", StringComparison.OrdinalIgnoreCase) => new(DeliveryFailure.Refused, $"{server} has no {project}, and the key may not create it: the permission PROJECT_CREATION_UPLOAD is missing{said}"),
            401 => new(DeliveryFailure.Refused, $"{server} does not know the API key{said}"),
            403 => new(DeliveryFailure.Refused, $"the API key may not do that at {server}: the permission BOM_UPLOAD is missing, or the access to {(project is null ? "the document" : $"{project} or its parent")}{said}"),
            404 when project is null => new(DeliveryFailure.Network, $"{server} can't say whether a document was processed: it is no Dependency-Track, or one before 4.11"),
            404 when detail.Contains("parent", StringComparison.OrdinalIgnoreCase) => new(DeliveryFailure.Refused, $"{server} has no project {project.ParentName} {project.ParentVersion} that could be the parent{said}"),
            404 when detail.Contains("project", StringComparison.OrdinalIgnoreCase) => new(DeliveryFailure.Refused, $"{server} has no {project}; create it, or let the server do it with --auto-create{said}"),
            404 or 405 => new(DeliveryFailure.Settings, $"{server} has no API of Dependency-Track at this address{said}"),
            409 => new(DeliveryFailure.Refused, $"{server} has a conflict with what is there{said}"),
            413 => new(DeliveryFailure.Document, $"the document is too large for {server}, or for a proxy before it: {size:N0} bytes{said}"),
            429 => new(DeliveryFailure.Network, $"{server} has too many requests{said}"),
            var number => new(DeliveryFailure.Network, $"{server} answers {number}{said}"),
        };
    }

    private static string Lines(IReadOnlyList<string> errors) =>
        string.Concat(errors.Take(MostErrors).Select(error => "\n  " + error)) + (errors.Count > MostErrors ? $"\n  … and {errors.Count - MostErrors:N0} more" : "");

    // A problem in JSON, a sentence, or the page of some proxy, of which nothing is worth showing.
    private static (string Detail, IReadOnlyList<string> Errors) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var root = document.RootElement;
                string[] texts = [.. new[] { "title", "detail" }.Select(name => TextOf(root, name)).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
                var errors = root.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array
                    ? list.EnumerateArray().Select(error => PrintableText.Show(error.ValueKind == JsonValueKind.String ? error.GetString()! : error.GetRawText(), LongestText)).ToList()
                    : [];
                return (string.Join(": ", texts), errors);
            }
        }
        catch (JsonException)
        {
        }

        var text = PrintableText.Show(Encoding.UTF8.GetString(body), LongestText);
        return (text.StartsWith('<') ? "" : text.TrimEnd('.'), []);
    }

    private static string TextOf(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? PrintableText.Show(value.GetString()!, LongestText).TrimEnd('.') : "";
}
