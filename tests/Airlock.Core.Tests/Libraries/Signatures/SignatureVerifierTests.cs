using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Airlock.Core.Libraries.Signatures;

namespace Airlock.Core.Tests.Libraries.Signatures;

public sealed class SignatureVerifierTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Signed = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Owners = ["contoso", "Jane"];

    private static readonly X509Certificate2 Author = TestAuthority.Trusted.Signer("Contoso");
    private static readonly X509Certificate2 Repository = TestAuthority.Trusted.Signer("Feed");
    private static readonly X509Certificate2 Expired = TestAuthority.Trusted.Signer("Expired", 2020, 2022);
    private static readonly DateTimeOffset BeforeExpiry = new(2021, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SignatureVerifier Verifier = TestAuthority.Verifier();

    [Fact]
    public void An_authors_signature_verifies()
    {
        var verified = Verify(SignatureMaker.Author(Author, timestamp: Signed));
        Assert.Null(verified.Problem);
        Assert.True(verified.IsAuthorVerified);
        Assert.False(verified.IsRepositoryVerified);
        Assert.Equal(Signed, verified.AuthorTime);
        Assert.Equal(PackageSignatureKind.Author, verified.Signature!.Kind);
        Assert.Equal("Contoso", verified.Signature.Author!.Name);
        Assert.Equal("CN=Contoso, O=Tests", verified.Signature.Author.Subject);
        Assert.Equal(Author.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant(), verified.Signature.Author.Fingerprint);
        Assert.Null(verified.Signature.Repository);
    }

    [Fact]
    public void A_repositorys_signature_verifies()
    {
        var verified = Verify(SignatureMaker.Repository(Repository, Owners, timestamp: Signed));
        Assert.Null(verified.Problem);
        Assert.True(verified.IsRepositoryVerified);
        Assert.Equal(Signed, verified.RepositoryTime);
        Assert.Equal(Owners, verified.Signature!.Repository!.Owners);
        Assert.Equal("https://feed.example.com/v3/index.json", verified.Signature.Repository.ServiceIndex);
        Assert.Null(verified.Signature.Author);
    }

    [Fact]
    public void A_countersignature_verifies()
    {
        var verified = Verify(SignatureMaker.Author(Author, timestamp: Signed).Countersign(Repository, Owners, Signed.AddHours(1)));
        Assert.Null(verified.Problem);
        Assert.True(verified is { IsAuthorVerified: true, IsRepositoryVerified: true });
        Assert.Equal(Signed, verified.AuthorTime);
        Assert.Equal(Signed.AddHours(1), verified.RepositoryTime);
        Assert.Equal(Owners, verified.Signature!.Repository!.Owners);
    }

    [Fact]
    public void A_repository_need_not_name_owners() =>
        Assert.Empty(Verify(SignatureMaker.Repository(Repository, [])).Signature!.Repository!.Owners);

    [Fact]
    public void Only_the_parts_that_are_asked_for_are_verified()
    {
        var bytes = SignatureMaker.Author(Expired).Countersign(Repository, Owners).Bytes;
        Assert.Contains("no timestamp shows", Verifier.Verify(bytes, SignatureParts.Author, Now).Problem);
        var repository = Verifier.Verify(bytes, SignatureParts.Repository, Now);
        Assert.Null(repository.Problem);
        Assert.True(repository is { IsRepositoryVerified: true, IsAuthorVerified: false });
        var none = Verifier.Verify(bytes, SignatureParts.None, Now);
        Assert.True(none is { Problem: null, IsRepositoryVerified: false, IsAuthorVerified: false, Signature: not null });
    }

    [Fact]
    public void An_expired_certificate_needs_a_timestamp()
    {
        Assert.Contains("valid from 2020-01-01 to 2022-01-01", Verify(SignatureMaker.Author(Expired)).Problem);
        Assert.Null(Verify(SignatureMaker.Author(Expired, timestamp: BeforeExpiry)).Problem);
        Assert.Contains("was made on 2026-05-01", Verify(SignatureMaker.Author(Expired, timestamp: Signed)).Problem);
        Assert.Contains("was made on 2019-05-01", Verify(SignatureMaker.Author(Expired, timestamp: BeforeExpiry.AddYears(-2))).Problem);
        Assert.Null(Verify(SignatureMaker.Author(TestAuthority.Trusted.Signer("Long"), timestamp: null)).Problem);
    }

    [Fact]
    public void A_needed_timestamp_is_verified_even_if_nobody_asks_for_times()
    {
        var forged = SignatureMaker.Author(Expired).Timestamp(BeforeExpiry, TestAuthority.Foreign.Timestamper());
        Assert.Contains("the timestamp of its author's signature", Verifier.Verify(forged.Bytes, SignatureParts.Author, Now).Problem);
        var unneeded = SignatureMaker.Author(Author).Timestamp(Signed, TestAuthority.Foreign.Timestamper());
        Assert.Null(Verifier.Verify(unneeded.Bytes, SignatureParts.Author, Now).Problem);
        Assert.Contains("not trusted for timestamping", Verifier.Verify(unneeded.Bytes, SignatureParts.All, Now).Problem);
    }

    [Fact]
    public void The_repositorys_timestamp_vouches_for_an_author_without_one()
    {
        var verified = Verify(SignatureMaker.Author(Expired).Countersign(Repository, Owners, BeforeExpiry));
        Assert.Null(verified.Problem);
        Assert.True(verified.IsAuthorVerified);
        Assert.Null(verified.AuthorTime);
        Assert.Null(Verifier.Verify(SignatureMaker.Author(Expired).Countersign(Repository, Owners, BeforeExpiry).Bytes, SignatureParts.Author, Now).Problem);
        Assert.Contains("no timestamp shows", Verify(SignatureMaker.Author(Expired).Countersign(Repository, Owners, Signed)).Problem);
    }

    public static TheoryData<string, string> Untrusted => new()
    {
        { "foreign", "is not trusted for code signing" },
        { "server", "is not made for code signing" },
        { "usage", "is not made for code signing" },
        { "short", "no RSA key of at least 2048 bits" },
        { "sha1", "" },
        { "timestamper", "is not made for code signing" },
    };

    [Theory]
    [MemberData(nameof(Untrusted))]
    public void An_untrusted_certificate_is_named(string kind, string problem)
    {
        var certificate = kind switch
        {
            "foreign" => TestAuthority.Foreign.Signer("Mallory"),
            "server" => TestAuthority.Trusted.Server("Mallory"),
            "usage" => TestAuthority.Trusted.WithoutUsage("Mallory"),
            "short" => TestAuthority.Trusted.WithShortKey("Mallory"),
            "sha1" => TestAuthority.Trusted.BySha1("Mallory"),
            _ => TestAuthority.Trusted.Timestamper("Mallory"),
        };
        var author = Verify(SignatureMaker.Author(certificate));
        Assert.Contains(problem, author.Problem);
        Assert.Contains("its author's signature is by the certificate Mallory", author.Problem);
        Assert.False(author.IsAuthorVerified);
        var repository = Verify(SignatureMaker.Repository(certificate, Owners));
        Assert.Contains(problem, repository.Problem);
        Assert.False(repository.IsRepositoryVerified);

        // Neither does a good author make a bad repository's owners count, nor a good repository a bad author's package.
        var countersigned = Verify(SignatureMaker.Author(Author).Countersign(certificate, Owners));
        Assert.Contains("its repository's signature", countersigned.Problem);
        Assert.False(countersigned.IsRepositoryVerified);
        Assert.False(Verify(SignatureMaker.Author(certificate).Countersign(Repository, Owners)).IsRepositoryVerified);
    }

    [Fact]
    public void A_timestamp_must_be_of_this_signature_and_by_an_authority()
    {
        Assert.Contains("is of another signature", Verify(SignatureMaker.Author(Author).Timestamp(Signed, TestAuthority.Trusted.Timestamper(), [1, 2, 3])).Problem);
        Assert.Contains("is not made for timestamping", Verify(SignatureMaker.Author(Author).Timestamp(Signed, Author)).Problem);
        Assert.Contains("was made on 2026-05-01", Verify(SignatureMaker.Author(Author).Timestamp(Signed, TestAuthority.Trusted.Timestamper("Old", 2010, 2015))).Problem);
        Assert.Contains("several timestamps", Verify(SignatureMaker.Author(Author, timestamp: Signed).Timestamp(Signed, TestAuthority.Trusted.Timestamper())).Problem);
    }

    [Fact]
    public void A_countersignature_of_something_else_does_not_verify()
    {
        var other = SignatureMaker.Author(Author, archive: [1]);
        var moved = SignatureMaker.Author(Author, archive: [2]).Countersign(Repository, Owners, signature: new byte[256]);
        Assert.Contains("is not of what it stands beside", Verify(moved).Problem);
        Assert.Null(Verify(other.Countersign(Repository, Owners)).Problem);
    }

    [Fact]
    public void Changed_content_does_not_verify()
    {
        var bytes = SignatureMaker.Author(Author, archive: [1, 2, 3]).Bytes;
        var at = bytes.AsSpan().IndexOf("-Hash:"u8) + 6;
        bytes[at] = (byte)(bytes[at] == 'A' ? 'B' : 'A');
        Assert.Contains("is not of what it stands beside", Verifier.Verify(bytes, SignatureParts.All, Now).Problem);
    }

    [Fact]
    public void Changed_owners_do_not_verify()
    {
        var bytes = SignatureMaker.Repository(Repository, ["contoso"]).Bytes;
        bytes[bytes.AsSpan().IndexOf("contoso"u8)] = (byte)'k';
        var verified = Verifier.Verify(bytes, SignatureParts.Repository, Now);
        Assert.Equal(["kontoso"], verified.Signature!.Repository!.Owners);
        Assert.False(verified.IsRepositoryVerified);
        Assert.Contains("is not by the key of its certificate", verified.Problem);
    }

    [Fact]
    public void Another_certificate_of_the_same_key_does_not_stand_in()
    {
        var commitment = SignatureMaker.Commitment(SignatureOids.ProofOfOrigin);
        Assert.Null(Verify(SignatureMaker.Sign(Author, SignatureMaker.Content([]), [commitment])).Problem);
        Assert.Contains("names another certificate than its own", Verify(SignatureMaker.Sign(Author, SignatureMaker.Content([]), [commitment], named: Repository)).Problem);
    }

    [Fact]
    public void The_results_survive_a_cache()
    {
        var verified = Verify(SignatureMaker.Author(Author, timestamp: Signed).Countersign(Repository, Owners, Signed));
        var text = JsonSerializer.Serialize(verified);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<SignatureVerification>(text)));
        var reading = PackageSignatureReader.Read(SignatureMaker.Repository(Repository, Owners).Bytes);
        text = JsonSerializer.Serialize(reading);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<PackageSignatureReading>(text)));
        Assert.Equal(Owners, JsonSerializer.Deserialize<PackageSignatureReading>(text)!.Signature!.Repository!.Owners);
    }

    private static SignatureVerification Verify(SignatureMaker signature) => Verifier.Verify(signature.Bytes, SignatureParts.All, Now);
}
