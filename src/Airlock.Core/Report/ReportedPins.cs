using System.Collections.Immutable;
using Airlock.Core.Approvals;
using Airlock.Core.Policy;
using Airlock.Shared.Pins;

namespace Airlock.Core.Report;

/// <summary>Reads the pins of the projects of a run, with signatures and the approvals that the record holds.</summary>
public static class ReportedPins
{
    /// <summary>The pins of all locks, each once, in order of their paths.</summary>
    /// <param name="results">What the gate decided.</param>
    public static ImmutableArray<ReportedPin> Of(IEnumerable<GateResult> results) =>
    [
        .. results
            .DistinctBy(result => result.LockFile, StringComparer.Ordinal)
            .SelectMany(Read)
            .Distinct()
            .OrderBy(pin => pin.Path, StringComparer.Ordinal),
    ];

    private static IEnumerable<ReportedPin> Read(GateResult result)
    {
        var context = PolicyFiles.Read(result.ProjectFile, result.PolicyFile, result.LockFile, result.Profile, []);
        var record = AuditRecord.Parse([]);
        try
        {
            var file = AuditRecord.PathBeside(context.LockFile);
            record = File.Exists(file) ? AuditRecord.Parse(File.ReadAllBytes(file)) : record;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The gate has reported it (AIR9002); here approvals are missing.
        }

        foreach (var pin in context.Lock.Pins)
        {
            var approvals = new ModelApprovals(pin, record, context.Policy.Environments);
            var environments = pin.Approvals.Select(approval => approval.Environment).Distinct(StringComparer.OrdinalIgnoreCase);
            yield return new ReportedPin(
                pin.Path,
                pin.Kind == PinKind.Model ? "model" : "data set",
                pin.Sha256,
                pin.Licence,
                pin.Signature is { } signature ? signature.Identity ?? "whoever the policy trusts" : null,
                [.. environments.Select(environment => (environment, Approvers: approvals.Approvers(environment))).Where(pair => pair.Approvers.Count > 0)
                    .Select(pair => $"{pair.environment}: {string.Join(", ", pair.Approvers)}")]);
        }
    }
}
