using System.Text;
using Airlock.Core;
using Airlock.Core.Pins;
using Airlock.Core.Policy;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Pinning;

/// <summary>The lock file on disk: read whole, changed in memory, written at once or not at all.</summary>
public sealed class LockFile
{
    private const long LargestFile = 32 * 1024 * 1024;

    // Keeps a byte order mark as a character, so that it is written back; refuses bytes that are no text.
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[]? _read;
    private string _text;

    private LockFile(string path, byte[]? read, string text, LockDocument document) =>
        (Path, _read, _text, Document) = (path, read, text, document);

    /// <summary>The file, absolute.</summary>
    public string Path { get; }

    /// <summary>Its folder: pins are relative to it.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The pins.</summary>
    public LockDocument Document { get; private set; }

    /// <summary>The lock that a build of a file's project reads: beside the nearest policy, else the nearest, else in the current folder.</summary>
    /// <param name="folder">The file's folder, absolute.</param>
    /// <param name="current">The current folder, absolute.</param>
    public static string PathFor(string folder, string current) =>
        PolicyFiles.Locate(folder, policyFile: null, lockFile: null).Lock ?? System.IO.Path.Combine(current, PolicyFiles.LockName);

    /// <summary>Reads a lock file; a missing one has no pins yet.</summary>
    /// <exception cref="ToolException">It is no valid lock file: all errors with their places.</exception>
    public static LockFile Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ToolException(ExitCode.Usage, $"{path} is a directory, where the lock file should be");
        }

        if (!File.Exists(path))
        {
            return new LockFile(path, null, LockWriter.EmptyLock, LockDocument.Empty);
        }

        if (new FileInfo(path).Length > LargestFile)
        {
            throw new ToolException(ExitCode.Usage, $"{path} is too large for a lock file");
        }

        var bytes = File.ReadAllBytes(path);
        try
        {
            var text = Encoding.GetString(bytes);
            var document = LockDocument.Parse(text, out var errors);
            return errors.Count == 0
                ? new LockFile(path, bytes, text, document)
                : throw new ToolException(ExitCode.Usage, string.Join('\n', errors.Select(error => $"{path}{error.Position}: {error.Message}")));
        }
        catch (DecoderFallbackException)
        {
            throw new ToolException(ExitCode.Usage, $"{path} is not text in UTF-8");
        }
    }

    /// <summary>What the file would hold if it were saved.</summary>
    public string Text => _text;

    /// <summary>A lock file without pins, in memory, whatever stands at its path.</summary>
    public static LockFile New(string path) => new(path, null, LockWriter.EmptyLock, LockDocument.Empty);

    /// <summary>Whether the file existed when it was read.</summary>
    public bool Exists => _read is not null;

    /// <summary>Names the last line of the record, in memory.</summary>
    public void SetRecord(string head)
    {
        _text = LockWriter.SetRecord(_text, head);
        Document = LockDocument.Parse(_text, out _);
    }

    /// <summary>Adds or updates a pin, in memory.</summary>
    /// <returns>Whether the lock did not say all of it already.</returns>
    public bool Set(Pin pin) => Set(LockWriter.Set(_text, pin));

    /// <summary>Adds or replaces a decision on a package, in memory.</summary>
    /// <returns>Whether the lock did not say all of it already.</returns>
    public bool Set(LibraryDecision decision) => Set(DecisionWriter.Set(_text, decision));

    private bool Set(string text)
    {
        if (text == _text)
        {
            return false;
        }

        _text = text;
        Document = LockDocument.Parse(_text, out _);
        return true;
    }

    /// <summary>Writes the file, if something changed.</summary>
    /// <exception cref="ToolException">Somebody else wrote it meanwhile.</exception>
    public void Save()
    {
        var bytes = Encoding.GetBytes(_text);
        if (_read is not null && bytes.AsSpan().SequenceEqual(_read))
        {
            return;
        }

        var now = File.Exists(Path) ? File.ReadAllBytes(Path) : null;
        if (now is null != _read is null || (now is not null && !now.AsSpan().SequenceEqual(_read)))
        {
            throw new ToolException(ExitCode.Internal, $"{Path} was changed meanwhile; nothing was written, run the command again");
        }

        AtomicFile.Write(Path, stream => stream.Write(bytes));
    }
}
