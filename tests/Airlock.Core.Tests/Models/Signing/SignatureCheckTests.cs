using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Airlock.Core.Findings;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Models.Signing;
using Airlock.Core.Pins;
using Airlock.Shared.Pins;

namespace Airlock.Core.Tests.Models.Signing;

public sealed class SignatureCheckTests : IDisposable
{
    private const string Required = """{ "models": { "requireSignature": true, "trust": ["keys/team.pem"] } }""";
    private static readonly string Key = SignatureIdentity.OfKey(Signatures.Private(Signatures.Key));
    private readonly TemporaryFolder _folder = new();

    public SignatureCheckTests()
    {
        _folder.Write("keys/team.pem", Signatures.Key.ExportSubjectPublicKeyInfoPem());
        _folder.Write("models/weights.bin", "weights");
        _folder.Write("models/model.sig", Signatures.Bundle().ToJsonString());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Signed_model_is_good() => Assert.Empty(Run(Required, Signature(Key)));

    [Fact]
    public void Pin_without_identity_takes_anyone_whom_the_policy_trusts() => Assert.Empty(Run(Required, Signature(null)));

    [Fact]
    public void Model_without_signature_is_good_unless_the_policy_asks_for_one()
    {
        Assert.Empty(Run("{}", null));
        Expect("Unsigned", Run(Required, null));
        Expect("Unsigned", Run(Required, null, pinned: false));
    }

    [Fact]
    public void Data_set_needs_no_signature_but_one_that_it_has_must_be_good()
    {
        Assert.Empty(Run(Required, null, kind: PinKind.Dataset));
        File.Delete(Path.Combine(_folder.Path, "models/model.sig"));
        Expect(nameof(SignatureProblem.Unreadable), Run(Required, Signature(Key), kind: PinKind.Dataset));
    }

    [Fact]
    public void Signature_that_a_pin_names_is_checked_though_the_policy_asks_for_none()
    {
        _folder.Write("models/model.sig", "{}");

        Expect(nameof(SignatureProblem.Malformed), Run("""{ "models": { "trust": ["keys/team.pem"] } }""", Signature(Key)));
    }

    [Fact]
    public void Without_trust_no_signature_is_good() =>
        Expect(nameof(SignatureProblem.NotTrusted), Run("""{ "models": { "requireSignature": true } }""", Signature(Key)));

    [Fact]
    public void Another_trusted_signer_than_the_pinned_one_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Expect(nameof(SignatureProblem.OtherIdentity), Run(Required, Signature(SignatureIdentity.OfKey(Signatures.Private(other)))));
    }

    [Fact]
    public void Signature_over_other_contents_is_refused()
    {
        _folder.Write("models/model.sig", Signatures.Bundle(Signatures.Manifest(("weights.bin", "other"))).ToJsonString());

        Expect(nameof(SignatureProblem.Changed), Run(Required, Signature(Key)));
    }

    [Fact]
    public void Signature_over_other_files_is_refused()
    {
        _folder.Write("models/model.sig", Signatures.Bundle(Signatures.Manifest(("other.bin", "weights"))).ToJsonString());

        Expect(nameof(SignatureProblem.NotSigned), Run(Required, Signature(Key)));
    }

    [Fact]
    public void Changed_bundle_is_refused()
    {
        var bundle = Signatures.Bundle();
        bundle["dsseEnvelope"]!["payload"] = Signatures.Bundle(Signatures.Manifest(("a", "1")))["dsseEnvelope"]!["payload"]!.DeepClone();
        _folder.Write("models/model.sig", bundle.ToJsonString());

        Expect(nameof(SignatureProblem.WrongSignature), Run(Required, Signature(Key)));
    }

    [Fact]
    public void Method_sigstore_is_refused()
    {
        var bundle = Signatures.Bundle();
        bundle["verificationMaterial"] = JsonNode.Parse("""{ "certificate": { "rawBytes": "QUJD" }, "tlogEntries": [{}] }""");
        _folder.Write("models/model.sig", bundle.ToJsonString());

        Expect(nameof(SignatureProblem.NotVerified), Run(Required, Signature(Key)));
    }

    [Fact]
    public void Certificate_is_good_while_it_is_valid()
    {
        var authority = new Authority();
        _folder.Write("keys/team.pem", authority.Root.ExportCertificatePem());
        _folder.Write("models/model.sig", authority.Bundle().ToJsonString());
        var identity = SignatureIdentity.OfCertificate(authority.Signer(), authority.Root);

        Assert.Empty(Run(Required, Signature(identity)));
        Expect(nameof(SignatureProblem.NotTrusted), Run(Required, Signature(identity), now: Signatures.Now.AddMonths(2)));
    }

    [Fact]
    public void Large_file_is_read_in_the_ranges_that_were_signed()
    {
        var path = _folder.Write("models/weights.bin", "weights");
        var manifest = ModelSigner.Describe("model", [new ModelFile("weights.bin", path, IsLink: false)], 3, [], TestContext.Current.CancellationToken);
        _folder.Write("models/model.sig", Signatures.Bundle(manifest).ToJsonString());
        Assert.Empty(Run(Required, Signature(Key)));

        _folder.Write("models/weights.bin", "weightS");
        Expect(nameof(SignatureProblem.Changed), Run(Required, Signature(Key)));
    }

    [Fact]
    public void Trust_that_can_not_be_read_makes_the_policy_invalid()
    {
        var findings = Run("""{ "models": { "trust": ["keys/none.pem"] } }""", null);

        Assert.Equal("AIR9001", Assert.Single(findings).RuleId);
    }

    [Fact]
    public void Bundles_and_trust_are_inputs_of_the_build() => Assert.Equal(
        new[] { "keys/team.pem", "models/model.sig" }.Select(path => Path.Combine(_folder.Path, path)),
        SignatureCheck.Inputs(_folder.Context(Required, Lock(Signature(Key), PinKind.Model))));

    private static string Signature(string? identity) =>
        $$"""{ "bundle": "models/model.sig"{{(identity is null ? "" : $", \"identity\": \"{identity}\"")}} }""";

    private static string Lock(string? signature, PinKind kind) => $$"""
        { "version": 1, "{{(kind == PinKind.Model ? "models" : "datasets")}}": [ { "path": "models/weights.bin", "sha256": "{{Signatures.Sha256("weights")}}"{{(signature is null ? "" : $", \"signature\": {signature}")}} } ] }
        """;

    private IReadOnlyList<Finding> Run(string policy, string? signature, bool pinned = true, PinKind kind = PinKind.Model, DateTimeOffset? now = null)
    {
        var context = _folder.Context(policy, Lock(signature, kind));
        var file = Used(kind, pinned ? context.Lock.Pins[0] : null, FileDigest.Compute(Path.Combine(_folder.Path, "models/weights.bin"), null, TestContext.Current.CancellationToken));
        return SignatureCheck.Run(context, [file], now ?? Signatures.Now, TestContext.Current.CancellationToken);
    }

    private static void Expect(string problem, IReadOnlyList<Finding> findings)
    {
        var finding = Assert.Single(findings);
        Assert.Equal("AIR5008", finding.RuleId);
        Assert.True(problem == finding.Properties[SignatureCheck.ProblemProperty], finding.Message);
    }

    private static UsedFile Used(PinKind kind, Pin? pin, FileDigest digest) => new(kind, "models/weights.bin", pin, new FileInspection(digest, new ModelScan(null, []), null));
}
