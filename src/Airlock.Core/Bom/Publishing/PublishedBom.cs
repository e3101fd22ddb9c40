using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Libraries;

namespace Airlock.Core.Bom.Publishing;

/// <summary>
/// The document of a published application: that of its build, with what is really delivered in place of what the build had in its output, and the
/// digests of the files as they are delivered. Findings stay with the build: what lies beside an application is read by whoever gets it.
/// </summary>
public static class PublishedBom
{
    /// <summary>The folder of documents below that of the application.</summary>
    public const string Folder = "airlock";

    // A web application may deliver thousands of pages and pictures, which are no parts that anybody looks up.
    private const int MostFiles = 500;

    /// <summary>Writes the document, and beside it those of the referenced projects, to which it leads.</summary>
    /// <returns>The documents, absolute.</returns>
    /// <exception cref="BomFormatException">The document of the build can't be read.</exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    public static ImmutableArray<string> Write(PublishRequest request)
    {
        var documents = ImmutableArray.CreateBuilder<string>();
        var build = BomReader.ReadFile(request.BuildBomFile);
        var linked = CopyReferenced(request, build, documents);
        var file = Path.Combine(request.OutputFolder, request.AssemblyName + ".cdx.json");
        AtomicFile.Write(file, stream => BomWriter.Write(Create(request, build, linked), stream));
        documents.Add(file);
        return documents.ToImmutable();
    }

    /// <summary>The document.</summary>
    /// <param name="request">What is delivered.</param>
    /// <param name="build">The document of the build.</param>
    /// <param name="linked">For documents of referenced projects that are delivered: the address that the build has, and the one to write.</param>
    internal static Bom Create(PublishRequest request, Bom build, IReadOnlyDictionary<string, string> linked)
    {
        var graph = PackageGraph.Read(request.AssetsFile, request.TargetFramework, request.RuntimeIdentifier).Graph;
        var shipped = new ShippedPackages(graph, [], request.Files);
        var shipping = graph is null || request.IsAot ? null : new PackageShipping(graph, request.Files, []);
        build = graph is null ? build : NativeFramework.Replace(request, build, graph);
        ImmutableArray<Component> components = [.. build.Components.Select(component => Deliver(component, graph, shipping, shipped, linked, request))];
        var main = MainFile.Find(request);
        var root = MainFile.Describe(build, main, request);
        var files = OwnFiles(request, shipped, main, [.. components.SelectMany(component => component.Hashes).Select(hash => hash.Content)]);
        var bom = build with
        {
            SerialNumber = null,
            Metadata = build.Metadata with { Lifecycle = "post-build", Component = root },
            Components = [.. components, .. files],
            Dependencies =
            [
                .. build.Dependencies.Select(node => node.Ref == root.BomRef ? node with { DependsOn = [.. node.DependsOn, .. files.Select(file => file.BomRef!)] } : node),
                .. files.Select(file => new Dependency(file.BomRef!, [])),
            ],
            Annotations = [],
        };
        return build.SerialNumber is null ? bom : bom with { SerialNumber = BomBuilder.SerialNumberOf(bom) };
    }

    private static Component Deliver(
        Component component, PackageGraph? graph, PackageShipping? shipping, ShippedPackages shipped, IReadOnlyDictionary<string, string> linked, PublishRequest request)
    {
        ImmutableArray<ExternalReference> references = [.. component.ExternalReferences.Select(reference => linked.TryGetValue(reference.Url, out var url) ? reference with { Url = url } : reference)];
        component = component with { ExternalReferences = references };
        if (component.Purl is null || component.BomRef != component.Purl)
        {
            return DeliverProject(component, request, shipped);
        }

        // In a native program the code of the packages is inside, so that what it was made from stays as the build knows it.
        var delivery = shipping is not null && graph!.Find(component.Name) is { Kind: PackageKind.Package } node
            ? shipping.Of(node)
            : new PackageDelivery(component.Scope ?? ComponentScope.Required, UseOf(component), shipped.FilesOf(component.Purl));
        return component with
        {
            Scope = delivery.Scope,
            Properties =
            [
                .. component.Properties.Where(property => property.Name is not (PackageShipping.UseProperty or PackageShipping.FileProperty or PackageShipping.CountProperty)),
                .. delivery.Properties,
            ],
        };
    }

    // Trimming and compiling ahead of time make another file of a referenced project's assembly.
    private static Component DeliverProject(Component component, PublishRequest request, ShippedPackages shipped)
    {
        var name = component.BomRef?.StartsWith("project:", StringComparison.Ordinal) == true
            ? component.Properties.FirstOrDefault(property => property.Name == BsiProperties.FileName)?.Value
            : null;
        return name is not null && request.Files.FirstOrDefault(file => file.Destination == name && shipped.PackageOf(file) is null) is { } file
            ? component with { Hashes = FileHashes.Of(file.Path) }
            : component;
    }

    private static string UseOf(Component component) =>
        component.Properties.FirstOrDefault(property => property.Name == PackageShipping.UseProperty)?.Value ?? "runtime";

    // Files of packages belong to their package, and what has the bytes of a known part is that part.
    private static ImmutableArray<Component> OwnFiles(PublishRequest request, ShippedPackages shipped, ShippedFile? main, HashSet<string> known) =>
    [
        .. request.Files
            .Where(file => !file.IsBundled && file.Destination != main?.Destination && shipped.PackageOf(file) is null)
            .DistinctBy(file => file.Destination, StringComparer.Ordinal)
            .OrderBy(file => file.Destination, StringComparer.Ordinal)
            .Take(MostFiles)
            .Select(file => (file.Destination, Digests: FileHashes.Of(file.Path)))
            .Where(file => !file.Digests.Any(hash => known.Contains(hash.Content)))
            .Select(file => new Component
            {
                Type = ComponentType.File,
                BomRef = "file:" + file.Destination,
                Name = file.Destination,
                Scope = ComponentScope.Required,
                Hashes = file.Digests,
                Properties = [.. BsiProperties.OfFile(Path.GetFileName(file.Destination), ExecutableFiles.Contains(file.Destination), isArchive: false)],
            }),
    ];

    private static Dictionary<string, string> CopyReferenced(PublishRequest request, Bom build, ImmutableArray<string>.Builder documents)
    {
        var linked = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = Path.GetDirectoryName(request.BuildBomFile)!;
        foreach (var reference in build.Components.SelectMany(component => component.ExternalReferences).Where(reference => reference is { Type: "bom", Hash: not null }))
        {
            var source = Path.GetFullPath(Uri.UnescapeDataString(reference.Url), folder);
            var copy = Path.Combine(request.OutputFolder, Path.GetFileName(source));
            if (!File.Exists(source) || linked.ContainsValue(Path.GetFileName(source)))
            {
                continue;
            }

            var bytes = File.ReadAllBytes(source);
            AtomicFile.Write(copy, stream => stream.Write(bytes));
            documents.Add(copy);
            linked[reference.Url] = WebAddress.Relative(Path.GetFileName(source));
        }

        return linked;
    }

    /// <summary>How many files are delivered, as text.</summary>
    internal static string Count(PublishRequest request) => request.Files.Count(file => !file.IsBundled).ToString(CultureInfo.InvariantCulture);
}
