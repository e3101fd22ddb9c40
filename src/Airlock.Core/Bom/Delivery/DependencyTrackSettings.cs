namespace Airlock.Core.Bom.Delivery;

/// <summary>How to reach a Dependency-Track server.</summary>
public sealed record DependencyTrackSettings
{
    private const int LongestKey = 1024;

    private DependencyTrackSettings(Uri server, string key) => (Server, Key) = (server, key);

    /// <summary>The environment variable that holds the key.</summary>
    public const string KeyVariable = "AIRLOCK_DEPENDENCY_TRACK_KEY";

    /// <summary>Where the server's API starts: its address without <c>/api</c>, ended by <c>/</c>.</summary>
    public Uri Server { get; }

    /// <summary>How long the server may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The wait before the second attempt of a request; it doubles with each further one.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The wait between two questions whether the document was processed.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait for the processing in all.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The key of the API. It goes into one header of requests to the server, and nowhere else.</summary>
    internal string Key { get; }

    /// <summary>Checks address and key.</summary>
    /// <param name="server">Address of the server; https, or http within this machine.</param>
    /// <param name="key">The key; white space around it is cut.</param>
    /// <exception cref="DeliveryException">One of them can't be used. The message repeats neither key nor user name.</exception>
    public static DependencyTrackSettings Create(string server, string? key)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) || uri.Host.Length == 0)
        {
            throw Wrong("the address of the server is no web address; write https://host");
        }

        if ((uri.UserInfo + uri.Query + uri.Fragment).Length > 0)
        {
            throw Wrong("the address of the server must have no user name, query or fragment");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            throw Wrong($"the key would travel to {uri.Authority} in the clear; use https (http is for this machine alone)");
        }

        key = key?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            throw Wrong($"there is no API key; set {KeyVariable}, or name a file that holds it");
        }

        // It stands in a header; the message must not repeat it.
        return key.Length <= LongestKey && key.All(character => character is > ' ' and < '\x7f')
            ? new DependencyTrackSettings(uri.AbsolutePath.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/"), key)
            : throw Wrong("the API key has characters that no key has");
    }

    private static DeliveryException Wrong(string message) => new(DeliveryFailure.Settings, message);

    // The generated text would hold the key.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Server = ").Append(Server);
        return true;
    }
}
