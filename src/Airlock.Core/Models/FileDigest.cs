using System.Collections.Concurrent;
using System.Security.Cryptography;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models;

/// <summary>What identifies the bytes of a file.</summary>
/// <param name="Sha256">SHA-256 (FIPS 180-4) as 64 lower-case hex digits.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record FileDigest(string Sha256, long Size)
{
    private const int BufferSize = 1024 * 1024;
    private const int Buffers = 4;

    /// <summary>Reads a file once, from start to end, in constant memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told the number of bytes read so far, about once a mebibyte.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="FileChangedException">The file was written to meanwhile: the digest would belong to no state of it.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static FileDigest Compute(string path, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var file = Open(path);
        var identity = FileIdentity.Of(file);
        var digest = Compute(ByteSource.Of(file, path), progress, cancellation);
        return FileIdentity.Of(file) == identity ? digest : throw new FileChangedException(path);
    }

    /// <summary>Opens a file for one reading, in a way that hinders nobody else.</summary>
    internal static Microsoft.Win32.SafeHandles.SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    /// <summary>The digest of all bytes of a source.</summary>
    internal static FileDigest Compute(ByteSource source, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (source.Length <= BufferSize * Buffers)
        {
            ComputeAlone(source, hash, progress, cancellation);
        }
        else
        {
            ComputeWithReader(source, hash, progress, cancellation);
        }

        return new FileDigest(Convert.ToHexStringLower(hash.GetHashAndReset()), source.Length);
    }

    private static void ComputeAlone(ByteSource source, IncrementalHash hash, IProgress<long>? progress, CancellationToken cancellation)
    {
        var buffer = new byte[(int)Math.Min(Math.Max(source.Length, 1), BufferSize)];
        cancellation.ThrowIfCancellationRequested();
        long offset = 0;
        for (int count; (count = source.Read(offset, buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            offset += count;
            progress?.Report(offset);
        }
    }

    // The digest is what limits, so it must never wait for a read: another thread reads ahead, a few buffers far.
    private static void ComputeWithReader(ByteSource source, IncrementalHash hash, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var free = new BlockingCollection<byte[]>();
        using var full = new BlockingCollection<(byte[] Buffer, int Count)>();
        for (var index = 0; index < Buffers; index++)
        {
            free.Add(new byte[BufferSize], CancellationToken.None);
        }

        var reader = Task.Run(
            () =>
            {
                try
                {
                    for (long offset = 0; offset < source.Length;)
                    {
                        var buffer = free.Take(stop.Token);
                        var count = source.Read(offset, buffer);
                        full.Add((buffer, count), stop.Token);
                        offset += count;
                    }
                }
                finally
                {
                    full.CompleteAdding();
                }
            },
            CancellationToken.None);
        try
        {
            long read = 0;
            foreach (var (buffer, count) in full.GetConsumingEnumerable(cancellation))
            {
                hash.AppendData(buffer, 0, count);
                free.Add(buffer, cancellation);
                read += count;
                progress?.Report(read);
            }
        }
        finally
        {
            stop.Cancel();
            Task.WaitAny([reader], CancellationToken.None);
        }

        cancellation.ThrowIfCancellationRequested();
        reader.GetAwaiter().GetResult();
    }
}

/// <summary>A file changed while it was read.</summary>
public sealed class FileChangedException(string path) : IOException($"{path} changed while it was read; try again when nothing writes to it");
