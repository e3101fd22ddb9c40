using System.Collections.Immutable;
using Airlock.Core.Bom.Spdx;

namespace Airlock.Core.Bom;

/// <summary>The formats that a document can be written in.</summary>
public static class BomFormats
{
    private const string CycloneDX = "cyclonedx-";

    /// <summary>Their names, as <c>spdx-3.0.1</c>.</summary>
    public static ImmutableArray<string> Names { get; } =
        [$"spdx-{SpdxWriter.SpecVersion}", CycloneDX + BomWriter.Name(SpecVersion.V1_7), CycloneDX + BomWriter.Name(SpecVersion.V1_6)];

    /// <summary>Writes a document in a format. A CycloneDX document that says something else than before has another serial number.</summary>
    /// <param name="bom">The document.</param>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static byte[] Write(Bom bom, string format)
    {
        if (format == Names[0])
        {
            return SpdxWriter.Write(bom);
        }

        var version = Enum.GetValues<SpecVersion>().Where(version => format == CycloneDX + BomWriter.Name(version)).ToList();
        if (version is not [var known])
        {
            throw new ArgumentException($"There is no format {format}.", nameof(format));
        }

        var written = bom with { SpecVersion = known };
        return BomWriter.Write(written with { SerialNumber = BomBuilder.SerialNumberOf(written) });
    }
}
