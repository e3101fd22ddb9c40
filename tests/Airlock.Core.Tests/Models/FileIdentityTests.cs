using Airlock.Core.Models;

namespace Airlock.Core.Tests.Models;

public sealed class FileIdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("some content")]
    public void By_path_it_is_the_same_as_of_the_open_file(string content)
    {
        var path = _folder.Write("a folder/ä.txt", content);
        File.SetLastWriteTimeUtc(path, new DateTime(1969, 12, 31, 23, 59, 58, DateTimeKind.Utc).AddTicks(1234567));
        using var file = FileDigest.Open(path);
        Assert.Equal(FileIdentity.Of(file), FileIdentity.OfFile(path));
    }

    [Fact]
    public void What_is_no_file_has_none()
    {
        Assert.Null(FileIdentity.OfFile(_folder.Path));
        Assert.Null(FileIdentity.OfFile(Path.Combine(_folder.Path, "missing")));
        Assert.Null(FileIdentity.OfFile("/dev/null"));
        Assert.Null(FileIdentity.OfFolder(_folder.Write("file", "")));
        Assert.Null(FileIdentity.OfFolder(Path.Combine(_folder.Path, "missing")));
    }

    [Fact]
    public void A_folder_changes_when_something_is_added()
    {
        var before = FileIdentity.OfFolder(_folder.Path);
        Assert.NotNull(before);
        Assert.Equal(before, FileIdentity.OfFolder(_folder.Path));
        Thread.Sleep(20);
        _folder.Write("added", "");
        Assert.NotEqual(before, FileIdentity.OfFolder(_folder.Path));
    }
}
