namespace Airlock.Core.Bom.Spdx;

/// <summary>Identifiers of elements: the serial number of the document is the namespace, the <c>bom-ref</c> the name in it (RFC 8141, with a fragment).</summary>
internal sealed class SpdxIdentifiers(Guid serialNumber)
{
    /// <summary>The identifiers of a document.</summary>
    public static SpdxIdentifiers Of(Bom bom) => new(bom.SerialNumber ?? BomBuilder.SerialNumberOf(bom));

    /// <summary>The element that stands for a component or service. A link to another document is an identifier already.</summary>
    public string Of(string bomRef) => IsLink(bomRef) ? bomRef : $"urn:uuid:{serialNumber:D}#{Escape(bomRef)}";

    /// <summary>An element that CycloneDX has no <c>bom-ref</c> for.</summary>
    /// <param name="kind">What it is, as <c>license</c>.</param>
    /// <param name="name">Its name among those.</param>
    public string Of(string kind, string name) => Of($"spdx:{kind}:{name}");

    /// <summary>Whether a reference leads to another CycloneDX document (BOM-Link).</summary>
    public static bool IsLink(string bomRef) => bomRef.StartsWith("urn:cdx:", StringComparison.Ordinal);

    // These are allowed in a fragment (RFC 3986, section 3.5), and package URLs stay readable.
    private static string Escape(string text) => Uri.EscapeDataString(text)
        .Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%40", "@", StringComparison.Ordinal);
}
