using Airlock.Shared.Pins;
using Airlock.Shared.Policy;

namespace Airlock.Core.Approvals;

/// <summary>
/// For which environments the bytes of a pin are approved. Only approvals count that the record holds as well: who writes one into the lock file by
/// hand approves nothing.
/// </summary>
/// <param name="pin">The pin.</param>
/// <param name="record">The record.</param>
/// <param name="environments">The environments of the policy, in their order.</param>
public sealed class ModelApprovals(Pin pin, AuditRecord record, IReadOnlyList<PolicyEnvironment> environments)
{
    /// <summary>The path of the pin.</summary>
    public string Path => pin.Path;

    /// <summary>Those who approved the pinned bytes for an environment, each once, in the order in which they did.</summary>
    public IReadOnlyList<string> Approvers(string environment) => Approvers(environment, pin.Sha256);

    /// <summary>Those who approved other bytes of the path.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="sha256">SHA-256 of the bytes.</param>
    public IReadOnlyList<string> Approvers(string environment, string sha256) =>
    [
        .. pin.Approvals
            .Where(approval => approval.Sha256 == sha256 && PolicyEnvironment.IsSame(approval.Environment, environment) && IsRecorded(approval))
            .Select(approval => approval.By)
            .DistinctBy(Identity, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Whether somebody approved bytes of the path for any environment.</summary>
    public bool IsApprovedAnywhere(string sha256) => pin.Approvals.Any(approval => approval.Sha256 == sha256 && IsRecorded(approval));

    /// <summary>Approvals of the pinned bytes that stand in the lock file alone.</summary>
    public IEnumerable<Approval> Unrecorded => pin.Approvals.Where(approval => approval.Sha256 == pin.Sha256 && !IsRecorded(approval));

    /// <summary>How many different people must approve for an environment.</summary>
    public int Needed(string environment) => Find(environment)?.Approvals ?? 1;

    /// <summary>Whether enough people approved the pinned bytes for an environment.</summary>
    public bool IsApproved(string environment) => Approvers(environment).Count >= Needed(environment);

    /// <summary>The environment of the policy, or null.</summary>
    public PolicyEnvironment? Find(string environment) => environments.FirstOrDefault(known => known.IsNamed(environment));

    /// <summary>The first environment before another one, in the policy's order, that the bytes are not approved for; null if there is none.</summary>
    public PolicyEnvironment? FirstMissingBefore(string environment) => environments
        .TakeWhile(known => !known.IsNamed(environment))
        .FirstOrDefault(known => !IsApproved(known.Name));

    /// <summary>Who a person is, however the name is written: the address in angle brackets, or else the whole.</summary>
    public static string Identity(string by)
    {
        var (start, end) = (by.LastIndexOf('<'), by.LastIndexOf('>'));
        return (start >= 0 && end > start + 1 ? by[(start + 1)..end] : by).Trim();
    }

    private bool IsRecorded(Approval approval) => record.Holds(pin.Path, approval);
}
