namespace Airlock.Core.Models;

/// <summary>Follows symbolic links, so that a file is judged by where it really lies.</summary>
public static class RealPath
{
    private const int MaximumLinks = 40;

    /// <summary>The path with every link on the way followed.</summary>
    /// <param name="path">An absolute path; the file need not exist.</param>
    /// <exception cref="IOException">The links go in circles.</exception>
    public static string Of(string path)
    {
        var links = 0;
        var root = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(Parts(path[root.Length..]));
        var resolved = root;
        while (rest.TryPop(out var part))
        {
            var next = Path.GetFullPath(Path.Combine(resolved, part));
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                resolved = next;
                continue;
            }

            if (++links > MaximumLinks)
            {
                throw new IOException($"the links at {path} go in circles");
            }

            if (Path.IsPathRooted(target))
            {
                resolved = Path.GetPathRoot(target)!;
                target = target[resolved.Length..];
            }

            foreach (var step in Parts(target))
            {
                rest.Push(step);
            }
        }

        return resolved;
    }

    /// <summary>Whether a path lies in a folder, both absolute.</summary>
    public static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();
}
