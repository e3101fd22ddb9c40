namespace Airlock.Core.Policy;

/// <summary>
/// Which project a file belongs to. One policy and one baseline serve many projects, so a run on one of them may say that something matches nothing
/// only where no other project could.
/// </summary>
public static class ProjectScope
{
    private const string ProjectFiles = "*.csproj";
    private const int SearchDepth = 12;

    private static readonly string[] BuildFolders = ["bin", "obj", "node_modules", "artifacts"];

    /// <summary>The project in the nearest folder upward, if it is the only one there. Files that several projects read belong to none.</summary>
    /// <param name="root">The folder that the path is relative to, absolute; the search ends there.</param>
    /// <param name="path">The file, relative, with <c>/</c>.</param>
    /// <param name="known">A project file, absolute, that is taken as there.</param>
    /// <returns>The project file, absolute, or null.</returns>
    public static string? OwnerOf(string root, string path, string? known = null)
    {
        var full = Path.GetFullPath(path, root);
        if (Path.IsPathRooted(path) || IsShared(Path.GetFileName(full)))
        {
            return null;
        }

        for (var folder = Path.GetDirectoryName(full); folder is not null && IsWithin(root, folder); folder = Path.GetDirectoryName(folder))
        {
            var projects = ProjectsIn(folder, recurse: false);
            if (known is not null && Path.GetDirectoryName(known) == folder)
            {
                projects.Add(known);
            }

            if (projects.Count > 0)
            {
                return projects.Count == 1 ? projects.Single() : null;
            }
        }

        return null;
    }

    /// <summary>The project to which all files belong that a pattern can match; null if there may be several.</summary>
    /// <param name="root">The folder that the pattern is relative to, absolute.</param>
    /// <param name="pattern">A path in which <c>*</c> stands for any text.</param>
    /// <param name="known">A project file, absolute, that is taken as there.</param>
    public static string? OwnerOfPattern(string root, string pattern, string? known = null)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return OwnerOf(root, pattern, known);
        }

        var folder = pattern[..(pattern.LastIndexOf('/', star) + 1)];
        var owner = OwnerOf(root, folder + "any", known);
        return owner is not null && ProjectsIn(Path.GetFullPath(folder, root), recurse: true).All(project => project == owner) ? owner : null;
    }

    /// <summary>All project files below a folder, absolute; without what builds and package managers write.</summary>
    public static IReadOnlySet<string> ProjectsBelow(string folder) => ProjectsIn(folder, recurse: true);

    private static HashSet<string> ProjectsIn(string folder, bool recurse)
    {
        var projects = new HashSet<string>(StringComparer.Ordinal);
        var folders = new Queue<(string Folder, int Depth)>([(folder, 0)]);
        while (folders.TryDequeue(out var next))
        {
            try
            {
                projects.UnionWith(Directory.EnumerateFiles(next.Folder, ProjectFiles));
                if (recurse && next.Depth < SearchDepth)
                {
                    foreach (var below in new DirectoryInfo(next.Folder).EnumerateDirectories())
                    {
                        if (below.LinkTarget is null && below.Name[0] != '.' && !BuildFolders.Contains(below.Name, StringComparer.OrdinalIgnoreCase))
                        {
                            folders.Enqueue((below.FullName, next.Depth + 1));
                        }
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // No folder, or none that may be read: there is no project to be built in it either.
            }
        }

        return projects;
    }

    private static bool IsShared(string name) =>
        name.StartsWith("Directory.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("airlock.", StringComparison.OrdinalIgnoreCase);

    private static bool IsWithin(string root, string folder) =>
        folder == root || folder.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
