using System.Security.Cryptography;

namespace Airlock.Core.Bom;

/// <summary>Name-based UUIDs of version 5 (RFC 9562, section 5.5).</summary>
internal static class NameBasedGuid
{
    // Drawn once for the documents of Airlock.
    private static readonly Guid Namespace = new("f7c3f1a4-0d0e-4c58-9a53-6f1f1d3f5b0e");

    /// <summary>The UUID of a name within Airlock's own namespace. SHA-1 is what the RFC prescribes; nothing here relies on its strength.</summary>
    public static Guid Create(ReadOnlySpan<byte> name) => Create(Namespace, name);

    /// <summary>The UUID of a name within a namespace.</summary>
    internal static Guid Create(Guid @namespace, ReadOnlySpan<byte> name)
    {
        Span<byte> prefix = stackalloc byte[16];
        @namespace.TryWriteBytes(prefix, bigEndian: true, out _);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(prefix);
        hash.AppendData(name);
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x50);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
