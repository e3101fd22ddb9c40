using Airlock.Core.Libraries;

namespace Airlock.Cli.Vetting;

/// <summary>The packages that the projects below a folder use, as their last restore resolved them.</summary>
public sealed class UsedPackages
{
    private const string AssetsName = "project.assets.json";
    private const int MaximumDepth = 8;
    private const int MaximumFiles = 2000;

    private readonly Dictionary<string, SortedSet<string>> _versions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many restored projects were found.</summary>
    public int Projects { get; private set; }

    /// <summary>Looks below a folder.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static UsedPackages Below(string folder, CancellationToken cancellation)
    {
        var used = new UsedPackages();
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaximumDepth, IgnoreInaccessible = true };
        foreach (var file in Directory.EnumerateFiles(folder, AssetsName, options).Take(MaximumFiles))
        {
            cancellation.ThrowIfCancellationRequested();
            var packages = PackageGraph.PackagesOf(file);
            used.Projects += packages.Count > 0 ? 1 : 0;
            foreach (var (id, version) in packages)
            {
                if (!used._versions.TryGetValue(id, out var versions))
                {
                    used._versions[id] = versions = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
                }

                versions.Add(version);
            }
        }

        return used;
    }

    /// <summary>Whether a project uses this version.</summary>
    public bool Contains(PackageNode node) => _versions.TryGetValue(node.Id, out var versions) && versions.Contains(node.Version);

    /// <summary>A package that would be new, with the versions that are used where it is another version that would be.</summary>
    public string Describe(PackageNode node) => _versions.TryGetValue(node.Id, out var versions) ? $"{node.Display} (beside {string.Join(", ", versions)})" : node.Display;
}
