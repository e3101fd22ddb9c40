using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>The few fields by which a certificate is found (RFC 5280, 4.1), read without decoding the rest.</summary>
/// <param name="Encoded">The certificate in DER.</param>
/// <param name="SerialNumber">Serial number, big-endian.</param>
/// <param name="Issuer">Name of the issuer, encoded.</param>
/// <param name="Subject">Name of the subject, encoded.</param>
internal sealed record CertificateFields(ReadOnlyMemory<byte> Encoded, ReadOnlyMemory<byte> SerialNumber, ReadOnlyMemory<byte> Issuer, ReadOnlyMemory<byte> Subject)
{
    private const string KeyIdentifierExtension = "2.5.29.14";

    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3, isConstructed: true);

    /// <summary>SHA-256 of the certificate as 64 lower-case hex digits.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoded.Span));

    /// <summary>Reads the fields, or gives null if it is no certificate.</summary>
    public static CertificateFields? Read(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return Read(encoded, out _);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The subject key identifier, or empty if it has none.</summary>
    /// <exception cref="AsnContentException">It breaks the format.</exception>
    public ReadOnlyMemory<byte> FindKeyIdentifier()
    {
        Read(Encoded, out var rest);
        return FindKeyIdentifier(rest);
    }

    /// <summary>The subject in words, and the part of it that people know it by: the common name, if there is one.</summary>
    /// <exception cref="CryptographicException">It breaks the format.</exception>
    public (string Subject, string Name) Describe()
    {
        var name = new X500DistinguishedName(Subject.Span);
        var common = name.EnumerateRelativeDistinguishedNames(reversed: false)
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3")
            .Select(part => part.GetSingleElementValue())
            .FirstOrDefault();
        return (name.Name, string.IsNullOrWhiteSpace(common) ? name.Name : common);
    }

    // Leaves the reader behind the subject.
    private static CertificateFields Read(ReadOnlyMemory<byte> encoded, out AsnReader fields)
    {
        fields = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (fields.PeekTag().HasSameClassAndValue(Version))
        {
            fields.ReadEncodedValue();
        }

        var serialNumber = fields.ReadIntegerBytes();
        fields.ReadSequence();
        var issuer = fields.ReadEncodedValue();
        fields.ReadSequence();
        return new CertificateFields(encoded, serialNumber, issuer, fields.ReadEncodedValue());
    }

    private static ReadOnlyMemory<byte> FindKeyIdentifier(AsnReader fields)
    {
        while (fields.HasData)
        {
            if (!fields.PeekTag().HasSameClassAndValue(Extensions))
            {
                fields.ReadEncodedValue();
                continue;
            }

            for (var extensions = fields.ReadSequence(Extensions).ReadSequence(); extensions.HasData;)
            {
                var extension = extensions.ReadSequence();
                if (extension.ReadObjectIdentifier() != KeyIdentifierExtension)
                {
                    continue;
                }

                if (extension.PeekTag() == Asn1Tag.Boolean)
                {
                    extension.ReadBoolean();
                }

                return new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
            }
        }

        return default;
    }
}
