using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>A timestamp of a signature (RFC 3161): an authority attests that the signature was there at a time.</summary>
internal sealed class TimestampToken
{
    private readonly CmsSignedData _message;
    private readonly CmsSigner _signer;
    private readonly CertificateFields _certificate;
    private readonly string _imprintAlgorithm;
    private readonly byte[] _imprint;

    private TimestampToken(ReadOnlyMemory<byte> bytes)
    {
        _message = CmsSignedData.Decode(bytes);
        if (_message.ContentType != SignatureOids.TimestampInfo || _message.Signers.Count != 1)
        {
            throw new PackageSignatureException("its timestamp is none in the format of RFC 3161");
        }

        _signer = _message.Signers[0];
        _certificate = _signer.FindCertificate(_message.Certificates) ?? throw new PackageSignatureException("its timestamp comes without the authority's certificate");
        var info = new AsnReader(_message.Content, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        info.ReadObjectIdentifier();
        var imprint = info.ReadSequence();
        _imprintAlgorithm = imprint.ReadSequence().ReadObjectIdentifier();
        _imprint = imprint.ReadOctetString();
        info.ReadInteger();
        Time = info.ReadGeneralizedTime().ToUniversalTime();
        if (Time.Year is < 1970 or > 9000)
        {
            throw new PackageSignatureException("its timestamp is of no time at which packages could be signed");
        }

        Accuracy = info.HasData && info.PeekTag() == Asn1Tag.Sequence ? ReadAccuracy(info.ReadSequence()) : TimeSpan.Zero;
    }

    /// <summary>The time (UTC).</summary>
    public DateTimeOffset Time { get; }

    /// <summary>By how much the time may be wrong, in both directions.</summary>
    public TimeSpan Accuracy { get; }

    /// <summary>The timestamp of a signature, or null if it has none.</summary>
    /// <exception cref="PackageSignatureException">It has several, or one that breaks the format.</exception>
    public static TimestampToken? Of(CmsSigner signer)
    {
        var tokens = signer.Unsigned(SignatureOids.TimestampToken);
        try
        {
            return tokens.Count switch
            {
                0 => null,
                1 => new TimestampToken(tokens[0]),
                _ => throw new PackageSignatureException("it has several timestamps where one is allowed"),
            };
        }
        catch (Exception exception) when (exception is AsnContentException or OverflowException or ArgumentException)
        {
            throw new PackageSignatureException("its timestamp is none in the format of RFC 3161");
        }
    }

    /// <summary>Checks that an authority whom one trusts attested the time for that signature.</summary>
    /// <param name="signature">The signature that the timestamp must be of.</param>
    /// <param name="authorities">Whom one trusts.</param>
    /// <returns>What is wrong, as the middle of a sentence about the timestamp; null if nothing is.</returns>
    public string? Verify(ReadOnlySpan<byte> signature, CertificateTrust authorities)
    {
        if (SignatureOids.Sha2(_imprintAlgorithm) is not { } algorithm)
        {
            return "uses a digest that is not SHA-2";
        }

        if (!_imprint.AsSpan().SequenceEqual(CryptographicOperations.HashData(algorithm, signature)))
        {
            return "is of another signature";
        }

        var authority = authorities.Examine(_certificate, _message.Certificates);
        return authority.Problem
            ?? _signer.Check(_message.Content.Span, SignatureOids.TimestampInfo, _certificate.Encoded.Span, authority.Verify)
            ?? authority.ProblemAt(Time - Accuracy, Time + Accuracy);
    }

    // Seconds, milliseconds [0], microseconds [1], each optional. An authority that may be wrong by more than an hour attests nothing.
    private static TimeSpan ReadAccuracy(AsnReader accuracy)
    {
        var microseconds = 0L;
        while (accuracy.HasData)
        {
            var tag = accuracy.PeekTag();
            var (unit, most) = tag == Asn1Tag.Integer ? (1_000_000, 3600) : tag.TagValue == 0 ? (1000, 999) : (1, 999);
            if (!accuracy.TryReadInt32(out var value, tag) || value < 0 || value > most)
            {
                throw new PackageSignatureException("its timestamp is none in the format of RFC 3161");
            }

            microseconds += (long)value * unit;
        }

        return TimeSpan.FromMicroseconds(microseconds);
    }
}
