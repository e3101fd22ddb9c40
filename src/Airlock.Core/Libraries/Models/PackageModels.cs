using System.Buffers;
using System.Collections.Immutable;
using Airlock.Core.Libraries.Integrity;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;
using Airlock.Shared.Models;

namespace Airlock.Core.Libraries.Models;

/// <summary>A model that came with a package.</summary>
/// <param name="Path">Where: a file of the package with <c>/</c>, and behind <c>!</c> the resource of an assembly.</param>
/// <param name="Digest">Which bytes.</param>
/// <param name="Scan">What the scanner saw.</param>
public sealed record PackageModel(string Path, FileDigest Digest, ModelScan Scan);

/// <summary>
/// The models that an extracted package carries: files by name and content, and resources of its assemblies. What its targets or its code
/// download later is not in the package, and not found.
/// </summary>
public sealed record PackageModels
{
    // What fits is read at once: whoever asks what it is reads it many times.
    private const int InMemory = 8 * 1024 * 1024;

    private static readonly HashSet<string> Assemblies = new(StringComparer.OrdinalIgnoreCase) { ".dll", ".exe" };

    /// <summary>All models, in ordinal order of their paths.</summary>
    public ImmutableArray<PackageModel> Models { get; init; } = [];

    /// <summary>Reads a whole package.</summary>
    /// <inheritdoc cref="Read(RestoredPackage, bool, CancellationToken)"/>
    public static PackageModels Read(RestoredPackage package, CancellationToken cancellation) => Read(package, isStrict: true, cancellation);

    /// <summary>Reads a package.</summary>
    /// <param name="package">The package; without a folder it has none.</param>
    /// <param name="isStrict">Whether assemblies that the build does not use are searched as well: most packages bring the same for several frameworks.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static PackageModels Read(RestoredPackage package, bool isStrict, CancellationToken cancellation)
    {
        if (package.Folder is not { } folder)
        {
            return new PackageModels();
        }

        var used = PackageUsage.FilesOf(package).ToHashSet(StringComparer.Ordinal);
        var files = package.Files.Where(file => !package.IsOfNuGet(file) && (isStrict || !Assemblies.Contains(Path.GetExtension(file)) || used.Contains(file)));
        return new PackageModels { Models = [.. Find(folder, files, cancellation)] };
    }

    /// <summary>All models of a package, in ordinal order.</summary>
    /// <param name="folder">The folder of the extracted package, absolute.</param>
    /// <param name="files">Its files, relative to the folder with <c>/</c>.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static IReadOnlyList<PackageModel> Find(string folder, IEnumerable<string> files, CancellationToken cancellation = default)
    {
        var models = new List<PackageModel>();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Look(Path.Combine(folder, file), file, models, cancellation);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                // Not there, so it carries nothing.
            }
        }

        return models;
    }

    private static void Look(string path, string file, List<PackageModel> models, CancellationToken cancellation)
    {
        using var handle = FileDigest.Open(path);
        var source = ByteSource.Of(handle, path);
        if (Assemblies.Contains(Path.GetExtension(file)))
        {
            foreach (var resource in ManifestResources.Read(source))
            {
                LookAtResource($"{file}!{resource.Name}", resource, models, cancellation);
            }
        }

        var isNamedSo = ModelFiles.FormatOf(file) is not null;
        var kind = isNamedSo ? ContentKind.Model : IsExecutable(file, source) || OrdinaryFiles.IsOrdinary(file, source) ? null : KindOf(source, file, cancellation);
        if (kind is not null)
        {
            var inspection = FileInspection.Of(path, null, cancellation);
            if (isNamedSo || IsModel(kind.Value, inspection.Scan))
            {
                models.Add(new PackageModel(file, inspection.Digest, inspection.Scan));
            }
        }
    }

    private static bool IsExecutable(string file, ByteSource source) => Assemblies.Contains(Path.GetExtension(file)) && source.Has(0, "MZ"u8);

    private static void LookAtResource(string path, ManifestResource resource, List<PackageModel> models, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (resource.Content.Length > InMemory)
        {
            LookAtResource(path, resource.Name, resource.Content, models, cancellation);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)resource.Content.Length);
        try
        {
            var length = resource.Content.Read(0, buffer.AsSpan(0, (int)resource.Content.Length));
            LookAtResource(path, resource.Name, ByteSource.Of(buffer.AsMemory(0, length)), models, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void LookAtResource(string path, string name, ByteSource content, List<PackageModel> models, CancellationToken cancellation)
    {
        if (ResourceContainer.Is(content))
        {
            foreach (var entry in ResourceContainer.Read(content))
            {
                AddIfModel($"{path}!{entry.Name}", entry.Name, entry.Content, models, cancellation);
            }
        }
        else
        {
            AddIfModel(path, name, content, models, cancellation);
        }
    }

    // A resource has no loader that goes by its name: that makes no model of what is none.
    private static void AddIfModel(string path, string name, ByteSource content, List<PackageModel> models, CancellationToken cancellation)
    {
        var kind = ModelFiles.FormatOf(name) is not null ? ContentKind.Model : KindOfContent(content, name, cancellation);
        if (kind is not null && ModelScanner.Scan(content, name, null, cancellation) is var scan && IsModel(kind.Value, scan))
        {
            models.Add(new PackageModel(path, FileDigest.Compute(content, null, cancellation), scan));
        }
    }

    /// <summary>What kind of content it may be; null if no scan would make a model of it.</summary>
    private static ContentKind? KindOf(ByteSource source, string name, CancellationToken cancellation)
    {
        if (source.Length > InMemory)
        {
            return KindOfContent(source, name, cancellation);
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)source.Length);
        try
        {
            return KindOfContent(ByteSource.Of(buffer.AsMemory(0, source.Read(0, buffer.AsSpan(0, (int)source.Length)))), name, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ContentKind? KindOfContent(ByteSource source, string name, CancellationToken cancellation) => ModelScanner.KindOf(source, name) switch
    {
        ContentKind.Container when !ArchiveSearch.MayHoldModel(source, name, cancellation) => null,
        var kind => kind,
    };

    // As of a project's own files: a configuration or a template counts if there is something to say of it, an archive if it holds a model.
    private static bool IsModel(ContentKind kind, ModelScan scan) =>
        scan.HoldsModel || scan.Verdict == ModelVerdict.Malicious || (kind == ContentKind.Companion && scan.Verdict != ModelVerdict.Clean);
}
