using System.Collections.Immutable;
using Airlock.Cli.Building;
using Airlock.Cli.Diagnosis;
using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Policies;

/// <summary>Which policy holds for each project of a solution, as its builds would find it.</summary>
public static class EffectivePolicies
{
    /// <summary>The policies, each project once.</summary>
    /// <param name="target">A solution or project, absolute.</param>
    /// <param name="evaluation">Evaluates projects, which may name their own policy or profile.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ToolException">No project can be loaded, or a policy is invalid.</exception>
    public static async Task<IReadOnlyList<GateContext>> OfAsync(string target, IProjectEvaluation evaluation, CancellationToken cancellation)
    {
        var files = SolutionProjects.Of(target).Where(file => Path.GetExtension(file).Equals(".csproj", StringComparison.OrdinalIgnoreCase) && File.Exists(file)).ToList();
        var evaluated = await evaluation.RunAsync(files, Path.GetDirectoryName(target)!, configuration: null, cancellation);
        var findings = new List<Finding>();
        var contexts = evaluated.Projects
            .Where(facts => !facts.IsCIEvaluation)
            .DistinctBy(facts => facts.ProjectFile)
            .OrderBy(facts => facts.ProjectFile, StringComparer.Ordinal)
            .Select(facts => PolicyFiles.Read(facts.ProjectFile, facts.PathOf("PolicyFile"), facts.PathOf("AirlockLockFile"), facts["Profile"], findings))
            .ToList();
        return findings.Count > 0 ? throw new ToolException(ExitCode.Usage, string.Join('\n', findings.Select(finding => $"{finding.Location}: {finding.Message}").Distinct()))
            : contexts.Count > 0 ? contexts
            : throw new ToolException(ExitCode.Incomplete, string.Join('\n', evaluated.Problems.Select(problem => problem.Message).Prepend("no project can be loaded")));
    }

    /// <summary>The policies with their projects and the levels of all rules.</summary>
    public static EffectivePolicyDocument Describe(IEnumerable<GateContext> contexts) => new()
    {
        Scopes =
        [
            .. contexts.GroupBy(context => (context.PolicyFile, context.LockFile, context.Profile)).Select(group => new EffectivePolicyDocument.Scope(
                group.Key.PolicyFile,
                File.Exists(group.Key.LockFile) ? group.Key.LockFile : null,
                group.Key.Profile,
                group.First().Policy.Suppressions.ToString().ToLowerInvariant(),
                [.. group.Select(context => context.ProjectFile)],
                [
                    .. RuleTable.All.Select(rule => new EffectivePolicyDocument.RuleInForce(
                        rule.Id, Word(group.First().Policy.LevelOf(rule, group.Key.Profile)), group.First().Policy.Rules.ContainsKey(rule.Id))),
                ])),
        ],
    };

    /// <summary>The word of a level.</summary>
    internal static string Word(FindingLevel level) => FindingReport.Shown(level).Word;
}
