using Airlock.Core.Models;
using Airlock.Core.Restoring;

namespace Airlock.Core.Tests.Restoring;

public sealed class FilePlacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private (string Source, string Target, string Sha256) Files(string? existing = null)
    {
        var source = _folder.Write("cache/blob", "weights");
        var target = existing is null ? Path.Combine(_folder.Path, "obj", "models", "a.onnx") : _folder.Write("obj/models/a.onnx", existing);
        return (source, target, FileDigest.Compute(source).Sha256);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("old")]
    public void Link_shares_the_bytes(string? existing)
    {
        var (source, target, sha256) = Files(existing);

        FilePlacement.Link(source, target, sha256, TestContext.Current.CancellationToken);
        FilePlacement.Link(source, target, sha256, TestContext.Current.CancellationToken);

        File.AppendAllText(source, "+");
        Assert.Equal("weights+", File.ReadAllText(target));
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(target)!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("old")]
    public void Copy_does_not(string? existing)
    {
        var (source, target, sha256) = Files(existing);

        FilePlacement.Copy(source, target, sha256, TestContext.Current.CancellationToken);

        File.AppendAllText(source, "+");
        Assert.Equal("weights", File.ReadAllText(target));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(target)!));
    }

    [Fact]
    public void Copy_of_what_changed_meanwhile_gets_no_name()
    {
        var (source, target, _) = Files("old");

        Assert.Throws<FileChangedException>(() => FilePlacement.Copy(source, target, new string('0', 64), TestContext.Current.CancellationToken));

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(target)!));
    }

    [Fact]
    public void Link_in_the_place_is_replaced_and_not_followed()
    {
        var (source, target, sha256) = Files();
        var outside = _folder.Write("outside.txt", "mine");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.CreateSymbolicLink(target, outside);

        FilePlacement.Copy(source, target, sha256, TestContext.Current.CancellationToken);

        Assert.Equal("mine", File.ReadAllText(outside));
        Assert.Equal("weights", File.ReadAllText(target));
    }
}
