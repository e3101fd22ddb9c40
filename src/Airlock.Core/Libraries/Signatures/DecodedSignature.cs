using System.Buffers.Text;
using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// A package signature with its parts as they are encoded. The format is NuGet's: a message signed once, whose content names the digest of the archive; its
/// commitment says whether the author or a repository signed, and a repository that signs after the author countersigns (NuGet.Packaging, Signing).
/// </summary>
internal sealed class DecodedSignature
{
    private const int MaximumOwners = 1000;
    private const int MaximumText = 4000;

    // Version 1 has one property in each of two sections, and may have more.
    private const int MaximumContent = 4096;

    private DecodedSignature(CmsSignedData message)
    {
        Message = message;
        if (message.ContentType != SignatureOids.Data || message.Signers.Count != 1)
        {
            throw new PackageSignatureException("it is no package signature in NuGet's format");
        }

        Primary = message.Signers[0];
        PrimaryCertificate = CertificateOf(Primary);
        var kind = KindOf(Primary) ?? throw new PackageSignatureException("it does not say whether the author or a repository made it");
        var repositories = Primary.Unsigned(SignatureOids.Countersignature)
            .Select(value => CmsSigner.Read(new AsnReader(value, AsnEncodingRules.BER).ReadSequence()))
            .Where(signer => KindOf(signer) == PackageSignatureKind.Repository)
            .ToList();
        if (repositories.Count > (kind == PackageSignatureKind.Repository ? 0 : 1))
        {
            throw new PackageSignatureException("more than one repository signed it");
        }

        Repository = kind == PackageSignatureKind.Repository ? Primary : repositories.SingleOrDefault();
        RepositoryCertificate = kind == PackageSignatureKind.Repository ? PrimaryCertificate : Repository is null ? null : CertificateOf(Repository);
        var (algorithm, digest) = ReadContent(message.Content);
        Signature = new PackageSignature
        {
            Kind = kind,
            Author = kind == PackageSignatureKind.Author ? Describe(Primary, PrimaryCertificate) : null,
            Repository = Repository is null ? null : new RepositorySignature(Describe(Repository, RepositoryCertificate!), ReadServiceIndex(Repository), ReadOwners(Repository)),
            DigestAlgorithm = algorithm,
            Digest = digest,
        };
    }

    /// <summary>The whole message.</summary>
    public CmsSignedData Message { get; }

    /// <summary>The primary signature.</summary>
    public CmsSigner Primary { get; }

    /// <summary>The certificate of the primary signature.</summary>
    public CertificateFields PrimaryCertificate { get; }

    /// <summary>The repository's signature: the primary one or a countersignature of it; null if there is none.</summary>
    public CmsSigner? Repository { get; }

    /// <summary>The certificate of the repository's signature.</summary>
    public CertificateFields? RepositoryCertificate { get; }

    /// <summary>What it says.</summary>
    public PackageSignature Signature { get; }

    /// <summary>Reads a signature.</summary>
    /// <exception cref="PackageSignatureException">It breaks the format.</exception>
    public static DecodedSignature Decode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new DecodedSignature(CmsSignedData.Decode(bytes));
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException or ArgumentException or OverflowException)
        {
            throw new PackageSignatureException("it is no package signature in NuGet's format");
        }
    }

    private CertificateFields CertificateOf(CmsSigner signer) =>
        signer.FindCertificate(Message.Certificates) ?? throw new PackageSignatureException("it comes without the certificate of a signer");

    private static PackageSigner Describe(CmsSigner signer, CertificateFields certificate)
    {
        var (subject, name) = certificate.Describe();
        return new PackageSigner(Text(name), Text(subject), certificate.Fingerprint, TimestampToken.Of(signer)?.Time);
    }

    // A signer that commits to both, or to neither, is none of NuGet's.
    private static PackageSignatureKind? KindOf(CmsSigner signer)
    {
        var kinds = signer.Signed(SignatureOids.CommitmentType)
            .Select(value => new AsnReader(value, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier())
            .Select(oid => oid switch
            {
                SignatureOids.ProofOfOrigin => PackageSignatureKind.Author,
                SignatureOids.ProofOfReceipt => PackageSignatureKind.Repository,
                _ => (PackageSignatureKind?)null,
            })
            .OfType<PackageSignatureKind>()
            .Distinct()
            .ToList();
        return kinds.Count == 1 ? kinds[0] : null;
    }

    private static string ReadServiceIndex(CmsSigner repository)
    {
        var values = repository.Signed(SignatureOids.ServiceIndex);
        var text = values.Count == 1 ? new AsnReader(values[0], AsnEncodingRules.BER).ReadCharacterString(UniversalTagNumber.IA5String) : "";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? Text(text)
            : throw new PackageSignatureException("its repository does not name its service index");
    }

    private static ImmutableArray<string> ReadOwners(CmsSigner repository)
    {
        var values = repository.Signed(SignatureOids.PackageOwners);
        if (values.Count == 0)
        {
            return [];
        }

        var owners = ImmutableArray.CreateBuilder<string>();
        var sequence = new AsnReader(values[0], AsnEncodingRules.BER).ReadSequence();
        while (sequence.HasData && owners.Count < MaximumOwners)
        {
            owners.Add(Text(sequence.ReadCharacterString(UniversalTagNumber.UTF8String)));
        }

        return values.Count == 1 && owners.Count is > 0 and < MaximumOwners && !owners.Any(string.IsNullOrWhiteSpace)
            ? owners.ToImmutable()
            : throw new PackageSignatureException("its list of owners is malformed");
    }

    // Sections of lines 'name:value', each ended by an empty line: "Version:1", then the digest under its algorithm.
    private static (string Algorithm, string Digest) ReadContent(ReadOnlyMemory<byte> content)
    {
        const string Suffix = "-Hash";
        var lines = content.Length > MaximumContent ? [] : Encoding.UTF8.GetString(content.Span).ReplaceLineEndings("\n").Split('\n');
        var head = lines.TakeWhile(line => line.Length > 0).ToList();
        if (!head.Contains("Version:1"))
        {
            throw new PackageSignatureException("it is of a version of NuGet's format that Airlock does not know");
        }

        var digests = lines.Skip(head.Count + 1).TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2))
            .Where(pair => pair.Length == 2 && pair[0].EndsWith(Suffix, StringComparison.Ordinal))
            .Select(pair => (Algorithm: SignatureOids.Sha2(pair[0][..^Suffix.Length]), Value: pair[1]))
            .Where(digest => digest.Algorithm is not null)
            .ToList();
        return digests.Count == 1 && Base64.IsValid(digests[0].Value)
            ? (digests[0].Algorithm!.Value.Name!, digests[0].Value)
            : throw new PackageSignatureException("it names no digest of the package by SHA-2");
    }

    // Names stand in messages: what could pretend to be something else in a terminal or a log is no name.
    private static string Text(string text) =>
        text.Length <= MaximumText && !text.Any(letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            ? text
            : throw new PackageSignatureException("it names somebody with characters that can't be shown");
}
