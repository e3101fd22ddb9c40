using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Airlock.Cli.Tests.Commands;

public class SignCommandTests : ToolTest
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SignCommandTests()
    {
        Write("key.pem", _key.ExportPkcs8PrivateKeyPem());
        Write("pub.pem", _key.ExportSubjectPublicKeyInfoPem());
        Write("model/config.json", "{}");
        Write("model/sub/weights.bin", "weights");
    }

    [Fact]
    public async Task Folder_is_signed_and_verified()
    {
        var signed = await RunAsync("sign", "model", "--key", "key.pem");
        Assert.Equal((0, ""), (signed.ExitCode, signed.Error));
        Assert.Contains("2 files", signed.Out, StringComparison.Ordinal);

        var verified = await RunAsync("verify", "model", "--key", "pub.pem");
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        Assert.Contains("key:", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_difference_is_told()
    {
        await RunAsync("sign", "model", "--key", "key.pem");
        Write("model/config.json", "{ }");
        Write("model/extra.py", "");
        File.Delete(Path.Combine(Folder, "model/sub/weights.bin"));

        var outcome = await RunAsync("verify", "model", "--key", "pub.pem");

        Assert.Equal((int)ExitCode.Violation, outcome.ExitCode);
        Assert.Contains("changed   config.json", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("unsigned  extra.py", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("missing   sub/weights.bin", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("verified", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsigned_files_may_be_ignored()
    {
        await RunAsync("sign", "model", "--key", "key.pem");
        Write("model/extra.py", "");

        Assert.Equal(1, (await RunAsync("verify", "model", "--key", "pub.pem")).ExitCode);
        Assert.Equal(0, (await RunAsync("verify", "model", "--key", "pub.pem", "--ignore", "model/extra.py")).ExitCode);
        Assert.Equal(0, (await RunAsync("verify", "model", "--key", "pub.pem", "--ignore-unsigned-files")).ExitCode);
    }

    [Fact]
    public async Task What_is_ignored_when_signing_is_ignored_when_verifying()
    {
        await RunAsync("sign", "model", "--key", "key.pem", "--ignore", "model/config.json");
        Write("model/config.json", "{ }");

        Assert.Equal(0, (await RunAsync("verify", "model", "--key", "pub.pem")).ExitCode);
    }

    [Fact]
    public async Task One_file_has_a_bundle_beside_it()
    {
        Assert.Equal(0, (await RunAsync("sign", "model/config.json", "--key", "key.pem")).ExitCode);
        Assert.Equal(0, (await RunAsync("verify", "model/config.json", "--key", "pub.pem")).ExitCode);

        Write("model/config.json", "{ }");
        Assert.Equal(1, (await RunAsync("verify", "model/config.json", "--key", "pub.pem")).ExitCode);
    }

    [Fact]
    public async Task Several_files_are_one_model_in_the_folder_that_they_share()
    {
        Assert.Equal(0, (await RunAsync("sign", "model/config.json", "model/sub/weights.bin", "--key", "key.pem", "--shard-size", "3", "-o", "out/model.sig")).ExitCode);

        Assert.Equal(0, (await RunAsync("verify", "model", "--signature", "out/model.sig", "--key", "pub.pem")).ExitCode);
        Assert.Equal(0, (await RunAsync("verify", "model/sub/weights.bin", "--signature", "out/model.sig", "--key", "pub.pem")).ExitCode);
    }

    [Fact]
    public async Task Encrypted_key_takes_its_password_from_a_variable()
    {
        const string Variable = "AIRLOCK_TEST_KEY_PASSWORD";
        Write("key.pem", _key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        Assert.Equal(2, (await RunAsync("sign", "model", "--key", "key.pem")).ExitCode);
        Assert.Equal(2, (await RunAsync("sign", "model", "--key", "key.pem", "--password-variable", Variable)).ExitCode);

        Environment.SetEnvironmentVariable(Variable, "wrong");
        Assert.Equal(2, (await RunAsync("sign", "model", "--key", "key.pem", "--password-variable", Variable)).ExitCode);

        Environment.SetEnvironmentVariable(Variable, "secret");
        Assert.Equal(0, (await RunAsync("sign", "model", "--key", "key.pem", "--password-variable", Variable)).ExitCode);
    }

    [Fact]
    public async Task Certificate_is_verified_by_its_root_while_it_is_valid()
    {
        var request = new CertificateRequest("CN=Team", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        Write("team.pem", certificate.ExportCertificatePem());
        Assert.Equal(0, (await RunAsync("sign", "model", "--key", "key.pem", "--certificate", "team.pem")).ExitCode);

        Assert.Equal(0, (await RunAsync("verify", "model", "--root", "team.pem")).ExitCode);
        Assert.Equal(1, (await RunAsync("verify", "model", "--root", "team.pem", "--at", "2001-01-01")).ExitCode);
        Assert.Equal(1, (await RunAsync("verify", "model", "--key", "pub.pem")).ExitCode);
        Assert.Equal(2, (await RunAsync("verify", "model", "--root", "team.pem", "--at", "soon")).ExitCode);
    }

    [Fact]
    public async Task Trust_of_the_policy_is_taken_where_none_is_named()
    {
        await RunAsync("sign", "model", "--key", "key.pem");
        Assert.Equal(2, (await RunAsync("verify", "model")).ExitCode);

        Write("airlock.json", """{ "models": { "trust": ["pub.pem"] } }""");
        Assert.Equal(0, (await RunAsync("verify", "model")).ExitCode);
    }

    [Fact]
    public async Task Pin_names_a_bundle_that_was_verified()
    {
        await RunAsync("sign", "model", "--key", "key.pem");
        Assert.Equal(2, (await RunAsync("pin", "model/config.json", "--signature", "model/model.sig")).ExitCode);

        Assert.Equal(0, (await RunAsync("pin", "model/config.json", "--signature", "model/model.sig", "--trust", "pub.pem")).ExitCode);
        var signature = Assert.Single(Shared.Pins.LockDocument.Parse(Read("airlock.lock.json"), out _).Pins).Signature!;
        Assert.Equal("model/model.sig", signature.Bundle);
        Assert.StartsWith("key:", signature.Identity, StringComparison.Ordinal);

        var before = Read("airlock.lock.json");
        Write("model/config.json", "{ }");
        Write("model/new.bin", "new");
        Assert.Equal(1, (await RunAsync("pin", "model/config.json", "--update", "--reason", "new", "--signature", "model/model.sig", "--trust", "pub.pem")).ExitCode);
        Assert.Equal(1, (await RunAsync("pin", "model/new.bin", "--signature", "model/model.sig", "--trust", "pub.pem")).ExitCode);
        Assert.Equal(before, Read("airlock.lock.json"));
    }

    [Fact]
    public async Task Wrong_use_is_told()
    {
        Assert.Equal(2, (await RunAsync("sign", "nothing", "--key", "key.pem")).ExitCode);
        Assert.Equal(2, (await RunAsync("sign", "model", "--key", "none.pem")).ExitCode);
        Assert.Equal(2, (await RunAsync("sign", "model", "--key", "pub.pem")).ExitCode);
        Assert.Equal(2, (await RunAsync("sign", "model", "--key", "key.pem", "--shard-size", "0")).ExitCode);
        Assert.Equal(2, (await RunAsync("verify", "model", "--key", "pub.pem")).ExitCode);
        Assert.Equal(2, (await RunAsync("verify", "model", "--key", "key.pem")).ExitCode);
        Assert.False(File.Exists(Path.Combine(Folder, "model/model.sig")));
    }

    [Fact]
    public async Task Bundle_of_the_method_sigstore_gives_no_verdict()
    {
        await RunAsync("sign", "model", "--key", "key.pem");
        var bundle = System.Text.Json.Nodes.JsonNode.Parse(Read("model/model.sig"))!;
        bundle["verificationMaterial"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "certificate": { "rawBytes": "QUJD" }, "tlogEntries": [{}] }""");
        Write("model/model.sig", bundle.ToJsonString());

        Assert.Equal((int)ExitCode.Incomplete, (await RunAsync("verify", "model", "--key", "pub.pem")).ExitCode);
    }
}
