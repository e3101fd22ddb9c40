using System.Globalization;

namespace Airlock.Core.Restoring;

/// <summary>
/// How to reach the Hugging Face hub and where its files are kept: the environment variables that huggingface_hub documents
/// (https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables), so that both share one cache.
/// </summary>
public sealed record HubSettings
{
    private static readonly string[] True = ["1", "ON", "YES", "TRUE"];

    /// <summary>The hub, wherever the environment says that it is asked.</summary>
    public static Uri Hub { get; } = new("https://huggingface.co");

    /// <summary>Where the hub is asked (<c>HF_ENDPOINT</c>).</summary>
    public Uri Endpoint { get; init; } = Hub;

    /// <summary>The folder of the cache, absolute (<c>HF_HUB_CACHE</c>, <c>HF_HOME</c>, <c>XDG_CACHE_HOME</c>).</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The user's access token, or null (<c>HF_TOKEN</c>, <c>HF_TOKEN_PATH</c>).</summary>
    public string? Token { get; init; }

    /// <summary>Whether nothing may be asked of the network (<c>HF_HUB_OFFLINE</c>, <c>TRANSFORMERS_OFFLINE</c>).</summary>
    public bool IsOffline { get; init; }

    /// <summary>Whether the cache holds copies in place of symbolic links (<c>HF_HUB_DISABLE_SYMLINKS</c>).</summary>
    public bool AvoidsSymbolicLinks { get; init; }

    /// <summary>How long the hub may take to describe a file (<c>HF_HUB_ETAG_TIMEOUT</c>, seconds).</summary>
    public TimeSpan DescriptionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a download may stand still (<c>HF_HUB_DOWNLOAD_TIMEOUT</c>, seconds).</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait before the second attempt of a request; it doubles with each further one.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Reads the environment.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="RestoreException">A variable has a value that can't be used.</exception>
    public static HubSettings FromEnvironment(Func<string, string?> variable)
    {
        string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;
        bool IsTrue(string name) => True.Contains(Value(name), StringComparer.OrdinalIgnoreCase);
        string Folder(string path) => Path.GetFullPath(path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Path.Join(Home, path[1..]) : path);

        var home = Folder(Value("HF_HOME") ?? Path.Combine(Value("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache"), "huggingface"));
        return new HubSettings
        {
            Endpoint = EndpointOf(Value("HF_ENDPOINT") ?? Hub.OriginalString),
            CacheFolder = Value("HF_HUB_CACHE") is { } cache ? Folder(cache) : Path.Combine(home, "hub"),
            Token = IsTrue("HF_HUB_DISABLE_IMPLICIT_TOKEN") ? null
                : Value("HF_TOKEN") is { } token ? TokenOf(token, "HF_TOKEN")
                : ReadToken(Value("HF_TOKEN_PATH") is { } path ? Folder(path) : Path.Combine(home, "token")),
            IsOffline = IsTrue("HF_HUB_OFFLINE") || IsTrue("TRANSFORMERS_OFFLINE"),
            AvoidsSymbolicLinks = IsTrue("HF_HUB_DISABLE_SYMLINKS"),
            DescriptionTimeout = Seconds("HF_HUB_ETAG_TIMEOUT", Value),
            DownloadTimeout = Seconds("HF_HUB_DOWNLOAD_TIMEOUT", Value),
        };
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static Uri EndpointOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && (uri.UserInfo + uri.Query + uri.Fragment).Length == 0
            ? uri
            : throw new RestoreException(RestoreFailure.Settings, "HF_ENDPOINT is no web address; write https://host, without user name and query");

    private static TimeSpan Seconds(string name, Func<string, string?> value) => value(name) switch
    {
        null => TimeSpan.FromSeconds(10),
        var text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400 => TimeSpan.FromSeconds(seconds),
        _ => throw new RestoreException(RestoreFailure.Settings, $"{name} is no number of seconds between 0 and 86,400"),
    };

    private static string? ReadToken(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } token ? TokenOf(token, path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RestoreException(RestoreFailure.Settings, $"the access token in {path} can't be read: {exception.Message}");
        }
    }

    // A token stands in a header; the message must not repeat it.
    private static string TokenOf(string token, string place) =>
        token.All(char.IsAscii) && !token.Any(character => char.IsControl(character) || character == ' ')
            ? token
            : throw new RestoreException(RestoreFailure.Settings, $"the access token of {place} has characters that no token has");
}
