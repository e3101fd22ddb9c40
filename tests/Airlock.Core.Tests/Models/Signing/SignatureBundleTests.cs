using System.Text;
using System.Text.Json.Nodes;
using Airlock.Core.Models.Signing;
using CsCheck;

namespace Airlock.Core.Tests.Models.Signing;

public class SignatureBundleTests
{
    [Fact]
    public void Sound_bundle_is_read()
    {
        var bundle = Signatures.Parse(Signatures.Bundle());

        Assert.Equal(SigningMethod.Key, bundle.Method);
        Assert.Equal(Signatures.Private(Signatures.Key).Fingerprint, bundle.KeyHint);
    }

    [Theory]
    [InlineData("""{ "hint": "abc" }""", SigningMethod.Key)]
    [InlineData("""{ "rawBytes": "QUJD", "keyDetails": "PKIX_ECDSA_P384_SHA_384" }""", SigningMethod.Key)]
    public void Key_is_named_by_hint_or_as_older_versions_did(string key, SigningMethod method)
    {
        var bundle = Signatures.Bundle();
        bundle["verificationMaterial"] = new JsonObject { ["publicKey"] = JsonNode.Parse(key) };

        Assert.Equal(method, Signatures.Parse(bundle).Method);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"name\"")]
    public void Keyid_may_be_anything_and_means_nothing(string keyid)
    {
        var bundle = Signatures.Bundle();
        bundle["dsseEnvelope"]!["signatures"]![0]!["keyid"] = JsonNode.Parse(keyid);

        Assert.NotEmpty(Signatures.Parse(bundle).Signature);
    }

    public static TheoryData<string, Action<JsonNode>> Damages => new()
    {
        { "no envelope", bundle => bundle.AsObject().Remove("dsseEnvelope") },
        { "no verification material", bundle => bundle.AsObject().Remove("verificationMaterial") },
        { "no media type", bundle => bundle.AsObject().Remove("mediaType") },
        { "something more", bundle => bundle["extra"] = 1 },
        { "empty material", bundle => bundle["verificationMaterial"] = new JsonObject() },
        { "two methods", bundle => bundle["verificationMaterial"]!["x509CertificateChain"] = JsonNode.Parse("""{ "certificates": [{ "rawBytes": "QUJD" }] }""") },
        { "a key without anything", bundle => bundle["verificationMaterial"]!["publicKey"] = new JsonObject() },
        { "no certificates", bundle => bundle["verificationMaterial"] = JsonNode.Parse("""{ "x509CertificateChain": { "certificates": [] } }""") },
        { "too many certificates", bundle => bundle["verificationMaterial"] = JsonNode.Parse($$"""{ "x509CertificateChain": { "certificates": [{{string.Join(",", Enumerable.Repeat("""{ "rawBytes": "QUJD" }""", 17))}}] } }""") },
        { "sigstore without an entry of the log", bundle => bundle["verificationMaterial"] = JsonNode.Parse("""{ "certificate": { "rawBytes": "QUJD" }, "tlogEntries": [] }""") },
        { "no payload", bundle => bundle["dsseEnvelope"]!.AsObject().Remove("payload") },
        { "an empty payload", bundle => bundle["dsseEnvelope"]!["payload"] = "" },
        { "a payload that is no Base64", bundle => bundle["dsseEnvelope"]!["payload"] = "ä" },
        { "another type of payload", bundle => bundle["dsseEnvelope"]!["payloadType"] = "text/plain" },
        { "no type of payload", bundle => bundle["dsseEnvelope"]!.AsObject().Remove("payloadType") },
        { "no signature", bundle => bundle["dsseEnvelope"]!["signatures"] = new JsonArray() },
        { "two signatures", bundle => bundle["dsseEnvelope"]!["signatures"]!.AsArray().Add(JsonNode.Parse("""{ "sig": "QUJD" }""")) },
        { "a signature with something more", bundle => bundle["dsseEnvelope"]!["signatures"]![0]!["cert"] = "x" },
        { "a keyid that is a number", bundle => bundle["dsseEnvelope"]!["signatures"]![0]!["keyid"] = 1 },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Whatever_breaks_the_format_is_refused(string what, Action<JsonNode> damage)
    {
        var bundle = Signatures.Bundle();
        damage(bundle);

        Assert.NotNull(what);
        Signatures.Refused(SignatureProblem.Malformed, () => Signatures.Parse(bundle));
    }

    [Fact]
    public void Another_version_of_the_container_is_not_supported()
    {
        var bundle = Signatures.Bundle();
        bundle["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.4+json";

        Signatures.Refused(SignatureProblem.Unsupported, () => Signatures.Parse(bundle));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "mediaType": "a", "mediaType": "b" }""")]
    public void What_is_no_object_is_refused(string text) =>
        Signatures.Refused(SignatureProblem.Malformed, () => SignatureBundle.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Message_names_the_place() =>
        Assert.Contains("(1,", Signatures.Refused(SignatureProblem.Malformed, () => SignatureBundle.Parse("""{ "mediaType": 1 }"""u8)).Message, StringComparison.Ordinal);

    [Fact]
    public void File_that_is_not_there_can_not_be_read()
    {
        using var folder = new TemporaryFolder();

        Signatures.Refused(SignatureProblem.Unreadable, () => SignatureBundle.Read(Path.Combine(folder.Path, "model.sig")));
        Signatures.Refused(SignatureProblem.Unreadable, () => SignatureBundle.Read(folder.Path));
    }

    [Fact]
    public void No_damage_of_bytes_is_taken_for_another_signature()
    {
        var bytes = Encoding.UTF8.GetBytes(Signatures.Bundle().ToJsonString());
        var sound = Outcome(bytes);
        Assert.StartsWith("key:", sound, StringComparison.Ordinal);

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 4].Sample(
            changes =>
            {
                var changed = changes.Aggregate(bytes, (current, change) => Change(current, change.Item1 % current.Length, change.Item2, change.Item3));
                var outcome = Outcome(changed);
                return outcome is null || outcome == sound;
            },
            iter: 20_000);
    }

    private static byte[] Change(byte[] bytes, int at, byte value, int kind) => kind switch
    {
        0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
        1 => [.. bytes[..at], value, .. bytes[at..]],
        2 when bytes.Length > 1 => [.. bytes[..at], .. bytes[(at + 1)..]],
        _ => bytes[..Math.Max(at, 1)],
    };

    // What is signed, and by whom; null if refused. Any other exception fails the test.
    private static string? Outcome(byte[] bytes)
    {
        try
        {
            var verified = SignatureVerifier.Verify(SignatureBundle.Parse(bytes), SharedTrust, Signatures.Now);
            return $"{verified.Identity} {string.Join(",", verified.Manifest.Resources)}";
        }
        catch (SignatureException)
        {
            return null;
        }
    }

    private static readonly SignatureTrust SharedTrust = Signatures.TrustInKey();
}
