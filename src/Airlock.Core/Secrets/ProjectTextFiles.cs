using Airlock.Core.Models;

namespace Airlock.Core.Secrets;

/// <summary>
/// Lists the text files of a project that are searched for secrets: its items, what lies in its folder without being one, and the files above it that start
/// the whole repository (<c>docker-compose.yml</c>, <c>.env</c>, <c>mcp.json</c>). Folders of build output, of packages and of other projects are left out, links are not followed.
/// </summary>
internal static class ProjectTextFiles
{
    /// <summary>The most files that are searched.</summary>
    public const int MaximumFiles = 5000;

    private const int MaximumFolders = 5000;
    private const int MaximumDepth = 16;

    private static readonly HashSet<string> SkippedFolders =
        new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "node_modules", "bower_components", "artifacts", "TestResults", "packages", "__pycache__", "venv", "site-packages" };

    // Folders with a dot belong to tools; in these, people keep settings.
    private static readonly HashSet<string> DotFolders = new(StringComparer.OrdinalIgnoreCase) { ".vscode", ".cursor", ".vs", ".devcontainer", ".github", ".config", ".aspire", ".azure", ".continue", ".gemini" };

    private static readonly string[] McpFolders = [".vscode", ".cursor", ".vs"];

    private static readonly EnumerationOptions Entries = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The files, absolute, each once, in ordinal order; at most one more than <see cref="MaximumFiles"/>, by which the caller sees that there are others.</summary>
    /// <param name="request">The project and its items.</param>
    /// <param name="root">The folder up to which files above the project count, absolute.</param>
    /// <param name="packages">The folders of packages, absolute: what they bring is not the project's.</param>
    public static IReadOnlyList<string> Find(GateRequest request, string root, IReadOnlyCollection<string> packages)
    {
        var folder = Path.GetDirectoryName(request.ProjectFile)!;
        var outputs = packages.Append(Path.GetDirectoryName(request.EvidenceFolder)!).Append(Path.GetDirectoryName(request.IntermediateFolder)!);
        return Find(folder, root, request.Content, [.. outputs.Where(output => output != folder && !RealPath.IsInside(folder, output))]);
    }

    /// <summary>As the other, for a folder.</summary>
    /// <param name="folder">The folder of the project, absolute.</param>
    /// <param name="root">The folder up to which files above the project count, absolute.</param>
    /// <param name="items">The items of the project, absolute.</param>
    /// <param name="outputs">Folders in which nothing is looked at, absolute.</param>
    public static IReadOnlyList<string> Find(string folder, string root, IEnumerable<string> items, IReadOnlyCollection<string> outputs)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        files.UnionWith(items.Where(item => TextFileKinds.Of(item) is not null && !IsSkipped(Path.GetRelativePath(folder, item)) && !outputs.Any(output => RealPath.IsInside(item, output))));
        files.UnionWith(InFolder(folder, outputs));
        files.UnionWith(Above(folder, root));
        return [.. files.Take(MaximumFiles + 1)];
    }

    private static bool IsSkipped(string relative)
    {
        var parts = relative.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return parts.Take(parts.Length - 1).Any(SkippedFolders.Contains);
    }

    private static IEnumerable<string> InFolder(string folder, IReadOnlyCollection<string> outputs)
    {
        var folders = new Queue<(DirectoryInfo Folder, int Depth)>([(new DirectoryInfo(folder), 0)]);
        for (var visited = 0; visited < MaximumFolders && folders.TryDequeue(out var current); visited++)
        {
            var entries = Listed(current.Folder);

            // What lies below another project is that project's.
            if (current.Depth > 0 && entries.Any(entry => entry is FileInfo && entry.Extension.EndsWith("proj", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            foreach (var entry in entries)
            {
                if (entry is DirectoryInfo inner)
                {
                    if (current.Depth < MaximumDepth && IsLookedInto(inner, outputs))
                    {
                        folders.Enqueue((inner, current.Depth + 1));
                    }
                }
                else if (TextFileKinds.Of(entry.Name) is not null)
                {
                    yield return entry.FullName;
                }
            }
        }
    }

    private static bool IsLookedInto(DirectoryInfo folder, IReadOnlyCollection<string> outputs) =>
        !SkippedFolders.Contains(folder.Name)
        && (!folder.Name.StartsWith('.') || DotFolders.Contains(folder.Name))
        && !outputs.Contains(folder.FullName);

    private static IReadOnlyList<FileSystemInfo> Listed(DirectoryInfo folder)
    {
        try
        {
            // The folder .vs is Visual Studio's own but for one file.
            return folder.Name == ".vs"
                ? [.. folder.EnumerateFiles("mcp.json", Entries)]
                : [.. folder.EnumerateFileSystemInfos("*", Entries).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Above(string folder, string root)
    {
        if (!RealPath.IsInside(folder, root))
        {
            return [];
        }

        var files = new List<string>();
        for (var current = Path.GetDirectoryName(folder); current is not null && (current == root || RealPath.IsInside(current, root)); current = Path.GetDirectoryName(current))
        {
            foreach (var candidate in McpFolders.Select(name => Path.Combine(current, name)).Prepend(current).Where(Directory.Exists))
            {
                files.AddRange(Listed(new DirectoryInfo(candidate)).OfType<FileInfo>().Where(file => TextFileKinds.IsDeployment(file.Name)).Select(file => file.FullName));
            }
        }

        return files;
    }
}
