using System.Collections.Immutable;
using Airlock.Core.Baselines;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core.Policy;

/// <summary>Weighs findings by policy: levels, suppressions, exceptions, the baseline. What silences a finding is itself reported (AIR9003).</summary>
public sealed class PolicyVerdict
{
    /// <summary>
    /// The name of a property by which a check caps the level of its finding, as <c>warn</c>: for what rests on Airlock's
    /// defaults rather than on the user's policy.
    /// </summary>
    public const string WeightProperty = "weight";

    private readonly GateContext _context;
    private readonly ExceptionCoverage _exceptions;
    private readonly AcceptedFindings _accepted;
    private readonly SilenceReport _report;

    private PolicyVerdict(GateContext context, DateTime today, AcceptedFindings accepted)
    {
        (_context, _accepted) = (context, accepted);
        (_exceptions, _report) = (new ExceptionCoverage(context, today), new SilenceReport(context));
    }

    /// <summary>The findings of rules that are not switched off, each with its fingerprint, ordered by place and rule.</summary>
    public ImmutableArray<Finding> Findings { get; private set; } = [];

    /// <summary>The rules of which this run knows nothing, in order.</summary>
    public ImmutableArray<string> UncheckedRules { get; private set; } = [];

    /// <summary>The exceptions of the policy, in its order.</summary>
    public ImmutableArray<ExceptionUse> Exceptions { get; private set; } = [];

    /// <summary>Weighs what the compiler and the checks found, without a baseline.</summary>
    /// <param name="context">The policy in force.</param>
    /// <param name="findings">The findings, not yet weighed.</param>
    /// <param name="silenced">Rules that were silenced outside the source; see <see cref="CompilerLog.Silenced"/>.</param>
    /// <param name="today">The day against which exceptions expire (UTC).</param>
    /// <returns>The findings of rules that are not switched off, ordered by place and rule.</returns>
    public static ImmutableArray<Finding> Weigh(
        GateContext context, IEnumerable<Finding> findings, IEnumerable<string> silenced, DateTime today) =>
        Of(context, findings, silenced, today, AcceptedFindings.None(context)).Findings;

    /// <summary>Weighs what the compiler and the checks found.</summary>
    /// <param name="context">The policy in force.</param>
    /// <param name="findings">The findings, not yet weighed.</param>
    /// <param name="silenced">Rules that were silenced outside the source; see <see cref="CompilerLog.Silenced"/>.</param>
    /// <param name="today">The day against which exceptions expire (UTC).</param>
    /// <param name="accepted">What the baseline accepts.</param>
    public static PolicyVerdict Of(
        GateContext context, IEnumerable<Finding> findings, IEnumerable<string> silenced, DateTime today, AcceptedFindings accepted)
    {
        var verdict = new PolicyVerdict(context, today, accepted);
        var all = findings.ToList();
        PolicyFiles.Report(context, "AIR9001", "The policy", context.PolicyFile ?? "", verdict._exceptions.Errors, all);

        // Named before they are weighed: what policy says of a finding must not change what it is known by.
        var named = Fingerprints.Assign(context.Root, InOrder(all.Select(verdict.WithLevel)));
        var weighed = named.Select(verdict.Weigh).ToList();
        var outside = silenced.Order(StringComparer.Ordinal).ToList();
        outside.ForEach(verdict.ReportSilenced);
        verdict.UncheckedRules = CheckedRules.Unchecked(context, weighed, outside);
        verdict._exceptions.Report(verdict.UncheckedRules, verdict._report);
        accepted.Report(verdict.UncheckedRules, verdict._report);
        verdict.Exceptions = verdict._exceptions.Uses();
        verdict.Findings = [.. InOrder(weighed.Concat(Fingerprints.Assign(context.Root, InOrder(verdict._report.Findings))))];
        return verdict;
    }

    private static IEnumerable<Finding> InOrder(IEnumerable<Finding> findings) => findings
        .Where(finding => finding.Level != FindingLevel.Off)
        .OrderBy(finding => finding.Location.Path, StringComparer.Ordinal)
        .ThenBy(finding => finding.Location.Line)
        .ThenBy(finding => finding.Location.Column)
        .ThenBy(finding => finding.RuleId, StringComparer.Ordinal)
        .ThenBy(finding => finding.Message, StringComparer.Ordinal);

    private Finding WithLevel(Finding finding)
    {
        var level = LevelOf(finding.RuleId);
        return finding with
        {
            Level = finding.Properties.TryGetValue(WeightProperty, out var weight) && RuleTable.ParseLevel(weight) is { } cap && cap < level ? cap : level,
        };
    }

    private Finding Weigh(Finding finding)
    {
        if (finding.Level is FindingLevel.Off or FindingLevel.Record)
        {
            return finding;
        }

        finding = ApplySuppression(finding);
        return _accepted.Apply(finding.Properties.TryGetValue(LibraryReport.ClearedProperty, out var cleared)
            ? finding with { Suppression = new FindingSuppression(FindingSuppression.VexStatement, cleared) }
            : _exceptions.Apply(finding));
    }

    private Finding ApplySuppression(Finding finding)
    {
        if (finding.Suppression is not { } suppression)
        {
            return finding;
        }

        switch (_context.Policy.Suppressions)
        {
            case SuppressionPolicy.Forbidden:
                return finding with
                {
                    Suppression = null,
                    Message = $"{finding.Message} (The suppression in source does not count: policy forbids suppressions.)",
                };
            case SuppressionPolicy.Justified when !IsJustified(suppression):
                _report.Add(
                    finding.Location,
                    $"{finding.RuleId} is suppressed here ({suppression.Kind}) without a justification; give one with [SuppressMessage(…, Justification = \"…\")], or make an exception in {PolicyFiles.PolicyName}");
                return finding;
            default:
                return finding;
        }
    }

    private static bool IsJustified(FindingSuppression suppression) =>
        suppression.Justification?.Trim() is { Length: > 0 } text && text != "<Pending>";

    // The log does not tell what a silenced rule would have found, so the silence weighs as much as the rule. That goes for the
    // inventory too: without it, the SBOM would lack the assets that the code uses.
    private void ReportSilenced(string rule)
    {
        var level = LevelOf(rule);
        if (level == FindingLevel.Off || _context.Policy.Suppressions == SuppressionPolicy.Allowed)
        {
            return;
        }

        _report.Add(
            new FindingLocation(_context.ProjectPath),
            $"{rule} is silenced by NoWarn or by a severity of none, so nothing is known of what it would have found; remove that, and set \"rules\" or \"exceptions\" in {PolicyFiles.PolicyName} with a reason",
            level);
    }

    private FindingLevel LevelOf(string id) =>
        RuleTable.Find(id) is { } rule ? _context.Policy.LevelOf(rule, _context.Profile) : FindingLevel.Warn;
}
