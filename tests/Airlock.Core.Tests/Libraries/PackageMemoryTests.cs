using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Integrity;

namespace Airlock.Core.Tests.Libraries;

/// <summary>What is remembered of packages holds as long as their files do, and never where evidence counts.</summary>
[Collection(RestoredProjects.Collection)]
public sealed class PackageMemoryTests(RestoredProjects projects) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Other tests share the process, and what it remembers.
    private static PackageMemory Open(string folder, bool trusted)
    {
        PackageMemory.ForgetProcess();
        return PackageMemory.Open(folder, trusted);
    }

    private string Memory => Path.Combine(_folder.Path, "memory");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Second_project_of_a_user_reads_nothing_again()
    {
        var package = Package();
        var first = Open(Memory, trusted: true);
        Read(first.Of(package));
        Assert.True(first.Of(package).HasNews);
        first.Save();

        var second = Open(Memory, trusted: true).Of(Package());
        var read = Read(second);

        Assert.False(second.HasNews);
        Assert.Equal(Read(first.Of(package)).Content.Files, read.Content.Files);
        Assert.Equal(Read(first.Of(package)).Licence, read.Licence);
    }

    [Fact]
    public void Where_evidence_counts_nothing_remembered_is_used()
    {
        var first = Open(Memory, trusted: true);
        Read(first.Of(Package()));
        first.Save();

        var second = Open(Memory, trusted: false).Of(Package());
        Read(second);

        Assert.True(second.HasNews);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{ \"Version\": 0 }")]
    [InlineData("{ \"Version\": 1, \"Content\": 5 }")]
    public void Damaged_memory_is_none(string text)
    {
        var package = Package();
        var folder = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
        var first = Open(folder, trusted: true);
        Read(first.Of(package));
        first.Save();
        var file = Assert.Single(Directory.GetFiles(folder, "*.json"));
        File.WriteAllText(file, text);

        Assert.NotNull(Read(Open(folder, trusted: true).Of(package)).Content);
    }

    [Fact]
    public void What_nobody_used_for_long_is_removed()
    {
        var (old, recent) = (_folder.Write("memory/old.1.0.0.key.json", "{}"), _folder.Write("memory/recent.1.0.0.key.json", "{}"));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-91));
        var memory = Open(Memory, trusted: true);
        Read(memory.Of(Package()));

        memory.Save();

        Assert.Equal((false, true), (File.Exists(old), File.Exists(recent)));
    }

    [Fact]
    public void Memory_that_can_not_be_written_is_no_fault()
    {
        var blocked = _folder.Write("file", "where the folder should be");
        var memory = Open(blocked, trusted: true);
        Read(memory.Of(Package()));

        memory.Save();
    }

    private static (PackageContent Content, object BuildCode, object Licence) Read(PackageFacts facts)
    {
        var stop = TestContext.Current.CancellationToken;
        return (facts.Content(isStrict: false, stop), facts.BuildCode(stop), facts.Licence(stop));
    }

    private RestoredPackage Package()
    {
        var graph = PackageGraph.Read(projects.AssetsFile, "net10.0").Graph!;
        return RestoredPackage.Locate(graph, graph.Find("Dapper")!);
    }
}
