namespace Airlock.Cli.Building;

/// <summary>Finds the solution or project that the user means.</summary>
public static class BuildTarget
{
    private const int SearchDepth = 3;
    private const int MaximumCandidates = 10;

    private static readonly string[] SolutionExtensions = [".sln", ".slnx", ".slnf"];

    /// <summary>The file to build, absolute.</summary>
    /// <param name="path">A file, or a folder that holds one solution, or else one project; absolute.</param>
    /// <exception cref="ToolException">There is no such file, or no single one.</exception>
    public static string Find(string path)
    {
        if (File.Exists(path))
        {
            return IsSolution(path) || IsProject(path)
                ? path
                : throw new ToolException(ExitCode.Usage, $"{path} is neither a solution nor a project");
        }

        if (!Directory.Exists(path))
        {
            throw new ToolException(ExitCode.Usage, $"{path} does not exist");
        }

        var files = Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).ToList();
        var (solutions, projects) = (files.Where(IsSolution).ToList(), files.Where(IsProject).ToList());
        return (solutions, projects) switch
        {
            ([var solution], _) => solution,
            ([], [var project]) => project,
            ([], []) => throw NotFound(path),
            _ => throw new ToolException(ExitCode.Usage, $"{path} holds more than one; name the one you mean:{List([.. solutions, .. projects])}"),
        };
    }

    private static ToolException NotFound(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = SearchDepth, IgnoreInaccessible = true };
        var below = Directory.EnumerateFiles(folder, "*", options).Where(file => IsSolution(file) || IsProject(file)).Take(100).ToList();
        var ordered = below.OrderBy(file => IsSolution(file) ? 0 : 1).ThenBy(file => file, StringComparer.Ordinal).Take(MaximumCandidates).ToList();
        return new ToolException(
            ExitCode.Usage,
            ordered.Count == 0
                ? $"{folder} holds no solution and no project"
                : $"{folder} holds no solution and no project itself; below it are:{List(ordered)}");
    }

    private static string List(IReadOnlyCollection<string> files) => string.Concat(files.Select(file => $"\n  {file}"));

    private static bool IsSolution(string path) => SolutionExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsProject(string path) => Path.GetExtension(path).Equals(".csproj", StringComparison.OrdinalIgnoreCase);
}
