using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Attestations;
using Airlock.Core.Models.Signing;
using CsCheck;

namespace Airlock.Core.Tests.Attestations;

public class VerificationSummaryTests
{
    private static readonly string Digest = new('a', 64);

    private static VerificationSummary Summary => new()
    {
        Subjects = [new AttestedFile("App.dll", Digest), new AttestedFile("models/é.onnx", new string('b', 64))],
        Resource = "pkg:nuget/App@1.2.3",
        Time = DateTimeOffset.FromUnixTimeSeconds(1_795_363_200),
        Profile = "strict",
        Policy = new AttestedFile("airlock.json", new string('c', 64)),
        Evidence = [new AttestedFile("App.cdx.json", new string('d', 64)) { MediaType = "application/vnd.cyclonedx+json" }],
        IsPassed = true,
        ToolVersion = "0.1.0",
    };

    [Fact]
    public void Statement_says_what_was_verified_against_what() => Assert.Equal(
        """
        {
          "_type": "https://in-toto.io/Statement/v1",
          "subject": [
            {
              "name": "App.dll",
              "digest": {
                "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
              }
            },
            {
              "name": "models/é.onnx",
              "digest": {
                "sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
              }
            }
          ],
          "predicateType": "https://slsa.dev/verification_summary/v1",
          "predicate": {
            "verifier": {
              "id": "https://airlock.dev/",
              "version": {
                "airlock": "0.1.0"
              }
            },
            "timeVerified": "2026-11-22T16:00:00Z",
            "resourceUri": "pkg:nuget/App@1.2.3",
            "policy": {
              "name": "airlock.json",
              "uri": "https://airlock.dev/policy/strict",
              "digest": {
                "sha256": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
              }
            },
            "inputAttestations": [
              {
                "name": "App.cdx.json",
                "uri": "App.cdx.json",
                "digest": {
                  "sha256": "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
                },
                "mediaType": "application/vnd.cyclonedx+json"
              }
            ],
            "verificationResult": "PASSED",
            "verifiedLevels": [
              "AIRLOCK_STRICT"
            ],
            "slsaVersion": "1.1"
          }
        }

        """,
        Encoding.UTF8.GetString(Summary.Write()),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Failure_reaches_no_level_and_defaults_have_no_digest()
    {
        var text = Encoding.UTF8.GetString((Summary with { IsPassed = false, Policy = null, Time = null }).Write());
        Assert.Contains("\"verificationResult\": \"FAILED\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AIRLOCK_", text, StringComparison.Ordinal);
        Assert.DoesNotContain("timeVerified", text, StringComparison.Ordinal);
        Assert.DoesNotContain("airlock.json", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Statement_is_read_back_and_what_is_not_known_is_passed_over()
    {
        var text = Encoding.UTF8.GetString(Summary.Write()).Replace("\"slsaVersion\"", "\"https://example.org/more\": {}, \"slsaVersion\"", StringComparison.Ordinal);
        Assert.Equal(Summary.Write(), VerificationSummary.Read(Encoding.UTF8.GetBytes(text)).Write());
    }

    [Theory]
    [InlineData("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v2", SignatureProblem.Unsupported)]
    [InlineData("verification_summary/v1", "provenance/v1", SignatureProblem.Unsupported)]
    [InlineData("aaaaaaaa", "AAAAAAAA", SignatureProblem.Malformed)]
    [InlineData("PASSED", "passed", SignatureProblem.Malformed)]
    [InlineData("\"policy\"", "\"polity\"", SignatureProblem.Malformed)]
    public void What_is_no_verdict_is_refused(string old, string replacement, SignatureProblem problem)
    {
        var text = Encoding.UTF8.GetString(Summary.Write()).Replace(old, replacement, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<SignatureException>(() => VerificationSummary.Read(Encoding.UTF8.GetBytes(text))).Problem);
    }

    [Fact]
    public void Envelope_is_verified_by_the_key_that_signed_and_by_no_other()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = EllipticCurveKey.Of(pair);
        var envelope = DsseEnvelope.Read(DsseEnvelope.Sign(Summary.Write(), key).Write());
        using var trust = Trust(pair);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var other = Trust(stranger);
        using var nobody = new SignatureTrust();

        Assert.Equal(SignatureIdentity.OfKey(key), envelope.Verify(trust));
        Assert.Equal(Summary.Write(), envelope.Payload);
        Assert.Equal(SignatureProblem.WrongSignature, Assert.Throws<SignatureException>(() => envelope.Verify(other)).Problem);
        Assert.Equal(SignatureProblem.NotTrusted, Assert.Throws<SignatureException>(() => envelope.Verify(nobody)).Problem);
    }

    [Fact]
    public void No_changed_byte_of_an_envelope_is_believed_or_crashes()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = EllipticCurveKey.Of(pair);
        using var trust = Trust(pair);
        var bytes = DsseEnvelope.Sign(Summary.Write(), key).Write();
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample(
            (place, value) =>
            {
                var changed = bytes.ToArray();
                changed[place] = value;
                try
                {
                    var envelope = DsseEnvelope.Read(changed);
                    envelope.Verify(trust);

                    // Blanks, the hint at the key, and the bits of Base64 that stand for nothing are not signed.
                    Assert.Equal(Summary.Write(), envelope.Payload);
                }
                catch (SignatureException)
                {
                }
            },
            iter: 2_000);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}""")]
    [InlineData("""{"payloadType":"text/plain","payload":"e30=","signatures":[{"sig":"AA=="}]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"?","signatures":[{"sig":"AA=="}]}""")]
    public void What_is_no_envelope_is_refused(string text) =>
        Assert.Throws<SignatureException>(() => DsseEnvelope.Read(Encoding.UTF8.GetBytes(text)));

    private static SignatureTrust Trust(ECDsa key)
    {
        var trust = new SignatureTrust();
        trust.AddPem(key.ExportSubjectPublicKeyInfoPem());
        return trust;
    }
}
