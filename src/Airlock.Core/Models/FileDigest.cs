using System.Buffers;
using System.Security.Cryptography;

namespace Airlock.Core.Models;

/// <summary>What identifies the bytes of a file.</summary>
/// <param name="Sha256">SHA-256 (FIPS 180-4) as 64 lower-case hex digits.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record FileDigest(string Sha256, long Size)
{
    private const int BufferSize = 1024 * 1024;

    /// <summary>Reads a file once, from start to end, in constant memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told the number of bytes read so far, about once a mebibyte.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="FileChangedException">The file was written to meanwhile: the digest would belong to no state of it.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static FileDigest Compute(string path, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var (size, written) = (RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long offset = 0;
            for (int count; offset <= size && (count = RandomAccess.Read(file, buffer, offset)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, count);
                offset += count;
                progress?.Report(offset);
            }

            if (offset != size || RandomAccess.GetLength(file) != size || File.GetLastWriteTimeUtc(file) != written)
            {
                throw new FileChangedException(path);
            }

            return new FileDigest(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>A file changed while it was read.</summary>
public sealed class FileChangedException(string path) : IOException($"{path} changed while it was read; try again when nothing writes to it");
