namespace Northwind.Sandbox;

/// <summary>Containment of paths in a folder, used by all of the app.</summary>
public class Sandbox(string folder)
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;

    public string Resolve(string relative)
    {
        var full = Path.GetFullPath(Path.Combine(_root, relative));
        if (!full.StartsWith(_root, StringComparison.Ordinal))
        {
            throw new UnauthorizedAccessException($"'{relative}' is outside of the sandbox");
        }

        return full;
    }

    public bool Contains(string path) => Path.GetFullPath(path).StartsWith(_root, StringComparison.Ordinal);

    public string Join(string relative) => Path.Combine(_root, relative);
}

public static class Verbs
{
    private static readonly HashSet<string> Known = ["status", "log"];

    public static bool IsKnown(this string verb) => Known.Contains(verb);

    public static string OrStatus(string verb) => verb.IsKnown() ? verb : "status";
}
