using System.Buffers;
using System.IO.Hashing;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.Integrity;

/// <summary>Compares an extracted file with its entry in the archive.</summary>
internal static class FileComparison
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Whether the file has the length and the CRC-32 of the entry. It finds damage, and change by whoever does not know of it.</summary>
    public static bool HasChecksum(ByteSource file, PackageEntryFile entry, CancellationToken cancellation)
    {
        if (file.Length != entry.Header.Size)
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var checksum = new Crc32();
            for (long offset = 0; offset < file.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = file.Read(offset, buffer);
                checksum.Append(buffer.AsSpan(0, count));
                offset += count;
            }

            return checksum.GetCurrentHashAsUInt32() == entry.Header.Checksum;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether the file has the bytes of the entry. No more is unpacked than the file is long, whatever the archive would give.</summary>
    /// <exception cref="ModelFormatException">The entry can't be unpacked.</exception>
    public static bool HasBytes(ByteSource file, PackageArchive archive, PackageEntryFile entry, CancellationToken cancellation)
    {
        if (file.Length != entry.Header.Size)
        {
            return false;
        }

        var (found, expected) = (ArrayPool<byte>.Shared.Rent(BufferSize), ArrayPool<byte>.Shared.Rent(BufferSize));
        try
        {
            using var content = archive.Open(entry);
            for (long offset = 0; offset < file.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = file.Read(offset, found.AsSpan(0, BufferSize));
                if (content.ReadAtLeast(expected.AsSpan(0, count), count, throwOnEndOfStream: false) < count
                    || !found.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count)))
                {
                    return false;
                }

                offset += count;
            }

            return content.ReadByte() < 0;
        }
        // Each way of compression fails on damaged bytes in exceptions of its own.
        catch (Exception exception) when (exception is EndOfStreamException or not (IOException or UnauthorizedAccessException or OperationCanceledException))
        {
            throw new ModelFormatException($"it can't be unpacked: {exception.Message}", entry.Header.Start);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(found);
            ArrayPool<byte>.Shared.Return(expected);
        }
    }
}
