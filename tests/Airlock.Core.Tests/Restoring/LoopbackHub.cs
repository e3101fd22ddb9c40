using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Airlock.Core.Tests.Restoring;

/// <summary>
/// Behaves like the Hugging Face hub: describes files, serves small ones itself, and redirects for large ones to a storage
/// at another origin, which knows ranges and must not see a token.
/// </summary>
public sealed class LoopbackHub : IDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    public const string Repository = "org/name";

    private readonly Dictionary<string, (byte[] Content, bool IsLarge)> _files = new(StringComparer.Ordinal);

    public LoopbackHub()
    {
        Storage = new LoopbackServer(request => Intervene(OnStorage, request) ?? Store(request));
        Hub = new LoopbackServer(request => Intervene(OnHub, request) ?? Answer(request));
    }

    public LoopbackServer Hub { get; }

    public LoopbackServer Storage { get; }

    /// <summary>What the hub does in place of its usual answer; null leaves it at that. The number counts requests of that method from 0.</summary>
    public Func<LoopbackRequest, int, LoopbackReply?>? OnHub { get; set; }

    /// <summary>The same for the storage.</summary>
    public Func<LoopbackRequest, int, LoopbackReply?>? OnStorage { get; set; }

    public Uri Endpoint => Hub.Address;

    public IEnumerable<LoopbackRequest> AllRequests => Hub.Requests.Concat(Storage.Requests);

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string GitHash(byte[] content) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));

    public LoopbackHub Add(string path, byte[] content, bool isLarge = true)
    {
        _files[path] = (content, isLarge);
        return this;
    }

    /// <summary>What the storage answers for a file of that content.</summary>
    public static LoopbackReply Serve(LoopbackRequest request, byte[] content)
    {
        var range = request.Header("Range");
        if (range is null)
        {
            return new LoopbackReply(200, content, ("ETag", "\"storage\""), ("Accept-Ranges", "bytes"));
        }

        var from = int.Parse(range.AsSpan("bytes=".Length, range.Length - "bytes=".Length - 1), CultureInfo.InvariantCulture);
        return from >= content.Length
            ? LoopbackReply.Empty(416, ("Content-Range", $"bytes */{content.Length}"))
            : new LoopbackReply(206, content[from..], ("ETag", "\"storage\""), ("Content-Range", $"bytes {from}-{content.Length - 1}/{content.Length}"));
    }

    public void Dispose()
    {
        Hub.Dispose();
        Storage.Dispose();
    }

    private LoopbackReply? Intervene(Func<LoopbackRequest, int, LoopbackReply?>? hook, LoopbackRequest request)
    {
        if (hook is null)
        {
            return null;
        }

        var server = hook == OnHub ? Hub : Storage;
        return hook(request, server.Requests.Count(other => other.Method == request.Method) - 1);
    }

    private LoopbackReply Answer(LoopbackRequest request)
    {
        var parts = request.Path.Split('/', 6);
        if (parts.Length < 6 || parts[3] != "resolve" || $"{parts[1]}/{parts[2]}" != Repository)
        {
            return LoopbackReply.Empty(404, ("X-Error-Code", "RepoNotFound"));
        }

        if (parts[4] is not (Commit or "main"))
        {
            return LoopbackReply.Empty(404, ("X-Error-Code", "RevisionNotFound"));
        }

        if (!_files.TryGetValue(Uri.UnescapeDataString(parts[5]), out var file))
        {
            return LoopbackReply.Empty(404, ("X-Error-Code", "EntryNotFound"));
        }

        return file.IsLarge
            ? LoopbackReply.Empty(
                302,
                ("X-Repo-Commit", Commit),
                ("X-Linked-Etag", $"\"{Sha256(file.Content)}\""),
                ("X-Linked-Size", file.Content.Length.ToString(CultureInfo.InvariantCulture)),
                ("Location", new Uri(Storage.Address, $"{parts[5]}?signature=secret").AbsoluteUri))
            : new LoopbackReply(200, file.Content, ("X-Repo-Commit", Commit), ("ETag", $"W/\"{GitHash(file.Content)}\""));
    }

    private LoopbackReply Store(LoopbackRequest request) =>
        _files.TryGetValue(Uri.UnescapeDataString(request.Path.Split('?')[0].TrimStart('/')), out var file) ? Serve(request, file.Content) : LoopbackReply.Empty(404);
}
