namespace Airlock.Core.Tests.Gate;

public sealed class WatchedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string List => Path.Combine(_folder.Path, "list");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_changed_as_long_as_nothing_is_done()
    {
        Save(_folder.Write("packages/a/lib/a.dll", "a"), _folder.Write("packages/a/lib/b.dll", "b"), Path.Combine(_folder.Path, "packages"), Path.Combine(_folder.Path, "missing"));

        Assert.True(WatchedFiles.AreUnchanged(List));
    }

    [Fact]
    public void Change_of_a_file_shows_though_its_time_is_put_back()
    {
        var file = _folder.Write("a.dll", "before");
        Save(file);
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "after!");
        File.SetLastWriteTimeUtc(file, time);

        // Windows tells the time of change as well; a system that tells neither has to go by length and time.
        Assert.Equal(!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows(), WatchedFiles.AreUnchanged(List));
    }

    [Fact]
    public void What_goes_or_comes_shows()
    {
        var (file, missing, folder) = (_folder.Write("a.dll", "a"), Path.Combine(_folder.Path, "b.dll"), Directory.CreateDirectory(Path.Combine(_folder.Path, "folder")).FullName);
        Save(file);
        File.Delete(file);
        Assert.False(WatchedFiles.AreUnchanged(List));

        Save(missing);
        File.WriteAllText(missing, "b");
        Assert.False(WatchedFiles.AreUnchanged(List));

        Save(folder);
        File.WriteAllText(Path.Combine(folder, "planted"), "");
        Assert.False(WatchedFiles.AreUnchanged(List));
    }

    [Fact]
    public void List_of_another_version_is_not_believed_and_a_damaged_one_is_an_error_of_reading()
    {
        Save(_folder.Write("a.dll", "a"));
        var bytes = File.ReadAllBytes(List);
        File.WriteAllBytes(List, [.. BitConverter.GetBytes(99), .. bytes.AsSpan(4)]);
        Assert.False(WatchedFiles.AreUnchanged(List));

        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(List, bytes[..length]);
            Assert.ThrowsAny<IOException>(() => WatchedFiles.AreUnchanged(List));
        }
    }

    private void Save(params string[] paths) => WatchedFiles.Save(List, [.. paths.Select(WatchedFile.Now)]);
}
