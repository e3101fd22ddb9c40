using Airlock.Core.Approvals;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core.Baselines;

/// <summary>
/// What the baseline accepts in one run of the gate. An entry counts for the finding of its fingerprint, rule and path, and only if the record
/// (<c>airlock.log.jsonl</c>) says who accepted it: a line that was written by hand accepts nothing.
/// </summary>
public sealed class AcceptedFindings
{
    private const int MaximumNamed = 3;

    private readonly GateContext _context;
    private readonly Dictionary<string, BaselineEntry> _entries;
    private readonly HashSet<string> _matched = new(StringComparer.Ordinal);
    private readonly AuditRecord? _record;

    private AcceptedFindings(GateContext context, BaselineDocument document, AuditRecord? record) =>
        (_context, _entries, _record) = (context, document.Entries.ToDictionary(entry => entry.Fingerprint, StringComparer.Ordinal), record);

    /// <summary>Nothing is accepted.</summary>
    public static AcceptedFindings None(GateContext context) => new(context, BaselineDocument.Empty, null);

    /// <summary>Reads the baseline that belongs to a lock file; a missing one accepts nothing.</summary>
    /// <param name="context">The project.</param>
    /// <param name="findings">Receives what is wrong with it (AIR9002): then nothing is accepted.</param>
    public static AcceptedFindings Read(GateContext context, ICollection<Finding> findings)
    {
        var path = BaselineDocument.PathBeside(context.LockFile);
        if (PolicyFiles.ReadText(context, "AIR9002", "The baseline", path, required: false, findings) is not { } text)
        {
            return None(context);
        }

        var document = BaselineDocument.Parse(text, out var errors);
        PolicyFiles.Report(context, "AIR9002", "The baseline", path, errors, findings);
        return new AcceptedFindings(context, document, document.Entries.Count == 0 ? null : ReadRecord(context));
    }

    /// <summary>The finding as it weighs with the baseline.</summary>
    /// <param name="finding">A finding with its fingerprint, after suppressions and exceptions.</param>
    internal Finding Apply(Finding finding)
    {
        if (finding.Fingerprint is not { } fingerprint
            || !_entries.TryGetValue(fingerprint, out var entry)
            || entry.Rule != finding.RuleId
            || entry.Path != finding.Location.Path)
        {
            return finding;
        }

        // Who set a day for a finding decided later, and more, than who accepted what was there.
        _matched.Add(fingerprint);
        if (finding.Suppression is not null || finding.Properties.ContainsKey(ExceptionCoverage.ExpiredProperty))
        {
            return finding;
        }

        return !_context.Policy.AllowsBaseline
            ? Refuse(finding, "policy forbids a baseline")
            : _record is null
            ? Refuse(finding, $"{AuditRecord.FileName} is broken, so nobody knows who accepted it")
            : _record.Acceptance(fingerprint) is not { } acceptance
            ? Refuse(finding, $"{AuditRecord.FileName} does not say who accepted it; run: airlock baseline --reason …")
            : finding with { Suppression = new FindingSuppression(FindingSuppression.Baseline, $"{acceptance.Reason} ({acceptance.By}, {acceptance.At:yyyy-MM-dd})") };
    }

    /// <summary>Reports the entries of this project that matched nothing, as one finding that never blocks: who fixed something did well.</summary>
    /// <param name="uncheckedRules">Rules of which this run knows nothing.</param>
    /// <param name="report">Receives the report.</param>
    internal void Report(IReadOnlyCollection<string> uncheckedRules, SilenceReport report)
    {
        if (_context.IsOneOfSeveral)
        {
            return;
        }

        var left = _entries.Values
            .Where(entry => !_matched.Contains(entry.Fingerprint) && !uncheckedRules.Contains(entry.Rule))
            .Where(entry => ProjectScope.OwnerOf(_context.Root, entry.Path, _context.ProjectFile) == _context.ProjectFile)
            .OrderBy(entry => entry.Position.Offset)
            .ToList();
        if (left.Count == 0)
        {
            return;
        }

        var names = string.Join(", ", left.Take(MaximumNamed).Select(entry => $"{entry.Rule} in {entry.Path}")) + (left.Count > MaximumNamed ? ", …" : "");
        var (_, line, column) = left[0].Position;
        report.Add(
            new FindingLocation(_context.Relative(BaselineDocument.PathBeside(_context.LockFile)), line, column, line, column),
            $"{(left.Count == 1 ? "An entry of the baseline matches" : $"{left.Count} entries of the baseline match")} nothing any more ({names}); remove what was fixed: airlock baseline --prune",
            most: FindingLevel.Warn);
    }

    private static Finding Refuse(Finding finding, string why) =>
        finding with { Message = $"{finding.Message} (The baseline names it, but that does not count: {why}.)" };

    // A record that can't be read, or does not belong to the lock file, is reported by the check of the record.
    private static AuditRecord? ReadRecord(GateContext context)
    {
        try
        {
            var record = AuditRecordFile.Read(AuditRecord.PathBeside(context.LockFile));
            return record.Problems.Count == 0 && record.Disagreement(context.Lock.Record) is null ? record : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
