using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Airlock.Core.Libraries.Signatures;

namespace Airlock.Core.Tests.Libraries.Signatures;

/// <summary>Makes package signatures as NuGet does, with the platform's own implementation of CMS, so that what the tests verify is not made by what verifies it.</summary>
public sealed class SignatureMaker
{
    private readonly SignedCms _message;

    private SignatureMaker(SignedCms message) => _message = message;

    /// <summary>The signature.</summary>
    public byte[] Bytes => _message.Encode();

    /// <summary>An author's signature.</summary>
    /// <param name="certificate">Whose.</param>
    /// <param name="archive">The archive without a signature; null for any.</param>
    /// <param name="timestamp">The time that the test authority attests, or null for no timestamp.</param>
    /// <param name="content">What is signed instead of the content of NuGet's format, or null.</param>
    public static SignatureMaker Author(X509Certificate2 certificate, byte[]? archive = null, DateTimeOffset? timestamp = null, string? content = null) =>
        Sign(certificate, content ?? Content(archive ?? []), [Commitment(SignatureOids.ProofOfOrigin)], timestamp);

    /// <summary>A repository's primary signature.</summary>
    public static SignatureMaker Repository(
        X509Certificate2 certificate, string[] owners, byte[]? archive = null, DateTimeOffset? timestamp = null, string serviceIndex = "https://feed.example.com/v3/index.json") =>
        Sign(certificate, Content(archive ?? []), RepositoryAttributes(owners, serviceIndex), timestamp);

    /// <summary>The content of NuGet's format.</summary>
    public static string Content(byte[] archive) => $"Version:1\n\n2.16.840.1.101.3.4.2.1-Hash:{Convert.ToBase64String(SHA256.HashData(archive))}\n\n";

    /// <summary>A primary signature with any attributes.</summary>
    /// <param name="certificate">Whose.</param>
    /// <param name="content">What is signed.</param>
    /// <param name="attributes">What else is signed.</param>
    /// <param name="timestamp">The time that the test authority attests, or null for no timestamp.</param>
    /// <param name="named">The certificate that the signature names as its own, if that is another.</param>
    public static SignatureMaker Sign(X509Certificate2 certificate, string content, AsnEncodedData[] attributes, DateTimeOffset? timestamp = null, X509Certificate2? named = null)
    {
        var message = Message(SignatureOids.Data, Encoding.UTF8.GetBytes(content), certificate, attributes, named);
        if (timestamp is { } time)
        {
            var signer = message.SignerInfos[0];
            signer.AddUnsignedAttribute(Token(signer.GetSignature(), time, TestAuthority.Trusted.Timestamper()));
        }

        return new SignatureMaker(message);
    }

    /// <summary>A repository countersigns.</summary>
    public SignatureMaker Countersign(
        X509Certificate2 certificate, string[] owners, DateTimeOffset? timestamp = null, string serviceIndex = "https://feed.example.com/v3/index.json", byte[]? signature = null)
    {
        var other = Message(SignatureOids.Data, signature ?? _message.SignerInfos[0].GetSignature(), certificate, RepositoryAttributes(owners, serviceIndex));
        if (timestamp is { } time)
        {
            other.SignerInfos[0].AddUnsignedAttribute(Token(other.SignerInfos[0].GetSignature(), time, TestAuthority.Trusted.Timestamper()));
        }

        // The signer of one message is the countersignature of the other.
        var info = new AsnReader(other.Encode(), AsnEncodingRules.BER).ReadSequence();
        info.ReadObjectIdentifier();
        var data = info.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        data.ReadInteger();
        data.ReadSetOf();
        data.ReadSequence();
        data.ReadEncodedValue();
        _message.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData(SignatureOids.Countersignature, data.ReadSetOf().ReadEncodedValue().ToArray()));
        foreach (var added in other.Certificates.Where(added => !_message.Certificates.Contains(added)))
        {
            _message.AddCertificate(added);
        }

        return this;
    }

    /// <summary>Adds a timestamp to the primary signature.</summary>
    public SignatureMaker Timestamp(DateTimeOffset time, X509Certificate2 authority, byte[]? signature = null)
    {
        _message.SignerInfos[0].AddUnsignedAttribute(Token(signature ?? _message.SignerInfos[0].GetSignature(), time, authority));
        return this;
    }

    /// <summary>The attribute that says what a signer commits to.</summary>
    public static AsnEncodedData Commitment(string oid) => Attribute(SignatureOids.CommitmentType, writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
        }
    });

    /// <summary>The attributes of a repository.</summary>
    public static AsnEncodedData[] RepositoryAttributes(string[] owners, string serviceIndex) =>
    [
        Commitment(SignatureOids.ProofOfReceipt),
        Attribute(SignatureOids.ServiceIndex, writer => writer.WriteCharacterString(UniversalTagNumber.IA5String, serviceIndex)),
        .. owners.Length == 0 ? Array.Empty<AsnEncodedData>() : [Attribute(SignatureOids.PackageOwners, writer =>
        {
            using (writer.PushSequence())
            {
                foreach (var owner in owners)
                {
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, owner);
                }
            }
        })],
    ];

    private static SignedCms Message(string type, byte[] content, X509Certificate2 certificate, IEnumerable<AsnEncodedData> attributes, X509Certificate2? named = null)
    {
        var message = new SignedCms(new ContentInfo(new Oid(type), content), detached: false);
        var signer = new System.Security.Cryptography.Pkcs.CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        foreach (var attribute in attributes.Append(SigningCertificate(named ?? certificate)))
        {
            signer.SignedAttributes.Add(attribute);
        }

        // The platform adds the type of the content only where there are other attributes, which is always here.
        message.ComputeSignature(signer);
        return message;
    }

    private static AsnEncodedData SigningCertificate(X509Certificate2 certificate) => Attribute(SignatureOids.SigningCertificateV2, writer =>
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        }
    });

    private static AsnEncodedData Token(byte[] signature, DateTimeOffset time, X509Certificate2 authority)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier("1.2.3.4");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                }

                writer.WriteOctetString(SHA256.HashData(signature));
            }

            writer.WriteInteger(7);
            writer.WriteGeneralizedTime(time);
        }

        return new AsnEncodedData(SignatureOids.TimestampToken, Message(SignatureOids.TimestampInfo, writer.Encode(), authority, []).Encode());
    }

    private static AsnEncodedData Attribute(string oid, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return new AsnEncodedData(oid, writer.Encode());
    }
}
