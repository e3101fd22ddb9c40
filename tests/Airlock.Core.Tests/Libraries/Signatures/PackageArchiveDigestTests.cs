using System.IO.Compression;
using System.Security.Cryptography;
using Airlock.Core.Libraries.Signatures;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Signatures;

public sealed class PackageArchiveDigestTests
{
    private static readonly byte[] Unsigned = SignedArchive.Create(("a.nuspec", "<package />"), ("lib/a.dll", new string('a', 500)));

    [Fact]
    public void An_unsigned_archive_counts_as_a_whole()
    {
        var digest = Compute(Unsigned);
        Assert.False(digest.IsSigned);
        Assert.Equal(Convert.ToBase64String(SHA512.HashData(Unsigned)), digest.Base64);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_signature_is_left_out_wherever_it_stands(int position)
    {
        var signed = SignedArchive.Insert(Unsigned, [1, 2, 3], position);
        using (var zip = new ZipArchive(new MemoryStream(signed)))
        {
            Assert.Equal(3, zip.Entries.Count);
            Assert.Equal(3, zip.GetEntry(".signature.p7s")!.Length);
            using var reader = new StreamReader(zip.GetEntry("lib/a.dll")!.Open());
            Assert.Equal(new string('a', 500), reader.ReadToEnd());
        }

        var digest = Compute(signed);
        Assert.True(digest.IsSigned);
        Assert.Equal(Compute(Unsigned).Base64, digest.Base64);
    }

    [Fact]
    public void The_algorithm_is_free()
    {
        var signed = SignedArchive.Insert(Unsigned, [1, 2, 3], 2);
        Assert.Equal(SHA256.HashData(Unsigned), Compute(signed, HashAlgorithmName.SHA256).Value.ToArray());
        Assert.Equal(SHA384.HashData(Unsigned), Compute(signed, HashAlgorithmName.SHA384).Value.ToArray());
    }

    [Fact]
    public void Another_signature_is_the_same_content() =>
        Assert.Equal(Compute(SignedArchive.Insert(Unsigned, [1], 2)).Base64, Compute(SignedArchive.Insert(Unsigned, new byte[4000], 0)).Base64);

    [Fact]
    public void Every_byte_outside_of_the_signature_counts()
    {
        var signed = SignedArchive.Insert(Unsigned, [1, 2, 3], 1);
        var expected = Compute(signed).Base64;
        var same = 0;
        for (var at = 0; at < signed.Length; at++)
        {
            var changed = signed.ToArray();
            changed[at] ^= 0x20;
            same += Try(changed) == expected ? 1 : 0;
        }

        // Free are only the signature itself, the unread fields of its two headers, and offsets that are recomputed.
        Assert.InRange(same, 3, 60);
    }

    [Fact]
    public void Two_signatures_are_refused()
    {
        var twice = SignedArchive.Insert(SignedArchive.Insert(Unsigned, [1], 2), [2], 3);
        Assert.Contains("two signatures", Assert.Throws<InvalidDataException>(() => Compute(twice)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("This is no archive at all, but it is longer than any end record.")]
    public void What_is_no_archive_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => Compute(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Bytes_that_hide_behind_the_signature_are_refused()
    {
        // Data between the signature and what follows would be covered by nothing.
        var signed = SignedArchive.Insert(Unsigned, [1, 2, 3], 1);
        var at = signed.AsSpan().IndexOf(".signature.p7s"u8) - 30;
        signed[at + 18] = signed[at + 22] = 2;
        Assert.Throws<InvalidDataException>(() => Compute(signed));
    }

    [Fact]
    public void No_damage_makes_it_crash()
    {
        var signed = SignedArchive.Insert(Unsigned, [1, 2, 3], 1);
        Gen.Select(Gen.Int[0, signed.Length - 1], Gen.Byte).Array[1, 6].Select(Gen.Int[0, signed.Length]).Sample(
            (changes, length) =>
            {
                var bytes = signed.ToArray();
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                Try(bytes[..length]);
                Try(bytes);
            },
            iter: 5_000);
    }

    private static string? Try(byte[] bytes)
    {
        try
        {
            return Compute(bytes).Base64;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static PackageArchiveDigest Compute(byte[] bytes, HashAlgorithmName? algorithm = null) =>
        PackageArchiveDigest.Compute(ByteSource.Of(bytes), algorithm ?? HashAlgorithmName.SHA512, TestContext.Current.CancellationToken);
}
