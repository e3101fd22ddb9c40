using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Shared.Json;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core.Policy;

/// <summary>Weighs findings by policy: levels, exceptions, suppressions. What silences a finding is itself reported (AIR9003).</summary>
public sealed class PolicyVerdict
{
    /// <summary>
    /// The name of a property by which a check caps the level of its finding, as <c>warn</c>: for what rests on Airlock's
    /// defaults rather than on the user's policy.
    /// </summary>
    public const string WeightProperty = "weight";

    private const string SuppressionRule = "AIR9003";

    private readonly GateContext _context;
    private readonly DateTime _today;
    private readonly List<Finding> _own = [];
    private readonly List<TextError> _errors = [];
    private readonly HashSet<PolicyException> _usedExceptions = [];
    private readonly Dictionary<PolicyException, PackagePattern?> _packages = [];

    private PolicyVerdict(GateContext context, DateTime today)
    {
        (_context, _today) = (context, today);
        foreach (var exception in context.Policy.Exceptions.Where(exception => exception.Package is not null))
        {
            // A pattern that can't be read covers nothing.
            var isRead = PackagePattern.TryParse(exception.Package!.Value, out var pattern, out var error);
            _packages[exception] = pattern;
            if (!isRead)
            {
                _errors.Add(error!);
            }
        }
    }

    /// <summary>Weighs what the compiler and the checks found.</summary>
    /// <param name="context">The policy in force.</param>
    /// <param name="findings">The findings, not yet weighed.</param>
    /// <param name="silenced">Rules that were silenced outside the source; see <see cref="CompilerLog.Silenced"/>.</param>
    /// <param name="today">The day against which exceptions expire (UTC).</param>
    /// <returns>The findings of rules that are not switched off, ordered by place and rule.</returns>
    public static ImmutableArray<Finding> Weigh(
        GateContext context, IEnumerable<Finding> findings, IEnumerable<string> silenced, DateTime today)
    {
        var verdict = new PolicyVerdict(context, today);
        var all = findings.ToList();
        PolicyFiles.Report(context, "AIR9001", context.PolicyFile ?? "", verdict._errors, all);
        var weighed = all.ConvertAll(verdict.Weigh);
        foreach (var rule in silenced.Order(StringComparer.Ordinal))
        {
            verdict.ReportSilenced(rule);
        }

        verdict.ReportExceptions();
        return
        [
            .. weighed.Concat(verdict._own)
                .Where(finding => finding.Level != FindingLevel.Off)
                .OrderBy(finding => finding.Location.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.Line)
                .ThenBy(finding => finding.Location.Column)
                .ThenBy(finding => finding.RuleId, StringComparer.Ordinal)
                .ThenBy(finding => finding.Message, StringComparer.Ordinal),
        ];
    }

    private Finding Weigh(Finding finding)
    {
        var level = LevelOf(finding.RuleId);
        if (finding.Properties.TryGetValue(WeightProperty, out var weight) && RuleTable.ParseLevel(weight) is { } cap && cap < level)
        {
            level = cap;
        }

        finding = finding with { Level = level };
        if (level is FindingLevel.Off or FindingLevel.Record)
        {
            return finding;
        }

        return ApplyException(ApplySuppression(finding));
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
                Report(
                    finding.Location,
                    $"{finding.RuleId} is suppressed here ({suppression.Kind}) without a justification; give one with [SuppressMessage(…, Justification = \"…\")], or make an exception in {PolicyFiles.PolicyName}");
                return finding;
            default:
                return finding;
        }
    }

    private static bool IsJustified(FindingSuppression suppression) =>
        suppression.Justification?.Trim() is { Length: > 0 } text && text != "<Pending>";

    private Finding ApplyException(Finding finding)
    {
        if (finding.Properties.TryGetValue(LibraryReport.ClearedProperty, out var cleared))
        {
            return finding with { Suppression = new FindingSuppression("VEX statement", cleared) };
        }

        if (_context.Policy.Exceptions.FirstOrDefault(e => Covers(e, finding)) is not { } exception)
        {
            return finding;
        }

        _usedExceptions.Add(exception);
        return IsExpired(exception)
            ? finding with { Message = $"{finding.Message} (The exception of {exception.Owner} expired on {Day(exception)}.)" }
            : finding with { Suppression = finding.Suppression ?? new FindingSuppression("policy exception", $"{exception.Reason} ({exception.Owner})") };
    }

    private bool Covers(PolicyException exception, Finding finding) =>
        exception.Rule == finding.RuleId
        && (exception.Path is null || NamePattern.Matches(exception.Path, finding.Location.Path))
        && (exception.Package is null || (_packages[exception] is { } packages
            && finding.Properties.TryGetValue(LibraryReport.PackageProperty, out var id)
            && packages.Matches(id, finding.Properties[LibraryReport.VersionProperty])));

    private bool IsExpired(PolicyException exception) => exception.Expires is { } day && day < _today.Date;

    private static string Day(PolicyException exception) => exception.Expires!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void ReportExceptions()
    {
        var projectFolder = _context.Relative(Path.GetDirectoryName(_context.ProjectFile)!) is var folder and not "." ? folder + "/" : "";
        foreach (var exception in _context.Policy.Exceptions)
        {
            var place = new FindingLocation(
                _context.Relative(_context.PolicyFile!), exception.Position.Line, exception.Position.Column, exception.Position.Line, exception.Position.Column);
            if (IsExpired(exception))
            {
                Report(place, $"The exception for {exception.Rule} expired on {Day(exception)}; {exception.Owner} must renew it with a reason, or fix what it covered");
            }
            else if (!_usedExceptions.Contains(exception) && exception.Path?.StartsWith(projectFolder, StringComparison.Ordinal) == true)
            {
                // One policy serves many projects: only an exception for a file below this one can be known to match nothing.
                Report(place, $"The exception for {exception.Rule} in {exception.Path} matches nothing any more; remove it");
            }
        }
    }

    // The log does not tell what a silenced rule would have found, so the silence weighs as much as the rule. That goes for the
    // inventory too: without it, the SBOM would lack the assets that the code uses.
    private void ReportSilenced(string rule)
    {
        var level = LevelOf(rule);
        if (level == FindingLevel.Off || _context.Policy.Suppressions == SuppressionPolicy.Allowed)
        {
            return;
        }

        Report(
            new FindingLocation(_context.ProjectPath),
            $"{rule} is silenced by NoWarn or by a severity of none, so nothing is known of what it would have found; remove that, and set \"rules\" or \"exceptions\" in {PolicyFiles.PolicyName} with a reason",
            level);
    }

    private void Report(FindingLocation place, string message, FindingLevel least = FindingLevel.Off)
    {
        var level = LevelOf(SuppressionRule);
        _own.Add(new Finding
        {
            RuleId = SuppressionRule,
            Message = message,
            Location = place,
            Level = level > least || level == FindingLevel.Off ? level : least,
        });
    }

    private FindingLevel LevelOf(string id) =>
        RuleTable.Find(id) is { } rule ? _context.Policy.LevelOf(rule, _context.Profile) : FindingLevel.Warn;
}
