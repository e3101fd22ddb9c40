namespace Airlock.Core.Bom;

/// <summary>Paths as they may stand in a document that is passed on.</summary>
internal static class RelativePath
{
    /// <summary>Whether the path begins at a root, of whatever system.</summary>
    public static bool IsAbsolute(string path) => path.StartsWith('/') || path.StartsWith('\\') || (path.Length > 1 && path[1] == ':');

    /// <summary>The path with <c>/</c>; of an absolute one only the file name, because its folders tell of a machine or a user.</summary>
    public static string Portable(string path)
    {
        var normalised = path.Replace('\\', '/');
        return IsAbsolute(path) ? normalised[(normalised.LastIndexOf('/') + 1)..] : normalised;
    }

    /// <summary>A path below a folder, relative to it; another one as <see cref="Portable"/> has it.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="path">The path.</param>
    public static string Below(string root, string path)
    {
        var folder = root.Replace('\\', '/').TrimEnd('/') + "/";
        var normalised = path.Replace('\\', '/');
        return folder.Length > 1 && normalised.StartsWith(folder, StringComparison.Ordinal) ? normalised[folder.Length..] : Portable(path);
    }
}
