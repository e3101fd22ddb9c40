using System.Collections.Immutable;

namespace Airlock.Core.Libraries;

/// <summary>Everything that restore resolved for one project and one target framework, with its edges.</summary>
public sealed class PackageGraph
{
    private readonly Dictionary<string, PackageNode> _nodes;
    private readonly Lazy<Dictionary<string, PackageNode?>> _parents;

    internal PackageGraph(
        string projectName,
        IEnumerable<PackageNode> nodes,
        ImmutableArray<string> frameworkReferences,
        ImmutableArray<string> packageFolders,
        RestoreRecord restore)
    {
        Restore = restore;
        ProjectName = projectName;
        Nodes = [.. nodes.OrderBy(node => node.Id, StringComparer.OrdinalIgnoreCase)];
        FrameworkReferences = frameworkReferences;
        PackageFolders = packageFolders;
        _nodes = Nodes.ToDictionary(node => node.Id, StringComparer.OrdinalIgnoreCase);
        _parents = new(FindParents);
    }

    /// <summary>What restore was asked, and what it said.</summary>
    public RestoreRecord Restore { get; }

    /// <summary>
    /// Packages that are in no edge of this target and all the same on disk for the project: those of its other runtimes, and those that the SDK
    /// downloads as tools and packs (<c>PackageDownload</c>). In order of their identifier without case.
    /// </summary>
    public ImmutableArray<PackageNode> OtherPackages { get; internal init; } = [];

    /// <summary>Name of the project, without folder and extension.</summary>
    public string ProjectName { get; }

    /// <summary>All nodes, in order of their identifier without case.</summary>
    public ImmutableArray<PackageNode> Nodes { get; }

    /// <summary>Shared frameworks that the project or one of its packages needs, as <c>Microsoft.AspNetCore.App</c>, in ordinal order.</summary>
    public ImmutableArray<string> FrameworkReferences { get; }

    /// <summary>The folders that hold extracted packages, absolute, in the order of search.</summary>
    public ImmutableArray<string> PackageFolders { get; }

    /// <summary>Reads <c>project.assets.json</c>, formats 3 and 4.</summary>
    /// <param name="assetsFile">The file, <c>$(ProjectAssetsFile)</c>.</param>
    /// <param name="targetFramework">The framework of the running build, <c>$(TargetFramework)</c>.</param>
    /// <param name="runtimeIdentifier"><c>$(RuntimeIdentifier)</c>, or null or empty for a portable build.</param>
    public static PackageGraphResult Read(string assetsFile, string targetFramework, string? runtimeIdentifier = null) =>
        AssetsFileReader.Read(assetsFile, targetFramework, runtimeIdentifier);

    /// <summary>Every package that an assets file names, for whatever target; empty if the file can't be read.</summary>
    public static IReadOnlyList<(string Id, string Version)> PackagesOf(string assetsFile) => AssetsFileReader.ReadPackages(assetsFile);

    /// <summary>The node of that identifier, in any letter case, or null.</summary>
    public PackageNode? Find(string id) => _nodes.GetValueOrDefault(id);

    /// <summary>
    /// The shortest way from the project to the node: a direct reference first, the node last. Of several equally short ways
    /// the first in order of identifiers, so that every build names the same. Empty if no edge leads there.
    /// </summary>
    public ImmutableArray<PackageNode> PathTo(PackageNode node)
    {
        var path = new List<PackageNode>();
        for (var step = node; step is not null; step = _parents.Value[step.Id])
        {
            if (!_parents.Value.ContainsKey(step.Id))
            {
                return [];
            }

            path.Add(step);
        }

        path.Reverse();
        return [.. path];
    }

    /// <summary>The same way in words: <c>App → A 1.0.0 → B 2.0.0</c>.</summary>
    public string DescribePathTo(PackageNode node)
    {
        var path = PathTo(node);
        return string.Join(" → ", path.IsEmpty ? [ProjectName, "…", node.Display] : path.Select(step => step.Display).Prepend(ProjectName));
    }

    /// <summary>The folder of an extracted package, absolute, or null if it is in none of the package folders.</summary>
    public string? FolderOf(PackageNode node)
    {
        if (node.Kind != PackageKind.Package || node.Path is not { } path || !IsInside(path))
        {
            return null;
        }

        return PackageFolders.Select(folder => System.IO.Path.Combine(folder, path)).FirstOrDefault(Directory.Exists);
    }

    // The file is input like any other: a path that climbs out of the package folder is not followed.
    internal static bool IsInside(string path) =>
        !System.IO.Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..");

    private Dictionary<string, PackageNode?> FindParents()
    {
        var parents = new Dictionary<string, PackageNode?>(StringComparer.OrdinalIgnoreCase);
        var queue = new Queue<PackageNode>();
        foreach (var node in Nodes.Where(node => node.IsDirect))
        {
            parents.Add(node.Id, null);
            queue.Enqueue(node);
        }

        while (queue.TryDequeue(out var node))
        {
            foreach (var dependency in node.Dependencies)
            {
                if (parents.TryAdd(dependency, node))
                {
                    queue.Enqueue(_nodes[dependency]);
                }
            }
        }

        return parents;
    }
}
