using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Airlock.Core.Models.Signing;

namespace Airlock.Core.Tests.Models.Signing;

/// <summary>Keys, certificates and bundles for tests; all made here.</summary>
public static class Signatures
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static EllipticCurveKey Private(ECDsa key) => EllipticCurveKey.FromPem(key.ExportPkcs8PrivateKeyPem());

    public static SignatureTrust Trust(params string[] pem)
    {
        var trust = new SignatureTrust();
        trust.AddPem(string.Join('\n', pem));
        return trust;
    }

    /// <summary>Trust in the key of these tests.</summary>
    public static SignatureTrust TrustInKey() => Trust(Key.ExportSubjectPublicKeyInfoPem());

    public static SignedManifest Manifest(params (string Name, string Content)[] files) => new(
        "model",
        [.. files.Select(file => new SignedResource(file.Name, 0, null, Sha256(file.Content)))],
        ShardSize: null,
        AllowsLinks: false,
        []);

    public static string Sha256(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>A sound bundle of the method key over one file, as JSON to be changed.</summary>
    public static JsonNode Bundle(SignedManifest? manifest = null) =>
        JsonNode.Parse(ModelSigner.Sign(manifest ?? Manifest(("weights.bin", "weights")), new SigningCredential(Private(Key), [])))!;

    /// <summary>The bundle with another statement, signed anew by the key of these tests.</summary>
    public static JsonNode WithStatement(string statement, Func<byte[], byte[]>? encode = null)
    {
        var payload = Encoding.UTF8.GetBytes(statement);
        var bundle = Bundle();
        bundle["dsseEnvelope"]!["payload"] = Convert.ToBase64String(payload);
        var message = encode?.Invoke(payload) ?? PreAuthenticationEncoding.Encode(SignatureBundle.PayloadType, payload);
        bundle["dsseEnvelope"]!["signatures"]![0]!["sig"] = Convert.ToBase64String(Key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        return bundle;
    }

    /// <summary>The statement of a manifest, as JSON to be changed.</summary>
    public static JsonNode Statement(SignedManifest? manifest = null) =>
        JsonNode.Parse(ModelSigner.Statement(manifest ?? Manifest(("weights.bin", "weights"))))!;

    public static SignatureBundle Parse(JsonNode bundle) => SignatureBundle.Parse(Encoding.UTF8.GetBytes(bundle.ToJsonString()));

    public static VerifiedSignature Verify(JsonNode bundle, SignatureTrust? trust = null, DateTimeOffset? at = null) =>
        SignatureVerifier.Verify(Parse(bundle), trust ?? TrustInKey(), at ?? Now);

    /// <summary>The problem for which something is refused.</summary>
    public static SignatureException Refused(SignatureProblem problem, Action action)
    {
        var exception = Assert.Throws<SignatureException>(action);
        Assert.True(problem == exception.Problem, $"{exception.Problem}: {exception.Message}");
        return exception;
    }
}

/// <summary>A certification authority of its own: a root, an authority below it, and signers.</summary>
public sealed class Authority
{
    private readonly X509Certificate2 _issuer;

    public Authority(bool issuerIsAuthority = true)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var root = new CertificateRequest("CN=Root", rootKey, HashAlgorithmName.SHA384);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Root = root.CreateSelfSigned(Signatures.Now.AddYears(-1), Signatures.Now.AddYears(10));

        var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var issuer = new CertificateRequest("CN=Issuer", issuerKey, HashAlgorithmName.SHA384);
        issuer.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuerIsAuthority, false, 0, true));
        _issuer = issuer.Create(Root, Signatures.Now.AddYears(-1), Signatures.Now.AddYears(5), [1]).CopyWithPrivateKey(issuerKey);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Issuer => _issuer;

    /// <summary>A certificate for the key of these tests, valid from a month before to a month after now.</summary>
    public X509Certificate2 Signer(AsymmetricAlgorithm? key = null, X509Extension? usage = null)
    {
        var name = new X500DistinguishedName("CN=Signer, O=Example");
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa?)key ?? Signatures.Key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(usage ?? new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        return request.Create(_issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(_issuer.GetECDsaPrivateKey()!), Signatures.Now.AddMonths(-1), Signatures.Now.AddMonths(1), [2]);
    }

    /// <summary>A bundle by a signer of this authority.</summary>
    public JsonNode Bundle(params X509Certificate2[] chain) => JsonNode.Parse(ModelSigner.Sign(
        Signatures.Manifest(("weights.bin", "weights")), new SigningCredential(Signatures.Private(Signatures.Key), chain.Length > 0 ? chain : [Signer(), Issuer])))!;
}
