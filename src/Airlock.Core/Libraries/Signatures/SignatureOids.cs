namespace Airlock.Core.Libraries.Signatures;

/// <summary>Object identifiers of package signatures, and the documents that define them.</summary>
internal static class SignatureOids
{
    /// <summary>Signed data (RFC 5652, 5.1).</summary>
    public const string SignedData = "1.2.840.113549.1.7.2";

    /// <summary>Data of no further type (RFC 5652, 4): what a package signature signs.</summary>
    public const string Data = "1.2.840.113549.1.7.1";

    /// <summary>Attribute: type of the content (RFC 5652, 11.1).</summary>
    public const string ContentType = "1.2.840.113549.1.9.3";

    /// <summary>Attribute: digest of the content (RFC 5652, 11.2).</summary>
    public const string MessageDigest = "1.2.840.113549.1.9.4";

    /// <summary>Unsigned attribute: a signature of the signature (RFC 5652, 11.4).</summary>
    public const string Countersignature = "1.2.840.113549.1.9.6";

    /// <summary>Unsigned attribute: a timestamp of the signature (RFC 3161, appendix A).</summary>
    public const string TimestampToken = "1.2.840.113549.1.9.16.2.14";

    /// <summary>What a timestamp signs (RFC 3161, 2.4.2).</summary>
    public const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";

    /// <summary>Attribute: what the signer commits to (RFC 5126, 5.11.1).</summary>
    public const string CommitmentType = "1.2.840.113549.1.9.16.2.16";

    /// <summary>Commitment: the signer made it. NuGet: an author's signature.</summary>
    public const string ProofOfOrigin = "1.2.840.113549.1.9.16.6.1";

    /// <summary>Commitment: the signer received it. NuGet: a repository's signature.</summary>
    public const string ProofOfReceipt = "1.2.840.113549.1.9.16.6.2";

    /// <summary>Attribute: the signer's certificate by its SHA-1 (RFC 2634, 5.4).</summary>
    public const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";

    /// <summary>Attribute: the signer's certificate by another digest (RFC 5035, 3).</summary>
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    /// <summary>Attribute of NuGet: address of the repository's service index.</summary>
    public const string ServiceIndex = "1.3.6.1.4.1.311.84.2.1.1.1";

    /// <summary>Attribute of NuGet: who owned the package when the repository signed it.</summary>
    public const string PackageOwners = "1.3.6.1.4.1.311.84.2.1.1.2";

    /// <summary>Extended key usage: code signing (RFC 5280, 4.2.1.12).</summary>
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>Extended key usage: timestamping (RFC 5280, 4.2.1.12).</summary>
    public const string Timestamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Extended key usage of Microsoft: no signature outlives the certificate, whatever a timestamp says. NuGet refuses it.</summary>
    public const string LifetimeSigning = "1.3.6.1.4.1.311.10.3.13";

    /// <summary>RSA with PKCS #1 v1.5 padding, the digest named elsewhere (RFC 8017, appendix A).</summary>
    public const string Rsa = "1.2.840.113549.1.1.1";

    /// <summary>The digest that RSA signatures under a combined identifier use (RFC 4055, 5), or null.</summary>
    public static string? DigestOfRsa(string algorithm) => algorithm switch
    {
        "1.2.840.113549.1.1.11" => Sha256,
        "1.2.840.113549.1.1.12" => Sha384,
        "1.2.840.113549.1.1.13" => Sha512,
        _ => null,
    };

    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string Sha384 = "2.16.840.1.101.3.4.2.2";
    private const string Sha512 = "2.16.840.1.101.3.4.2.3";

    /// <summary>The digests that NuGet allows (SHA-2), by name; null for any other.</summary>
    public static System.Security.Cryptography.HashAlgorithmName? Sha2(string algorithm) => algorithm switch
    {
        Sha256 => System.Security.Cryptography.HashAlgorithmName.SHA256,
        Sha384 => System.Security.Cryptography.HashAlgorithmName.SHA384,
        Sha512 => System.Security.Cryptography.HashAlgorithmName.SHA512,
        _ => null,
    };
}
