using Airlock.Core.Libraries;

namespace Airlock.Core.Bom.Packages;

/// <summary>Which package each delivered file is of: by what MSBuild says of it, else by the folder in which it lies.</summary>
internal sealed class ShippedPackages
{
    private readonly Dictionary<string, string> _folders = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sorts files by package.</summary>
    /// <param name="graph">The packages of the project, or null.</param>
    /// <param name="packs">Packs of the SDK that lie elsewhere.</param>
    /// <param name="files">The files.</param>
    public ShippedPackages(PackageGraph? graph, IEnumerable<BomPack> packs, IEnumerable<ShippedFile> files)
    {
        foreach (var node in graph is null ? [] : graph.Nodes.Concat(graph.OtherPackages))
        {
            if (graph!.FolderOf(node) is { } folder)
            {
                _folders.TryAdd(Normalise(folder), PackageUrl.NuGet(node.Id, node.Version));
            }
        }

        foreach (var pack in packs.Where(pack => pack.Folder is not null))
        {
            _folders.TryAdd(Normalise(pack.Folder!), pack.Purl);
        }

        foreach (var file in files)
        {
            if (PackageOf(file) is { } purl)
            {
                if (!_files.TryGetValue(purl, out var shipped))
                {
                    _files.Add(purl, shipped = []);
                }

                shipped.Add(file.Destination);
            }
        }
    }

    /// <summary>What a package delivers, each file once, in ordinal order.</summary>
    /// <param name="purl">The package.</param>
    public IReadOnlyList<string> FilesOf(string purl) =>
        _files.TryGetValue(purl, out var files) ? [.. files.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [];

    /// <summary>The package URL of the package that a file is of, or null if it is of none.</summary>
    public string? PackageOf(ShippedFile file)
    {
        // A file that trimming or compiling ahead of time made anew lies in no package folder, but still says whose it is.
        for (var folder = Path.GetDirectoryName(file.Path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (_folders.TryGetValue(Normalise(folder), out var purl))
            {
                return purl;
            }
        }

        return file is { PackageId: { Length: > 0 } id, PackageVersion: { Length: > 0 } version } ? PackageUrl.NuGet(id, version) : null;
    }

    private static string Normalise(string folder) => Path.TrimEndingDirectorySeparator(folder.Replace('\\', '/'));
}
