using Airlock.Shared.Pins;
using Airlock.Shared.Policy;

namespace Airlock.Core;

/// <summary>What every check of the gate needs to know about the project and the policy in force.</summary>
/// <param name="Root">The folder that paths in evidence are relative to: the policy's, else the repository's, else the project's. Absolute.</param>
/// <param name="ProjectFile">The project file, absolute.</param>
/// <param name="Policy">The policy in force.</param>
/// <param name="PolicyFile">Its file, absolute, or null if none was found.</param>
/// <param name="Profile">The profile in force: audit, standard or strict.</param>
/// <param name="Lock">The pins.</param>
/// <param name="LockFile">Their file, absolute, whether it exists or not.</param>
public sealed record GateContext(
    string Root, string ProjectFile, PolicyDocument Policy, string? PolicyFile, string Profile, LockDocument Lock, string LockFile)
{
    /// <summary>Whether the project is built several times, for target frameworks of which each may hold other findings.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>The path as findings and evidence show it: relative to <see cref="Root"/> with <c>/</c>; unchanged if it lies outside.</summary>
    public string Relative(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        return Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path.Replace('\\', '/')
            : relative.Replace('\\', '/');
    }

    /// <summary>The path of the project file, for findings that have no better place.</summary>
    public string ProjectPath => Relative(ProjectFile);
}
