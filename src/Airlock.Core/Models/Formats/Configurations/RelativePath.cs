namespace Airlock.Core.Models.Formats;

/// <summary>Judges paths that a model names, as any system might read them.</summary>
internal static class RelativePath
{
    /// <summary>
    /// Whether the path leads to something in or below the folder of the file that names it: no root, no drive, no address, no <c>..</c>
    /// as a component. A name such as <c>weights..v2.bin</c> stays inside.
    /// </summary>
    public static bool StaysInside(string path) =>
        path.Length > 0
        && path[0] is not ('/' or '\\' or '~')
        && !path.Contains(':')
        && !path.Contains('\0')
        && !path.Split('/', '\\').Contains("..");
}
