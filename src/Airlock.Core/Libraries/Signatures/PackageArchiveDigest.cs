using System.Buffers.Binary;
using System.Security.Cryptography;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// The digest of a package archive as NuGet takes it: of a signed package over the archive as it was before the signature was put in, of another
/// over the whole file. With SHA-512 this is the <c>contentHash</c> of lock file and <c>.nupkg.metadata</c>; with the algorithm that a signature
/// names, it is what the signature signs (NuGet.Packaging, SignedPackageArchiveUtility).
/// </summary>
/// <param name="Value">The digest.</param>
/// <param name="IsSigned">Whether the archive holds a signature.</param>
public sealed record PackageArchiveDigest(ReadOnlyMemory<byte> Value, bool IsSigned)
{
    private const int BufferSize = 256 * 1024;

    /// <summary>The digest in Base64, as NuGet writes it.</summary>
    public string Base64 => Convert.ToBase64String(Value.Span);

    /// <summary>NuGet's content hash of an archive: SHA-512 in Base64.</summary>
    /// <inheritdoc cref="Compute(string, HashAlgorithmName, CancellationToken)"/>
    public static string ContentHash(string path, CancellationToken cancellation = default) => Compute(path, HashAlgorithmName.SHA512, cancellation).Base64;

    /// <summary>Reads an archive once, from front to end.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="algorithm">SHA-256, SHA-384 or SHA-512.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="InvalidDataException">It is no archive, or contradicts itself about its signature: the message says so, as the middle of a sentence.</exception>
    /// <exception cref="IOException">It can't be read, or somebody writes to it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PackageArchiveDigest Compute(string path, HashAlgorithmName algorithm, CancellationToken cancellation = default)
    {
        using var file = FileDigest.Open(path);
        var identity = FileIdentity.Of(file);
        var digest = Compute(ByteSource.Of(file, path), algorithm, cancellation);
        return FileIdentity.Of(file) == identity ? digest : throw new FileChangedException(path);
    }

    internal static PackageArchiveDigest Compute(ByteSource source, HashAlgorithmName algorithm, CancellationToken cancellation)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(algorithm);
            var layout = PackageArchiveLayout.Find(source, cancellation);
            if (layout is null)
            {
                Append(hash, source, 0, source.Length, cancellation);
            }
            else
            {
                AppendUnsigned(hash, source, layout, cancellation);
            }

            return new PackageArchiveDigest(hash.GetHashAndReset(), layout is not null);
        }
        catch (ModelFormatException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static void AppendUnsigned(IncrementalHash hash, ByteSource source, PackageArchiveLayout layout, CancellationToken cancellation)
    {
        var (entryStart, entryEnd) = layout.SignatureEntry;
        var (headerStart, headerEnd) = layout.SignatureHeader;
        Append(hash, source, 0, entryStart, cancellation);
        Append(hash, source, entryEnd, layout.Directory, cancellation);

        // Offsets count from the first entry, even if something stands before it: so NuGet does it, and the signers with it.
        var changed = new byte[sizeof(uint)];
        layout.ForEachHeader(
            source,
            layout.Count,
            (start, header) =>
            {
                if (start == headerStart)
                {
                    return;
                }

                var offset = PackageArchiveLayout.OffsetOf(header);
                offset -= layout.FirstEntry + (offset > entryStart ? entryEnd - entryStart : 0);
                BinaryPrimitives.WriteUInt32LittleEndian(changed, (uint)offset);
                hash.AppendData(header[..42]);
                hash.AppendData(changed);
                hash.AppendData(header[PackageArchiveLayout.DirectoryHeaderLength..]);
            },
            cancellation);

        var record = source.ReadBytes(layout.EndRecord, PackageArchiveLayout.EndRecordLength);
        var count = (ushort)(layout.Count - 1);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(8), count);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(10), count);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12), (uint)(layout.EndRecord - layout.Directory - (headerEnd - headerStart)));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(16), (uint)(layout.Directory - (entryEnd - entryStart)));
        hash.AppendData(record);
        Append(hash, source, layout.EndRecord + record.Length, source.Length, cancellation);
    }

    private static void Append(IncrementalHash hash, ByteSource source, long start, long end, CancellationToken cancellation)
    {
        var buffer = new byte[(int)Math.Clamp(end - start, 0, BufferSize)];
        while (start < end)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = source.Read(start, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - start)));
            hash.AppendData(buffer, 0, count);
            start += count;
        }
    }
}
