using Airlock.Core.Approvals;

namespace Airlock.Core.Tests.Approvals;

public sealed class AuditRecordFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string RecordPath => Path.Combine(_folder.Path, AuditRecord.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_file_is_an_empty_record_and_is_not_made()
    {
        Assert.Empty(AuditRecordFile.Read(RecordPath).Entries);
        Assert.False(File.Exists(RecordPath));
    }

    [Fact]
    public void Head_is_the_digest_of_the_last_line()
    {
        var first = AuditRecords.Append(RecordPath, AuditRecords.Approve("Ann"));
        var second = AuditRecords.Append(RecordPath, AuditRecords.Approve("Bob"), AuditRecords.Approve("Cleo"));

        Assert.NotEqual(first, second);
        Assert.Equal(second, AuditRecordFile.Read(RecordPath).Head);
        Assert.Equal(["Ann", "Bob", "Cleo"], AuditRecordFile.Read(RecordPath).Entries.Select(entry => entry.By));
    }

    [Fact]
    public void What_is_not_kept_is_taken_back()
    {
        AuditRecords.Append(RecordPath, AuditRecords.Approve("Ann"));
        var before = File.ReadAllText(RecordPath);
        using (var file = AuditRecordFile.OpenAlone(RecordPath))
        {
            file.Append([AuditRecords.Approve("Bob")]);
        }

        Assert.Equal(before, File.ReadAllText(RecordPath));
    }

    [Fact]
    public void Appends_at_once_take_turns()
    {
        Parallel.For(0, 16, number => AuditRecords.Append(RecordPath, AuditRecords.Approve($"person {number}"), AuditRecords.Approve($"deputy {number}")));

        var record = AuditRecordFile.Read(RecordPath);
        Assert.Empty(record.Problems);
        Assert.Equal(32, record.Entries.Select(entry => entry.By).Distinct().Count());
    }

    [Fact]
    public void Entry_that_could_not_be_read_again_is_not_written()
    {
        using (var file = AuditRecordFile.OpenAlone(RecordPath))
        {
            Assert.Throws<ArgumentException>(() => file.Append([AuditRecords.Approve(new string('a', 100_000))]));
        }

        Assert.Empty(AuditRecordFile.Read(RecordPath).Entries);
    }

    [Fact]
    public void Huge_file_is_refused_unread()
    {
        using (var file = File.Create(RecordPath))
        {
            file.SetLength(AuditRecord.MaximumLength + 1L);
        }

        Assert.Contains("too large", Assert.Throws<IOException>(() => AuditRecordFile.Read(RecordPath)).Message, StringComparison.Ordinal);
        Assert.Contains("too large", Assert.Throws<IOException>(() => AuditRecordFile.OpenAlone(RecordPath)).Message, StringComparison.Ordinal);
    }
}
