using System.Text;

namespace Airlock.Core.Approvals;

/// <summary>
/// The record on disk. Whoever appends to it has it alone until what belongs to the new lines, the lock file, is written as well: two commands at
/// once take turns, and one that fails leaves the record as it was.
/// </summary>
public sealed class AuditRecordFile : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _stream;
    private readonly long _length;
    private bool _isKept;

    private AuditRecordFile(FileStream stream, AuditRecord record) => (_stream, _length, Record, Head) = (stream, stream.Length, record, record.Head);

    /// <summary>How long a command waits for another one to finish with the record.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The record as it was when the file was opened.</summary>
    public AuditRecord Record { get; }

    /// <summary>SHA-256 of the last line, appended ones included; null if there is none.</summary>
    public string? Head { get; private set; }

    private int Length { get; set; }

    /// <summary>Reads the record without keeping it; a missing one is empty.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It can't be read, is too large, or is a directory.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static AuditRecord Read(string path)
    {
        if (!Path.Exists(path))
        {
            return AuditRecord.Parse([]);
        }

        using var stream = Wait(() => Open(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        return Parse(path, stream);
    }

    /// <summary>Opens the record to append to it; makes it if it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It can't be opened, is too large, or another command keeps it for longer than <see cref="Patience"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static AuditRecordFile OpenAlone(string path)
    {
        var stream = Wait(() => Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        try
        {
            var record = Parse(path, stream);
            return new AuditRecordFile(stream, record) { Length = record.Length };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Appends entries. They stay only if <see cref="Keep"/> is called.</summary>
    /// <exception cref="ArgumentException">An entry is too long.</exception>
    /// <exception cref="IOException">The disk is full, or the file too large.</exception>
    public void Append(IEnumerable<AuditEntry> entries)
    {
        using var lines = new MemoryStream();
        foreach (var entry in entries)
        {
            var line = Encoding.UTF8.GetBytes(entry.Write(++Length, Head ?? AuditRecord.Origin));
            if (line.Length > AuditRecord.MaximumLineLength)
            {
                throw new ArgumentException($"the entry for {entry.Path} is too long for the record: {line.Length:N0} bytes, at most {AuditRecord.MaximumLineLength:N0}");
            }

            lines.Write(line);
            lines.WriteByte((byte)'\n');
            Head = AuditRecord.DigestOf(line);
        }

        if (_stream.Length + lines.Length > AuditRecord.MaximumLength)
        {
            throw new IOException($"{_stream.Name} would be larger than {AuditRecord.MaximumLength:N0} bytes");
        }

        _stream.Seek(0, SeekOrigin.End);
        _stream.Write(lines.GetBuffer(), 0, (int)lines.Length);
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Leaves the appended entries where they are, now that the lock names the last of them.</summary>
    public void Keep() => _isKept = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isKept && _stream.Length > _length)
        {
            _stream.SetLength(_length);
        }

        _stream.Dispose();
    }

    private static AuditRecord Parse(string path, FileStream stream)
    {
        if (stream.Length > AuditRecord.MaximumLength)
        {
            throw new IOException($"{path} is too large for a record: {stream.Length:N0} bytes, at most {AuditRecord.MaximumLength:N0} are read");
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return AuditRecord.Parse(content);
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share) => Directory.Exists(path)
        ? throw new UnauthorizedAccessException($"{path} is a directory, where the record should be")
        : new FileStream(path, mode, access, share);

    // Another process that has the file is an IOException like any other; the rest of them does not go away by waiting, so its own types are let through.
    private static FileStream Wait(Func<FileStream> open)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return open();
            }
            catch (IOException exception) when (
                exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
                && TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
