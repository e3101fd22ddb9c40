using System.Collections.Immutable;
using Airlock.Shared.Json;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>
/// Reads the vulnerabilities of a CycloneDX document, version 1.4 to 1.7, that have an analysis. What one affects is a package URL, the <c>bom-ref</c> of a component of
/// the document, or a BOM-Link that ends in either.
/// </summary>
internal sealed class CycloneDxVexReader(string name, ICollection<VexStatement> statements, ICollection<TextError> errors)
{
    private const string StateNames = "not_affected, false_positive, resolved, resolved_with_pedigree, exploitable, in_triage";

    private readonly Dictionary<string, NuGetPurl> _components = new(StringComparer.Ordinal);

    /// <summary>Reads all statements.</summary>
    public void Read(JsonValue root)
    {
        AddComponents(root["components"]?.Items ?? []);
        var time = VexDocument.Time(TextOf(root["metadata"]?["timestamp"]));
        foreach (var vulnerability in root["vulnerabilities"]?.Items ?? [])
        {
            if (vulnerability["analysis"] is { Kind: JsonKind.Object } analysis && ReadStatement(vulnerability, analysis, time) is { } statement)
            {
                statements.Add(statement);
            }
        }
    }

    // Components hold components; the reader of JSON bounds how deep.
    private void AddComponents(IReadOnlyList<JsonValue> components)
    {
        foreach (var component in components)
        {
            if (TextOf(component["bom-ref"]) is { } reference && NuGetPurl.TryParse(TextOf(component["purl"]), out var purl))
            {
                _components.TryAdd(reference, purl);
            }

            AddComponents(component["components"]?.Items ?? []);
        }
    }

    private VexStatement? ReadStatement(JsonValue vulnerability, JsonValue analysis, DateTimeOffset? documentTime)
    {
        var names = AdvisoryNames.Of([
            TextOf(vulnerability["id"]),
            .. (vulnerability["references"]?.Items ?? []).Select(reference => TextOf(reference["id"])),
            TextOf(vulnerability["source"]?["url"]),
            .. (vulnerability["advisories"]?.Items ?? []).Select(advisory => TextOf(advisory["url"])),
        ]);
        if (names.Ids.IsEmpty && names.Addresses.IsEmpty)
        {
            errors.Add(new TextError(vulnerability.Start, "a vulnerability has neither \"id\" nor \"references\""));
            return null;
        }

        VexStatus? known = TextOf(analysis["state"]) switch
        {
            "not_affected" or "false_positive" => VexStatus.NotAffected,
            "resolved" or "resolved_with_pedigree" => VexStatus.Fixed,
            "exploitable" => VexStatus.Affected,
            "in_triage" => VexStatus.UnderInvestigation,
            _ => null,
        };
        if (known is not { } status)
        {
            errors.Add(new TextError(analysis["state"]?.Start ?? analysis.Start, $"the \"state\" of the analysis of {names.Display} must be one of {StateNames}"));
            return null;
        }

        var reason = OpenVexReader.Reason(TextOf(analysis["justification"]), TextOf(analysis["detail"]));
        if (status == VexStatus.NotAffected && reason.Length == 0)
        {
            errors.Add(new TextError(
                analysis["state"]!.Start, $"the analysis of {names.Display} says \"{analysis["state"]!.Text}\" without \"justification\" or \"detail\", and does not count"));
            return null;
        }

        var time = VexDocument.Time(TextOf(analysis["lastUpdated"])) ?? VexDocument.Time(TextOf(analysis["firstIssued"]))
            ?? VexDocument.Time(TextOf(vulnerability["updated"])) ?? documentTime;
        return new VexStatement(names, status, reason, [.. (vulnerability["affects"]?.Items ?? []).SelectMany(ProductsOf)], time, name);
    }

    // Versions narrow what a reference means. A range of another notation than a single version is not read, so that it clears nothing.
    private IEnumerable<VexProduct> ProductsOf(JsonValue affected)
    {
        if (TextOf(affected["ref"]) is not { } reference || Resolve(reference) is not { } purl)
        {
            return [];
        }

        return affected["versions"] is { Kind: JsonKind.Array, Items.Count: > 0 } versions
            ? versions.Items.Select(version => TextOf(version["version"])).OfType<string>()
                .Where(version => purl.Version is null || purl.Names(purl.Id, version))
                .Select(version => new VexProduct(purl with { Version = version }))
            : [new VexProduct(purl)];
    }

    private NuGetPurl? Resolve(string reference)
    {
        if (_components.TryGetValue(reference, out var component) || NuGetPurl.TryParse(reference, out component))
        {
            return component;
        }

        var fragment = reference.StartsWith("urn:cdx:", StringComparison.OrdinalIgnoreCase) && reference.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at
            ? Uri.UnescapeDataString(reference[(at + 1)..])
            : null;
        return fragment is not null && (_components.TryGetValue(fragment, out component) || NuGetPurl.TryParse(fragment, out component)) ? component : null;
    }

    private static string? TextOf(JsonValue? value) => value is { Kind: JsonKind.Text } ? value.Text : null;
}
