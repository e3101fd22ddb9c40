using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Airlock.Core.Bom.Publishing;

/// <summary>Digests of files as they are delivered: SHA-256, which everybody compares, and SHA-512, which BSI asks for.</summary>
internal static class FileHashes
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Both digests, read in one go; none if the file is not there.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static ImmutableArray<Hash> Of(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var short256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var long512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        var buffer = new byte[BufferSize];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            short256.AppendData(buffer, 0, count);
            long512.AppendData(buffer, 0, count);
        }

        return
        [
            new Hash("SHA-256", Convert.ToHexStringLower(short256.GetHashAndReset())),
            new Hash("SHA-512", Convert.ToHexStringLower(long512.GetHashAndReset())),
        ];
    }
}
