namespace Airlock.Core;

/// <summary>Finds git.</summary>
public static class GitProgram
{
    /// <summary>
    /// The program, absolute, or null if it is not installed. Never by its bare name: Windows would look into the working folder first, and that is the
    /// repository's.
    /// </summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(Path.IsPathFullyQualified)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "git.exe" : "git"))
        .FirstOrDefault(File.Exists);
}
