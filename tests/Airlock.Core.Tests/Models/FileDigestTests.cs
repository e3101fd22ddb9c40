using System.Security.Cryptography;
using Airlock.Core.Models;

namespace Airlock.Core.Tests.Models;

public sealed class FileDigestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    [InlineData((3 * 1024 * 1024) + 7)]
    public void Digest_is_that_of_the_bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var path = Path.Combine(_folder.Path, "a.bin");
        File.WriteAllBytes(path, bytes);
        var reports = new List<long>();

        var digest = FileDigest.Compute(path, new Reports(reports), TestContext.Current.CancellationToken);

        Assert.Equal(new FileDigest(Convert.ToHexStringLower(SHA256.HashData(bytes)), size), digest);
        Assert.Equal(size, reports.LastOrDefault());
    }

    [Fact]
    public void File_that_grows_while_it_is_read_is_refused()
    {
        var path = Path.Combine(_folder.Path, "a.bin");
        File.WriteAllBytes(path, new byte[3 * 1024 * 1024]);

        Assert.Throws<FileChangedException>(() => FileDigest.Compute(path, new Writes(path), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Cancelled_reading_stops()
    {
        var path = _folder.Write("a.bin", "x");

        Assert.Throws<OperationCanceledException>(() => FileDigest.Compute(path, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Cache_is_asked_only_where_it_is_trusted()
    {
        var (file, cache) = (_folder.Write("a.bin", "one"), Path.Combine(_folder.Path, "digests.tsv"));
        var first = DigestCache.Open(cache, trusted: true);
        var digest = first.Digest(file, CancellationToken.None);
        first.Save();
        var written = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "two");
        File.SetLastWriteTimeUtc(file, written);

        Assert.Equal(digest, DigestCache.Open(cache, trusted: true).Digest(file, CancellationToken.None));
        Assert.NotEqual(digest, DigestCache.Open(cache, trusted: false).Digest(file, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage\n\t\t\t\n")]
    [InlineData("00\t1\t2\t/a\n")]
    public void Damaged_cache_is_an_empty_one(string content)
    {
        var file = _folder.Write("a.bin", "one");

        Assert.Equal(3, DigestCache.Open(_folder.Write("digests.tsv", content), trusted: true).Digest(file, CancellationToken.None).Size);
    }

    private sealed class Reports(List<long> reports) : IProgress<long>
    {
        public void Report(long value) => reports.Add(value);
    }

    private sealed class Writes(string path) : IProgress<long>
    {
        public void Report(long value) => File.AppendAllText(path, "x");
    }
}
