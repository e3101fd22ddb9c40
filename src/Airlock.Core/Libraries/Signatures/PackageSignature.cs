using System.Collections.Immutable;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>Who made the signature of a package itself.</summary>
public enum PackageSignatureKind
{
    /// <summary>The author; a repository may have countersigned.</summary>
    Author,

    /// <summary>A repository: the author did not sign.</summary>
    Repository,
}

/// <summary>Who signed.</summary>
/// <param name="Name">The common name of the certificate, else its whole subject.</param>
/// <param name="Subject">The subject of the certificate.</param>
/// <param name="Fingerprint">SHA-256 of the certificate as 64 lower-case hex digits.</param>
/// <param name="Timestamp">The time of signing (UTC) that a timestamp authority attests, or null without a timestamp.</param>
public sealed record PackageSigner(string Name, string Subject, string Fingerprint, DateTimeOffset? Timestamp);

/// <summary>What a repository says with its signature.</summary>
/// <param name="Signer">Who signed.</param>
/// <param name="ServiceIndex">Address of the repository's service index.</param>
/// <param name="Owners">Who owned the package in the repository; empty if it does not say.</param>
public sealed record RepositorySignature(PackageSigner Signer, string ServiceIndex, ImmutableArray<string> Owners);

/// <summary>What the signature of a package says (<c>.signature.p7s</c>). Nothing of it is verified: see <see cref="SignatureVerifier"/>.</summary>
public sealed record PackageSignature
{
    /// <summary>Who made the primary signature.</summary>
    public required PackageSignatureKind Kind { get; init; }

    /// <summary>The author, or null if the author did not sign.</summary>
    public PackageSigner? Author { get; init; }

    /// <summary>The repository, or null if none signed.</summary>
    public RepositorySignature? Repository { get; init; }

    /// <summary>The digest of the archive without its signature: <c>SHA256</c>, <c>SHA384</c> or <c>SHA512</c>.</summary>
    public required string DigestAlgorithm { get; init; }

    /// <summary>The digest in Base64, see <see cref="PackageArchiveDigest"/>.</summary>
    public required string Digest { get; init; }
}

/// <summary>What reading a signature gave.</summary>
/// <param name="Signature">The signature, or null if there is none or it can't be read.</param>
/// <param name="Problem">Why it can't be read, as a sentence's middle: <c>it is no signed message …</c>; null if it can, or if there is none.</param>
public sealed record PackageSignatureReading(PackageSignature? Signature, string? Problem)
{
    /// <summary>There is no signature.</summary>
    public static PackageSignatureReading None { get; } = new(null, null);
}
