using Airlock.Core.Approvals;
using Airlock.Shared.Pins;

namespace Airlock.Core.Libraries;

/// <summary>
/// The decisions on packages that the lock file holds. One in favour counts for exactly the content that was vetted, and only if the record
/// (<c>airlock.log.jsonl</c>) has it as well; one against counts in any case.
/// </summary>
public sealed class LibraryDecisions
{
    private readonly ILookup<string, LibraryDecision> _decisions;
    private readonly Lazy<AuditRecord?> _record;

    /// <summary>The decisions of a lock file.</summary>
    public LibraryDecisions(GateContext context)
    {
        _decisions = context.Lock.Libraries.ToLookup(decision => decision.Id, StringComparer.OrdinalIgnoreCase);
        _record = new(() => ReadRecord(AuditRecord.PathBeside(context.LockFile)));
    }

    /// <summary>All decisions on a package, whatever its version.</summary>
    public IEnumerable<LibraryDecision> On(string id) => _decisions[id];

    /// <summary>The decision that allows this version with this content, or null.</summary>
    public LibraryDecision? Approval(RestoredPackage package) => About(package) is { IsAllowed: true } decision && Problem(decision, package) is null ? decision : null;

    /// <summary>The decision against this version, or null.</summary>
    public LibraryDecision? Denial(RestoredPackage package) => About(package) is { IsAllowed: false } decision ? decision : null;

    /// <summary>Whether somebody looked at this content and allowed it.</summary>
    public bool IsVetted(RestoredPackage package) => Approval(package) is not null;

    /// <summary>Why a decision in favour of this version does not count, or null.</summary>
    public string? ProblemOf(RestoredPackage package) => About(package) is { IsAllowed: true } decision ? Problem(decision, package) : null;

    private LibraryDecision? About(RestoredPackage package) => _decisions[package.Id].FirstOrDefault(decision => decision.IsAbout(package.Id, package.Version));

    private string? Problem(LibraryDecision decision, RestoredPackage package) =>
        decision.ContentHash != (package.Node.ContentHash ?? package.ContentHash) ? "the lock allows another content of this version"
        : _record.Value?.Holds(decision) != true ? $"the lock allows it, but {AuditRecord.FileName} does not hold that decision"
        : null;

    private static AuditRecord? ReadRecord(string path)
    {
        try
        {
            return AuditRecordFile.Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The check of the record says so.
            return null;
        }
    }
}
