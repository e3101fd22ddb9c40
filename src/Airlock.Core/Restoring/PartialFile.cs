using System.Security.Cryptography;
using Airlock.Core.Models;

namespace Airlock.Core.Restoring;

/// <summary>A file on its way: it grows at its end, and its digest is known at any length without reading it again.</summary>
public sealed class PartialFile : IDisposable
{
    private const int BufferSize = 1024 * 1024;

    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PartialFile(FileStream stream) => _stream = stream;

    /// <summary>The number of bytes that are there.</summary>
    public long Length { get; private set; }

    /// <summary>Digest and size of what is there.</summary>
    public FileDigest Digest => new(Convert.ToHexStringLower(_hash.GetCurrentHash()), Length);

    /// <summary>Opens or creates a file and reads what an earlier attempt left.</summary>
    /// <exception cref="IOException">The file can't be opened, or somebody else has it open.</exception>
    public static PartialFile Open(string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new PartialFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        try
        {
            var buffer = new byte[BufferSize];
            for (int count; (count = file._stream.Read(buffer)) > 0; file.Length += count)
            {
                cancellation.ThrowIfCancellationRequested();
                file._hash.AppendData(buffer, 0, count);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <summary>Throws away what is there.</summary>
    public void Restart()
    {
        _stream.SetLength(0);
        _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>Makes sure that a loss of power leaves the bytes under their name, and closes the file.</summary>
    public void Complete()
    {
        _stream.Flush(flushToDisk: true);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }
}
