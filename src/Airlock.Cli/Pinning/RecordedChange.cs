using Airlock.Core.Approvals;
using Airlock.Core.Policy;

namespace Airlock.Cli.Pinning;

/// <summary>Changes the lock file and writes into the record what was done: both or neither.</summary>
public static class RecordedChange
{
    /// <summary>Makes a change.</summary>
    /// <param name="lockPath">The lock file, absolute; a missing one is made.</param>
    /// <param name="change">Sets pins of a lock file in memory, given the record, and tells what it did; it is called twice.</param>
    /// <param name="save">Writes what belongs to the change beside the lock file, just before it; or null.</param>
    /// <returns>The lock file as it is now.</returns>
    /// <exception cref="ToolException">The lock file or the record is damaged, or the change is refused.</exception>
    public static LockFile Make(string lockPath, Func<LockFile, AuditRecord, IReadOnlyList<AuditEntry>> change, Action? save = null)
    {
        // Without keeping the record at first: a change that is refused, or changes nothing, leaves no trace.
        var (lockFile, known) = Read(lockPath);
        if (change(lockFile, known).Count == 0)
        {
            if (known.Head is { } head)
            {
                lockFile.SetRecord(head);
            }

            lockFile.Save();
            return lockFile;
        }

        using var record = AuditRecordFile.OpenAlone(AuditRecord.PathBeside(lockPath));
        lockFile = LockFile.Open(lockPath);
        Check(record.Record, lockFile);
        try
        {
            record.Append(change(lockFile, record.Record));
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Message);
        }

        lockFile.SetRecord(record.Head!);
        save?.Invoke();
        lockFile.Save();
        record.Keep();
        return lockFile;
    }

    /// <summary>Reads a lock file and its record.</summary>
    /// <param name="lockPath">The lock file, absolute.</param>
    /// <exception cref="ToolException">One of them is damaged, or they do not belong together.</exception>
    public static (LockFile LockFile, AuditRecord Record) Read(string lockPath)
    {
        var path = AuditRecord.PathBeside(lockPath);
        var (lockFile, record) = (LockFile.Open(lockPath), AuditRecordFile.Read(path));
        if (Problems(record, lockFile).Any() && File.Exists(path))
        {
            // Another command may have written one between the two reads; now none can.
            using var alone = AuditRecordFile.OpenAlone(path);
            (lockFile, record) = (LockFile.Open(lockPath), alone.Record);
        }

        Check(record, lockFile);
        return (lockFile, record);
    }

    // A chain that is broken already would hide what broke it if it went on.
    private static void Check(AuditRecord record, LockFile lockFile)
    {
        var path = AuditRecord.PathBeside(lockFile.Path);
        var problems = Problems(record, lockFile).Select(problem => $"{path}({problem.Line}): {problem.Message}\n").ToList();
        if (problems.Count > 0)
        {
            throw new ToolException(
                ExitCode.Usage,
                $"{string.Concat(problems)}Nothing was written. Bring back {AuditRecord.FileName} and {PolicyFiles.LockName} as they were committed together, then run the command again.");
        }
    }

    // A lock that does not exist yet starts at the record's end.
    private static IEnumerable<AuditProblem> Problems(AuditRecord record, LockFile lockFile) =>
        lockFile.Exists && record.Disagreement(lockFile.Document.Record) is { } problem ? record.Problems.Append(problem) : record.Problems;
}
