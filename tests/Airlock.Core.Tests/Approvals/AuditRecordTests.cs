using System.Text;
using Airlock.Core.Approvals;
using Airlock.Core.Tests.Shared;
using CsCheck;

namespace Airlock.Core.Tests.Approvals;

public class AuditRecordTests
{
    private static readonly AuditEntry[] Four = [.. new[] { "Ann", "Bob", "Cleo", "Dan" }.Select(by => AuditRecords.Approve(by))];

    private static readonly Gen<AuditEntry> AnyEntry = Gen.Select(
        Gen.Enum<AuditAction>(), Gen.String[Gen.Char["ab/\"\\\n\té模"], 1, 12], Gen.OneOf<string?>(null, "because"), Gen.String[Gen.Char["xyz."], 1, 5].Array[0, 3],
        (action, path, reason, accepted) => new AuditEntry(action, path, action is AuditAction.Allow or AuditAction.Deny ? "" : AuditRecords.Digest, "Ann", AuditRecords.Noon, reason)
        {
            ContentHash = action is AuditAction.Allow or AuditAction.Deny ? Convert.ToBase64String(new byte[64]) : null,
            Was = reason is null ? null : new string('2', 64),
            Environment = reason is null ? null : "staging",
            Accepted = accepted,
        });

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    private static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    [Fact]
    public void What_was_written_is_read() =>
        AnyEntry.Array[1, 4].Sample(
            entries =>
            {
                var record = AuditRecords.Parse(AuditRecords.Text(entries));
                Assert.Empty(record.Problems);
                Assert.Equal(entries.Select(Facts), record.Entries.Select(Facts));
            },
            iter: 100);

    [Fact]
    public void Sound_record_agrees_with_its_own_end()
    {
        var record = AuditRecords.Parse(AuditRecords.Text(Four));

        Assert.Empty(record.Problems);
        Assert.Equal(4, record.Length);
        Assert.Null(record.Disagreement(record.Head));
        Assert.True(record.Holds("models/a.onnx", Four[1].AsApproval()!));
        Assert.False(record.Holds("models/b.onnx", Four[1].AsApproval()!));
    }

    [Fact]
    public void Nothing_is_a_record_without_lines()
    {
        var record = AuditRecords.Parse("");

        Assert.Empty(record.Problems);
        Assert.Null(record.Head);
        Assert.Null(record.Disagreement(null));
        Assert.Contains("it was removed", record.Disagreement(AuditRecords.Digest)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Edited_line_is_named_by_the_line_after_it()
    {
        var problem = Assert.Single(AuditRecords.Parse(AuditRecords.Text(Four).Replace("Bob", "Eve", StringComparison.Ordinal)).Problems);

        Assert.Equal(3, problem.Line);
        Assert.Contains("not the digest of line 2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Edited_last_line_disagrees_with_the_lock()
    {
        var text = AuditRecords.Text(Four);
        var edited = AuditRecords.Parse(text.Replace("Dan", "Eve", StringComparison.Ordinal));

        Assert.Empty(edited.Problems);
        Assert.Contains("not the one that the lock file names", edited.Disagreement(AuditRecords.Parse(text).Head)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Removed_line_is_noticed(int index)
    {
        var lines = Lines(AuditRecords.Text(Four)).ToList();
        lines.RemoveAt(index);

        var problem = AuditRecords.Parse(Join(lines)).Problems[0];

        Assert.Equal(index + 1, problem.Line);
        Assert.Contains($"\"sequence\" is {index + 2} where {index + 1} should be", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_end_disagrees_with_the_lock()
    {
        var text = AuditRecords.Text(Four);
        var cut = AuditRecords.Parse(Join(Lines(text)[..3]));

        Assert.Empty(cut.Problems);
        Assert.Contains("the end of the record was cut off", cut.Disagreement(AuditRecords.Parse(text).Head)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Torn_last_line_is_noticed()
    {
        var text = AuditRecords.Text(Four);

        Assert.Contains("the line does not end", AuditRecords.Parse(text[..^1]).Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("the line does not end", AuditRecords.Parse(text[..^40]).Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_lines_are_noticed()
    {
        var lines = Lines(AuditRecords.Text(Four));
        (lines[1], lines[2]) = (lines[2], lines[1]);

        var record = AuditRecords.Parse(Join(lines));

        Assert.Equal([2, 3, 4], record.Problems.Select(problem => problem.Line));
        Assert.Contains("moved", record.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_that_was_set_back_is_told_from_a_cut_record()
    {
        var text = AuditRecords.Text(Four);
        var earlier = AuditRecords.Parse(Join(Lines(text)[..2])).Head;

        Assert.Contains("stands at line 2 of the record, which goes on after it", AuditRecords.Parse(text).Disagreement(earlier)!.Message, StringComparison.Ordinal);
        Assert.Contains("names no record", AuditRecords.Parse(text).Disagreement(null)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"action\": \"approve\"", "\"action\": \"shred\"", "must be one of pin, update, accept, approve, promote, rollback")]
    [InlineData("\"action\": \"approve\", ", "", "needs \"action\"")]
    [InlineData("\"by\": \"Bob\", ", "", "needs \"by\"")]
    [InlineData("\"by\": \"Bob\"", "\"by\": 1", "must be a string")]
    [InlineData("\"by\": \"Bob\"", "\"by\": \"Bob\", \"for\": \"x\"", "\"for\" is not known")]
    [InlineData("\"by\": \"Bob\"", "\"by\": \"Bob\", \"by\": \"Eve\"", "stands twice")]
    [InlineData("\"sha256\": \"1", "\"sha256\": \"G", "64 lower-case hex digits")]
    [InlineData("2026-11-23T12:00:00Z", "yesterday", "must be a time")]
    public void Damaged_line_is_told_with_its_column(string right, string wrong, string problem)
    {
        var lines = Lines(AuditRecords.Text(Four));
        lines[1] = lines[1].Replace(right, wrong, StringComparison.Ordinal);

        var found = AuditRecords.Parse(Join(lines)).Problems[0];

        Assert.Equal(2, found.Line);
        Assert.StartsWith("column ", found.Message, StringComparison.Ordinal);
        Assert.Contains(problem, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Line_that_is_no_entry_is_noticed(string line) => Assert.NotEmpty(AuditRecords.Parse(line + "\n").Problems);

    [Fact]
    public void Bytes_that_are_no_text_and_endless_lines_are_noticed()
    {
        Assert.Contains("not UTF-8", AuditRecord.Parse([0xff, 0xfe, (byte)'\n']).Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("too long", AuditRecord.Parse(Encoding.UTF8.GetBytes(new string(' ', 100_000) + "\n")).Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Converted_line_ends_change_nothing()
    {
        var text = AuditRecords.Text(Four);
        var converted = AuditRecords.Parse(text.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Empty(converted.Problems);
        Assert.Null(converted.Disagreement(AuditRecords.Parse(text).Head));
    }

    [Fact]
    public void Any_change_of_a_character_shows()
    {
        var text = AuditRecords.Text(Four);
        var head = AuditRecords.Parse(text).Head;
        Documents.Damaged(Gen.Const(text)).Where(damaged => damaged != text).Sample(damaged =>
        {
            var record = AuditRecords.Parse(damaged);
            return record.Problems.Count > 0 || record.Disagreement(head) is not null;
        });
    }

    [Fact]
    public void Any_bytes_are_read_without_failing() =>
        Gen.Byte.Array[0, 200].Sample(bytes => AuditRecord.Parse(bytes).Problems.Count > 0 || bytes.Length == 0);

    private static string Facts(AuditEntry entry) => System.Text.Json.JsonSerializer.Serialize(entry);
}
