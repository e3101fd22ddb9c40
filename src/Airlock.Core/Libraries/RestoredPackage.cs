using System.IO.Enumeration;
using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>A package of the graph as restore left it on disk.</summary>
public sealed class RestoredPackage
{
    // NuGet's own file: three short texts.
    private const int MaximumMetadataLength = 64 * 1024;

    private static readonly string[] FilesOfNuGet = [".nupkg.metadata", ".signature.p7s"];

    private readonly Lazy<IReadOnlyList<string>> _files;

    private RestoredPackage(PackageNode node, string? folder)
    {
        (Node, Folder) = (node, folder);
        _files = new(() => node.Files.IsEmpty ? FilesOnDisk() : node.Files);
    }

    /// <summary>The node of the graph.</summary>
    public PackageNode Node { get; }

    /// <summary>Identifier, in the letter case of the package itself.</summary>
    public string Id => Node.Id;

    /// <summary>Resolved version, normalised as NuGet does.</summary>
    public string Version => Node.Version;

    /// <summary>Package URL.</summary>
    public string Purl => PackageUrl.NuGet(Id, Version);

    /// <summary>The folder of the extracted package, absolute, or null if no package folder has it.</summary>
    public string? Folder { get; }

    /// <summary>The package as it was downloaded, absolute, whether it is there or not; null without a folder.</summary>
    public string? ArchiveFile => Folder is null ? null : Path.Combine(Folder, $"{Id}.{Version}.nupkg".ToLowerInvariant());

    /// <summary>The content hash that NuGet noted when it extracted the package: SHA-512 in Base64, without the signature; null if it noted none.</summary>
    public string? ContentHash { get; private init; }

    /// <summary>The feed that the package came from first on this machine: an address or a folder. A note, and no proof: anybody can edit it.</summary>
    public string? Source { get; private init; }

    /// <summary>Every file of the package, relative to <see cref="Folder"/>, with <c>/</c>.</summary>
    public IReadOnlyList<string> Files => _files.Value;

    /// <summary>Finds a package of a graph in the graph's package folders.</summary>
    public static RestoredPackage Locate(PackageGraph graph, PackageNode node)
    {
        var folder = graph.FolderOf(node);
        var (contentHash, source) = folder is null ? (null, null) : ReadMetadata(Path.Combine(folder, FilesOfNuGet[0]));
        return new RestoredPackage(node, folder) { ContentHash = contentHash, Source = source };
    }

    /// <summary>Whether NuGet itself put a file into the folder: it is no part of the package.</summary>
    /// <param name="file">The file, relative to the folder, with <c>/</c>.</param>
    public bool IsOfNuGet(string file) =>
        FilesOfNuGet.Contains(file, StringComparer.OrdinalIgnoreCase)
        || string.Equals(file, $"{Id}.{Version}.nupkg", StringComparison.OrdinalIgnoreCase)
        || string.Equals(file, $"{Id}.{Version}.nupkg.sha512", StringComparison.OrdinalIgnoreCase);

    /// <summary>Every file in the folder but those of NuGet, relative with <c>/</c>, in ordinal order; empty without a folder.</summary>
    /// <exception cref="IOException">The folder can't be read.</exception>
    public IReadOnlyList<string> FilesOnDisk() => Folder is null ? [] :
    [
        // A link to a folder counts as a file: no package holds one, and links that lead in circles have no end.
        .. new FileSystemEnumerable<string>(Folder, (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        }
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(file => !IsOfNuGet(file))
            .Order(StringComparer.Ordinal),
    ];

    // Version 2 of the file: version, contentHash, source (NuGet.Packaging, NupkgMetadataFile).
    private static (string? ContentHash, string? Source) ReadMetadata(string file)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaximumMetadataLength })
            {
                return (null, null);
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            string? Text(string name) => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return document.RootElement.ValueKind == JsonValueKind.Object ? (Text("contentHash"), Text("source")) : (null, null);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return (null, null);
        }
    }
}
