using Airlock.Core.Bom.Packages;

namespace Airlock.Core.Bom.Publishing;

/// <summary>The file that is the application: its assembly, the single file, or the native program.</summary>
internal static class MainFile
{
    private const string FileProperty = "airlock:assembly:file";
    private const string CountProperty = "airlock:publish:files";

    // The assembly first: beside it, a file without ending or of ".exe" is only its host.
    private static readonly string[] Endings = [".dll", "", ".exe", ".so", ".dylib"];

    /// <summary>Finds it; null if nothing that is delivered has the application's name.</summary>
    public static ShippedFile? Find(PublishRequest request) =>
        request.BundleFile is { } bundle
            ? new ShippedFile(bundle, Path.GetFileName(bundle))
            : Endings
                .Select(ending => request.Files.FirstOrDefault(file => !file.IsBundled && string.Equals(file.Destination, request.AssemblyName + ending, StringComparison.OrdinalIgnoreCase)))
                .FirstOrDefault(file => file is not null);

    /// <summary>The application as it is delivered.</summary>
    public static Component Describe(Bom build, ShippedFile? main, PublishRequest request)
    {
        var root = build.Metadata.Component;
        var hashes = main is null ? root.Hashes : FileHashes.Of(main.Path);
        var file = main?.Destination;
        return root with
        {
            Hashes = hashes,
            ExternalReferences =
            [
                // The report stays with the build, and so does the document that leads to it.
                .. root.ExternalReferences.Where(reference => reference.Type != "static-analysis-report"),
                .. build.SerialNumber is { } serial ? [new ExternalReference("bom", $"urn:cdx:{serial:D}/1", "document of the build")] : Array.Empty<ExternalReference>(),
                .. file is not null && hashes.FirstOrDefault(hash => hash.Alg == "SHA-512") is { } digest
                    ? [new ExternalReference("distribution", "../" + WebAddress.Relative(file), null, digest)]
                    : Array.Empty<ExternalReference>(),
            ],
            Properties =
            [
                .. root.Properties.Where(property => file is null || (property.Name != FileProperty && property.Name != BsiProperties.FileName)),
                .. file is null ? Array.Empty<Property>() : [new Property(FileProperty, file), new Property(BsiProperties.FileName, file)],
                new Property(CountProperty, PublishedBom.Count(request)),
            ],
        };
    }
}
