using System.Collections.Immutable;
using Airlock.Shared.Json;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>
/// Reads OpenVEX 0.2.0, and the shape of 0.0.1 in which vulnerability, products and subcomponents are plain strings. A product counts if it is, or
/// holds as a subcomponent, a NuGet package; what else there is in it, is the application or something foreign.
/// </summary>
internal sealed class OpenVexReader(string name, ICollection<VexStatement> statements, ICollection<TextError> errors)
{
    private const string StatusNames = "not_affected, affected, fixed, under_investigation";

    /// <summary>Reads all statements.</summary>
    public void Read(JsonValue root)
    {
        if (root["statements"] is not { Kind: JsonKind.Array } list)
        {
            errors.Add(new TextError(root["statements"]?.Start ?? root.Start, "\"statements\" must be an array"));
            return;
        }

        var time = VexDocument.Time(root["last_updated"]?.Text) ?? VexDocument.Time(root["timestamp"]?.Text);
        foreach (var statement in list.Items)
        {
            if (ReadStatement(statement, time) is { } read)
            {
                statements.Add(read);
            }
        }
    }

    private VexStatement? ReadStatement(JsonValue statement, DateTimeOffset? documentTime)
    {
        var names = NamesOf(statement["vulnerability"]);
        if (names.Ids.IsEmpty && names.Addresses.IsEmpty)
        {
            errors.Add(new TextError(statement.Start, "a statement names no vulnerability"));
            return null;
        }

        VexStatus? known = statement["status"]?.Text switch
        {
            "not_affected" => VexStatus.NotAffected,
            "affected" => VexStatus.Affected,
            "fixed" => VexStatus.Fixed,
            "under_investigation" => VexStatus.UnderInvestigation,
            _ => null,
        };
        if (known is not { } status)
        {
            errors.Add(new TextError(statement["status"]?.Start ?? statement.Start, $"the \"status\" of the statement on {names.Display} must be one of {StatusNames}"));
            return null;
        }

        var reason = Reason(statement["justification"]?.Text, statement["impact_statement"]?.Text);
        if (status == VexStatus.NotAffected && reason.Length == 0)
        {
            errors.Add(new TextError(
                statement["status"]!.Start, $"the statement on {names.Display} says \"not_affected\" without \"justification\" or \"impact_statement\", and does not count"));
            return null;
        }

        var time = VexDocument.Time(statement["last_updated"]?.Text) ?? VexDocument.Time(statement["timestamp"]?.Text) ?? documentTime;
        return new VexStatement(names, status, reason, ProductsOf(statement), time, name);
    }

    /// <summary>A reason of a word and a sentence, of which either may be missing.</summary>
    internal static string Reason(string? justification, string? detail) =>
        ForeignText.Clean(string.Join(": ", new[] { justification, detail }.Where(text => !string.IsNullOrWhiteSpace(text))));

    private static AdvisoryNames NamesOf(JsonValue? vulnerability) => vulnerability is { Kind: JsonKind.Object }
        ? AdvisoryNames.Of([TextOf(vulnerability["name"]), TextOf(vulnerability["@id"]), .. (vulnerability["aliases"]?.Items ?? []).Select(TextOf)])
        : AdvisoryNames.Of(TextOf(vulnerability));

    private static ImmutableArray<VexProduct> ProductsOf(JsonValue statement)
    {
        var products = ImmutableArray.CreateBuilder<VexProduct>();
        foreach (var product in statement["products"]?.Items ?? [])
        {
            var package = PurlOf(product);
            var parts = (product["subcomponents"]?.Items ?? []).Concat(statement["subcomponents"]?.Items ?? []).ToList();
            if (parts.Count == 0 && package is not null)
            {
                products.Add(new VexProduct(package));
            }

            products.AddRange(parts.Select(PurlOf).OfType<NuGetPurl>().Select(part => new VexProduct(part, package)));
        }

        return products.ToImmutable();
    }

    private static NuGetPurl? PurlOf(JsonValue component)
    {
        if (component.Kind == JsonKind.Text)
        {
            return NuGetPurl.TryParse(component.Text, out var written) ? written : null;
        }

        return NuGetPurl.TryParse(TextOf(component["identifiers"]?["purl"]), out var purl) || NuGetPurl.TryParse(TextOf(component["@id"]), out purl) ? purl : null;
    }

    private static string? TextOf(JsonValue? value) => value is { Kind: JsonKind.Text } ? value.Text : null;
}
