using Airlock.Core.Restoring;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Tests.Restoring;

/// <summary>A hub on this machine, an empty cache, and a model of some size.</summary>
public abstract class RestoreTest : IDisposable
{
    protected const string Token = "hf_secret";
    protected const string Address = $"hf://{LoopbackHub.Repository}@{LoopbackHub.Commit}/onnx/model.onnx";

    /// <summary>Several reads long, and no two of its parts alike.</summary>
    protected static byte[] Content { get; } = [.. Enumerable.Range(0, 700_000).Select(i => (byte)((i * 31) ^ (i >> 8)))];

    protected RestoreTest()
    {
        Hub.Add("onnx/model.onnx", Content);
        Settings = new HubSettings
        {
            Endpoint = Hub.Endpoint,
            CacheFolder = Path.Combine(Folder.Path, "cache"),
            Token = Token,
            FirstRetryDelay = TimeSpan.FromMilliseconds(1),
        };
    }

    protected LoopbackHub Hub { get; } = new();

    protected TemporaryFolder Folder { get; } = new();

    protected HubSettings Settings { get; set; }

    protected string Repository => Path.Combine(Settings.CacheFolder, "models--org--name");

    protected string Blob => Path.Combine(Repository, "blobs", LoopbackHub.Sha256(Content));

    protected string Partial => Blob + ".incomplete";

    protected string Snapshot => Path.Combine(Repository, "snapshots", LoopbackHub.Commit, "onnx", "model.onnx");

    public void Dispose()
    {
        Hub.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static Pin PinOf(byte[] content, string address = Address, bool withSize = true) =>
        new(PinKind.Model, address, LoopbackHub.Sha256(content), withSize ? content.Length : null, null, null, null, TextPosition.Start);

    protected Task<FetchedFile> FetchAsync(Pin? pin = null, bool isOffline = false) => FetchUntilAsync(TestContext.Current.CancellationToken, pin, isOffline);

    protected async Task<FetchedFile> FetchUntilAsync(CancellationToken stop, Pin? pin = null, bool isOffline = false)
    {
        pin ??= PinOf(Content);
        Assert.True(RemoteAddress.TryParse(pin.Path, out var address, out var problem), problem);
        using var restore = new ModelRestore(Settings, isOffline);
        return await restore.FetchAsync(address, pin, null, stop);
    }

    protected async Task<RestoreException> FailAsync(RestoreFailure expected, Pin? pin = null, bool isOffline = false)
    {
        var failure = await Assert.ThrowsAsync<RestoreException>(() => FetchAsync(pin, isOffline));
        Assert.True(expected == failure.Failure, $"{failure.Failure}: {failure.Message}");
        Assert.DoesNotContain("signature=", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Blob));
        Assert.False(File.Exists(Snapshot));
        return failure;
    }

    protected void LeavePartial(byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Partial)!);
        File.WriteAllBytes(Partial, content);
    }
}
