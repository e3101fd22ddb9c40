using Airlock.Core.Models;
using Airlock.Core.Models.Signing;
using CsCheck;

namespace Airlock.Core.Tests.Models.Signing;

public sealed class ModelComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModelComparisonTests()
    {
        _folder.Write("config.json", "{}");
        _folder.Write("sub/weights.bin", "weights");
        _folder.Write(".hidden", "hidden");
        _folder.Write(".git/HEAD", "ref");
        _folder.Write("empty", "");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(3L)]
    [InlineData(7L)]
    [InlineData(1_000L)]
    public void Unchanged_model_is_the_signed_one(long? shardSize) => Assert.Empty(Compare(Describe(shardSize)));

    [Fact]
    public void Manifest_lists_hidden_files_and_leaves_out_those_of_git() =>
        Assert.Equal([".hidden", "config.json", "empty", "sub/weights.bin"], Describe().Resources.Select(resource => resource.Path));

    [Fact]
    public void Ranges_tile_a_file_and_leave_out_empty_ones() => Assert.Equal(
        [".hidden:0:3", ".hidden:3:6", "config.json:0:2", "sub/weights.bin:0:3", "sub/weights.bin:3:6", "sub/weights.bin:6:7"],
        Describe(3).Resources.Select(RangeDigest.NameOf));

    [Theory]
    [InlineData(null)]
    [InlineData(3L)]
    public void Changed_file_differs(long? shardSize)
    {
        var manifest = Describe(shardSize);
        foreach (var content in new[] { "wEights", "weight", "weights2", "" })
        {
            _folder.Write("sub/weights.bin", content);
            Expect(manifest, (ModelDifferenceKind.Changed, "sub/weights.bin"));
        }
    }

    [Fact]
    public void Missing_file_differs()
    {
        var manifest = Describe();
        File.Delete(Path.Combine(_folder.Path, "config.json"));

        Expect(manifest, (ModelDifferenceKind.Missing, "config.json"));
    }

    [Fact]
    public void Folder_where_a_file_was_is_a_missing_file()
    {
        var manifest = Describe();
        File.Delete(Path.Combine(_folder.Path, "config.json"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "config.json"));

        Expect(manifest, (ModelDifferenceKind.Missing, "config.json"));
    }

    [Fact]
    public void File_that_was_not_signed_differs_unless_that_is_allowed()
    {
        var manifest = Describe();
        _folder.Write("sub/.extra.py", "import os");

        Expect(manifest, (ModelDifferenceKind.Unsigned, "sub/.extra.py"));
        Assert.Empty(Compare(manifest, ignoresUnsigned: true));
        Assert.Empty(Compare(manifest, ignored: ["sub/.extra.py"]));
        Assert.Empty(Compare(manifest with { IgnoredPaths = ["sub/.extra.py"] }));
        Expect(manifest with { IgnoredPaths = [".extra.py", "extra"] }, (ModelDifferenceKind.Unsigned, "sub/.extra.py"));
    }

    [Fact]
    public void Signed_file_is_compared_even_if_it_is_ignored()
    {
        var manifest = Describe();
        _folder.Write("sub/weights.bin", "other");

        foreach (var ignored in new[] { "sub", "sub/weights.bin" })
        {
            Assert.Equal(ModelDifferenceKind.Changed, Assert.Single(Compare(manifest, ignored: [ignored])).Kind);
            Expect(manifest with { IgnoredPaths = [ignored] }, (ModelDifferenceKind.Changed, "sub/weights.bin"));
        }
    }

    [Fact]
    public void Letter_case_counts()
    {
        var manifest = Describe();
        File.Move(Path.Combine(_folder.Path, "config.json"), Path.Combine(_folder.Path, "Config.json"));

        Expect(manifest, (ModelDifferenceKind.Unsigned, "Config.json"), (ModelDifferenceKind.Missing, "config.json"));
    }

    [Fact]
    public void Link_is_refused_unless_the_signer_followed_links()
    {
        var manifest = Describe();
        var path = Path.Combine(_folder.Path, "config.json");
        File.Move(path, Path.Combine(_folder.Path, "sub/real.json"));
        File.CreateSymbolicLink(path, "sub/real.json");
        manifest = manifest with { IgnoredPaths = ["sub/real.json"] };

        Expect(manifest, (ModelDifferenceKind.Link, "config.json"));
        Assert.Empty(Compare(manifest with { AllowsLinks = true }));
    }

    [Fact]
    public void Link_that_leads_out_of_the_folder_is_refused_always()
    {
        using var outside = new TemporaryFolder();
        var manifest = Describe();
        var path = Path.Combine(_folder.Path, "config.json");
        File.Delete(path);
        File.CreateSymbolicLink(path, outside.Write("config.json", "{}"));

        Expect(manifest, (ModelDifferenceKind.LinkOutside, "config.json"));
        Expect(manifest with { AllowsLinks = true }, (ModelDifferenceKind.LinkOutside, "config.json"));
        Assert.NotEmpty(Compare(manifest with { AllowsLinks = true }, ignoresUnsigned: true));
    }

    [Fact]
    public void Folder_behind_a_link_is_not_read_twice_and_never_outside()
    {
        using var outside = new TemporaryFolder();
        outside.Write("a", "1");
        var manifest = Describe() with { AllowsLinks = true };
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "again"), ".");
        Assert.Empty(Compare(manifest));

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "out"), outside.Path);
        Expect(manifest, (ModelDifferenceKind.LinkOutside, "out"));

        manifest = manifest with { Resources = [.. manifest.Resources, new SignedResource("out/a", 0, null, Signatures.Sha256("1"))] };
        Expect(manifest, (ModelDifferenceKind.LinkOutside, "out"), (ModelDifferenceKind.Missing, "out/a"));
    }

    [Fact]
    public void Links_in_a_circle_end()
    {
        var manifest = Describe() with { AllowsLinks = true };
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "b"), "a");

        Expect(manifest, (ModelDifferenceKind.LinkOutside, "a"), (ModelDifferenceKind.LinkOutside, "b"));
    }

    [Fact]
    public void Known_digest_saves_the_reading()
    {
        var known = new FileDigest(Signatures.Sha256("weights"), 7);

        Assert.Null(ModelComparison.CompareFile(Describe(), "sub/weights.bin", "/nowhere", known, TestContext.Current.CancellationToken));
        Assert.Null(ModelComparison.CompareFile(Describe(7), "sub/weights.bin", "/nowhere", known, TestContext.Current.CancellationToken));
        Assert.NotNull(ModelComparison.CompareFile(Describe(), "sub/weights.bin", "/nowhere", known with { Sha256 = Signatures.Sha256("x") }, TestContext.Current.CancellationToken));
        Assert.NotNull(ModelComparison.CompareFile(Describe(7), "sub/weights.bin", "/nowhere", known with { Size = 6 }, TestContext.Current.CancellationToken));
        Assert.NotNull(ModelComparison.CompareFile(Describe(3), "sub/weights.bin", "/nowhere", known, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Ranges_cover_every_byte_once() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[1, 60]).Sample(
            (bytes, size) =>
            {
                var path = Path.Combine(_folder.Path, "random");
                File.WriteAllBytes(path, bytes);
                var shards = RangeDigest.OfShards("random", path, size, CancellationToken.None).ToList();
                long next = 0;
                return shards.TrueForAll(shard => shard.Start == next && (next = shard.End!.Value) > shard.Start) && next == bytes.Length;
            },
            iter: 200,
            threads: 1);

    [Theory]
    [InlineData("models/a/weights.bin", "models/a/model.sig", "weights.bin")]
    [InlineData("models/a/weights.bin", "models/model.sig", "a/weights.bin")]
    [InlineData("models/a/weights.bin", "signatures/model.sig", "a/weights.bin")]
    [InlineData("models/b/weights.bin", "signatures/model.sig", "weights.bin")]
    [InlineData("models/b/other.bin", "models/model.sig", null)]
    [InlineData("models/b/theweights.bin", "models/model.sig", null)]
    public void Name_of_a_file_is_found_from_where_the_bundle_lies(string path, string bundle, string? expected) =>
        Assert.Equal(expected, Signatures.Manifest(("weights.bin", "1"), ("a/weights.bin", "2")).NameOf(path, bundle));

    [Fact]
    public void Names_are_in_the_order_of_code_points() => Assert.Equal(
        ["a.txt", "a/b", "\uE000", "\U0001F600"], new[] { "\U0001F600", "\uE000", "a/b", "a.txt" }.Order(ModelPath.CodePointOrder));

    private SignedManifest Describe(long? shardSize = null) => ModelSigner.Describe(
        "model", ModelFolder.Enumerate(_folder.Path, SignedManifest.DefaultIgnoredPaths.ToHashSet()), shardSize, [], TestContext.Current.CancellationToken);

    private IReadOnlyList<ModelDifference> Compare(SignedManifest manifest, bool ignoresUnsigned = false, params string[] ignored) =>
        ModelComparison.CompareFolder(manifest, _folder.Path, ignored, ignoresUnsigned, TestContext.Current.CancellationToken);

    private void Expect(SignedManifest manifest, params (ModelDifferenceKind Kind, string Path)[] expected) =>
        Assert.Equal(expected, Compare(manifest).Select(difference => (difference.Kind, difference.Path)));
}
