using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace Airlock.Core.Models.Signing;

/// <summary>Digests of files and of ranges of files, as a manifest lists them.</summary>
public static class RangeDigest
{
    private const int BufferSize = 1024 * 1024;
    private static readonly string Empty = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <summary>The length of a range where a signer does not choose one, in bytes (OpenSSF Model Signing 1.0, section 6.3.2).</summary>
    public const long DefaultShardSize = 1_000_000_000;

    /// <summary>SHA-256 of a whole file, in lower-case hex. An empty one is not opened, because a pipe looks like one and would not end.</summary>
    /// <exception cref="IOException">The file can't be read, or changed meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string OfFile(string path, CancellationToken cancellation) =>
        LengthOf(path) == 0 ? Empty : FileDigest.Compute(path, progress: null, cancellation).Sha256;

    /// <summary>The ranges of a file, each with its digest; none if the file is empty.</summary>
    /// <param name="name">The name in the manifest.</param>
    /// <param name="path">The file.</param>
    /// <param name="shardSize">Length of a range in bytes; the last may be shorter.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="IOException">The file can't be read, or changed meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IEnumerable<SignedResource> OfShards(string name, string path, long shardSize, CancellationToken cancellation)
    {
        var size = LengthOf(path);
        if (size == 0)
        {
            yield break;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long start = 0; start < size;)
            {
                var end = size - start <= shardSize ? size : start + shardSize;
                for (var offset = start; offset < end;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(BufferSize, end - offset)), offset);
                    if (count == 0)
                    {
                        throw new FileChangedException(path);
                    }

                    hash.AppendData(buffer, 0, count);
                    offset += count;
                }

                yield return new SignedResource(name, start, end, Convert.ToHexStringLower(hash.GetHashAndReset()));
                start = end;
            }

            if (RandomAccess.GetLength(file) != size)
            {
                throw new FileChangedException(path);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The name of a resource as a statement writes it: the path, and for a range its first byte and the byte after its last.</summary>
    public static string NameOf(SignedResource resource) => resource.End is { } end
        ? string.Create(CultureInfo.InvariantCulture, $"{resource.Path}:{resource.Start}:{end}")
        : resource.Path;

    /// <summary>Length of a file, or of the one that a link leads to.</summary>
    private static long LengthOf(string path) => new FileInfo(RealPath.Of(Path.GetFullPath(path))).Length;
}
