using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Airlock.Core.Models.Signing;

namespace Airlock.Core.Tests.Models.Signing;

public class ModelSignerTests
{
    [Fact]
    public void Bundle_has_the_shape_of_the_specification()
    {
        using var document = JsonDocument.Parse(Signatures.Bundle().ToJsonString());
        var bundle = document.RootElement;

        Assert.Equal(["mediaType", "verificationMaterial", "dsseEnvelope"], bundle.EnumerateObject().Select(member => member.Name));
        Assert.Equal(64, bundle.GetProperty("verificationMaterial").GetProperty("publicKey").GetProperty("hint").GetString()!.Length);
        Assert.Equal(["payload", "payloadType", "signatures"], bundle.GetProperty("dsseEnvelope").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Root_digest_is_over_the_bytes_of_the_digests()
    {
        var (first, second) = (Signatures.Sha256("1"), Signatures.Sha256("2"));
        var root = Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(first + second)));

        Assert.Equal(root, StatementReader.RootDigest([first, second]));
        Assert.Contains(root, Signatures.Statement(Signatures.Manifest(("a", "1"), ("b", "2"))).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_signed_is_what_is_read()
    {
        var manifest = Signatures.Manifest(("a \"b\".bin", "1"), ("ü/😀", "2")) with { IgnoredPaths = [".git", "cache"] };

        var read = StatementReader.Read(Encoding.UTF8.GetBytes(Signatures.Statement(manifest).ToJsonString()), out _);

        Assert.Equal(manifest.Resources, read.Resources);
        Assert.Equal(manifest.IgnoredPaths, read.IgnoredPaths);
        Assert.Equal(manifest.ModelName, read.ModelName);
    }

    [Fact]
    public void Nothing_and_links_can_not_be_signed()
    {
        using var folder = new TemporaryFolder();
        Signatures.Refused(SignatureProblem.Unsupported, () => Describe(folder));

        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), folder.Write("file", "1"));
        Signatures.Refused(SignatureProblem.Unsupported, () => Describe(folder));
    }

    [Fact]
    public void File_that_can_not_be_read_is_no_signature()
    {
        var files = new[] { new ModelFile("a", "/nowhere/a", IsLink: false), new ModelFile("b", "/nowhere/b", IsLink: false) };

        Assert.ThrowsAny<IOException>(() => ModelSigner.Describe("model", files, null, [], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Public_key_can_not_sign()
    {
        using var key = EllipticCurveKey.FromPem(Signatures.Key.ExportSubjectPublicKeyInfoPem());

        Signatures.Refused(SignatureProblem.Unsupported, () => ModelSigner.Sign(Signatures.Manifest(("a", "1")), new SigningCredential(key, [])));
    }

    [Fact]
    public void Certificate_must_be_that_of_the_key()
    {
        var authority = new Authority();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Signatures.Refused(SignatureProblem.Unsupported, () => ModelSigner.Sign(
            Signatures.Manifest(("a", "1")), new SigningCredential(Signatures.Private(other), [authority.Signer(), authority.Issuer])));
    }

    [Fact]
    public void Certificate_of_the_signer_comes_first_wherever_it_stood()
    {
        var authority = new Authority();
        var signer = authority.Signer();

        Assert.Equal(signer.RawData, Signatures.Parse(authority.Bundle(authority.Issuer, signer)).Certificates[0]);
    }

    [Fact]
    public void Encrypted_key_needs_its_password()
    {
        var pem = Signatures.Key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));

        Assert.Equal(Signatures.Private(Signatures.Key).Fingerprint, EllipticCurveKey.FromPem(pem, "secret").Fingerprint);
        Signatures.Refused(SignatureProblem.Unsupported, () => EllipticCurveKey.FromPem(pem, "wrong"));
        Signatures.Refused(SignatureProblem.Unreadable, () => EllipticCurveKey.FromPem(pem));
    }

    private static SignedManifest Describe(TemporaryFolder folder) =>
        ModelSigner.Describe("model", ModelFolder.Enumerate(folder.Path, new HashSet<string>()), null, [], TestContext.Current.CancellationToken);
}
