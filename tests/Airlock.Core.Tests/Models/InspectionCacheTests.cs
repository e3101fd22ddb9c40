using Airlock.Core.Models;

namespace Airlock.Core.Tests.Models;

public sealed class InspectionCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string CacheFile => Path.Combine(_folder.Path, "inspections.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reading_is_remembered()
    {
        var file = Settled("a.bin", "one");
        var inspection = Remember(file);

        var again = Open(trusted: true).Inspect(file, new Fails(), CancellationToken.None);

        Assert.Equal(inspection.Digest, again.Digest);
        Assert.Equal(inspection.Scan.Findings, again.Scan.Findings);
        Assert.Equal(inspection.Scan.Verdict, again.Scan.Verdict);
    }

    [Fact]
    public void Where_evidence_counts_nothing_remembered_is_used()
    {
        var file = Settled("a.bin", "one");
        Remember(file);

        Assert.ThrowsAny<InvalidOperationException>(() => Open(trusted: false).Inspect(file, new Fails(), CancellationToken.None));
    }

    [Fact]
    public void Other_bytes_with_size_and_time_put_back_are_read_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsWindows(), "The system does not tell when a file was changed.");
        var file = Settled("a.bin", "one");
        var written = File.GetLastWriteTimeUtc(file);
        var first = Remember(file);
        File.WriteAllText(file, "two");
        File.SetLastWriteTimeUtc(file, written);

        Assert.NotEqual(first.Digest, Open(trusted: true).Inspect(file, null, CancellationToken.None).Digest);
    }

    [Fact]
    public void Other_file_put_in_the_place_of_one_is_read_again()
    {
        var (file, other) = (Settled("a.bin", "one"), Settled("b.bin", "two"));
        var first = Remember(file);
        File.Move(other, file, overwrite: true);

        Assert.NotEqual(first.Digest, Open(trusted: true).Inspect(file, null, CancellationToken.None).Digest);
    }

    [Fact]
    public void File_that_was_just_written_is_not_remembered()
    {
        var file = _folder.Write("a.bin", "one");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow);

        Remember(file);

        Assert.False(File.Exists(CacheFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("""{"Scanner":2}""")]
    [InlineData("""{"Scanner":2,"Files":{"/a":null}}""")]
    [InlineData("""{"Scanner":0,"Files":{}}""")]
    public void Damaged_cache_is_an_empty_one(string content)
    {
        _folder.Write("inspections.json", content);

        Assert.Equal(3, Open(trusted: true).Inspect(Settled("a.bin", "one"), null, CancellationToken.None).Digest.Size);
    }

    private string Settled(string name, string content)
    {
        var file = _folder.Write(name, content);
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return file;
    }

    private InspectionCache Open(bool trusted) => InspectionCache.Open(CacheFile, trusted);

    private FileInspection Remember(string file)
    {
        var cache = Open(trusted: true);
        var inspection = cache.Inspect(file, null, CancellationToken.None);
        cache.Save();
        return inspection;
    }

    private sealed class Fails : IProgress<long>
    {
        public void Report(long value) => throw new InvalidOperationException("The file was read.");
    }
}
