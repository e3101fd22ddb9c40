using Airlock.Core.Restoring;
using CsCheck;

namespace Airlock.Core.Tests.Restoring;

public class HubAddressTests
{
    private const string Commit = LoopbackHub.Commit;

    private static readonly Uri Hub = new("https://huggingface.co");

    [Theory]
    [InlineData($"hf://org/name@{Commit}/model.onnx", HubRepositoryKind.Model, "org/name", Commit, "model.onnx", true)]
    [InlineData($"hf://org/name@{Commit}/onnx/model q4.onnx", HubRepositoryKind.Model, "org/name", Commit, "onnx/model q4.onnx", true)]
    [InlineData($"hf://gpt2@{Commit}/model.safetensors", HubRepositoryKind.Model, "gpt2", Commit, "model.safetensors", true)]
    [InlineData($"hf://datasets/org/name@{Commit}/train.csv", HubRepositoryKind.Dataset, "org/name", Commit, "train.csv", true)]
    [InlineData($"hf://spaces/org/name@{Commit}/app.py", HubRepositoryKind.Space, "org/name", Commit, "app.py", true)]
    [InlineData("hf://org/name/model.onnx", HubRepositoryKind.Model, "org/name", null, "model.onnx", false)]
    [InlineData("hf://org/name@main/model.onnx", HubRepositoryKind.Model, "org/name", "main", "model.onnx", false)]
    [InlineData("hf://org/name@v1.0/model.onnx", HubRepositoryKind.Model, "org/name", "v1.0", "model.onnx", false)]
    [InlineData("hf://org/name@0123456/model.onnx", HubRepositoryKind.Model, "org/name", "0123456", "model.onnx", false)]
    [InlineData("hf://org/name@refs/pr/7/model.onnx", HubRepositoryKind.Model, "org/name", "refs/pr/7", "model.onnx", false)]
    [InlineData("hf://org/name@refs%2Fpr%2F7/model.onnx", HubRepositoryKind.Model, "org/name", "refs/pr/7", "model.onnx", false)]
    [InlineData($"https://huggingface.co/org/name/resolve/{Commit}/a%20b/model.onnx?download=true", HubRepositoryKind.Model, "org/name", Commit, "a b/model.onnx", true)]
    [InlineData("https://hf.co/gpt2/resolve/main/model.onnx", HubRepositoryKind.Model, "gpt2", "main", "model.onnx", false)]
    [InlineData($"https://huggingface.co/datasets/org/name/resolve/{Commit}/train.csv", HubRepositoryKind.Dataset, "org/name", Commit, "train.csv", true)]
    public void Addresses_of_the_hub(string text, HubRepositoryKind kind, string repository, string? revision, string path, bool pinned)
    {
        Assert.True(RemoteAddress.TryParse(text, out var address, out var problem), problem);

        Assert.Equal(new HubAddress(text, kind, repository, revision, path), address);
        Assert.Equal(pinned, ((HubAddress)address).IsPinned);
    }

    [Theory]
    [InlineData("https://example.com/models/a.onnx")]
    [InlineData("https://example.com/a.onnx?version=3")]
    [InlineData("https://huggingface.co/api/models/org/name")]
    public void Other_addresses(string text)
    {
        Assert.True(RemoteAddress.TryParse(text, out var address, out _));

        Assert.Equal(new Uri(text), Assert.IsType<WebFileAddress>(address).Uri);
    }

    [Theory]
    [InlineData("models/a.onnx", "is no address")]
    [InlineData("http://example.com/a.onnx", "is no address")]
    [InlineData("file:///etc/passwd", "is no address")]
    [InlineData("https://", "is no valid URL")]
    [InlineData("https://user:password@example.com/a.onnx", "user name or password")]
    [InlineData("https://example.com/a.onnx#part", "fragment")]
    [InlineData("https://huggingface.co/org/name/blob/main/a.onnx", "write resolve in place of blob")]
    [InlineData("https://huggingface.co/org/name/resolve/main/a%2F..%2Fa.onnx", "no file")]
    [InlineData("hf://", "names no file")]
    [InlineData("hf://org/name", "names no file")]
    [InlineData("hf://org/name@main", "names no file")]
    [InlineData("hf://org/name@/a.onnx", "no revision")]
    [InlineData("hf://org/name@../a.onnx", "no revision")]
    [InlineData("hf://org/name@main/", "names no file")]
    [InlineData("hf://org/name@main/../a.onnx", "names no file")]
    [InlineData("hf://org/name@main/a/./b.onnx", "names no file")]
    [InlineData("hf://org/name@main/a\\b.onnx", "names no file")]
    [InlineData("hf://org/name@main/c:a.onnx", "names no file")]
    [InlineData("hf://../name@main/a.onnx", "names no repository")]
    [InlineData("hf://org/na--me@main/a.onnx", "names no repository")]
    [InlineData("hf://org/.name@main/a.onnx", "names no repository")]
    [InlineData("hf:///name@main/a.onnx", "names no repository")]
    [InlineData("hf://org/name@main/a\n.onnx", "control characters")]
    public void No_addresses(string text, string expected)
    {
        Assert.False(RemoteAddress.TryParse(text, out _, out var problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Url_escapes_what_a_path_may_hold()
    {
        Assert.True(RemoteAddress.TryParse("hf://datasets/org/name@refs/pr/7/a b/c?d#e%.csv", out var address, out _));

        Assert.Equal("https://huggingface.co/datasets/org/name/resolve/refs%2Fpr%2F7/a%20b/c%3Fd%23e%25.csv", ((HubAddress)address).At(Hub).AbsoluteUri);
        Assert.Equal("http://127.0.0.1:9/hub/datasets/org/name/resolve/refs%2Fpr%2F7/a%20b/c%3Fd%23e%25.csv", ((HubAddress)address).At(new Uri("http://127.0.0.1:9/hub/")).AbsoluteUri);
    }

    [Fact]
    public void Names_in_the_cache_and_pinned_form()
    {
        Assert.True(RemoteAddress.TryParse("https://huggingface.co/datasets/org/name/resolve/main/a/b.csv", out var address, out _));

        Assert.Equal("datasets--org--name", ((HubAddress)address).CacheFolder);
        Assert.Equal($"hf://datasets/org/name@{Commit}/a/b.csv", ((HubAddress)address).At(Commit));
    }

    [Fact]
    public void Any_text_is_an_address_that_stays_in_the_cache_or_a_problem()
    {
        var parts = Gen.OneOf("hf:", "https:", "/", "//", "@", "..", ".", "%2e", "%2F", "%5C", "\\", "datasets", "org", "name", "main", "refs", "pr", "resolve", "huggingface.co", Commit, ":", "\0");
        parts.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            if (RemoteAddress.TryParse(text, out var address, out var problem) && address is HubAddress hub)
            {
                var cached = Path.GetFullPath(Path.Combine("/cache", hub.CacheFolder, "snapshots", Commit, hub.Path));
                Assert.StartsWith($"/cache/{hub.CacheFolder}/snapshots/{Commit}/", cached.Replace(Path.GetPathRoot(cached)!, "/", StringComparison.Ordinal).Replace('\\', '/'), StringComparison.Ordinal);
                Assert.DoesNotContain('/', hub.CacheFolder);
                Assert.Equal(Hub.Host, hub.At(Hub).Host);
            }
            else
            {
                Assert.True(address is not null || problem is not null);
            }
        });
    }
}
