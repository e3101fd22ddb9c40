using Airlock.Core.Models;

namespace Airlock.Core.Tests.Models;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;

    public RealPathTests()
    {
        _root = RealPath.Of(_folder.Path);
        _folder.Write("real/a.txt", "a");
    }

    public void Dispose() => _folder.Dispose();

    private string In(params string[] parts) => Path.Combine([_root, .. parts]);

    [Fact]
    public void Links_are_followed_in_files_and_folders()
    {
        Directory.CreateSymbolicLink(In("link"), "real");
        File.CreateSymbolicLink(In("real", "b.txt"), Path.Combine("..", "link", "a.txt"));

        Assert.Equal(In("real", "a.txt"), RealPath.Of(In("link", "b.txt")));
    }

    [Fact]
    public void Missing_file_keeps_its_path() => Assert.Equal(In("real", "none.txt"), RealPath.Of(In("real", "none.txt")));

    [Fact]
    public void Circle_of_links_is_an_error()
    {
        File.CreateSymbolicLink(In("x"), "y");
        File.CreateSymbolicLink(In("y"), "x");

        Assert.Throws<IOException>(() => RealPath.Of(In("x")));
    }

    [Theory]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/a/b", "/a/", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/a", "/a", false)]
    public void Inside(string path, string folder, bool expected) => Assert.Equal(expected, RealPath.IsInside(path, folder));
}
