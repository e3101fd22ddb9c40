using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Integrity;
using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Libraries.Integrity;

public sealed class IntegrityCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PackageFiles _files;

    public IntegrityCheckTests() => _files = new PackageFiles(_folder.Path).Restore();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sound_package_is_silent_with_and_without_a_lock(bool isStrict)
    {
        Assert.Empty(Run(isStrict));
        Lock(_files.ContentHash);
        Assert.Empty(Run(isStrict));
    }

    [Fact]
    public void A_changed_file_is_reported_with_its_package()
    {
        _files.Write("lib/net10.0/Contoso.Chat.dll", "an assembly, MORE or less");
        var finding = Assert.Single(Run());
        Assert.Equal("AIR6003", finding.RuleId);
        Assert.Equal(
            "Library Contoso.Chat 1.2.0 is not on disk as it was packed: lib/net10.0/Contoso.Chat.dll was changed; find out who did it, then delete contoso.chat/1.2.0 from the package folder and run `dotnet restore --force`. It comes in by App → Contoso.Chat 1.2.0.",
            finding.Message);
        Assert.Equal("lib/net10.0/Contoso.Chat.dll", finding.Properties["changed"]);
        Assert.DoesNotContain(PolicyVerdict.WeightProperty, finding.Properties.Keys);
    }

    [Fact]
    public void Many_files_are_counted()
    {
        for (var number = 0; number < 9; number++)
        {
            _files.Write($"lib/net10.0/Planted{number}.dll", "");
        }

        Assert.Contains("lib/net10.0/Planted4.dll was added and 4 more; find out", Assert.Single(Run(isStrict: true)).Message);
    }

    [Fact]
    public void Another_hash_in_the_lock_is_reported_and_names_both()
    {
        var other = Convert.ToBase64String(new byte[64]);
        Lock(other);
        var finding = Assert.Single(Run());
        Assert.Equal("AIR6003", finding.RuleId);
        Assert.Contains(
            $"is not what was locked: its content hash is AAAAAAAAAAAAAAAA… by packages.lock.json and {_files.ContentHash[..16]}… by project.assets.json; find out which is right, then delete",
            finding.Message);
        Assert.Equal((other, _files.ContentHash), (finding.Properties["expectedHash"], finding.Properties["foundHash"]));
    }

    [Fact]
    public void Another_hash_in_another_lock_is_reported()
    {
        var check = new IntegrityCheck { OtherLocks = _ => [new ExpectedContent("airlock.lock.json", "contoso.chat", "1.2.0", "other"), new ExpectedContent("airlock.lock.json", "Contoso.Chat", "1.1.0", "older")] };
        Assert.Contains("its content hash is other by airlock.lock.json and ", Assert.Single(Run(check: check)).Message);
    }

    [Fact]
    public void A_note_that_differs_from_the_assets_file_is_reported()
    {
        var node = _files.Node;
        _files.WriteMetadata(Convert.ToBase64String(new byte[64]));
        Assert.Contains("by project.assets.json and AAAAAAAAAAAAAAAA… by .nupkg.metadata", Assert.Single(Run(nodes: node)).Message);
    }

    [Fact]
    public void An_archive_and_files_that_were_changed_together_are_found_by_a_strict_read()
    {
        var hash = _files.ContentHash;
        Lock(hash);
        _files.Add("lib/net10.0/Contoso.Chat.dll", "an evil assembly").Restore();
        _files.WriteMetadata(hash);
        var node = _files.Node with { ContentHash = hash };
        Assert.Empty(Run(nodes: node));
        Assert.Contains("by packages.lock.json and ", Assert.Single(Run(isStrict: true, nodes: node)).Message);
    }

    [Fact]
    public void When_everything_was_changed_together_only_the_lock_tells()
    {
        var hash = _files.ContentHash;
        _files.Add("lib/net10.0/Contoso.Chat.dll", "an evil assembly").Restore();
        Assert.Empty(Run(isStrict: true));
        Lock(hash);
        Assert.Contains("is not what was locked", Assert.Single(Run()).Message);
    }

    [Theory]
    [InlineData("1.1.0")]
    [InlineData(null)]
    public void A_package_that_the_lock_does_not_hold_is_a_warning(string? version)
    {
        Lock(version is null ? null : _files.ContentHash, version ?? "1.2.0");
        var finding = Assert.Single(Run());
        Assert.Contains("is not in packages.lock.json in this version and with a content hash", finding.Message);
        Assert.Equal("warn", finding.Properties[PolicyVerdict.WeightProperty]);
    }

    [Fact]
    public void A_damaged_lock_is_incomplete_evidence_with_its_place()
    {
        _folder.Write("packages.lock.json", "{ \"version\": 1,\n  \"dependencies\": {");
        var finding = Assert.Single(Run());
        Assert.Equal("AIR9004", finding.RuleId);
        Assert.StartsWith("The lock file packages.lock.json(2,20) can't be used, so nothing holds packages to it: the file ends", finding.Message);
        Assert.Equal([CheckedRules.AreaProperty], finding.Properties.Keys);
    }

    [Fact]
    public void A_lock_that_the_project_names_must_be_there()
    {
        var finding = Assert.Single(Run(restore: new RestoreRecord { LockFile = "locks/app.lock.json" }));
        Assert.Equal(("AIR9004", true), (finding.RuleId, finding.Message.Contains("locks/app.lock.json(1,1) can't be used, so nothing holds packages to it: it", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_missing_archive_is_incomplete_evidence_for_all_packages_at_once()
    {
        var second = new PackageFiles(_folder.Path, "Contoso.Core", "1.0.0").Restore();
        File.Delete(_files.Archive);
        Assert.Equal(
            "The content of library Contoso.Chat 1.2.0 is not verified: it has no .nupkg in its folder, so nothing tells whether its files are those of the package; delete contoso.chat/1.2.0 from the package folder and run `dotnet restore --force`",
            Assert.Single(Run(nodes: [_files.Node, second.Node])).Message);
        File.Delete(second.Archive);
        var finding = Assert.Single(Run(nodes: [_files.Node, second.Node]));
        Assert.Equal("AIR9004", finding.RuleId);
        Assert.StartsWith("The content of 2 libraries (Contoso.Chat 1.2.0, Contoso.Core 1.0.0) is not verified: each has no .nupkg in its folder", finding.Message);
        Assert.EndsWith("; delete their folders from the package folder and run `dotnet restore --force`", finding.Message);
        Assert.Equal([CheckedRules.AreaProperty], finding.Properties.Keys);
    }

    [Fact]
    public void In_a_fallback_folder_a_missing_archive_is_a_warning_at_most()
    {
        File.Delete(_files.Archive);
        var finding = Assert.Single(Run(folders: [Path.Combine(_folder.Path, "own"), _files.PackageFolder]));
        Assert.Equal("warn", finding.Properties[PolicyVerdict.WeightProperty]);
        Directory.Delete(_files.Folder, recursive: true);
        finding = Assert.Single(Run());
        Assert.EndsWith("it is in none of the package folders; run `dotnet restore --force`", finding.Message);
        Assert.Equal("warn", finding.Properties[PolicyVerdict.WeightProperty]);
    }

    [Fact]
    public void An_archive_that_deceives_is_reported()
    {
        _files.WriteArchive(_files.Pack(("../../evil.dll", "evil")));
        Assert.Contains("has a .nupkg that is damaged or made to deceive: of \"../../evil.dll\", its name climbs out", Assert.Single(Run()).Message);
    }

    private void Lock(string? hash, string version = "1.2.0") => _folder.Write(
        "packages.lock.json",
        $$"""{ "version": 1, "dependencies": { "net10.0": { "Contoso.Chat": { "type": "Direct", "resolved": "{{version}}"{{(hash is null ? "" : $", \"contentHash\": \"{hash}\"")}} } } } }""");

    private IReadOnlyList<Finding> Run(bool isStrict = false, IntegrityCheck? check = null, RestoreRecord? restore = null, string[]? folders = null, params PackageNode[] nodes)
    {
        var graph = PackageFiles.GraphOf(folders ?? [_files.PackageFolder], restore ?? new RestoreRecord(), nodes.Length == 0 ? [_files.Node] : nodes);
        var libraries = new LibrarySet(_folder.Context(), graph) { Packages = LibrarySet.Locate(graph), IsStrictRead = isStrict };
        var report = new LibraryReport(libraries);
        (check ?? new IntegrityCheck()).Run(libraries, report, TestContext.Current.CancellationToken);
        return report.Findings;
    }
}
