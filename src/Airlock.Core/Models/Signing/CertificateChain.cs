using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Airlock.Core.Models.Signing;

/// <summary>
/// Certificates from a bundle, the signer's first, checked offline against trusted roots: chain, validity at a time, and that the
/// signer's may sign (key usage digitalSignature, or extended key usage code signing, as the reference implementation asks). Revocation
/// can't be seen offline and is not checked.
/// </summary>
public static class CertificateChain
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>Checks a chain.</summary>
    /// <param name="certificates">Certificates in DER, the signer's first.</param>
    /// <param name="trust">Roots, and certificates that complete the chain.</param>
    /// <param name="at">The time at which all must be valid.</param>
    /// <returns>The signer's key, and who that is.</returns>
    /// <exception cref="SignatureException">It can't be read, or is not trusted.</exception>
    public static (EllipticCurveKey Key, string Identity) Verify(IReadOnlyList<byte[]> certificates, SignatureTrust trust, DateTimeOffset at)
    {
        var collection = new X509Certificate2Collection();
        using var chain = new X509Chain();
        try
        {
            foreach (var der in certificates)
            {
                collection.Add(X509CertificateLoader.LoadCertificate(der));
            }

            var signer = collection[0];
            var root = Build(chain, collection, trust, at);
            CheckUsage(signer);
            return (EllipticCurveKey.FromCertificate(signer), SignatureIdentity.OfCertificate(signer, root));
        }
        catch (CryptographicException exception)
        {
            throw new SignatureException(SignatureProblem.Malformed, $"has a certificate that can't be read: {exception.Message}");
        }
        finally
        {
            foreach (var certificate in collection.Concat(chain.ChainElements.Select(element => element.Certificate)))
            {
                certificate.Dispose();
            }
        }
    }

    private static X509Certificate2 Build(X509Chain chain, X509Certificate2Collection certificates, SignatureTrust trust, DateTimeOffset at)
    {
        var signer = certificates[0];
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        foreach (var certificate in trust.Certificates)
        {
            var isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            (isRoot ? chain.ChainPolicy.CustomTrustStore : chain.ChainPolicy.ExtraStore).Add(certificate);
        }

        if (chain.ChainPolicy.CustomTrustStore.Count == 0)
        {
            throw new SignatureException(SignatureProblem.NotTrusted, $"is signed with the certificate {signer.Subject}, and no root certificate is trusted");
        }

        if (!chain.Build(signer))
        {
            var reasons = chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct();
            throw new SignatureException(
                SignatureProblem.NotTrusted,
                $"is signed with the certificate {signer.Subject} (valid {signer.NotBefore.ToUniversalTime():yyyy-MM-dd} to {signer.NotAfter.ToUniversalTime():yyyy-MM-dd}), which is not trusted at {at:yyyy-MM-dd}: {string.Join("; ", reasons)}");
        }

        // What the platform found to be the end of the chain must be one of the roots, byte by byte.
        var root = chain.ChainElements[^1].Certificate;
        return chain.ChainPolicy.CustomTrustStore.Any(trusted => trusted.RawDataMemory.Span.SequenceEqual(root.RawDataMemory.Span))
            ? root
            : throw new SignatureException(SignatureProblem.NotTrusted, $"is signed with the certificate {signer.Subject}, whose chain ends at no trusted root");
    }

    /// <summary>Checks that a certificate is made for signing.</summary>
    /// <exception cref="SignatureException">It is not.</exception>
    internal static void CheckUsage(X509Certificate2 signer)
    {
        var maySign = signer.Extensions.OfType<X509KeyUsageExtension>().Any(usage => usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
            || signer.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(usage => usage.EnhancedKeyUsages.OfType<Oid>().Any(oid => oid.Value == CodeSigning));
        if (!maySign)
        {
            throw new SignatureException(SignatureProblem.NotTrusted, $"is signed with the certificate {signer.Subject}, which is not made for signing (neither key usage digitalSignature nor extended key usage code signing)");
        }
    }
}
