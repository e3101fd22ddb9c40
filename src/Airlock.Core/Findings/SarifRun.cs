using System.Collections.Immutable;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core.Findings;

/// <summary>A finding as a run reports it: once, however many projects and target frameworks it was found in.</summary>
/// <param name="Finding">The finding; its paths are relative to the root of the run, or absolute if they lie outside.</param>
/// <param name="Projects">The project files in which it was found, relative to that root, in ordinal order.</param>
/// <param name="Frameworks">The target frameworks, in ordinal order.</param>
public sealed record SarifResult(Finding Finding, ImmutableArray<string> Projects, ImmutableArray<string> Frameworks);

/// <summary>What one run of SARIF says: the findings of a project, or of all projects of a solution joined.</summary>
public sealed record SarifRun
{
    /// <summary>The most results that code scanning takes in one run (GitHub: "SARIF results exceed hard limit").</summary>
    public const int MaximumResults = 25_000;

    /// <summary>What tells this run from others of the same commit; ends with a slash (SARIF 2.1.0, section 3.17.3).</summary>
    public required string Id { get; init; }

    /// <summary>The results that are written, in order of place and rule.</summary>
    public required ImmutableArray<SarifResult> Results { get; init; }

    /// <summary>How many were left out, because there are more than services take; the least grave.</summary>
    public int LeftOut { get; init; }

    /// <summary>Profiles in force, in ordinal order.</summary>
    public required ImmutableArray<string> Profiles { get; init; }

    /// <summary>Target frameworks, in ordinal order.</summary>
    public required ImmutableArray<string> Frameworks { get; init; }

    /// <summary>Whether a finding blocks.</summary>
    public required bool IsBlocked { get; init; }

    /// <summary>Why the findings may not be all, in words; empty if nothing is known to be missing.</summary>
    public ImmutableArray<string> Gaps { get; init; } = [];

    /// <summary>Joins results of the gate into one run.</summary>
    /// <param name="results">The results; of several projects the paths become relative to the folder that holds all of them, best the repository.</param>
    /// <param name="name">What was built, as the name of a solution; null for a single project, which is named by its path and framework.</param>
    /// <param name="gaps">Why the findings may not be all.</param>
    /// <param name="maximum">The most results to keep.</param>
    public static SarifRun Of(IReadOnlyCollection<GateResult> results, string? name = null, IEnumerable<string>? gaps = null, int maximum = MaximumResults)
    {
        var root = RootOf(results);
        var found = results
            .SelectMany(result => result.Findings
                .Where(finding => finding.Level > FindingLevel.Record)
                .Select(finding => (Finding: Moved(finding, result.Root, root), Project: Moved(result.ProjectFile, "", root), Framework: result.TargetFramework)))
            .GroupBy(one => (one.Finding.RuleId, one.Finding.Location, one.Finding.Message))
            .Select(same => new SarifResult(
                same.Select(one => one.Finding).OrderBy(finding => finding.Suppression is null ? 0 : 1).ThenByDescending(finding => finding.Level).First(),
                Ordered(same.Select(one => one.Project)),
                Ordered(same.Select(one => one.Framework))))
            .ToList();
        var kept = found
            .OrderBy(result => result.Finding.Suppression is null ? 0 : 1)
            .ThenByDescending(result => result.Finding.Level)
            .Take(maximum)
            .OrderBy(result => result.Finding.Location.Path, StringComparer.Ordinal)
            .ThenBy(result => result.Finding.Location.Line)
            .ThenBy(result => result.Finding.Location.Column)
            .ThenBy(result => result.Finding.RuleId, StringComparer.Ordinal)
            .ThenBy(result => result.Finding.Message, StringComparer.Ordinal)
            .ToImmutableArray();
        return new SarifRun
        {
            Id = IdOf(results, name, root),
            Results = kept,
            LeftOut = found.Count - kept.Length,
            Profiles = Ordered(results.Select(result => result.Profile)),
            Frameworks = Ordered(results.Select(result => result.TargetFramework)),
            IsBlocked = results.Any(result => result.IsBlocked),
            Gaps = [.. gaps ?? []],
        };
    }

    // Services look for files from the repository's root, which need not be the policy's folder.
    private static string RootOf(IReadOnlyCollection<GateResult> results)
    {
        var root = results.FirstOrDefault()?.Root ?? "";
        foreach (var other in results.Select(result => result.Root))
        {
            while (!IsBelow(other, root))
            {
                root = Path.GetDirectoryName(root) ?? other;
            }
        }

        return root.Length > 0 && PolicyFiles.FindUpward(root, ".git") is { } repository ? Path.GetDirectoryName(repository)! : root;
    }

    private static bool IsBelow(string folder, string root) =>
        Path.GetRelativePath(root, folder) is var relative && !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static Finding Moved(Finding finding, string from, string to) => from == to ? finding : finding with
    {
        Location = finding.Location with { Path = Moved(finding.Location.Path, from, to) },
        Related = [.. finding.Related.Select(place => place with { Path = Moved(place.Path, from, to) })],
    };

    private static string Moved(string path, string from, string to)
    {
        var full = Path.Combine(from, path);
        return IsBelow(full, to) ? Path.GetRelativePath(to, full).Replace('\\', '/') : path;
    }

    private static string IdOf(IReadOnlyCollection<GateResult> results, string? name, string root)
    {
        if (name is not null || results.Count != 1)
        {
            return $"airlock/{name ?? "solution"}/";
        }

        var result = results.First();
        return $"airlock/{Path.ChangeExtension(Moved(result.ProjectFile, "", root), null)}/{result.TargetFramework}/";
    }

    private static ImmutableArray<string> Ordered(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
