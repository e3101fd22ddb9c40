using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>An attribute of a signer: what it is, and its values, each encoded.</summary>
internal sealed record CmsAttribute(string Type, IReadOnlyList<ReadOnlyMemory<byte>> Values);

/// <summary>One signature of a message (RFC 5652, 5.3): who, over what, and what else they say.</summary>
internal sealed class CmsSigner
{
    private const int MaximumAttributes = 50;

    private static readonly Asn1Tag Implicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Implicit1 = new(TagClass.ContextSpecific, 1, isConstructed: true);

    private static readonly Asn1Tag KeyIdentifier = new(TagClass.ContextSpecific, 0);

    private readonly ReadOnlyMemory<byte> _keyIdentifier;
    private readonly ReadOnlyMemory<byte> _issuer;
    private readonly ReadOnlyMemory<byte> _serialNumber;
    private readonly string _digestAlgorithm;
    private readonly string _signatureAlgorithm;
    private readonly byte[] _signedBytes;

    private CmsSigner(AsnReader info)
    {
        info.ReadInteger();
        if (info.PeekTag().HasSameClassAndValue(KeyIdentifier))
        {
            _keyIdentifier = info.ReadOctetString(KeyIdentifier);
        }
        else
        {
            var identifier = info.ReadSequence();
            _issuer = identifier.ReadEncodedValue();
            _serialNumber = identifier.ReadIntegerBytes();
            identifier.ThrowIfNotEmpty();
        }

        _digestAlgorithm = info.ReadSequence().ReadObjectIdentifier();
        if (!info.PeekTag().HasSameClassAndValue(Implicit0))
        {
            throw new PackageSignatureException("it has a signer without signed attributes");
        }

        // Signed is the set with its own tag, not the one that it has in its place here (RFC 5652, 5.4).
        _signedBytes = info.PeekEncodedValue().ToArray();
        _signedBytes[0] = 0x31;
        SignedAttributes = ReadAttributes(info.ReadSetOf(skipSortOrderValidation: true, Implicit0));
        _signatureAlgorithm = info.ReadSequence().ReadObjectIdentifier();
        Signature = info.ReadOctetString();
        UnsignedAttributes = info.HasData ? ReadAttributes(info.ReadSetOf(skipSortOrderValidation: true, Implicit1)) : [];
        info.ThrowIfNotEmpty();
    }

    /// <summary>What is signed beside the content.</summary>
    public IReadOnlyList<CmsAttribute> SignedAttributes { get; }

    /// <summary>What anybody can add: countersignatures and timestamps, which speak for themselves.</summary>
    public IReadOnlyList<CmsAttribute> UnsignedAttributes { get; }

    /// <summary>The signature itself.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Reads a signer.</summary>
    /// <exception cref="AsnContentException">It breaks the format.</exception>
    public static CmsSigner Read(AsnReader info) => new(info);

    /// <summary>The values of all signed attributes of a type.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Signed(string type) => Values(SignedAttributes, type);

    /// <summary>The values of all unsigned attributes of a type.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Unsigned(string type) => Values(UnsignedAttributes, type);

    /// <summary>The signer's certificate among those of a message, or null.</summary>
    public CertificateFields? FindCertificate(IEnumerable<ReadOnlyMemory<byte>> certificates) => certificates
        .Select(CertificateFields.Read)
        .FirstOrDefault(fields => fields is not null && IsIdentified(fields));

    /// <summary>Checks that the signature is of that content, by that key.</summary>
    /// <param name="content">What must be signed.</param>
    /// <param name="contentType">Its type. RFC 5652, 11.4, wants none in a countersignature; those of NuGet name one all the same.</param>
    /// <param name="certificate">The signer's certificate in DER.</param>
    /// <param name="verify">Checks a signature over bytes with the key of the certificate: bytes, digest, signature.</param>
    /// <returns>What is wrong, as the middle of a sentence about the signature; null if nothing is.</returns>
    public string? Check(
        ReadOnlySpan<byte> content, string contentType, ReadOnlySpan<byte> certificate, Func<ReadOnlyMemory<byte>, HashAlgorithmName, ReadOnlyMemory<byte>, bool> verify)
    {
        try
        {
            if (SignatureOids.Sha2(_digestAlgorithm) is not { } digest)
            {
                return "uses a digest that is not SHA-2";
            }

            if (_signatureAlgorithm != SignatureOids.Rsa && SignatureOids.DigestOfRsa(_signatureAlgorithm) != _digestAlgorithm)
            {
                return "uses an algorithm that NuGet does not allow (RSA with SHA-2 it must be)";
            }

            var types = Signed(SignatureOids.ContentType);
            if (types.Count != 1 || Oid(types[0]) != contentType)
            {
                return "signs another kind of content";
            }

            var digests = Signed(SignatureOids.MessageDigest);
            if (digests.Count != 1 || !OctetString(digests[0]).AsSpan().SequenceEqual(CryptographicOperations.HashData(digest, content)))
            {
                return "is not of what it stands beside";
            }

            return !SigningCertificateAttribute.Names(this, certificate) ? "names another certificate than its own"
                : verify(_signedBytes, digest, Signature) ? null
                : "is not by the key of its certificate";
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            return "is malformed";
        }
    }

    private bool IsIdentified(CertificateFields fields) => _keyIdentifier.IsEmpty
        ? fields.Issuer.Span.SequenceEqual(_issuer.Span) && fields.SerialNumber.Span.SequenceEqual(_serialNumber.Span)
        : fields.FindKeyIdentifier().Span.SequenceEqual(_keyIdentifier.Span);

    private static List<CmsAttribute> ReadAttributes(AsnReader set)
    {
        var attributes = new List<CmsAttribute>();
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var type = attribute.ReadObjectIdentifier();
            var values = new List<ReadOnlyMemory<byte>>();
            for (var items = attribute.ReadSetOf(skipSortOrderValidation: true); items.HasData;)
            {
                values.Add(values.Count < MaximumAttributes ? items.ReadEncodedValue() : throw new PackageSignatureException("it has too many attributes"));
            }

            attribute.ThrowIfNotEmpty();
            attributes.Add(attributes.Count < MaximumAttributes ? new CmsAttribute(type, values) : throw new PackageSignatureException("it has too many attributes"));
        }

        return attributes;
    }

    private static ReadOnlyMemory<byte>[] Values(IReadOnlyList<CmsAttribute> attributes, string type) =>
        [.. attributes.Where(attribute => attribute.Type == type).SelectMany(attribute => attribute.Values)];

    private static string Oid(ReadOnlyMemory<byte> value) => new AsnReader(value, AsnEncodingRules.BER).ReadObjectIdentifier();

    private static byte[] OctetString(ReadOnlyMemory<byte> value) => new AsnReader(value, AsnEncodingRules.BER).ReadOctetString();
}
