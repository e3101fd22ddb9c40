using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Shared.Json;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core.Policy;

/// <summary>Which findings the exceptions of the policy cover on a day, and what is to be said of the exceptions themselves.</summary>
public sealed class ExceptionCoverage
{
    /// <summary>So many days before its end an exception is announced.</summary>
    public const int NoticeDays = 14;

    /// <summary>The name of a property of a finding whose exception has expired: the owner.</summary>
    public const string ExpiredProperty = "expiredException";

    private readonly GateContext _context;
    private readonly DateTime _today;
    private readonly Dictionary<PolicyException, int> _matches = [];
    private readonly Dictionary<PolicyException, PackagePattern?> _packages = [];
    private readonly List<TextError> _errors = [];

    /// <summary>The exceptions of a policy.</summary>
    /// <param name="context">The policy in force.</param>
    /// <param name="today">The day (UTC).</param>
    public ExceptionCoverage(GateContext context, DateTime today)
    {
        (_context, _today) = (context, today.Date);
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

    /// <summary>What is wrong with the patterns of packages.</summary>
    public IReadOnlyList<TextError> Errors => _errors;

    /// <summary>All exceptions in the order of the file, with how many findings each fits so far.</summary>
    public ImmutableArray<ExceptionUse> Uses() =>
    [
        .. _context.Policy.Exceptions.Select(exception => new ExceptionUse
        {
            Rule = exception.Rule,
            Path = exception.Path,
            Package = exception.Package?.Text,
            Finding = exception.Finding,
            Reason = exception.Reason,
            Owner = exception.Owner,
            Expires = exception.Expires is null ? null : Day(exception),
            IsExpired = IsExpired(exception),
            IsExpiring = IsExpiring(exception),
            Line = exception.Position.Line,
            Column = exception.Position.Column,
            Matches = _matches.GetValueOrDefault(exception),
        }),
    ];

    /// <summary>The finding as it weighs with the exceptions. One that still holds counts, whatever expired beside it.</summary>
    /// <param name="finding">A finding with its fingerprint.</param>
    internal Finding Apply(Finding finding)
    {
        var covering = _context.Policy.Exceptions.Where(exception => Covers(exception, finding)).ToList();
        foreach (var exception in covering)
        {
            _matches[exception] = _matches.GetValueOrDefault(exception) + 1;
        }

        if (covering.FirstOrDefault(exception => !IsExpired(exception)) is { } valid)
        {
            return finding with { Suppression = finding.Suppression ?? new FindingSuppression(FindingSuppression.PolicyException, $"{valid.Reason} ({valid.Owner})") };
        }

        return covering.FirstOrDefault() is not { } expired ? finding : finding with
        {
            Message = $"{finding.Message} (The exception of {expired.Owner} expired on {Day(expired)}.)",
            Properties = finding.Properties.SetItem(ExpiredProperty, expired.Owner),
        };
    }

    /// <summary>Reports exceptions that expired, that soon will, and that match nothing.</summary>
    /// <param name="uncheckedRules">Rules of which this run knows nothing.</param>
    /// <param name="report">Receives the reports.</param>
    internal void Report(IReadOnlyCollection<string> uncheckedRules, SilenceReport report)
    {
        foreach (var exception in _context.Policy.Exceptions)
        {
            var (_, line, column) = exception.Position;
            var place = new FindingLocation(_context.Relative(_context.PolicyFile!), line, column, line, column);
            var isUsed = _matches.ContainsKey(exception);
            if (IsExpired(exception))
            {
                report.Add(place, $"The exception for {exception.Rule} expired on {Day(exception)}; {exception.Owner} must renew it with a reason, or fix what it covered");
            }
            else if (isUsed && IsExpiring(exception))
            {
                report.Add(
                    place,
                    $"The exception for {exception.Rule} expires on {Day(exception)}, and what it covers blocks again the day after; {exception.Owner} must fix that, or renew the exception with a reason",
                    most: FindingLevel.Warn);
            }
            else if (!isUsed && !uncheckedRules.Contains(exception.Rule) && IsOfThisProject(exception))
            {
                report.Add(place, $"The exception for {exception.Rule} in {exception.Path} matches nothing any more; {exception.Owner} can remove it");
            }
        }
    }

    private bool IsOfThisProject(PolicyException exception) =>
        !_context.IsOneOfSeveral
        && exception.Path is { } path
        && ProjectScope.OwnerOfPattern(_context.Root, path, _context.ProjectFile) == _context.ProjectFile;

    private bool Covers(PolicyException exception, Finding finding) =>
        exception.Rule == finding.RuleId
        && (exception.Path is null || NamePattern.Matches(exception.Path, finding.Location.Path))
        && (exception.Finding is null || exception.Finding == finding.Fingerprint)
        && (exception.Package is null || (_packages[exception] is { } packages
            && finding.Properties.TryGetValue(LibraryReport.PackageProperty, out var id)
            && packages.Matches(id, finding.Properties[LibraryReport.VersionProperty])));

    private bool IsExpired(PolicyException exception) => exception.Expires is { } day && day < _today;

    private bool IsExpiring(PolicyException exception) => exception.Expires is { } day && day >= _today && day <= _today.AddDays(NoticeDays);

    private static string Day(PolicyException exception) => exception.Expires!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
