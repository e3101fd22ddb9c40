using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Airlock.Core.Models.Signing;

/// <summary>Who signed, as a lock file writes it.</summary>
public static class SignatureIdentity
{
    /// <summary>A key pair: <c>key:</c> and the key's fingerprint.</summary>
    public static string OfKey(EllipticCurveKey key) => $"key:{key.Fingerprint}";

    /// <summary>A certificate: its subject, and the SHA-256 of the root (in DER) that vouches for it.</summary>
    public static string OfCertificate(X509Certificate2 signer, X509Certificate2 root) =>
        $"certificate:{signer.Subject};root:{Convert.ToHexStringLower(SHA256.HashData(root.RawData))}";
}
