using System.Collections.Immutable;
using Airlock.Cli.Building;
using Airlock.Core;
using Airlock.Core.Baselines;
using Airlock.Core.Policy;

namespace Airlock.Cli.Adoption;

/// <summary>An exception of a policy that fits no finding of a run.</summary>
/// <param name="Policy">The policy, absolute.</param>
/// <param name="Exception">The exception.</param>
public sealed record UnusedException(string Policy, ExceptionUse Exception);

/// <summary>An entry of a baseline that fits no finding of a run.</summary>
/// <param name="Baseline">The baseline, absolute.</param>
/// <param name="Line">The line, from one.</param>
/// <param name="Rule">Identifier of the rule.</param>
/// <param name="Path">The file.</param>
/// <param name="Fingerprint">The fingerprint.</param>
public sealed record UnusedEntry(string Baseline, int Line, string Rule, string Path, string Fingerprint);

/// <summary>What a run over a whole solution can say, and the build of one project can't: which exceptions and entries of the baseline fit nothing.</summary>
/// <param name="Exceptions">Exceptions, in the order of their policy.</param>
/// <param name="Entries">Entries of the baseline, in its order.</param>
public sealed record UnusedAcceptances(ImmutableArray<UnusedException> Exceptions, ImmutableArray<UnusedEntry> Entries)
{
    private static readonly UnusedAcceptances None = new([], []);

    /// <summary>Looks at a run. One that is not complete says nothing, nor does one whose baseline can't be read, which is a finding.</summary>
    public static UnusedAcceptances Of(GateRun run)
    {
        if (run.Gap is not null || run.Verdict is GateVerdict.Incomplete or GateVerdict.Invalid)
        {
            return None;
        }

        var coverage = new RunCoverage(run);
        try
        {
            return new UnusedAcceptances(
                [.. run.Results.Where(result => result.PolicyFile is not null).GroupBy(result => result.PolicyFile!, StringComparer.Ordinal).SelectMany(group => OfPolicy(group.Key, [.. group], coverage))],
                [.. BaselineFile.Groups(run.Results).SelectMany(group => OfBaseline(group.Key, [.. group], coverage))]);
        }
        catch (ToolException)
        {
            return None;
        }
    }

    /// <summary>The entries of one baseline that fit no finding of the run, where the run can tell.</summary>
    /// <param name="lockFile">The lock file beside the baseline, absolute.</param>
    /// <param name="results">The results under that lock file.</param>
    /// <param name="coverage">What the run can tell.</param>
    /// <exception cref="ToolException">The baseline is not valid.</exception>
    public static IEnumerable<UnusedEntry> OfBaseline(string lockFile, IReadOnlyList<GateResult> results, RunCoverage coverage)
    {
        var path = BaselineDocument.PathBeside(lockFile);
        var found = results.SelectMany(result => result.Findings)
            .Where(finding => finding.Fingerprint is not null)
            .Select(finding => (finding.Fingerprint!, finding.RuleId, finding.Location.Path))
            .ToHashSet();
        var unknown = Unknown(results);
        return BaselineFile.Read(path).Entries
            .Where(entry => !found.Contains((entry.Fingerprint, entry.Rule, entry.Path)) && !unknown.Contains(entry.Rule) && coverage.Knows(results[0].Root, entry.Path))
            .Select(entry => new UnusedEntry(path, entry.Position.Line, entry.Rule, entry.Path, entry.Fingerprint));
    }

    private static IEnumerable<UnusedException> OfPolicy(string policy, IReadOnlyList<GateResult> results, RunCoverage coverage)
    {
        var unknown = Unknown(results);
        var told = results.SelectMany(result => result.Findings)
            .Where(finding => finding.RuleId == "AIR9003" && Path.GetFullPath(finding.Location.Path, results[0].Root) == policy)
            .Select(finding => finding.Location.Line)
            .ToHashSet();
        return results.SelectMany(result => result.Exceptions)
            .GroupBy(exception => (exception.Line, exception.Column))
            .Where(uses => uses.All(use => use.Matches == 0))
            .Select(uses => uses.First())
            .Where(exception => !told.Contains(exception.Line) && !unknown.Contains(exception.Rule) && coverage.KnowsAll(results[0].Root, exception.Path))
            .OrderBy(exception => exception.Line)
            .ThenBy(exception => exception.Column)
            .Select(exception => new UnusedException(policy, exception));
    }

    private static HashSet<string> Unknown(IEnumerable<GateResult> results) => results.SelectMany(result => result.UncheckedRules).ToHashSet(StringComparer.Ordinal);
}
