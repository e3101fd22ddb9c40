using System.Text;
using Airlock.Core.Approvals;

namespace Airlock.Core.Tests.Approvals;

/// <summary>Records for tests.</summary>
internal static class AuditRecords
{
    public static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    public static readonly string Digest = new('1', 64);

    public static AuditEntry Approve(string by, string environment = "staging", string path = "models/a.onnx", string? sha256 = null) =>
        new(AuditAction.Approve, path, sha256 ?? Digest, by, Noon, "tested") { Environment = environment };

    /// <summary>Appends entries to the record of a folder.</summary>
    /// <returns>The digest of its last line.</returns>
    public static string Append(string path, params AuditEntry[] entries)
    {
        using var file = AuditRecordFile.OpenAlone(path);
        file.Append(entries);
        file.Keep();
        return file.Head!;
    }

    /// <summary>The text of a record.</summary>
    public static string Text(params AuditEntry[] entries)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, AuditRecord.FileName);
        Append(path, entries);
        return File.ReadAllText(path);
    }

    public static AuditRecord Parse(string text) => AuditRecord.Parse(Encoding.UTF8.GetBytes(text));
}
