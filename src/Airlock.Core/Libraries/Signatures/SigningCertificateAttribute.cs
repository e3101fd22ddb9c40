using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>The signed attribute that ties a signature to one certificate (RFC 5035 and RFC 2634): without it, another certificate of the same key could be put in its place.</summary>
internal static class SigningCertificateAttribute
{
    /// <summary>Whether a signer names a certificate as its own: by SHA-2, or, as old timestamps do, by SHA-1.</summary>
    /// <exception cref="AsnContentException">The attribute breaks the format.</exception>
    public static bool Names(CmsSigner signer, ReadOnlySpan<byte> certificate)
    {
        var second = signer.Signed(SignatureOids.SigningCertificateV2);
        var first = signer.Signed(SignatureOids.SigningCertificate);
        return second.Count + first.Count > 0
            && second.Count <= 1
            && first.Count <= 1
            && (second.Count == 0 || NamesBySha2(second[0], certificate))
            && (first.Count == 0 || NamesBySha1(first[0], certificate));
    }

    private static bool NamesBySha2(ReadOnlyMemory<byte> value, ReadOnlySpan<byte> certificate)
    {
        var identifier = FirstIdentifier(value);
        var algorithm = identifier.PeekTag() == Asn1Tag.Sequence
            ? SignatureOids.Sha2(identifier.ReadSequence().ReadObjectIdentifier())
            : HashAlgorithmName.SHA256;
        return algorithm is { } name && identifier.ReadOctetString().AsSpan().SequenceEqual(CryptographicOperations.HashData(name, certificate));
    }

    private static bool NamesBySha1(ReadOnlyMemory<byte> value, ReadOnlySpan<byte> certificate) =>
        FirstIdentifier(value).ReadOctetString().AsSpan().SequenceEqual(CryptographicOperations.HashData(HashAlgorithmName.SHA1, certificate));

    // The first is the signer's; the others are those of its issuers.
    private static AsnReader FirstIdentifier(ReadOnlyMemory<byte> value) =>
        new AsnReader(value, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
}
