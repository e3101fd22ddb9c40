using System.IO.Compression;
using System.Text.Json;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>
/// Reads one database: a file or a folder, in NuGet's format or in OSV's, which the content tells. Sizes and counts are bounded, and what
/// is damaged costs no more than itself.
/// </summary>
internal sealed class DatabaseReader
{
    /// <summary>The largest JSON file that is read, in bytes; the pages of the public gallery have about two million.</summary>
    internal const int MaximumFileLength = 64 * 1024 * 1024;

    // The archive of all advisories on NuGet packages has a few million bytes.
    private const int MaximumArchiveLength = 64 * 1024 * 1024;
    private const long MaximumTotalLength = 1024L * 1024 * 1024;
    private const int MaximumFiles = 200_000;
    private const int MaximumFaults = 1000;
    private const int MaximumDepth = 8;
    private const string IndexName = "index.json";

    // Members of OSV records that are arrays; any other array at the top is a package of a page.
    private static readonly string[] ArraysOfOsv = ["affected", "aliases", "credits", "references", "related", "severity", "upstream"];

    private readonly string _root;
    private readonly VulnerabilityData _data;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<DatabaseFault> _faults = [];
    private byte[] _buffer = new byte[64 * 1024];
    private long _length;
    private int _files;
    private bool _isFull;
    private bool _hasIndex;

    /// <summary>Prepares to read.</summary>
    /// <param name="root">The folder that names in messages are relative to.</param>
    /// <param name="data">Receives the advisories.</param>
    /// <param name="cancellation">Ends reading.</param>
    public DatabaseReader(string root, VulnerabilityData data, CancellationToken cancellation) => (_root, _data, _cancellation) = (root, data, cancellation);

    /// <summary>What is wrong, in the order in which it was met.</summary>
    public IReadOnlyList<DatabaseFault> Faults => _faults;

    /// <summary>Reads a file or a folder, absolute.</summary>
    public void Read(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                ReadFolder(path);
            }
            else if (File.Exists(path))
            {
                ReadFile(path);
            }
            else
            {
                Fail(Name(path), "does not exist");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(Name(path), $"can't be read: {exception.Message}");
        }
    }

    private void ReadFolder(string folder)
    {
        // An index says which pages count; others beside it may be older. What is none, or damaged, hides nothing.
        var index = Path.Combine(folder, IndexName);
        if (File.Exists(index))
        {
            ReadFile(index);
            if (_hasIndex)
            {
                return;
            }
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaximumDepth, AttributesToSkip = 0, IgnoreInaccessible = false };
        foreach (var file in Directory.EnumerateFiles(folder, "*", options).Where(IsData).Take(MaximumFiles + 1).Order(StringComparer.Ordinal))
        {
            ReadFile(file);
        }
    }

    private static bool IsData(string file) =>
        file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private void ReadFile(string file)
    {
        if (!_read.Add(Path.GetFullPath(file)))
        {
            return;
        }

        try
        {
            // An archive is read in many small steps, a document in one.
            var isArchive = file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, isArchive ? 64 * 1024 : 1);
            if (isArchive)
            {
                ReadArchive(stream, Name(file));
            }
            else if (ReadBytes(stream, Name(file), out var utf8))
            {
                ReadDocument(utf8, Name(file), Path.GetDirectoryName(file));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            Fail(Name(file), $"can't be read: {exception.Message}");
        }
    }

    private void ReadArchive(FileStream stream, string name)
    {
        if (stream.Length > MaximumArchiveLength)
        {
            Fail(name, $"is too large: {stream.Length:N0} bytes, at most {MaximumArchiveLength:N0} are read of an archive; unpack it");
            return;
        }

        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            var entryName = $"{name}/{entry.FullName}";
            try
            {
                using var content = entry.Open();
                if (ReadBytes(content, entryName, out var utf8))
                {
                    ReadDocument(utf8, entryName, folder: null);
                }
            }
            catch (InvalidDataException)
            {
                Fail(entryName, "is damaged in the archive");
            }

            if (_isFull)
            {
                return;
            }
        }
    }

    // Into the one buffer, which grows to the longest file.
    private bool ReadBytes(Stream stream, string name, out ReadOnlyMemory<byte> utf8)
    {
        utf8 = default;
        _cancellation.ThrowIfCancellationRequested();
        if (_isFull)
        {
            return false;
        }

        var length = 0;
        while (stream.Read(_buffer, length, _buffer.Length - length) is > 0 and var read)
        {
            length += read;
            _length += read;
            if (length > MaximumFileLength)
            {
                Fail(name, $"is too large: at most {MaximumFileLength:N0} bytes are read of a file");
                return false;
            }

            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }

        if (++_files > MaximumFiles || _length > MaximumTotalLength)
        {
            _isFull = true;
            Fail(name, $"and what follows is not read: a database has at most {MaximumFiles:N0} files and {MaximumTotalLength:N0} bytes");
            return false;
        }

        utf8 = DatabaseJson.WithoutMark(_buffer.AsMemory(0, length));
        return true;
    }

    private void ReadDocument(ReadOnlyMemory<byte> utf8, string name, string? folder)
    {
        List<string> pages = [];
        var fault = DatabaseJson.Read(utf8, name, (ref reader) =>
        {
            switch (KindOf(reader))
            {
                case DocumentKind.Index:
                    pages = NuGetVulnerabilityReader.ReadIndex(ref reader);
                    _hasIndex = true;
                    break;
                case DocumentKind.Page:
                    NuGetVulnerabilityReader.ReadPage(ref reader, utf8, name, _data, Add);
                    break;
                default:
                    OsvReader.Read(ref reader, _data, name);
                    break;
            }
        });
        if (fault is not null)
        {
            Add(fault);
        }

        // The buffer is free again.
        foreach (var page in pages)
        {
            ReadPageOf(page, name, folder);
        }
    }

    // A mirror has the pages beside the index, by their file name or by the end of their address.
    private void ReadPageOf(string page, string index, string? folder)
    {
        var path = Uri.TryCreate(page, UriKind.Absolute, out var address) && !address.IsFile ? address.AbsolutePath : page;
        var segments = Uri.UnescapeDataString(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToArray();
        if (folder is null || segments.Length == 0 || segments.Any(segment => segment == ".." || segment.Contains('\\', StringComparison.Ordinal) || segment.Contains(':', StringComparison.Ordinal)))
        {
            Fail(index, $"names the page \"{ForeignText.Clean(page)}\", which lies outside of the database");
            return;
        }

        var file = Enumerable.Range(1, Math.Min(segments.Length, MaximumDepth))
            .Select(count => Path.Combine([folder, .. segments[^count..]]))
            .FirstOrDefault(File.Exists);
        if (file is null)
        {
            Fail(index, $"names the page \"{ForeignText.Clean(page)}\", and no file of that name lies beside it");
            return;
        }

        ReadFile(file);
    }

    // By a copy of the reader: the first member decides, unless it is an array that both formats could have.
    private static DocumentKind KindOf(Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return DocumentKind.Index;
        }

        var kind = DocumentKind.Page;
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            kind = DocumentKind.Record;
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                break;
            }

            if (!ArraysOfOsv.Contains(name, StringComparer.Ordinal))
            {
                return DocumentKind.Page;
            }

            reader.Skip();
        }

        return kind;
    }

    private string Name(string file)
    {
        var relative = Path.GetRelativePath(_root, file);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? file : relative).Replace('\\', '/');
    }

    private void Fail(string file, string message) => Add(new DatabaseFault(file, 0, 0, message));

    private void Add(DatabaseFault fault)
    {
        if (_faults.Count < MaximumFaults)
        {
            _faults.Add(fault);
        }
    }

    private enum DocumentKind
    {
        Index,
        Page,
        Record,
    }
}
