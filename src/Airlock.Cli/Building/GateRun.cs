using System.Collections.Immutable;
using System.Text.Json;
using Airlock.Core;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Building;

/// <summary>What a run of the gate came to.</summary>
public enum GateVerdict
{
    /// <summary>Nothing blocks.</summary>
    Passed,

    /// <summary>A finding blocks.</summary>
    Blocked,

    /// <summary>Something could not be checked.</summary>
    Incomplete,

    /// <summary>The policy or the lock is wrong.</summary>
    Invalid,
}

/// <summary>A finding of the gate, and the folder that its paths start from.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Root">The folder, absolute.</param>
public sealed record RootedFinding(Finding Finding, string Root)
{
    /// <summary>Its file, absolute.</summary>
    public string File => Path.GetFullPath(Finding.Location.Path, Root);

    /// <summary>Whether it is silenced, by the source or by policy.</summary>
    public bool IsSuppressed => Finding.Suppression is not null;
}

/// <summary>One run of the gate over a solution or project.</summary>
/// <param name="Target">What was built, absolute.</param>
/// <param name="Results">One for each project and target framework, in order of name.</param>
/// <param name="Problems">Errors of the build itself.</param>
/// <param name="BuildSucceeded">Whether the build ended well; it fails when a finding blocks, too.</param>
public sealed record GateRun(string Target, ImmutableArray<GateResult> Results, ImmutableArray<BuildProblem> Problems, bool BuildSucceeded)
{
    private const int TailLength = 12;
    private static readonly string[] InvalidRules = ["AIR9001", "AIR9002"];
    private const string IncompleteRule = "AIR9004";

    /// <summary>All findings, each once: what several target frameworks share is one finding.</summary>
    public IReadOnlyList<RootedFinding> Findings { get; } =
    [
        .. Results
            .SelectMany(result => result.Findings.Select(finding => new RootedFinding(finding, result.Root)))
            .DistinctBy(rooted => (rooted.File, rooted.Finding.RuleId, rooted.Finding.Location, rooted.Finding.Message)),
    ];

    /// <summary>The evidence files, absolute, each once.</summary>
    public IReadOnlyList<string> Evidence { get; } = [.. Results.SelectMany(result => result.Evidence).Distinct(StringComparer.Ordinal)];

    /// <summary>What it came to. A wrong policy weighs most, because without it no other answer can be trusted.</summary>
    public GateVerdict Verdict
    {
        get
        {
            var blocking = Findings
                .Where(rooted => rooted.Finding.Level == FindingLevel.Block && !rooted.IsSuppressed)
                .Select(rooted => rooted.Finding.RuleId)
                .ToHashSet(StringComparer.Ordinal);
            return blocking.Overlaps(InvalidRules) ? GateVerdict.Invalid
                : blocking.Contains(IncompleteRule) || Gap is not null ? GateVerdict.Incomplete
                : blocking.Count > 0 ? GateVerdict.Blocked
                : GateVerdict.Passed;
        }
    }

    /// <summary>Why the run says too little for a verdict, or null.</summary>
    public string? Gap =>
        Problems.Any(problem => problem.IsUsage) ? "dotnet build refused its arguments"
        : Problems.Length > 0 ? "the build failed, so part of the code was not checked"
        : FailedSilently ? "the build failed"
        : Results.Length == 0 ? "the gate ran on no project of it"
        : null;

    /// <summary>The end of the build's output; told only if nothing else says why it failed.</summary>
    public ImmutableArray<string> Tail { get; init; } = [];

    private bool FailedSilently => !BuildSucceeded && Problems.Length == 0 && !Results.Any(result => result.IsBlocked);

    /// <summary>The exit code of a command that only looks: a finding is its result, not its failure.</summary>
    public ExitCode ScanExitCode => CheckExitCode is ExitCode.Violation ? ExitCode.Clean : CheckExitCode;

    /// <summary>The exit code of the gate.</summary>
    public ExitCode CheckExitCode => Verdict switch
    {
        GateVerdict.Invalid => ExitCode.Usage,
        GateVerdict.Incomplete when Problems.Any(problem => problem.IsUsage) => ExitCode.Usage,
        GateVerdict.Incomplete => ExitCode.Incomplete,
        GateVerdict.Blocked => ExitCode.Violation,
        _ => ExitCode.Clean,
    };

    /// <summary>Runs the gate.</summary>
    /// <param name="build">Runs the build.</param>
    /// <param name="request">What to build.</param>
    /// <param name="line">Receives the output of the build.</param>
    /// <param name="cancellation">Ends the build.</param>
    public static async Task<GateRun> RunAsync(IBuildRunner build, BuildRequest request, Action<string> line, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("airlock-");
        try
        {
            var problems = new List<BuildProblem>();
            var tail = new Queue<string>();
            var exitCode = await build.RunAsync(request, folder.FullName, text =>
            {
                line(text);
                tail.Enqueue(text);
                if (tail.Count > TailLength)
                {
                    tail.Dequeue();
                }

                if (BuildProblem.Read(text) is { } problem)
                {
                    problems.Add(problem);
                }
            }, cancellation);
            ImmutableArray<GateResult> results = [.. Load(folder), .. MissingPackages.In(problems, request)];
            var run = new GateRun(request.Target, results, Unexplained(problems, results), exitCode == 0);
            return run.FailedSilently ? run with { Tail = [.. tail] } : run;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A finding that the gate printed is in its results; an error of the gate that is in none of them means that it broke off.
    private static ImmutableArray<BuildProblem> Unexplained(IEnumerable<BuildProblem> problems, ImmutableArray<GateResult> results)
    {
        var found = results.SelectMany(result => result.Findings).Select(finding => finding.RuleId).ToHashSet(StringComparer.Ordinal);
        return [.. problems.Where(problem => !found.Contains(problem.Code)).Distinct()];
    }

    private static ImmutableArray<GateResult> Load(DirectoryInfo folder)
    {
        try
        {
            return
            [
                .. folder.EnumerateFiles("*.json", SearchOption.AllDirectories)
                    .Select(file => GateResult.Load(file.FullName))
                    .OrderBy(result => result.ProjectFile, StringComparer.Ordinal)
                    .ThenBy(result => result.TargetFramework, StringComparer.Ordinal),
            ];
        }
        catch (JsonException exception)
        {
            throw new ToolException(ExitCode.Internal, $"a result of the gate can't be read: {exception.Message}");
        }
    }
}
