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
    [InlineData((9 * 1024 * 1024) + 1)]
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

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public void File_that_grows_while_it_is_read_is_refused(int mebibytes)
    {
        var path = Path.Combine(_folder.Path, "a.bin");
        File.WriteAllBytes(path, new byte[mebibytes * 1024 * 1024]);

        Assert.Throws<FileChangedException>(() => FileDigest.Compute(path, new Writes(path), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void File_that_is_cut_while_it_is_read_is_refused()
    {
        var path = Path.Combine(_folder.Path, "a.bin");
        File.WriteAllBytes(path, new byte[30 * 1024 * 1024]);

        Assert.Throws<FileChangedException>(() => FileDigest.Compute(path, new Cuts(path), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000_000)]
    public void Cancelled_reading_stops(int size)
    {
        var path = _folder.Write("a.bin", new string('x', size));

        Assert.Throws<OperationCanceledException>(() => FileDigest.Compute(path, null, new CancellationToken(canceled: true)));
    }

    private sealed class Reports(List<long> reports) : IProgress<long>
    {
        public void Report(long value) => reports.Add(value);
    }

    private sealed class Writes(string path) : IProgress<long>
    {
        public void Report(long value) => File.AppendAllText(path, "x");
    }

    private sealed class Cuts(string path) : IProgress<long>
    {
        public void Report(long value)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(1);
        }
    }
}
