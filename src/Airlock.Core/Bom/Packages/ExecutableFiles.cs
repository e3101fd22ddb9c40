namespace Airlock.Core.Bom.Packages;

/// <summary>Files that hold code which a machine or a runtime executes, by their name.</summary>
internal static class ExecutableFiles
{
    private static readonly HashSet<string> Endings =
        new(StringComparer.OrdinalIgnoreCase) { ".dll", ".exe", ".so", ".dylib", ".winmd", ".wasm", ".node", ".ps1", ".sh", ".cmd", ".bat", ".js", ".py" };

    /// <summary>Whether a file is of that kind. A shared library of Linux may carry its version after the ending.</summary>
    public static bool Contains(string file) =>
        Endings.Contains(Path.GetExtension(file)) || Path.GetFileName(file).Contains(".so.", StringComparison.OrdinalIgnoreCase);
}
