using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// A signed message (RFC 5652, 5) as it is encoded, with no certificate decoded: of many packages nearly all have the same few certificates, and
/// decoding these is most of the work.
/// </summary>
/// <param name="ContentType">What is signed, by its object identifier.</param>
/// <param name="Content">The signed bytes.</param>
/// <param name="Certificates">The certificates that came along, in DER, whoever needs them.</param>
/// <param name="Signers">Those who signed.</param>
internal sealed record CmsSignedData(
    string ContentType, ReadOnlyMemory<byte> Content, IReadOnlyList<ReadOnlyMemory<byte>> Certificates, IReadOnlyList<CmsSigner> Signers)
{
    private const int MaximumCertificates = 100;
    private const int MaximumSigners = 10;

    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Implicit1 = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Reads a message.</summary>
    /// <exception cref="PackageSignatureException">It breaks the format.</exception>
    public static CmsSignedData Decode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException or ArgumentException or OverflowException)
        {
            throw new PackageSignatureException("it is no signed message in the format of CMS");
        }
    }

    private static CmsSignedData Read(ReadOnlyMemory<byte> bytes)
    {
        var outer = new AsnReader(bytes, AsnEncodingRules.BER);
        var info = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (info.ReadObjectIdentifier() != SignatureOids.SignedData)
        {
            throw new PackageSignatureException("it is no signed message in the format of CMS");
        }

        var wrapper = info.ReadSequence(Explicit0);
        info.ThrowIfNotEmpty();
        var data = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        data.ReadInteger();
        data.ReadSetOf(skipSortOrderValidation: true);
        var content = data.ReadSequence();
        var contentType = content.ReadObjectIdentifier();
        var contentWrapper = content.ReadSequence(Explicit0);
        var octets = contentWrapper.ReadOctetString();
        contentWrapper.ThrowIfNotEmpty();
        content.ThrowIfNotEmpty();

        var certificates = new List<ReadOnlyMemory<byte>>();
        if (data.HasData && data.PeekTag().HasSameClassAndValue(Explicit0))
        {
            for (var set = data.ReadSetOf(skipSortOrderValidation: true, Explicit0); set.HasData;)
            {
                var encoded = set.PeekTag() == Asn1Tag.Sequence ? set.ReadEncodedValue() : Skip(set);
                if (!encoded.IsEmpty && certificates.Count < MaximumCertificates)
                {
                    certificates.Add(encoded);
                }
            }
        }

        if (data.HasData && data.PeekTag().HasSameClassAndValue(Implicit1))
        {
            data.ReadEncodedValue(); // Revocation lists of the day of signing.
        }

        var signers = new List<CmsSigner>();
        for (var set = data.ReadSetOf(skipSortOrderValidation: true); set.HasData;)
        {
            signers.Add(signers.Count < MaximumSigners ? CmsSigner.Read(set.ReadSequence()) : throw new PackageSignatureException("it has too many signers"));
        }

        data.ThrowIfNotEmpty();
        return new CmsSignedData(contentType, octets, certificates, signers);
    }

    // Certificates of other kinds (RFC 5652, 10.2.2), which nobody uses.
    private static ReadOnlyMemory<byte> Skip(AsnReader set)
    {
        set.ReadEncodedValue();
        return default;
    }
}
