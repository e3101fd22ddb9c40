using System.Text.Json;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Integrity;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Integrity;

public sealed class PackageContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, false, ContentScope.Used)]
    [InlineData(false, true, ContentScope.All)]
    [InlineData(true, false, ContentScope.Build)]
    [InlineData(true, true, ContentScope.All)]
    public void A_package_as_restore_left_it_is_sound(bool hasBuild, bool isStrict, ContentScope scope)
    {
        var files = Plain(hasBuild).Add("lib/portable-net45+win8/A b.dll", "escaped").Restore();
        var content = Verify(files, isStrict);
        Assert.Empty(content.Faults);
        Assert.Equal(scope, content.Scope);
        Assert.Equal(isStrict ? files.ContentHash : null, content.ArchiveHash);
        Assert.Contains("lib/net10.0/Contoso.Chat.dll", content.Files.Select(file => file.Path));
        Assert.Contains("contoso.chat.1.2.0.nupkg", content.Files.Select(file => file.Path));
        Assert.Equal(isStrict, content.Files.Any(file => file.Path == "lib/portable-net45+win8/A b.dll"));
        Assert.Equal(hasBuild, content.Files.Any(file => file.Path == "tools/net10.0/Task.dll") && content.Folders.Any(folder => folder.Path == "tools/net10.0"));
    }

    [Fact]
    public void What_was_verified_can_be_remembered_until_something_changes()
    {
        var files = Plain(hasBuild: true).Restore();
        var content = JsonSerializer.Deserialize<PackageContent>(JsonSerializer.Serialize(Verify(files)))!;
        Assert.Equivalent(Verify(files), content);
        Assert.True(content.IsCurrent(files.Package, isStrict: false));
        Assert.False(content.IsCurrent(files.Package, isStrict: true));

        files.Assets.Add("lib/net8.0/Contoso.Chat.dll");
        Assert.False(content.IsCurrent(files.Package, isStrict: false));
        files.Assets.RemoveAt(files.Assets.Count - 1);

        // The same bytes, written again: only another look tells.
        var file = files.PathOf("lib/net10.0/Contoso.Chat.dll");
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllBytes(file, File.ReadAllBytes(file));
        File.SetLastWriteTimeUtc(file, time);
        Assert.Equal(!OperatingSystem.IsLinux(), content.IsCurrent(files.Package, isStrict: false));

        content = Verify(files);
        files.Write("tools/net10.0/Planted.dll", "planted");
        Assert.False(content.IsCurrent(files.Package, isStrict: false));
        Assert.False(Verify(files).IsCurrent(files.Package, isStrict: false));
    }

    [Theory]
    [InlineData("an assembly, MORE or less", false)]
    [InlineData("an assembly, MORE or less", true)]
    [InlineData("an assembly", false)]
    [InlineData("", true)]
    public void A_changed_file_is_found(string content, bool isStrict)
    {
        var files = Plain().Restore();
        files.Write("lib/net10.0/Contoso.Chat.dll", content);
        Assert.Equal([new ContentFault(ContentFaultKind.Changed, "lib/net10.0/Contoso.Chat.dll")], Verify(files, isStrict).Faults);
    }

    [Fact]
    public void A_change_that_keeps_length_and_checksum_is_found_by_a_strict_read_alone()
    {
        var files = Plain().Restore();
        var original = File.ReadAllBytes(files.PathOf("lib/net10.0/Contoso.Chat.dll"));
        var forged = ForgedChecksum.Of("something else, with so"u8, original);
        Assert.Equal(original.Length, forged.Length);
        File.WriteAllBytes(files.PathOf("lib/net10.0/Contoso.Chat.dll"), forged);
        Assert.Empty(Verify(files).Faults);
        Assert.Equal([new ContentFault(ContentFaultKind.Changed, "lib/net10.0/Contoso.Chat.dll")], Verify(files, isStrict: true).Faults);
    }

    [Theory]
    [InlineData("lib/net8.0/Contoso.Chat.dll", false)]
    [InlineData("README.md", false)]
    [InlineData("contoso.chat.nuspec", true)]
    public void Outside_of_a_strict_read_only_what_is_used_is_compared(string file, bool isCompared)
    {
        var files = Plain().Restore();
        files.Write(file, "changed");
        Assert.Equal(isCompared, Verify(files).Faults.Length == 1);
        Assert.Single(Verify(files, isStrict: true).Faults);
    }

    [Theory]
    [InlineData("tools/net10.0/Task.dll")]
    [InlineData("build/Contoso.Chat.targets")]
    [InlineData("README.md")]
    public void What_targets_can_use_is_compared(string file)
    {
        var files = Plain(hasBuild: true).Restore();
        files.Write(file, "changed");
        Assert.Equal([new ContentFault(ContentFaultKind.Changed, file)], Verify(files).Faults);
    }

    [Fact]
    public void An_analyzer_is_compared_and_makes_planted_files_show()
    {
        var files = Plain().Add("analyzers/dotnet/cs/A.dll", "an analyzer").Restore();
        Assert.Empty(Verify(files).Faults);
        files.Write("analyzers/dotnet/cs/A.dll", "an anaLyzer");
        files.Write("analyzers/dotnet/cs/B.dll", "planted");
        Assert.Equal(
            [new(ContentFaultKind.Changed, "analyzers/dotnet/cs/A.dll"), new ContentFault(ContentFaultKind.Added, "analyzers/dotnet/cs/B.dll")], Verify(files).Faults);
        File.Delete(files.PathOf("analyzers/dotnet/cs/A.dll"));
        Assert.Contains(new ContentFault(ContentFaultKind.Removed, "analyzers/dotnet/cs/A.dll"), Verify(files).Faults);
    }

    [Theory]
    [InlineData("tools/Planted.dll", true, false, true)]
    [InlineData(".DS_Store", true, false, true)]
    [InlineData("package/services/metadata/core-properties/0123.psmdcp", true, false, true)]
    [InlineData("lib/net10.0/Planted.dll", false, false, false)]
    [InlineData("lib/net10.0/Planted.dll", false, true, true)]
    [InlineData("[Content_Types].xml", false, true, true)]
    public void A_planted_file_is_found_where_something_could_load_it(string file, bool hasBuild, bool isStrict, bool isFound)
    {
        var files = Plain(hasBuild).Restore();
        files.Write(file, "planted");
        Assert.Equal(isFound ? [new ContentFault(ContentFaultKind.Added, file)] : [], Verify(files, isStrict).Faults);
    }

    [Theory]
    [InlineData("lib/net10.0/Planted.dll")]
    [InlineData("../../other/1.0.0/lib/net10.0/Other.dll")]
    public void A_file_that_the_assets_file_names_and_the_archive_does_not_hold_is_found(string file)
    {
        var files = Plain().Restore();
        files.Assets.Add(file);
        files.Write("lib/net10.0/Planted.dll", "planted");
        Assert.Equal([new ContentFault(ContentFaultKind.Added, file)], Verify(files).Faults);
    }

    [Fact]
    public void Documentation_may_be_left_out_and_assets_may_not()
    {
        var files = Plain(hasBuild: true).Restore();
        File.Delete(files.PathOf("lib/net10.0/Contoso.Chat.xml"));
        File.Delete(files.PathOf("README.md"));
        Assert.Empty(Verify(files).Faults);
        Assert.Empty(Verify(files, isStrict: true).Faults);
        File.Delete(files.PathOf("lib/net10.0/Contoso.Chat.dll"));
        Assert.Equal([new ContentFault(ContentFaultKind.Removed, "lib/net10.0/Contoso.Chat.dll")], Verify(files).Faults);
    }

    [Fact]
    public void What_is_no_file_in_place_of_one_is_found()
    {
        var files = Plain().Restore();
        File.Delete(files.PathOf("lib/net10.0/Contoso.Chat.dll"));
        Directory.CreateDirectory(files.PathOf("lib/net10.0/Contoso.Chat.dll"));
        Assert.Equal([new ContentFault(ContentFaultKind.Changed, "lib/net10.0/Contoso.Chat.dll")], Verify(files).Faults);
    }

    [Fact]
    public void Links_in_circles_end_and_count_as_planted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var files = Plain(hasBuild: true).Restore();
        Directory.CreateSymbolicLink(files.PathOf("build/a"), files.Folder);
        Directory.CreateSymbolicLink(files.PathOf("build/b"), files.Folder);
        Assert.Equal(["build/a", "build/b"], Verify(files).Faults.Select(fault => fault.Subject));
    }

    [Fact]
    public void An_archive_and_a_file_that_were_changed_together_differ_from_the_noted_hash()
    {
        var files = Plain().Restore();
        var hash = files.ContentHash;
        files.Add("lib/net10.0/Contoso.Chat.dll", "an evil assembly").Restore();
        files.WriteMetadata(hash);
        Assert.Empty(Verify(files).Faults);
        Assert.NotEqual(hash, Verify(files, isStrict: true).ArchiveHash);
    }

    [Fact]
    public void Without_a_noted_hash_the_archive_gives_it()
    {
        var files = Plain().Restore();
        File.Delete(files.PathOf(".nupkg.metadata"));
        var content = Verify(files);
        Assert.Equal((ContentScope.All, files.ContentHash), (content.Scope, content.ArchiveHash));
        Assert.Empty(content.Faults);
    }

    [Theory]
    [InlineData("../../evil.dll")]
    [InlineData("%2E%2E/evil.dll")]
    [InlineData("lib\\..\\..\\evil.dll")]
    [InlineData("//etc/evil.dll")]
    [InlineData("C:/evil.dll")]
    [InlineData("README.md")]
    [InlineData("readme.MD")]
    [InlineData("README%2Emd")]
    [InlineData("Second.nuspec")]
    public void An_archive_that_extracts_to_more_than_one_meaning_is_found(string name)
    {
        var files = Plain().Restore();
        files.WriteArchive(files.Pack((name, "evil")));
        Assert.Equal(ContentFaultKind.Archive, Assert.Single(Verify(files).Faults).Kind);
        Assert.Equal(ContentFaultKind.Archive, Assert.Single(Verify(files, isStrict: true).Faults).Kind);
    }

    [Fact]
    public void Without_folder_or_archive_nothing_is_known()
    {
        var files = Plain().Restore();
        File.Delete(files.Archive);
        Assert.Equal([new ContentFault(ContentFaultKind.Unknown, "has no .nupkg in its folder, so nothing tells whether its files are those of the package")], Verify(files).Faults);
        Directory.Delete(files.Folder, recursive: true);
        Assert.Equal([new ContentFault(ContentFaultKind.Unknown, "is in none of the package folders")], Verify(files).Faults);
    }

    [Fact]
    public void An_entry_that_unpacks_without_end_is_read_as_far_as_its_file_is_long()
    {
        var files = Plain().Add("lib/net10.0/Contoso.Chat.dll", new byte[64]).Restore();
        var bomb = Airlock.Core.Tests.Models.Formats.RawZip.Write(
            new Airlock.Core.Tests.Models.Formats.RawZipEntry("lib/net10.0/Contoso.Chat.dll", new byte[200_000_000]) { Method = 8, Size = 64, Checksum = System.IO.Hashing.Crc32.HashToUInt32(new byte[64]) },
            new Airlock.Core.Tests.Models.Formats.RawZipEntry("Contoso.Chat.nuspec", "<package />"u8.ToArray()));
        files.WriteArchive(bomb);
        Assert.Equal([new ContentFault(ContentFaultKind.Changed, "lib/net10.0/Contoso.Chat.dll")], Verify(files, isStrict: true).Faults.Where(fault => fault.Kind == ContentFaultKind.Changed));
    }

    [Fact]
    public void No_change_of_an_archive_crashes_or_hangs()
    {
        var files = Plain(hasBuild: true).Restore();
        var sound = File.ReadAllBytes(files.Archive);
        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte).Array[1, 6].Select(Gen.Int[0, sound.Length]).Sample(
            (changes, cut) =>
            {
                var bytes = (byte[])sound.Clone();
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                File.WriteAllBytes(files.Archive, cut % 10 == 0 ? bytes[..cut] : bytes);
                foreach (var isStrict in new[] { false, true })
                {
                    var content = Verify(files, isStrict);
                    Assert.True(isStrict == false || content.ArchiveHash != files.ContentHash || !content.Faults.IsEmpty || bytes.AsSpan().SequenceEqual(sound));
                }
            },
            iter: 1_500,
            threads: 1);
    }

    private PackageFiles Plain(bool hasBuild = false) => hasBuild ? new PackageFiles(_folder.Path).WithBuild() : new PackageFiles(_folder.Path);

    private static PackageContent Verify(PackageFiles files, bool isStrict = false) =>
        PackageContent.Verify(files.Package, isStrict, TestContext.Current.CancellationToken);
}
