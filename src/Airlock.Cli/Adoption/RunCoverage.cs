using Airlock.Cli.Building;
using Airlock.Core.Policy;

namespace Airlock.Cli.Adoption;

/// <summary>
/// Of which files a run can say that nothing was found in them: those of the projects that it built, and all if it built every project below
/// the folder of the policy.
/// </summary>
/// <param name="run">The run.</param>
public sealed class RunCoverage(GateRun run)
{
    private readonly HashSet<string> _projects = run.Results.Select(result => result.ProjectFile).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _isWhole = new(StringComparer.Ordinal);

    /// <summary>Whether every project was built that could find something in a file. Nobody can in one that is gone.</summary>
    /// <param name="root">The folder of the policy, absolute.</param>
    /// <param name="path">The file, relative to it.</param>
    public bool Knows(string root, string path) =>
        IsWhole(root) || !Path.Exists(Path.GetFullPath(path, root)) || (ProjectScope.OwnerOf(root, path) is { } owner && _projects.Contains(owner));

    /// <summary>Whether every project was built that could find something in the files of a pattern.</summary>
    /// <param name="root">The folder of the policy, absolute.</param>
    /// <param name="pattern">The pattern, or null for all files.</param>
    public bool KnowsAll(string root, string? pattern) =>
        IsWhole(root) || (pattern is not null && ProjectScope.OwnerOfPattern(root, pattern) is { } owner && _projects.Contains(owner));

    private bool IsWhole(string root) =>
        _isWhole.TryGetValue(root, out var known) ? known : _isWhole[root] = ProjectScope.ProjectsBelow(root).IsSubsetOf(_projects);
}
