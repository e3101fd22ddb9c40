using Airlock.Core.Restoring;

namespace Airlock.Core.Tests.Restoring;

public sealed class HubSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private HubSettings Read(params (string Name, string Value)[] variables)
    {
        var environment = variables.Prepend(("HF_HOME", _folder.Path)).DistinctBy(variable => variable.Item1).ToDictionary();
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return HubSettings.FromEnvironment(environment.GetValueOrDefault);
    }

    [Fact]
    public void Defaults()
    {
        var settings = HubSettings.FromEnvironment(name => name == "HF_TOKEN" ? "hf_a" : null);

        Assert.Equal(new Uri("https://huggingface.co"), settings.Endpoint);
        Assert.EndsWith(Path.Combine(".cache", "huggingface", "hub"), settings.CacheFolder, StringComparison.Ordinal);
        Assert.True(Path.IsPathRooted(settings.CacheFolder));
        Assert.False(settings.IsOffline || settings.AvoidsSymbolicLinks);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.DownloadTimeout);
    }

    [Fact]
    public void Folders_and_times()
    {
        Assert.Equal(Path.Combine(_folder.Path, "hub"), Read().CacheFolder);
        Assert.Equal(Path.Combine(_folder.Path, "elsewhere"), Read(("HF_HUB_CACHE", Path.Combine(_folder.Path, "elsewhere"))).CacheFolder);
        Assert.Equal(Path.Combine(_folder.Path, "huggingface", "hub"), Read(("HF_HOME", ""), ("XDG_CACHE_HOME", _folder.Path)).CacheFolder);
        Assert.Equal(TimeSpan.FromSeconds(2.5), Read(("HF_HUB_DOWNLOAD_TIMEOUT", "2.5")).DownloadTimeout);
        Assert.Equal(TimeSpan.FromSeconds(3), Read(("HF_HUB_ETAG_TIMEOUT", "3")).DescriptionTimeout);
    }

    [Theory]
    [InlineData("HF_HUB_OFFLINE", "1", true)]
    [InlineData("HF_HUB_OFFLINE", "yes", true)]
    [InlineData("TRANSFORMERS_OFFLINE", "true", true)]
    [InlineData("HF_HUB_OFFLINE", "0", false)]
    [InlineData("HF_HUB_OFFLINE", "", false)]
    public void Offline(string name, string value, bool expected) => Assert.Equal(expected, Read((name, value)).IsOffline);

    [Fact]
    public void Token_of_variable_file_or_home()
    {
        _folder.Write("token", " hf_home\n");
        var file = _folder.Write("other", "hf_file\n");

        Assert.Equal("hf_home", Read().Token);
        Assert.Equal("hf_file", Read(("HF_TOKEN_PATH", file)).Token);
        Assert.Equal("hf_variable", Read(("HF_TOKEN_PATH", file), ("HF_TOKEN", "hf_variable")).Token);
        Assert.Null(Read(("HF_TOKEN", "hf_variable"), ("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")).Token);
    }

    [Theory]
    [InlineData("HF_ENDPOINT", "huggingface.co")]
    [InlineData("HF_ENDPOINT", "file:///etc")]
    [InlineData("HF_ENDPOINT", "https://user:secret@example.com")]
    [InlineData("HF_HUB_DOWNLOAD_TIMEOUT", "soon")]
    [InlineData("HF_HUB_ETAG_TIMEOUT", "0")]
    [InlineData("HF_TOKEN", "hf_secret\r\nX-Other: 1")]
    public void What_can_not_be_used_is_an_error_that_keeps_secrets(string name, string value)
    {
        var failure = Assert.Throws<RestoreException>(() => Read((name, value)));

        Assert.Equal(RestoreFailure.Settings, failure.Failure);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
