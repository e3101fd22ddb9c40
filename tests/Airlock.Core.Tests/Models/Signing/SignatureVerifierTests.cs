using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Airlock.Core.Models.Signing;

namespace Airlock.Core.Tests.Models.Signing;

public class SignatureVerifierTests
{
    public static TheoryData<string> Curves => ["nistP256", "nistP384", "nistP521"];

    [Theory]
    [MemberData(nameof(Curves))]
    public void Signature_by_key_is_good(string curve)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var bundle = JsonNode.Parse(ModelSigner.Sign(Signatures.Manifest(("a", "1")), new SigningCredential(Signatures.Private(key), [])))!;

        var verified = Signatures.Verify(bundle, Signatures.Trust(key.ExportSubjectPublicKeyInfoPem()));

        Assert.Equal(SignatureIdentity.OfKey(Signatures.Private(key)), verified.Identity);
        Assert.Equal("a", Assert.Single(verified.Manifest.Resources).Path);
    }

    // The fingerprint of a fixed key, computed with: openssl ec -pubin -in key.pem -pubout | sha256sum
    [Fact]
    public void Fingerprint_is_that_of_the_key_as_openssl_writes_it()
    {
        using var key = EllipticCurveKey.FromPem("""
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWJpx3xA3CoiLcv2QZ65G4BS5nvb1
            WCQb6l1bePGDgOzm8kH820k/sS9EmM1tPgkTcM/lmefG4lsi3RZL5mIaug==
            -----END PUBLIC KEY-----
            """);

        Assert.Equal("a3639977c14665ea579ed2ef7452433a5314d8d5dd222de7457020b89d681a0b", key.Fingerprint);
    }

    [Fact]
    public void Key_that_is_not_trusted_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Signatures.Refused(SignatureProblem.NotTrusted, () => Signatures.Verify(Signatures.Bundle(), Signatures.Trust(other.ExportSubjectPublicKeyInfoPem())));
        Signatures.Refused(SignatureProblem.NotTrusted, () => Signatures.Verify(Signatures.Bundle(), new SignatureTrust()));
    }

    [Fact]
    public void Hint_of_a_trusted_key_over_the_signature_of_another_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bundle = Signatures.Bundle();
        bundle["verificationMaterial"]!["publicKey"]!["hint"] = Signatures.Private(other).Fingerprint;

        Signatures.Refused(SignatureProblem.WrongSignature, () => Signatures.Verify(bundle, Signatures.Trust(other.ExportSubjectPublicKeyInfoPem())));
    }

    [Fact]
    public void Changed_payload_is_refused()
    {
        var bundle = Signatures.Bundle();
        bundle["dsseEnvelope"]!["payload"] = Signatures.Bundle(Signatures.Manifest(("weights.bin", "other")))["dsseEnvelope"]!["payload"]!.DeepClone();

        Signatures.Refused(SignatureProblem.WrongSignature, () => Signatures.Verify(bundle));
    }

    [Fact]
    public void Key_written_out_as_before_version_1_1_is_found()
    {
        var bundle = Signatures.Bundle();
        var text = Convert.ToBase64String(Encoding.ASCII.GetBytes(Signatures.Key.ExportSubjectPublicKeyInfoPem() + "\n"));
        bundle["verificationMaterial"] = JsonNode.Parse($$"""{ "publicKey": { "rawBytes": "{{text}}", "keyDetails": "PKIX_ECDSA_P256_SHA_256" } }""");
        bundle["dsseEnvelope"]!["signatures"]![0]!["keyid"] = null;

        Assert.StartsWith("key:", Signatures.Verify(bundle).Identity, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_0_2_signed_other_bytes()
    {
        var bundle = Signatures.WithStatement(StatementReaderTests.Version02, payload => PreAuthenticationEncoding.EncodeAsVersion02(SignatureBundle.PayloadType, payload));

        Assert.Equal(2, Signatures.Verify(bundle).Manifest.Resources.Count);
    }

    [Fact]
    public void What_version_0_2_signed_is_good_for_its_statements_alone()
    {
        var bundle = Signatures.WithStatement(
            Signatures.Statement().ToJsonString(), payload => PreAuthenticationEncoding.EncodeAsVersion02(SignatureBundle.PayloadType, payload));

        Signatures.Refused(SignatureProblem.WrongSignature, () => Signatures.Verify(bundle));
    }

    [Theory]
    [InlineData("a", "DSSEV1 1 t 1 b'a'")]
    [InlineData("it's", "DSSEV1 1 t 4 b\"it's\"")]
    [InlineData("'\"\\\n\t\u0001", @"DSSEV1 1 t 6 b'\'""\\\n\t\x01'")]
    public void Old_encoding_is_as_python_prints_bytes(string payload, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(PreAuthenticationEncoding.EncodeAsVersion02("t", Encoding.Latin1.GetBytes(payload))));

    // The example of the DSSE protocol, section "Test Vectors".
    [Fact]
    public void Encoding_is_the_one_of_the_protocol() =>
        Assert.Equal(
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
            Encoding.UTF8.GetString(PreAuthenticationEncoding.Encode("http://example.com/HelloWorld", "hello world"u8)));

    [Fact]
    public void Signature_by_certificate_is_good()
    {
        var authority = new Authority();

        var verified = Signatures.Verify(authority.Bundle(), Signatures.Trust(authority.Root.ExportCertificatePem()));

        Assert.StartsWith("certificate:CN=Signer, O=Example;root:", verified.Identity, StringComparison.Ordinal);
        Assert.EndsWith(Convert.ToHexStringLower(SHA256.HashData(authority.Root.RawData)), verified.Identity, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_certificate_of_the_chain_may_come_from_trust()
    {
        var authority = new Authority();
        var bundle = authority.Bundle(authority.Signer());

        Signatures.Refused(SignatureProblem.NotTrusted, () => Signatures.Verify(bundle, Signatures.Trust(authority.Root.ExportCertificatePem())));
        Assert.NotNull(Signatures.Verify(bundle, Signatures.Trust(authority.Root.ExportCertificatePem(), authority.Issuer.ExportCertificatePem())));
    }

    [Fact]
    public void Another_root_is_not_trusted_even_if_it_has_the_same_name() =>
        Signatures.Refused(
            SignatureProblem.NotTrusted, () => Signatures.Verify(new Authority().Bundle(), Signatures.Trust(new Authority().Root.ExportCertificatePem())));

    [Fact]
    public void Root_in_the_bundle_is_not_thereby_trusted()
    {
        var (authority, other) = (new Authority(), new Authority());
        var bundle = authority.Bundle(authority.Signer(), authority.Issuer, authority.Root);

        Signatures.Refused(SignatureProblem.NotTrusted, () => Signatures.Verify(bundle, Signatures.Trust(other.Root.ExportCertificatePem())));
        Signatures.Refused(SignatureProblem.NotTrusted, () => Signatures.Verify(bundle, Signatures.TrustInKey()));
    }

    [Fact]
    public void Certificate_that_is_no_authority_can_not_issue()
    {
        var authority = new Authority(issuerIsAuthority: false);

        Signatures.Refused(SignatureProblem.NotTrusted, () => Signatures.Verify(authority.Bundle(), Signatures.Trust(authority.Root.ExportCertificatePem())));
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(40)]
    public void Certificate_must_be_valid_at_the_time(int days)
    {
        var authority = new Authority();

        Signatures.Refused(
            SignatureProblem.NotTrusted,
            () => Signatures.Verify(authority.Bundle(), Signatures.Trust(authority.Root.ExportCertificatePem()), Signatures.Now.AddDays(days)));
    }

    [Fact]
    public void Certificate_must_be_made_for_signing()
    {
        var authority = new Authority();
        var certificate = authority.Signer(usage: new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        var bundle = authority.Bundle();
        bundle["verificationMaterial"]!["x509CertificateChain"]!["certificates"]![0]!["rawBytes"] = Convert.ToBase64String(certificate.RawData);

        Signatures.Refused(SignatureProblem.NotTrusted, () => Signatures.Verify(bundle, Signatures.Trust(authority.Root.ExportCertificatePem())));
        Signatures.Refused(SignatureProblem.NotTrusted, () => authority.Bundle(certificate));
    }

    [Fact]
    public void Code_signing_is_signing()
    {
        var authority = new Authority();
        var bundle = authority.Bundle(authority.Signer(usage: new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.3")], critical: false)), authority.Issuer);

        Assert.NotNull(Signatures.Verify(bundle, Signatures.Trust(authority.Root.ExportCertificatePem())));
    }

    [Fact]
    public void Certificate_of_another_kind_of_key_is_not_supported()
    {
        using var rsa = RSA.Create(2048);
        var authority = new Authority();
        var bundle = authority.Bundle();
        bundle["verificationMaterial"]!["x509CertificateChain"]!["certificates"]![0]!["rawBytes"] = Convert.ToBase64String(authority.Signer(rsa).RawData);

        Signatures.Refused(SignatureProblem.Unsupported, () => Signatures.Verify(bundle, Signatures.Trust(authority.Root.ExportCertificatePem())));
    }

    [Fact]
    public void Bytes_that_are_no_certificate_are_refused()
    {
        var authority = new Authority();
        var bundle = authority.Bundle();
        bundle["verificationMaterial"]!["x509CertificateChain"]!["certificates"]![0]!["rawBytes"] = "QUJD";

        Signatures.Refused(SignatureProblem.Malformed, () => Signatures.Verify(bundle, Signatures.Trust(authority.Root.ExportCertificatePem())));
    }

    [Fact]
    public void Method_sigstore_is_never_good()
    {
        var authority = new Authority();
        var bundle = Signatures.Bundle();
        bundle["verificationMaterial"] = JsonNode.Parse(
            $$"""{ "certificate": { "rawBytes": "{{Convert.ToBase64String(authority.Signer().RawData)}}" }, "tlogEntries": [{ "logIndex": "1" }], "timestampVerificationData": {} }""");

        Signatures.Refused(SignatureProblem.NotVerified, () => Signatures.Verify(bundle, Signatures.Trust(authority.Root.ExportCertificatePem(), Signatures.Key.ExportSubjectPublicKeyInfoPem())));
    }

    [Fact]
    public void Trust_takes_public_keys_and_certificates_alone()
    {
        using var curve = ECDsa.Create(ECCurve.CreateFromFriendlyName("brainpoolP256r1"));
        using var rsa = RSA.Create(2048);
        foreach (var pem in new[] { "", "text", Signatures.Key.ExportPkcs8PrivateKeyPem(), curve.ExportSubjectPublicKeyInfoPem(), rsa.ExportSubjectPublicKeyInfoPem() })
        {
            Signatures.Refused(SignatureProblem.Unsupported, () => Signatures.Trust(pem));
        }
    }
}
