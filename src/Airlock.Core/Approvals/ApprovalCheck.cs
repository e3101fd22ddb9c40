using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Pins;
using Airlock.Shared.Pins;

namespace Airlock.Core.Approvals;

/// <summary>
/// Checks that the record holds (AIR9004), and that every model of a build is approved for the environment that the build is for (AIR5009).
/// </summary>
public static class ApprovalCheck
{
    /// <summary>Checks one project.</summary>
    /// <param name="context">Policy and pins.</param>
    /// <param name="environment">The environment that the build is for, or null if it is for none.</param>
    /// <param name="files">What the project uses.</param>
    /// <param name="isLockValid">Whether the lock file could be read: else it can't say anything of the record.</param>
    public static IReadOnlyList<Finding> Run(GateContext context, string? environment, IReadOnlyList<UsedFile> files, bool isLockValid)
    {
        var findings = new List<Finding>();
        var record = ReadRecord(context, isLockValid, findings);
        if (string.IsNullOrWhiteSpace(environment))
        {
            return findings;
        }

        var known = context.Policy.Environments;
        var models = files.Where(file => file.Kind == PinKind.Model).ToList();
        if (models.Count > 0 && known.Count > 0 && !known.Any(one => one.IsNamed(environment)))
        {
            findings.Add(new Finding
            {
                RuleId = "AIR5009",
                Message = $"AirlockEnvironment is \"{environment}\", and policy knows {string.Join(", ", known.Select(one => one.Name))}; build for one of them, or add it to \"environments\"",
                Location = new FindingLocation(context.ProjectPath),
            });
            return findings;
        }

        foreach (var file in models)
        {
            if (Problem(file, environment, context, record) is { } problem)
            {
                findings.Add(new Finding
                {
                    RuleId = "AIR5009",
                    Message = problem,
                    Location = file.Pin is null ? new FindingLocation(file.Path) : PinnedFiles.PlaceOf(context, file.Pin),
                    Properties = ImmutableSortedDictionary<string, string>.Empty.Add(PinnedFiles.PathProperty, file.Path),
                });
            }
        }

        return findings;
    }

    private static AuditRecord ReadRecord(GateContext context, bool isLockValid, List<Finding> findings)
    {
        var path = AuditRecord.PathBeside(context.LockFile);
        void Report(int line, string message) => findings.Add(new Finding
        {
            RuleId = "AIR9004",
            Message = message,
            Location = new FindingLocation(context.Relative(path), line, line > 0 ? 1 : 0, line, line > 0 ? 1 : 0),
        });

        try
        {
            var record = AuditRecordFile.Read(path);
            var disagreement = isLockValid ? record.Disagreement(context.Lock.Record) : null;
            foreach (var problem in disagreement is null ? record.Problems : record.Problems.Append(disagreement))
            {
                Report(problem.Line, $"The record of pins and approvals is broken: {problem.Message}; bring back {AuditRecord.FileName} and the lock file as they were committed together");
            }

            return record;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Report(0, $"The record of pins and approvals can't be read: {exception.Message}");
            return AuditRecord.Parse([]);
        }
    }

    private static string? Problem(UsedFile file, string environment, GateContext context, AuditRecord record)
    {
        if (file.Pin is not { } pin)
        {
            return $"Model {file.Path} is not approved for {environment}: it has no pin, so nobody can have approved its bytes; vet it, then run: airlock pin, and airlock approve";
        }

        var approvals = new ModelApprovals(pin, record, context.Policy.Environments);
        if (approvals.IsApproved(environment))
        {
            return null;
        }

        var (approvers, needed) = (approvals.Approvers(environment), approvals.Needed(environment));
        var elsewhere = pin.Approvals.Select(approval => approval.Environment).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => approvals.Approvers(name).Count > 0).ToList();
        var state = approvers.Count > 0 ? $"{approvers.Count} of {needed} people approved it ({string.Join(", ", approvers)})"
            : elsewhere.Count > 0 ? $"only for {string.Join(", ", elsewhere)}"
            : pin.Approvals.Any(approval => approval.Sha256 != pin.Sha256) ? "only bytes that were pinned before are"
            : needed > 1 ? $"none of {needed} people approved it"
            : "nobody approved it";
        var unrecorded = approvals.Unrecorded.Count();
        var ignored = unrecorded == 0 ? "" : $"; {unrecorded} of its approvals {(unrecorded == 1 ? "stands" : "stand")} in the lock file alone and not in {AuditRecord.FileName}, and {(unrecorded == 1 ? "counts" : "count")} for nothing";
        return $"Model {file.Path} (sha256:{pin.Sha256[..12]}…) is not approved for {environment}: {state}{ignored}; run: airlock approve {pin.Path} --environment {environment} --reason …";
    }
}
