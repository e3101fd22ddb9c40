using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Airlock.Core.Findings;
using Airlock.Core.Libraries.Signatures;
using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Libraries.Signatures;

public sealed class SignerCheckTests : IDisposable
{
    private static readonly DateTimeOffset Signed = SignedLibraries.Now.AddDays(-30);
    private static readonly X509Certificate2 Contoso = TestAuthority.Trusted.Signer("Contoso");
    private static readonly X509Certificate2 Feed = TestAuthority.Trusted.Signer("Feed");
    private static readonly X509Certificate2 Mallory = TestAuthority.Foreign.Signer("Mallory");

    private readonly SignedLibraries _libraries = new();

    public void Dispose() => _libraries.Dispose();

    [Fact]
    public void Signed_packages_are_silent_without_a_policy()
    {
        _libraries.Add("A", ByContoso).Add("B", ByFeed("someone")).Add("C", ByBoth("someone"));
        Assert.Empty(_libraries.CheckSigners());
        Assert.Empty(_libraries.CheckSigners(strict: true));
    }

    [Fact]
    public void An_unsigned_package_is_a_note()
    {
        var finding = Assert.Single(_libraries.Add("A", source: "/feeds/local").CheckSigners());
        Assert.Equal("AIR6005", finding.RuleId);
        Assert.Equal("note", finding.Properties[PolicyVerdict.WeightProperty]);
        Assert.Equal("unsigned", finding.Properties[SignerCheck.SignatureProperty]);
        Assert.Equal(
            "Library A 1.0.0 is not signed, so nothing shows who made it; prefer a signed version, or demand signers under libraries.signers. It comes in by App → A 1.0.0.",
            finding.Message);
    }

    [Fact]
    public void An_unsigned_package_from_a_feed_that_signs_is_a_warning()
    {
        _libraries.Add("A", ByFeed("someone")).Add("B", ByBoth("someone")).Add("C");
        var finding = Assert.Single(_libraries.CheckSigners());
        Assert.Equal("C", finding.Properties["package"]);
        Assert.Equal("warn", finding.Properties[PolicyVerdict.WeightProperty]);
        Assert.Contains("noted to come from https://feed.example.com/v3/index.json, which signs its packages", finding.Message);
    }

    [Theory]
    [InlineData("https://proxy.example.com/v3/index.json", "https://proxy.example.com/v3/index.json")]
    [InlineData(SignedLibraries.Feed, "/feeds/local")]
    [InlineData(SignedLibraries.Feed, null)]
    public void A_feed_that_hands_on_what_another_signed_promises_nothing(string signed, string? unsigned)
    {
        var findings = _libraries.Add("A", ByFeed("someone"), signed).Add("B", source: unsigned).CheckSigners();
        Assert.Equal("note", Assert.Single(findings).Properties[PolicyVerdict.WeightProperty]);
    }

    [Fact]
    public void A_damaged_signature_has_no_cap()
    {
        _libraries.Add("A", ByContoso);
        File.WriteAllText(_libraries.SignatureFile("A"), "no signature");
        AssertReported("damaged", "has a signature that does not hold: it is no signed message in the format of CMS; delete the package's folder", _libraries.CheckSigners());
    }

    [Fact]
    public void A_removed_signature_is_noticed()
    {
        _libraries.Add("A", ByContoso);
        File.Delete(_libraries.SignatureFile("A"));
        AssertReported("removed", "is signed, but its signature is gone from the package's folder", _libraries.CheckSigners());
    }

    [Fact]
    public void A_strict_read_verifies_everything()
    {
        _libraries.Add("A", archive => SignatureMaker.Author(Mallory, archive));
        Assert.Empty(_libraries.CheckSigners());
        AssertReported("damaged", "its author's signature is by the certificate Mallory, which is not trusted for code signing", _libraries.CheckSigners(strict: true));
    }

    [Fact]
    public void A_strict_read_compares_the_archive()
    {
        _libraries.Add("A", ByContoso).Add("B", ByFeed("b")).Add("C", ByContoso).Add("D", ByContoso);
        File.Copy(_libraries.ArchiveFile("B"), _libraries.ArchiveFile("A"), overwrite: true);
        File.WriteAllBytes(_libraries.ArchiveFile("C"), SignedArchive.Create(("C.nuspec", "<package />")));
        File.Delete(_libraries.ArchiveFile("D"));
        Assert.Empty(_libraries.CheckSigners());
        var findings = _libraries.CheckSigners(strict: true);
        Assert.Equal(["A", "C", "D"], findings.Select(finding => finding.Properties["package"]));
        Assert.Contains("it is of another archive than the one beside it", findings[0].Message);
        Assert.Contains("it stands beside an archive that is not signed", findings[1].Message);
        Assert.Contains("the archive that it is of can't be read", findings[2].Message);
    }

    [Fact]
    public void An_owner_counts_without_letter_case()
    {
        _libraries.Add("A", ByFeed("Contoso", "jane")).Add("B", ByBoth("other", "contoso"));
        Assert.Empty(_libraries.CheckSigners("""{ "libraries": { "signers": ["owner:CONTOSO"] } }"""));
        var findings = _libraries.CheckSigners("""{ "libraries": { "signers": ["owner:jane"] } }""");
        AssertReported("foreign", "and the repository Feed (repository:", findings);
        Assert.Contains("with the owners other, contoso, and policy demands \"owner:jane\"; if these signers are right, list them under libraries.signers", findings[0].Message);
        Assert.Equal("other contoso", findings[0].Properties["owners"]);
    }

    [Fact]
    public void An_owner_counts_only_with_a_repository_that_is_trusted()
    {
        _libraries.Add("A", archive => SignatureMaker.Repository(Mallory, ["contoso"], archive))
            .Add("B", archive => SignatureMaker.Author(Mallory, archive).Countersign(Feed, ["contoso"]));
        var findings = _libraries.CheckSigners("""{ "libraries": { "signers": ["owner:contoso"] } }""");
        Assert.Equal(["damaged", "damaged"], findings.Select(finding => finding.Properties[SignerCheck.SignatureProperty]));
        var set = _libraries.Set();
        Assert.All(set.Packages, package => Assert.Null(PackageSigners.Of(set).VerifiedOwners(package, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_repository_that_nobody_knows_can_name_any_owners()
    {
        var pretender = TestAuthority.Trusted.Signer("Pretender");
        _libraries.Add("A", archive => SignatureMaker.Repository(pretender, ["contoso"], archive))
            .Add("B", archive => SignatureMaker.Repository(Feed, ["contoso"], archive, serviceIndex: "https://other.example.com/v3/index.json"));
        var findings = _libraries.CheckSigners("""{ "libraries": { "signers": ["owner:contoso"] } }""");
        Assert.Equal(["foreign", "foreign"], findings.Select(finding => finding.Properties[SignerCheck.SignatureProperty]));
        Assert.Contains("with the owners contoso, whose word on owners does not count unless the policy lists it, and policy demands", findings[0].Message);
        var set = _libraries.Set();
        Assert.All(set.Packages, package => Assert.Null(PackageSigners.Of(set).VerifiedOwners(package, TestContext.Current.CancellationToken)));

        // The policy may know it, for all packages or for some.
        var policy = $$"""{ "libraries": { "signers": ["owner:contoso", "B* repository:{{Fingerprint(Feed)}}", "A repository:{{Fingerprint(pretender)}}"] } }""";
        Assert.Empty(_libraries.CheckSigners(policy));
        set = _libraries.Set(policy);
        Assert.All(set.Packages, package => Assert.Equal(["contoso"], PackageSigners.Of(set).VerifiedOwners(package, TestContext.Current.CancellationToken)!.Value));
    }

    [Fact]
    public void Every_known_repository_has_an_index_and_a_subject() => Assert.All(EmbeddedTable.Rows("repository-signers.tsv"), cells =>
    {
        Assert.Equal(2, cells.Length);
        Assert.Equal(Uri.UriSchemeHttps, new Uri(cells[0]).Scheme);
        Assert.Equal(cells[1], new X500DistinguishedName(cells[1]).Name);
        var signer = new PackageSigner("", cells[1], "", null);
        Assert.True(KnownRepositories.Default.Contains(new RepositorySignature(signer, cells[0], [])));
        Assert.False(KnownRepositories.Default.Contains(new RepositorySignature(signer with { Subject = "CN=Other" }, cells[0], [])));
        Assert.False(KnownRepositories.Default.Contains(new RepositorySignature(signer, "https://feed.example.com/v3/index.json", [])));
    });

    [Fact]
    public void Fingerprints_are_read_in_any_form()
    {
        _libraries.Add("A", ByContoso).Add("B", ByBoth("b"));
        var fingerprint = Fingerprint(Contoso);
        var colons = string.Join(':', fingerprint.Chunk(2).Select(pair => new string(pair)));
        Assert.Empty(_libraries.CheckSigners($$"""{ "libraries": { "signers": ["author:{{fingerprint}}"] } }"""));
        Assert.Empty(_libraries.CheckSigners($$"""{ "libraries": { "signers": ["author:{{colons.ToLowerInvariant()}}"] } }"""));
        Assert.Single(_libraries.CheckSigners($$"""{ "libraries": { "signers": ["repository:{{Fingerprint(Feed)}}"] } }"""));
        Assert.Empty(_libraries.CheckSigners($$"""{ "libraries": { "signers": ["repository:{{Fingerprint(Feed)}}", "A author:{{fingerprint}}"] } }"""));
        AssertReported("foreign", $"is signed by the author Contoso (author:{fingerprint.ToLowerInvariant()}), and policy demands", _libraries.CheckSigners(
            $$"""{ "libraries": { "signers": ["B owner:b", "A author:{{Fingerprint(Mallory)}}"] } }"""));
    }

    [Fact]
    public void Entries_that_name_a_package_replace_those_for_all()
    {
        _libraries.Add("Contoso.A", ByFeed("contoso")).Add("Other", ByFeed("other"));
        Assert.Empty(_libraries.CheckSigners("""{ "libraries": { "signers": ["Contoso.* owner:contoso", "owner:other"] } }"""));
        var findings = _libraries.CheckSigners("""{ "libraries": { "signers": ["Contoso.* owner:nobody", "owner:contoso", "owner:other"] } }""");
        AssertReported("foreign", "policy demands \"Contoso.* owner:nobody\";", findings);
        Assert.Empty(_libraries.CheckSigners("""{ "libraries": { "signers": ["Contoso.*@[2.0,3.0) owner:nobody"] } }"""));
        Assert.Empty(_libraries.CheckSigners("""{ "libraries": { "signers": ["Contoso.* owner:nobody", "Contoso.A owner:contoso"] } }"""));
    }

    [Fact]
    public void Where_signers_are_demanded_unsigned_has_no_cap()
    {
        var findings = _libraries.Add("A").CheckSigners("""{ "libraries": { "signers": ["owner:contoso", "owner:jane"] } }""");
        AssertReported("unsigned", "is not signed, and policy demands \"owner:contoso\" or \"owner:jane\"", findings);
        Assert.Equal("note", Assert.Single(_libraries.CheckSigners("""{ "libraries": { "signers": ["B owner:contoso"] } }""")).Properties[PolicyVerdict.WeightProperty]);
    }

    [Fact]
    public void A_package_in_no_folder_is_signed_by_nobody()
    {
        _libraries.Add("A", ByFeed("contoso"));
        Directory.Delete(Path.GetDirectoryName(_libraries.ArchiveFile("A"))!, recursive: true);
        Assert.Empty(_libraries.CheckSigners());
        AssertReported("unsigned", "is in no package folder", _libraries.CheckSigners("""{ "libraries": { "signers": ["owner:contoso"] } }"""));
    }

    [Theory]
    [InlineData("owner:")]
    [InlineData("owner:two words")]
    [InlineData("author:AB12")]
    [InlineData("repository:zz4b311d9acc115c8dc8018b5a49e00fce6da8e2855f9f014ca6f34570bc482d")]
    [InlineData("Contoso.*")]
    [InlineData("Contoso.* signer:x")]
    [InlineData("Bad@latest owner:x")]
    public void Wrong_entries_are_errors_of_the_policy_at_their_place(string entry)
    {
        var finding = Assert.Single(_libraries.Add("A", ByContoso).CheckSigners($$"""
            { "libraries": {
                "signers": ["{{entry}}"] } }
            """));
        Assert.Equal("AIR9001", finding.RuleId);
        Assert.Equal("airlock.json(2,17)", finding.Location.ToString());
    }

    [Fact]
    public void Verified_owners_are_for_other_checks()
    {
        var set = _libraries.Add("A", ByBoth("contoso", "jane")).Add("B", ByContoso).Add("C").Set();
        var owners = set.Packages.Select(package => PackageSigners.Of(set).VerifiedOwners(package, TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(["contoso", "jane"], owners[0]!.Value);
        Assert.Equal([null, null], owners[1..]);
    }

    private static void AssertReported(string kind, string part, IReadOnlyList<Finding> findings)
    {
        var finding = Assert.Single(findings);
        Assert.Equal(kind, finding.Properties[SignerCheck.SignatureProperty]);
        Assert.DoesNotContain(PolicyVerdict.WeightProperty, finding.Properties.Keys);
        Assert.Contains(part, finding.Message);
    }

    private static SignatureMaker ByContoso(byte[] archive) => SignatureMaker.Author(Contoso, archive, Signed);

    private static Func<byte[], SignatureMaker> ByFeed(params string[] owners) => archive => SignatureMaker.Repository(Feed, owners, archive, Signed);

    private static Func<byte[], SignatureMaker> ByBoth(params string[] owners) => archive => ByContoso(archive).Countersign(Feed, owners, Signed);

    private static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
