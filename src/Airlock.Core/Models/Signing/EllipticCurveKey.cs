using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Airlock.Core.Models.Signing;

/// <summary>
/// An ECDSA key on one of the three curves that the format allows, each with its hash: P-256 with SHA-256, P-384 with SHA-384 and
/// P-521 with SHA-512 (algorithm registry of OpenSSF Model Signing; FIPS 186-5).
/// </summary>
public sealed class EllipticCurveKey : IDisposable
{
    private static readonly Dictionary<string, HashAlgorithmName> HashByCurve = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.3.1.7"] = HashAlgorithmName.SHA256,
        ["1.3.132.0.34"] = HashAlgorithmName.SHA384,
        ["1.3.132.0.35"] = HashAlgorithmName.SHA512,
    };

    private readonly ECDsa _key;
    private readonly HashAlgorithmName _hash;
    private readonly byte[] _publicKey;

    private EllipticCurveKey(ECDsa key)
    {
        (_key, _publicKey) = (key, key.ExportSubjectPublicKeyInfo());
        _hash = HashOf(PublicKey.CreateFromSubjectPublicKeyInfo(_publicKey, out _))
            ?? throw new SignatureException(SignatureProblem.Unsupported, $"is an elliptic-curve key of {key.KeySize} bits on another curve; P-256, P-384 and P-521 can sign models");
        var text = PemEncoding.WriteString("PUBLIC KEY", _publicKey) + "\n";
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>
    /// SHA-256 of the public key as PEM text (SubjectPublicKeyInfo, lines of 64 columns, a line feed at the end), in lower-case hex:
    /// the hint that a bundle of the method key has.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>Takes a key over.</summary>
    /// <exception cref="SignatureException">It lies on another curve.</exception>
    public static EllipticCurveKey Of(ECDsa key) => new(key);

    /// <summary>Reads a public or private key from PEM text.</summary>
    /// <param name="pem">The text; of several keys none is taken.</param>
    /// <param name="password">What an encrypted private key is encrypted with, or null.</param>
    /// <exception cref="SignatureException">It is no key on one of the three curves, or the password is wrong.</exception>
    public static EllipticCurveKey FromPem(string pem, string? password = null)
    {
        var key = ECDsa.Create();
        try
        {
            if (pem.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
            {
                key.ImportFromEncryptedPem(pem, password ?? throw new SignatureException(SignatureProblem.Unreadable, "is encrypted, and no password was given"));
            }
            else
            {
                key.ImportFromPem(pem);
            }

            return new EllipticCurveKey(key);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or NotSupportedException or PlatformNotSupportedException)
        {
            key.Dispose();
            throw new SignatureException(SignatureProblem.Unsupported, password is null
                ? "is no elliptic-curve key in PEM"
                : "is no elliptic-curve key in PEM, or the password is wrong");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The public key of a certificate.</summary>
    /// <exception cref="SignatureException">It is of another kind, or on another curve.</exception>
    public static EllipticCurveKey FromCertificate(X509Certificate2 certificate)
    {
        try
        {
            return new EllipticCurveKey(certificate.GetECDsaPublicKey()
                ?? throw new SignatureException(SignatureProblem.Unsupported, "is signed by a certificate without an elliptic-curve key; P-256, P-384 and P-521 can sign models"));
        }
        catch (CryptographicException)
        {
            throw new SignatureException(SignatureProblem.Unsupported, "is signed by a certificate whose key can't be read");
        }
    }

    /// <summary>Whether a signature (ECDSA-Sig-Value in DER) belongs to a message.</summary>
    /// <param name="message">The signed bytes.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="hash">Another hash than the one of the curve, or null.</param>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, HashAlgorithmName? hash = null)
    {
        try
        {
            return _key.VerifyData(message, signature, hash ?? _hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Signs a message.</summary>
    /// <exception cref="SignatureException">This is a public key.</exception>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        try
        {
            return _key.SignData(message, _hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            throw new SignatureException(SignatureProblem.Unsupported, "is a public key; signing needs the private one");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    // The curve is read from the key's own encoding, because names of curves differ between operating systems.
    private static HashAlgorithmName? HashOf(PublicKey key)
    {
        try
        {
            var curve = AsnDecoder.ReadObjectIdentifier(key.EncodedParameters!.RawData, AsnEncodingRules.DER, out _);
            return HashByCurve.TryGetValue(curve, out var hash) ? hash : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
