using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Signatures;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Signatures;

[Collection(RestoredProjects.Collection)]
public sealed class RealSignatureTests(RestoredProjects projects)
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private LibrarySet Set => SetOf(projects.AssetsFile);

    [Fact]
    public void Every_package_of_a_real_project_verifies()
    {
        var set = Set;
        Assert.True(set.Packages.Length >= 8, $"{set.Packages.Length} packages");
        Assert.All(set.Packages, package =>
        {
            var verified = SignatureVerifier.Default.Verify(package, SignatureParts.All, Now, TestContext.Current.CancellationToken);
            Assert.Null(verified.Problem);
            Assert.True(verified.IsRepositoryVerified);
            Assert.NotNull(verified.RepositoryTime);
            Assert.Equal(verified.Signature!.Author is not null, verified.IsAuthorVerified);
        });
    }

    [Fact]
    public void Every_archive_is_what_its_signature_and_its_content_hash_say()
    {
        Assert.All(Set.Packages, package =>
        {
            var signature = PackageSignatureReader.Read(package, TestContext.Current.CancellationToken).Signature!;
            var digest = PackageArchiveDigest.Compute(package.ArchiveFile!, new HashAlgorithmName(signature.DigestAlgorithm), TestContext.Current.CancellationToken);
            Assert.True(digest.IsSigned);
            Assert.Equal(signature.Digest, digest.Base64);
            Assert.Equal(package.ContentHash, PackageArchiveDigest.ContentHash(package.ArchiveFile!, TestContext.Current.CancellationToken));
        });
    }

    [Fact]
    public void A_strict_check_of_a_real_project_is_silent()
    {
        var set = Set with { IsStrictRead = true, Now = Now };
        var report = new LibraryReport(set);
        new SignerCheck().Run(set, report, TestContext.Current.CancellationToken);
        Assert.Empty(report.Findings);
    }

    // Times as `dotnet nuget verify -v d` shows them.
    [Theory]
    [InlineData("OpenAI", "OpenAISDK (.Net Foundation)", "2026-11-05T08:02:41Z", "OpenAIOfficial")]
    [InlineData("Dapper", null, "2026-09-12T12:32:26Z", "Dapper", "marc.gravell", "nick.craver")]
    [InlineData("Microsoft.Extensions.AI.OpenAI", "Microsoft Corporation", "2026-10-14T04:58:50Z", "dotnetframework", "Microsoft")]
    public void Owners_signers_and_times_are_known(string id, string? author, string time, params string[] owners) =>
        AssertSigned(Set, id, author, time, owners);

    [Fact]
    public void A_package_that_was_signed_again_and_again_is_read_too()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Directory.Build.props", "<Project />");
        var project = folder.Write("App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="13.0.4" /></ItemGroup>
            </Project>
            """);
        var output = RestoredProjects.Restore(project);
        var assets = Path.Combine(folder.Path, "obj", "project.assets.json");
        Assert.True(File.Exists(assets), output);
        AssertSigned(SetOf(assets), "Newtonsoft.Json", "Json.NET (.NET Foundation)", "2025-09-16T08:15:52Z", "dotnetfoundation", "jamesnk", "newtonsoft");
    }

    [Fact]
    public void The_platform_agrees()
    {
        Assert.All(Set.Packages, package =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(package.Folder!, PackageSignatureReader.FileName));
            var signature = PackageSignatureReader.Read(bytes).Signature!;
            var message = new SignedCms();
            message.Decode(bytes);
            var primary = message.SignerInfos[0];
            primary.CheckSignature(verifySignatureOnly: true);
            AssertSame(primary, signature.Author ?? signature.Repository!.Signer);
            if (signature.Author is not null && signature.Repository is not null)
            {
                primary.CounterSignerInfos[0].CheckSignature(verifySignatureOnly: true);
                AssertSame(primary.CounterSignerInfos[0], signature.Repository.Signer);
            }
        });

        static void AssertSame(SignerInfo expected, PackageSigner actual)
        {
            Assert.Equal(expected.Certificate!.GetCertHashString(HashAlgorithmName.SHA256), actual.Fingerprint, ignoreCase: true);
            Assert.Equal(expected.Certificate.Subject, actual.Subject);
            var token = expected.UnsignedAttributes.Cast<CryptographicAttributeObject>().Single(attribute => attribute.Oid.Value == SignatureOids.TimestampToken).Values[0].RawData;
            Assert.True(Rfc3161TimestampToken.TryDecode(token, out var timestamp, out _));
            Assert.True(timestamp.VerifySignatureForSignerInfo(expected, out _));
            Assert.Equal(timestamp.TokenInfo.Timestamp, actual.Timestamp);
        }
    }

    [Fact]
    public void No_change_of_bytes_makes_it_crash_or_changes_who_signed()
    {
        var package = Set.Packages.First(package => package.Id == "OpenAI");
        var sound = File.ReadAllBytes(Path.Combine(package.Folder!, PackageSignatureReader.FileName));
        var expected = SignatureVerifier.Default.Verify(sound, SignatureParts.All, Now);
        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var bytes = sound.ToArray();
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                var verified = SignatureVerifier.Default.Verify(bytes, SignatureParts.All, Now);
                Assert.True(verified.Signature is not null || verified.Problem is not null);
                if (verified.Problem is null)
                {
                    // Only what is not signed may differ: certificates that nobody needs, and whether a timestamp is still found.
                    Assert.Equal(expected.Signature!.Digest, verified.Signature!.Digest);
                    Assert.Equal(expected.Signature.Author!.Fingerprint, verified.Signature.Author?.Fingerprint);
                    Assert.True(verified.AuthorTime is null || verified.AuthorTime == expected.AuthorTime);
                    Assert.True(!verified.IsRepositoryVerified || verified.Signature.Repository!.Owners.SequenceEqual(expected.Signature.Repository!.Owners));
                }
            },
            iter: 1_000);
    }

    [Fact]
    public void Truncation_anywhere_is_a_problem()
    {
        var package = Set.Packages.First(package => package.Id == "Dapper");
        var sound = File.ReadAllBytes(Path.Combine(package.Folder!, PackageSignatureReader.FileName));
        for (var length = 0; length < sound.Length; length += 7)
        {
            Assert.NotNull(PackageSignatureReader.Read(sound.AsMemory(0, length)).Problem);
        }
    }

    private static void AssertSigned(LibrarySet set, string id, string? author, string time, params string[] owners)
    {
        var package = set.Packages.Single(package => package.Id == id);
        var verified = SignatureVerifier.Default.Verify(package, SignatureParts.All, Now, TestContext.Current.CancellationToken);
        Assert.Null(verified.Problem);
        Assert.Equal(author, verified.Signature!.Author?.Name);
        Assert.Equal(owners, verified.Signature.Repository!.Owners);
        Assert.Equal(package.Source, verified.Signature.Repository.ServiceIndex);
        Assert.Equal(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), verified.RepositoryTime);
        Assert.Equal(owners, PackageSigners.Of(set).VerifiedOwners(package, TestContext.Current.CancellationToken)!.Value);
    }

    private static LibrarySet SetOf(string assetsFile)
    {
        var graph = PackageGraph.Read(assetsFile, "net10.0").Graph!;
        return new LibrarySet(Contexts.WithPolicy("{}"), graph) { Packages = LibrarySet.Locate(graph), Now = Now };
    }
}
