using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Airlock.Core.Libraries.Signatures;

namespace Airlock.Core.Tests.Libraries.Signatures;

public sealed class PackageSignatureReaderTests
{
    private static readonly X509Certificate2 Certificate = TestAuthority.Trusted.Signer("Contoso");

    [Fact]
    public void The_digest_is_the_archives()
    {
        var signature = Read(SignatureMaker.Author(Certificate, [1, 2, 3])).Signature!;
        Assert.Equal("SHA256", signature.DigestAlgorithm);
        Assert.Equal(Convert.ToBase64String(SHA256.HashData([1, 2, 3])), signature.Digest);
    }

    [Theory]
    [InlineData("SHA384", "Version:1\n\n2.16.840.1.101.3.4.2.2-Hash:AAAA\n\n")]
    [InlineData("SHA512", "Version:1\n\n2.16.840.1.101.3.4.2.3-Hash:AAAA\n\n")]
    [InlineData("SHA256", "Version:1\r\nOther:2\r\n\r\nOther-Hash:BBBB\r\n2.16.840.1.101.3.4.2.1-Hash:AAAA\r\n\r\n")]
    public void Other_forms_of_the_content_are_read(string algorithm, string content)
    {
        var signature = Read(SignatureMaker.Author(Certificate, content: content)).Signature!;
        Assert.Equal((algorithm, "AAAA"), (signature.DigestAlgorithm, signature.Digest));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("Version:2\n\n2.16.840.1.101.3.4.2.1-Hash:AAAA\n\n")]
    [InlineData("2.16.840.1.101.3.4.2.1-Hash:AAAA\n\nVersion:1\n\n")]
    [InlineData("Version:1\n\n1.3.14.3.2.26-Hash:AAAA\n\n")]
    [InlineData("Version:1\n\n2.16.840.1.101.3.4.2.1-Hash:no base64!\n\n")]
    [InlineData("Version:1\n\n2.16.840.1.101.3.4.2.1-Hash:AAAA\n2.16.840.1.101.3.4.2.1-Hash:BBBB\n\n")]
    public void Content_of_another_format_is_named(string content) => AssertProblem(Read(SignatureMaker.Author(Certificate, content: content)));

    [Fact]
    public void A_signer_must_say_what_it_is()
    {
        var content = SignatureMaker.Content([]);
        AssertProblem(Read(SignatureMaker.Sign(Certificate, content, [])), "whether the author or a repository");
        AssertProblem(Read(SignatureMaker.Sign(
            Certificate, content, [SignatureMaker.Commitment(SignatureOids.ProofOfOrigin), SignatureMaker.Commitment(SignatureOids.ProofOfReceipt)])));
    }

    [Theory]
    [InlineData("http://feed.example.com/v3/index.json")]
    [InlineData("feed")]
    [InlineData("")]
    public void A_repository_must_name_its_service_index(string address) =>
        AssertProblem(Read(SignatureMaker.Repository(Certificate, ["a"], serviceIndex: address)), "service index");

    [Theory]
    [InlineData(" ")]
    [InlineData("a\nError: b")]
    [InlineData("a\u202Eb")]
    public void Owners_that_deceive_are_no_owners(string owner) => AssertProblem(Read(SignatureMaker.Repository(Certificate, ["good", owner])));

    [Fact]
    public void Only_one_repository_signs()
    {
        AssertProblem(Read(SignatureMaker.Author(Certificate).Countersign(Certificate, ["a"]).Countersign(Certificate, ["b"])), "more than one repository");
        AssertProblem(Read(SignatureMaker.Repository(Certificate, ["a"]).Countersign(Certificate, ["b"])), "more than one repository");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9999)]
    public void A_timestamp_from_no_time_is_none(int year) => AssertProblem(
        Read(SignatureMaker.Author(Certificate, timestamp: new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero))), "timestamp");

    [Fact]
    public void Files_that_are_missing_or_too_large_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, PackageSignatureReader.FileName);
        Assert.Equal(PackageSignatureReading.None, PackageSignatureReader.Read(file));
        File.WriteAllBytes(file, new byte[1024 * 1024 + 1]);
        AssertProblem(PackageSignatureReader.Read(file), "too large");
        File.WriteAllBytes(file, SignatureMaker.Author(Certificate).Bytes);
        Assert.NotNull(PackageSignatureReader.Read(file).Signature);
    }

    [Fact]
    public void Nothing_may_follow_the_signature() => AssertProblem(PackageSignatureReader.Read((byte[])[.. SignatureMaker.Author(Certificate).Bytes, 0]));

    [Fact]
    public void Deeply_nested_bytes_end_soon()
    {
        var bytes = new byte[512 * 1024];
        for (var at = 0; at < bytes.Length; at += 2)
        {
            (bytes[at], bytes[at + 1]) = (0x30, 0x80);
        }

        AssertProblem(PackageSignatureReader.Read(bytes));
    }

    private static PackageSignatureReading Read(SignatureMaker signature) => PackageSignatureReader.Read(signature.Bytes);

    private static void AssertProblem(PackageSignatureReading reading, string part = "")
    {
        Assert.Null(reading.Signature);
        Assert.Contains(part, reading.Problem);
    }
}
