namespace Airlock.Core.Models.Formats;

/// <summary>Names of archive members, as the paths that unpacking would write to.</summary>
internal static class ArchivePath
{
    /// <summary>Why unpacking a member of this name would write outside of its folder, or under another name than shown; null if it would not.</summary>
    /// <param name="name">The name as written.</param>
    public static string? FindEscape(string name)
    {
        if (name.Contains('\0'))
        {
            return "its name holds a zero byte, at which some readers end it and others don't";
        }

        if (IsAbsolute(name))
        {
            return "its name is an absolute path, so unpacking can write anywhere";
        }

        return name.Split('/', '\\').Contains("..")
            ? "its name climbs out with '..', so unpacking can write outside of the folder"
            : null;
    }

    /// <summary>Whether a link leads out of the folder into which its archive is unpacked.</summary>
    /// <param name="name">The link's own name.</param>
    /// <param name="target">Where it points, relative to its folder.</param>
    public static bool LeadsOut(string name, string target)
    {
        if (IsAbsolute(target))
        {
            return true;
        }

        var depth = name.Split('/', '\\', StringSplitOptions.RemoveEmptyEntries).Count(part => part != ".") - 1;
        foreach (var part in target.Split('/', '\\', StringSplitOptions.RemoveEmptyEntries))
        {
            depth += part switch { "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAbsolute(string path) =>
        path.StartsWith('/') || path.StartsWith('\\') || (path.Length > 2 && path[1] == ':' && char.IsAsciiLetter(path[0]) && path[2] is '/' or '\\');
}
