using System.Text.RegularExpressions;

namespace Airlock.Core.Bom.Spdx;

/// <summary>The licences of a document: one element for each expression, and who has which.</summary>
internal sealed partial class SpdxLicenses(SpdxIdentifiers ids, SpdxRelationships relationships)
{
    private readonly SortedDictionary<string, SpdxElement> _used = new(StringComparer.Ordinal);

    /// <summary>Those that somebody referred to.</summary>
    public IEnumerable<SpdxElement> Elements => _used.Values;

    /// <summary>The relationships of a component to its licences: at most one for what was declared and one for what was concluded.</summary>
    public IEnumerable<SpdxElement> Of(Component component, string id) => component.Licenses
        .Where(license => (license.Expression ?? license.Name) is { Length: > 0 })
        .GroupBy(license => license.Acknowledgement == "concluded" ? "hasConcludedLicense" : "hasDeclaredLicense", StringComparer.Ordinal)
        .Select(group => relationships.Create(id, group.Key, group.Select(Of), component.BomRef!));

    /// <summary>The identifier of an expression.</summary>
    public string Of(string expression)
    {
        var id = ids.Of("license", expression);
        _used.TryAdd(id, new SpdxElement("simplelicensing_LicenseExpression", id).Set("simplelicensing_licenseExpression", expression));
        return id;
    }

    // A licence without an identifier gets one of this document. Its text is not known here, so that nothing is mapped to it.
    private string Of(License license)
    {
        if (license.Expression is { } expression)
        {
            return Of(expression);
        }

        var id = Of("LicenseRef-" + NotInIdentifier().Replace(license.Name!, "-"));
        _used[id].Set("name", license.Name).Set("comment", "Only its name is known; its text is not part of this document");
        if (license.Url is { } url)
        {
            _used[id].Set("externalRef", [SpdxReferences.Of("license", url, null)]);
        }

        return id;
    }

    [GeneratedRegex("[^A-Za-z0-9.-]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotInIdentifier();
}
