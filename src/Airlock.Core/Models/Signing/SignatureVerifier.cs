using System.Security.Cryptography;
using System.Text;

namespace Airlock.Core.Models.Signing;

/// <summary>A signature that is good: who made it, and what it covers.</summary>
/// <param name="Identity">Who signed, see <see cref="SignatureIdentity"/>.</param>
/// <param name="Manifest">What is signed.</param>
public sealed record VerifiedSignature(string Identity, SignedManifest Manifest)
{
    /// <summary>Checks that the signature covers a file with these contents.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="bundlePath">The bundle, absolute.</param>
    /// <param name="known">The file's digest if somebody read it already, or null.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="SignatureException">It does not.</exception>
    public void CheckCovers(string path, string bundlePath, FileDigest? known, CancellationToken cancellation)
    {
        var name = Manifest.NameOf(path.Replace(Path.DirectorySeparatorChar, '/'), bundlePath.Replace(Path.DirectorySeparatorChar, '/'))
            ?? throw new SignatureException(SignatureProblem.NotSigned, $"signs {Manifest.Files.Count:N0} files, and this is none of them");
        switch (ModelComparison.CompareFile(Manifest, name, path, known, cancellation)?.Kind)
        {
            case null:
                return;
            case ModelDifferenceKind.Changed:
                throw new SignatureException(SignatureProblem.Changed, "signs other contents of the file than those it has");
            default:
                throw new SignatureException(SignatureProblem.Unreadable, "signs the file, which can't be read");
        }
    }
}

/// <summary>
/// Verifies bundles by public key or certificate chain, without a network. What the files of the model are is
/// <see cref="ModelComparison"/>'s question.
/// </summary>
public static class SignatureVerifier
{
    /// <summary>Verifies who signed, and reads what.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="trust">Whom to believe.</param>
    /// <param name="at">
    /// When certificates must be valid: now, unless the caller knows better. (The reference implementation takes the first moment of the
    /// signer's certificate; the specification, section 8.2, wants it in its validity period.)
    /// </param>
    /// <exception cref="SignatureException">The bundle vouches for nothing: why.</exception>
    public static VerifiedSignature Verify(SignatureBundle bundle, SignatureTrust trust, DateTimeOffset at)
    {
        switch (bundle.Method)
        {
            case SigningMethod.Key:
                foreach (var key in CandidateKeys(bundle, trust))
                {
                    if (Verify(bundle, key) is { } manifest)
                    {
                        return new VerifiedSignature(SignatureIdentity.OfKey(key), manifest);
                    }
                }

                throw WrongSignature();

            case SigningMethod.Certificate:
                var (signer, identity) = CertificateChain.Verify(bundle.Certificates, trust, at);
                using (signer)
                {
                    return new VerifiedSignature(identity, Verify(bundle, signer) ?? throw WrongSignature());
                }

            default:
                throw new SignatureException(
                    SignatureProblem.NotVerified,
                    "is of the method sigstore, whose proof in a transparency log Airlock does not check; it is not verified. Sign with a key or a certificate, or check it by other means");
        }
    }

    private static List<EllipticCurveKey> CandidateKeys(SignatureBundle bundle, SignatureTrust trust)
    {
        var hint = bundle.KeyHint ?? (bundle.KeyText is { } text ? FingerprintOf(text) : null);
        var keys = trust.Keys.Where(key => hint is null || key.Fingerprint == hint).ToList();
        return keys.Count > 0 ? keys : throw new SignatureException(
            SignatureProblem.NotTrusted,
            trust.Keys.Count == 0 ? "is signed with a key, and no public key is trusted" : $"is signed with the key {SignatureJson.Shown(hint!)}, which is not trusted");
    }

    private static string FingerprintOf(byte[] pem)
    {
        try
        {
            using var key = EllipticCurveKey.FromPem(Encoding.UTF8.GetString(pem));
            return key.Fingerprint;
        }
        catch (SignatureException)
        {
            throw new SignatureException(SignatureProblem.Unsupported, "has a public key that is no elliptic-curve key in PEM");
        }
    }

    private static SignedManifest? Verify(SignatureBundle bundle, EllipticCurveKey key)
    {
        if (key.Verifies(PreAuthenticationEncoding.Encode(SignatureBundle.PayloadType, bundle.Payload), bundle.Signature))
        {
            return StatementReader.Read(bundle.Payload, out _);
        }

        // Version 0.2 signed other bytes, with SHA-256 on every curve. Good for its own kind of statement, and for no other.
        var old = PreAuthenticationEncoding.EncodeAsVersion02(SignatureBundle.PayloadType, bundle.Payload);
        if (key.Verifies(old, bundle.Signature, HashAlgorithmName.SHA256) || key.Verifies(old, bundle.Signature))
        {
            var manifest = StatementReader.Read(bundle.Payload, out var isVersion02);
            return isVersion02 ? manifest : null;
        }

        return null;
    }

    private static SignatureException WrongSignature() =>
        new(SignatureProblem.WrongSignature, "has a signature that does not belong to its contents: one of them was changed");
}
