using System.Security.Cryptography;
using System.Text;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Approvals;

/// <summary>Something wrong with the record.</summary>
/// <param name="Line">The line, from one.</param>
/// <param name="Message">What is wrong.</param>
public sealed record AuditProblem(int Line, string Message);

/// <summary>
/// The record of what was done to pins, <c>airlock.log.jsonl</c> beside the lock file: one JSON object a line. Each carries the SHA-256 of the line before,
/// and the lock the SHA-256 of the last one, so that no line can be changed, moved, added or cut off without a trace.
/// </summary>
public sealed class AuditRecord
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "airlock.log.jsonl";

    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>The longest line that is read, in bytes.</summary>
    public const int MaximumLineLength = 64 * 1024;

    // A file that is another thing altogether would be wrong in every line.
    private const int MaximumProblems = 20;

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<AuditEntry> _entries = [];
    private readonly List<AuditProblem> _problems = [];
    private readonly List<string> _digests = [];
    private readonly HashSet<(string Path, Approval Approval)> _approvals = [];
    private readonly HashSet<(AuditAction, string Path, string ContentHash, string By, DateTime At, string? Reason)> _decisions = [];

    private readonly Dictionary<string, AuditEntry> _accepted = new(StringComparer.Ordinal);

    private AuditRecord()
    {
    }

    /// <summary>What the first line carries as the digest of the line before it.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>The entries, oldest first; damaged ones are missing.</summary>
    public IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>What is wrong with the record itself, in the order of its lines; empty if the chain holds.</summary>
    public IReadOnlyList<AuditProblem> Problems => _problems;

    /// <summary>How many lines there are.</summary>
    public int Length => _digests.Count;

    /// <summary>SHA-256 of the last line, or null if there is none.</summary>
    public string? Head => _digests.Count == 0 ? null : _digests[^1];

    /// <summary>The record that belongs to a lock file.</summary>
    public static string PathBeside(string lockFile) => Path.Combine(Path.GetDirectoryName(lockFile)!, FileName);

    /// <summary>Reads a record.</summary>
    /// <param name="content">The whole file.</param>
    public static AuditRecord Parse(ReadOnlySpan<byte> content)
    {
        var record = new AuditRecord();
        while (content.Length > 0)
        {
            var end = content.IndexOf((byte)'\n');
            if (end < 0)
            {
                record.Complain(record.Length + 1, "the line does not end: its rest was cut off, or it was not written whole");
            }

            record.Add(end < 0 ? content : content[..end]);
            content = end < 0 ? [] : content[(end + 1)..];
        }

        return record;
    }

    /// <summary>Checks the end of the record against what the lock says of it.</summary>
    /// <param name="head">What the lock says, or null if it says nothing.</param>
    /// <returns>What is wrong, or null.</returns>
    public AuditProblem? Disagreement(string? head)
    {
        if (head == Head)
        {
            return null;
        }

        var line = head is null ? 0 : _digests.IndexOf(head) + 1;
        return new AuditProblem(Math.Max(Length, 1), (head, Head, line) switch
        {
            (null, _, _) => "the lock file names no record, but there is one: the lock was replaced, or the record is another's",
            (_, null, _) => "the lock file names a record, but there is none: it was removed",
            (_, _, > 0) => $"the lock file stands at line {line} of the record, which goes on after it: the lock was set back, or a command was interrupted before it wrote the lock",
            _ => "the last line is not the one that the lock file names: it was changed, or the end of the record was cut off",
        });
    }

    /// <summary>Whether an approval of the lock file stands in the record as well.</summary>
    /// <param name="path">The path of its pin.</param>
    /// <param name="approval">The approval.</param>
    public bool Holds(string path, Approval approval) => _approvals.Contains((path, approval));

    /// <summary>The newest entry that accepts a finding in the baseline, or null if none does, or one after it took that back.</summary>
    /// <param name="fingerprint">The finding.</param>
    public AuditEntry? Acceptance(string fingerprint) => _accepted.GetValueOrDefault(fingerprint);

    /// <summary>Whether a decision of the lock file on a package stands in the record as well.</summary>
    public bool Holds(LibraryDecision decision) => _decisions.Contains(Key(AuditEntry.Of(decision)));

    private static (AuditAction, string, string, string, DateTime, string?) Key(AuditEntry entry) =>
        (entry.Action, entry.Path, entry.ContentHash ?? "", entry.By, entry.At, entry.Reason);

    /// <summary>SHA-256 of a line as lower-case hex digits.</summary>
    internal static string DigestOf(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));

    private void Add(ReadOnlySpan<byte> line)
    {
        // Tools that convert line ends on checkout change no entry.
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        var previous = Head ?? Origin;
        _digests.Add(DigestOf(line));
        if (line.Length > MaximumLineLength)
        {
            Complain(Length, $"the line is too long: {line.Length:N0} bytes, at most {MaximumLineLength:N0} are read");
            return;
        }

        var errors = new List<TextError>();
        var (entry, sequence, carried) = Read(line, errors);
        if (errors.Count > 0)
        {
            Complain(Length, $"column {errors[0].Position.Column}: {errors[0].Message}");
            return;
        }

        _entries.Add(entry);
        if (entry.AsApproval() is { } approval)
        {
            _approvals.Add((entry.Path, approval));
        }

        if (entry.IsDecision)
        {
            _decisions.Add(Key(entry));
        }

        foreach (var fingerprint in entry.IsOfBaseline ? entry.Accepted : [])
        {
            if (entry.Action == AuditAction.Baseline)
            {
                _accepted[fingerprint] = entry;
            }
            else
            {
                _accepted.Remove(fingerprint);
            }
        }

        if (sequence != Length)
        {
            Complain(Length, $"\"sequence\" is {sequence} where {Length} should be: lines were removed, added or moved");
        }
        else if (carried != previous)
        {
            Complain(Length, Length == 1
                ? "\"previous\" of the first line must be 64 zeros: lines before it were removed"
                : $"\"previous\" is not the digest of line {Length - 1}: that line was changed after this one was written");
        }
    }

    private static (AuditEntry Entry, long Sequence, string Previous) Read(ReadOnlySpan<byte> line, List<TextError> errors)
    {
        try
        {
            return AuditEntry.Read(Encoding.GetString(line), errors);
        }
        catch (DecoderFallbackException)
        {
            errors.Add(new TextError(TextPosition.Start, "the line is not UTF-8 text"));
            return AuditEntry.Read("{}", []);
        }
    }

    private void Complain(int line, string message)
    {
        if (_problems.Count < MaximumProblems)
        {
            _problems.Add(new AuditProblem(line, message));
        }
    }
}
