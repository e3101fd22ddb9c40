using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;
using Airlock.Shared.Models;

namespace Airlock.Core.Libraries;

/// <summary>A model that came with a package.</summary>
/// <param name="Path">Where: a file of the package with <c>/</c>, and behind <c>!</c> the resource of an assembly.</param>
/// <param name="Digest">Which bytes.</param>
/// <param name="Scan">What the scanner saw.</param>
public sealed record PackageModel(string Path, FileDigest Digest, ModelScan Scan);

/// <summary>
/// Finds the models that an extracted package carries: files by name and content, and resources of its assemblies. What its targets or its code
/// download later is not in the package, and not found.
/// </summary>
public static class PackageModels
{
    private static readonly HashSet<string> Assemblies = new(StringComparer.OrdinalIgnoreCase) { ".dll", ".exe" };

    // What a package is made of; none of these is worth a look into its bytes.
    private static readonly HashSet<string> Ordinary = new(StringComparer.OrdinalIgnoreCase)
    {
        ".xml", ".nuspec", ".props", ".targets", ".txt", ".md", ".p7s", ".sha512", ".metadata", ".json", ".cs", ".pdb", ".png", ".ico", ".so", ".dylib", ".a", ".lib", ".h",
    };

    /// <summary>All models of a package, in ordinal order.</summary>
    /// <param name="folder">The folder of the extracted package, absolute.</param>
    /// <param name="files">Its files, relative to the folder with <c>/</c>.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<PackageModel> Find(string folder, IEnumerable<string> files, CancellationToken cancellation = default)
    {
        var models = new List<PackageModel>();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, file);
            var extension = Path.GetExtension(file);
            if (!File.Exists(path) || Ordinary.Contains(extension))
            {
                continue;
            }

            if (Assemblies.Contains(extension))
            {
                models.AddRange(InAssembly(path, file, cancellation));
            }
            else if (ModelFiles.FormatOf(file) is not null || HiddenModels.KindOf(path) is ContentKind.Model or ContentKind.Container)
            {
                var inspection = FileInspection.Of(path, null, cancellation);
                if (inspection.Scan.HoldsModel || ModelFiles.FormatOf(file) is not null)
                {
                    models.Add(new PackageModel(file, inspection.Digest, inspection.Scan));
                }
            }
        }

        return models;
    }

    private static List<PackageModel> InAssembly(string path, string file, CancellationToken cancellation)
    {
        var models = new List<PackageModel>();
        try
        {
            using var handle = FileDigest.Open(path);
            var source = ByteSource.Of(handle, path);
            using var reader = new PEReader(source.OpenRead());
            if (!reader.HasMetadata || reader.PEHeaders.CorHeader is not { ResourcesDirectory.Size: > 0 } header
                || !reader.PEHeaders.TryGetDirectoryOffset(header.ResourcesDirectory, out var start))
            {
                return models;
            }

            var metadata = reader.GetMetadataReader();
            foreach (var resource in metadata.ManifestResources.Select(metadata.GetManifestResource).Where(resource => resource.Implementation.IsNil))
            {
                var offset = start + resource.Offset;
                var length = BitConverter.ToUInt32(source.ReadBytes(offset, sizeof(uint)));
                var content = source.Slice(offset + sizeof(uint), length);
                var name = metadata.GetString(resource.Name);
                if (ModelFiles.FormatOf(name) is null && ModelScanner.KindOf(content, name) is not (ContentKind.Model or ContentKind.Container))
                {
                    continue;
                }

                var scan = ModelScanner.Scan(content, name, null, cancellation);
                if (scan.HoldsModel)
                {
                    models.Add(new PackageModel($"{file}!{name}", FileDigest.Compute(content, null, cancellation), scan));
                }
            }
        }
        catch (Exception exception) when (exception is BadImageFormatException or ModelFormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            // A native library, or one that no runtime would load either.
        }

        return models;
    }
}
