using System.Text;
using Airlock.Core.Restoring;

namespace Airlock.Core.Tests.Restoring;

/// <summary>What stands in the cache, and what is believed of it.</summary>
public sealed class ModelCacheTests : RestoreTest
{
    [Fact]
    public async Task Layout_is_that_of_the_hugging_face_libraries()
    {
        await FetchAsync();

        Assert.Equal(Content, File.ReadAllBytes(Blob));
        Assert.Equal(Path.Combine("..", "..", "..", "blobs", LoopbackHub.Sha256(Content)), new FileInfo(Snapshot).LinkTarget);
        Assert.Equal(["model.onnx", LoopbackHub.Sha256(Content)], Directory.GetFiles(Repository, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase).Reverse());
    }

    [Fact]
    public async Task Without_links_the_snapshot_is_a_file()
    {
        Settings = Settings with { AvoidsSymbolicLinks = true };

        await FetchAsync();

        Assert.Null(new FileInfo(Snapshot).LinkTarget);
        Assert.Equal(Content, File.ReadAllBytes(Snapshot));
    }

    [Fact]
    public async Task Second_time_nobody_is_asked()
    {
        await FetchAsync();
        var before = Hub.AllRequests.Count();

        var again = await FetchAsync();

        Assert.False(again.IsDownloaded);
        Assert.Equal(before, Hub.AllRequests.Count());
    }

    [Fact]
    public async Task Small_file_is_named_by_git()
    {
        var content = Encoding.UTF8.GetBytes("{}");
        Hub.Add("config.json", content, isLarge: false);

        var fetched = await FetchAsync(PinOf(content, $"hf://org/name@{LoopbackHub.Commit}/config.json"));

        Assert.Equal(Path.Combine(Repository, "blobs", LoopbackHub.GitHash(content)), fetched.File);
        Assert.False((await FetchAsync(PinOf(content, $"hf://org/name@{LoopbackHub.Commit}/config.json"), isOffline: true)).IsDownloaded);
    }

    [Fact]
    public async Task Name_that_the_hub_only_claims_is_not_given()
    {
        var claimed = new string('a', 40);
        Hub.OnHub = (request, _) => request.Method == "HEAD" ? LoopbackReply.Empty(200, ("ETag", $"\"{claimed}\""), ("Content-Length", "700000")) : null;

        Assert.Equal(Blob, (await FetchAsync()).File);
    }

    [Fact]
    public async Task File_of_another_library_is_found_by_its_snapshot()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Snapshot)!);
        File.WriteAllBytes(Snapshot, Content);

        Assert.Equal(Snapshot, (await FetchAsync(isOffline: true)).File);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Damaged_file_is_removed_and_fetched_again(bool sameLength)
    {
        await FetchAsync();
        File.WriteAllBytes(Blob, new byte[sameLength ? Content.Length : 5]);

        var fetched = await FetchAsync();

        Assert.True(fetched.IsDownloaded);
        Assert.Contains("was damaged and is removed", Assert.Single(fetched.Notes), StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllBytes(Snapshot));
    }

    [Fact]
    public async Task Damaged_file_is_no_hit_offline()
    {
        await FetchAsync();
        File.WriteAllBytes(Blob, new byte[Content.Length]);

        var failure = await Assert.ThrowsAsync<RestoreException>(() => FetchAsync(isOffline: true));

        Assert.Equal(RestoreFailure.Offline, failure.Failure);
        Assert.Contains("was damaged and is removed", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Blob));
    }

    [Fact]
    public async Task Sound_file_under_a_wrong_pin_stays()
    {
        await FetchAsync();

        var failure = await Assert.ThrowsAsync<RestoreException>(() => FetchAsync(PinOf([1, 2, 3]), isOffline: true));

        Assert.Contains("is not the pinned one", failure.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Blob));
    }

    [Fact]
    public async Task Restores_at_once_download_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => FetchAsync())));

        Assert.Single(results, result => result.IsDownloaded);
        Assert.Single(Hub.Storage.Requests);
        Assert.All(results, result => Assert.Equal(Content, File.ReadAllBytes(result.File)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Offline_asks_nobody(bool command, bool environment)
    {
        Settings = Settings with { IsOffline = environment };

        await FailAsync(RestoreFailure.Offline, isOffline: command);

        Assert.Empty(Hub.AllRequests);
    }

    [Fact]
    public async Task Address_on_the_web_has_a_folder_by_digest()
    {
        var path = Path.Combine(Settings.CacheFolder, "airlock--blobs", LoopbackHub.Sha256(Content));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Content);

        Assert.Equal(path, (await FetchAsync(PinOf(Content, "https://example.com/a.onnx"))).File);
    }

    [Theory]
    [InlineData("hf://org/name/onnx/model.onnx", "no revision is named")]
    [InlineData("hf://org/name@main/onnx/model.onnx", "the revision main can move")]
    public async Task Floating_revision_is_refused_with_the_commit(string address, string expected)
    {
        var failure = await FailAsync(RestoreFailure.Address, PinOf(Content, address));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"if that is what was vetted, write {Address}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Floating_revision_offline_says_how_to_find_the_commit()
    {
        var failure = await FailAsync(RestoreFailure.Address, PinOf(Content, "hf://org/name@main/onnx/model.onnx"), isOffline: true);

        Assert.Contains("under History", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Hub.AllRequests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_without_a_pin_is_fetched_to_be_pinned(bool isLarge)
    {
        Hub.Add("onnx/model.onnx", Content, isLarge);
        Assert.True(RemoteAddress.TryParse(Address, out var address, out _));
        using var restore = new ModelRestore(Settings, isOffline: false);

        var (file, digest) = await restore.FetchUnpinnedAsync(address, null, TestContext.Current.CancellationToken);

        Assert.Equal((LoopbackHub.Sha256(Content), (long)Content.Length), (digest.Sha256, digest.Size));
        Assert.Equal(Content, File.ReadAllBytes(file));
        Assert.Equal(file, (await FetchAsync(isOffline: true)).File);
    }

    [Fact]
    public async Task Hub_that_sends_other_content_than_it_says_is_refused_without_a_pin_too()
    {
        Hub.OnStorage = (request, _) => LoopbackHub.Serve(request, new byte[Content.Length]);
        Assert.True(RemoteAddress.TryParse(Address, out var address, out _));
        using var restore = new ModelRestore(Settings, isOffline: false);

        var failure = await Assert.ThrowsAsync<RestoreException>(() => restore.FetchUnpinnedAsync(address, null, TestContext.Current.CancellationToken));

        Assert.Equal(RestoreFailure.Mismatch, failure.Failure);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Blob)!));
    }
}
