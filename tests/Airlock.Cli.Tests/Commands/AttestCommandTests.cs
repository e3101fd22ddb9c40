using System.Security.Cryptography;
using Airlock.Core.Attestations;

namespace Airlock.Cli.Tests.Commands;

public class AttestCommandTests : ToolTest
{
    public AttestCommandTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("private.pem", key.ExportECPrivateKeyPem());
        Write("public.pem", key.ExportSubjectPublicKeyInfoPem());
    }

    private string Built(bool passed = true)
    {
        Write("bin/App.dll", "the assembly");
        Write("bin/airlock/App.cdx.json", "the SBOM");
        var summary = new VerificationSummary
        {
            Subjects = [Named("bin/App.dll")],
            Resource = "pkg:generic/App@1.0.0",
            Profile = "standard",
            Evidence = [Named("bin/airlock/App.cdx.json")],
            IsPassed = passed,
            ToolVersion = "0.1.0",
        };
        var path = Path.Combine(Folder, "bin", "airlock", "App.vsa.json");
        File.WriteAllBytes(path, summary.Write());
        return path;
    }

    private AttestedFile Named(string path) => new(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, path)))));

    [Fact]
    public async Task What_was_signed_is_verified_with_the_files_of_which_it_speaks()
    {
        Built();
        var signed = await RunAsync("attest", "bin", "--key", "private.pem");
        Assert.Equal(0, signed.ExitCode);
        Assert.EndsWith("App.vsa.dsse.json", signed.Out.TrimEnd(), StringComparison.Ordinal);

        var verified = await RunAsync("verify", signed.Out.Trim(), "--key", "public.pem");
        Assert.Equal(0, verified.ExitCode);
        Assert.StartsWith("same      App.dll\nverified  pkg:generic/App@1.0.0 passed the gate (profile standard, Airlock 0.1.0)\n  key:", verified.Out, StringComparison.Ordinal);

        File.AppendAllText(Path.Combine(Folder, "bin", "App.dll"), "!");
        var changed = await RunAsync("verify", signed.Out.Trim(), "--key", "public.pem");
        Assert.Equal((int)ExitCode.Violation, changed.ExitCode);
        Assert.StartsWith("changed   App.dll", changed.Out, StringComparison.Ordinal);

        File.Delete(Path.Combine(Folder, "bin", "App.dll"));
        Assert.Equal((int)ExitCode.Incomplete, (await RunAsync("verify", signed.Out.Trim(), "--key", "public.pem")).ExitCode);
    }

    [Fact]
    public async Task Verdict_that_speaks_of_other_files_is_not_signed()
    {
        Built();
        Write("bin/airlock/App.cdx.json", "another SBOM");
        var outcome = await RunAsync("attest", "bin", "--key", "private.pem");
        Assert.Equal((int)ExitCode.Violation, outcome.ExitCode);
        Assert.Contains("App.cdx.json is not the file of which it speaks", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "bin", "airlock", "App.vsa.dsse.json")));
    }

    [Fact]
    public async Task Verdict_of_a_blocked_build_can_be_signed_and_never_passes()
    {
        await RunAsync("attest", Built(passed: false), "--key", "private.pem");
        var outcome = await RunAsync("verify", "bin/airlock/App.vsa.dsse.json", "--key", "public.pem");
        Assert.Equal((int)ExitCode.Violation, outcome.ExitCode);
        Assert.Contains("the gate blocked this build", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_of_a_stranger_vouches_for_nothing()
    {
        await RunAsync("attest", Built(), "--key", "private.pem");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("public.pem", other.ExportSubjectPublicKeyInfoPem());
        Assert.Equal((int)ExitCode.Violation, (await RunAsync("verify", "bin/airlock/App.vsa.dsse.json", "--key", "public.pem")).ExitCode);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("private.pem")]
    [InlineData(".")]
    public async Task What_is_no_verdict_is_refused(string path) =>
        Assert.NotEqual(0, (await RunAsync("attest", path, "--key", "private.pem")).ExitCode);
}
