using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;

namespace Airlock.Core.Restoring;

/// <summary>What the hub says of a file without sending it.</summary>
/// <param name="Commit">The commit that the revision stands for, or null if the hub does not say.</param>
/// <param name="EntityTag">SHA-256 of the content of a large file, git's hash of a small one; null if the hub does not say.</param>
/// <param name="Size">Length in bytes, or null.</param>
public sealed record HubFile(string? Commit, string? EntityTag, long? Size);

/// <summary>
/// Asks the hub, and any other web server, for files. Redirects are followed by hand, because the user's token must reach no
/// other host: it goes to the endpoint, over TLS or within this machine, and never again once a redirect has led away.
/// </summary>
public sealed class HubClient : IDisposable
{
    /// <summary>The longest file that is accepted where neither pin nor hub says a length: 64 GiB.</summary>
    public const long LongestUnknown = 64L * 1024 * 1024 * 1024;

    private const int MaximumRedirects = 10;
    private const int BufferSize = 256 * 1024;

    // An attempt that brought so much was worth it, and the next failure counts as the first.
    private const long WorthAnAttempt = 1024 * 1024;

    private readonly HttpClient _http;
    private readonly HubSettings _settings;

    /// <summary>Makes a client; proxies are those of the environment (<c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c>, <c>NO_PROXY</c>).</summary>
    /// <param name="settings">Where the hub is, and who asks.</param>
    public HubClient(HubSettings settings)
    {
        _settings = settings;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = settings.DownloadTimeout,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("airlock", Gate.Version));
        _http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Asks the hub which commit a revision stands for, and what the file is.</summary>
    /// <exception cref="RestoreException">The hub refuses or can't be reached.</exception>
    public async Task<HubFile> DescribeAsync(HubAddress address, CancellationToken cancellation)
    {
        var uri = address.At(_settings.Endpoint);
        var retry = new RetrySchedule(_settings.FirstRetryDelay);
        while (true)
        {
            try
            {
                using var response = await SendAsync(HttpMethod.Head, uri, from: 0, _settings.DescriptionTimeout, cancellation);
                return Read(response);
            }
            catch (RestoreException failure)
            {
                await retry.WaitAsync(failure, cancellation);
            }
        }
    }

    /// <summary>Completes a download, over as many connections as it takes.</summary>
    /// <param name="address">The file.</param>
    /// <param name="file">What is there of it already; it never grows beyond <paramref name="size"/>.</param>
    /// <param name="size">Length in bytes, or null if unknown.</param>
    /// <param name="progress">Told the number of bytes there are.</param>
    /// <param name="cancellation">Stops the download; what came stays in <paramref name="file"/>.</param>
    /// <exception cref="RestoreException">The server refuses, can't be reached, or sends a file of another length.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public async Task DownloadAsync(RemoteAddress address, PartialFile file, long? size, IProgress<long>? progress, CancellationToken cancellation)
    {
        var uri = address is HubAddress hub ? hub.At(_settings.Endpoint) : ((WebFileAddress)address).Uri;
        var retry = new RetrySchedule(_settings.FirstRetryDelay);
        if (file.Length > size)
        {
            file.Restart();
        }

        while (file.Length != size)
        {
            var before = file.Length;
            try
            {
                await ReceiveAsync(uri, file, size, progress, cancellation);
                return;
            }
            catch (RestoreException failure)
            {
                if (file.Length - before >= WorthAnAttempt)
                {
                    retry.Reset();
                }

                await retry.WaitAsync(failure, cancellation);
            }
        }
    }

    private async Task ReceiveAsync(Uri uri, PartialFile file, long? size, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, uri, file.Length, _settings.DownloadTimeout, cancellation);
        var host = response.RequestMessage!.RequestUri!.Authority;
        var total = CheckStart(response, file, host);
        if (size is not null && total is not null && total != size)
        {
            throw WrongLength(host, $"has {total:N0} bytes", size.Value);
        }

        size ??= total;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var buffer = new byte[BufferSize];
        for (var count = -1; count != 0;)
        {
            try
            {
                patience.CancelAfter(_settings.DownloadTimeout);
                count = await (await response.Content.ReadAsStreamAsync(patience.Token)).ReadAsync(buffer, patience.Token);
            }
            catch (Exception exception) when (RetrySchedule.Describe(exception, host, _settings.DownloadTimeout, cancellation) is { } failure)
            {
                throw failure;
            }

            if (file.Length + count > (size ?? LongestUnknown))
            {
                throw WrongLength(host, "goes on", size ?? LongestUnknown);
            }

            file.Append(buffer.AsSpan(0, count));
            progress?.Report(file.Length);
        }

        if (file.Length < size)
        {
            throw new RestoreException(RestoreFailure.Network, $"{host} ended the file after {file.Length:N0} of {size:N0} bytes") { IsTransient = true };
        }
    }

    /// <summary>Checks that a body continues what is there, or else starts again.</summary>
    /// <returns>The length of the whole file, or null if the server does not say.</returns>
    private static long? CheckStart(HttpResponseMessage response, PartialFile file, string host)
    {
        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            throw new RestoreException(RestoreFailure.Network, $"{host} sends the file compressed, though it was asked not to");
        }

        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = response.Content.Headers.ContentRange;
            if (range?.From == file.Length)
            {
                return range.Length;
            }
        }
        else if (response.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // A server that knows no ranges sends the whole file.
            file.Restart();
            return response.Content.Headers.ContentLength;
        }

        file.Restart();
        throw new RestoreException(RestoreFailure.Network, $"{host} sends another part of the file than it was asked for") { IsTransient = true };
    }

    private static RestoreException WrongLength(string host, string finding, long size) =>
        new(RestoreFailure.Mismatch, $"the file at {host} {finding}, where {size:N0} bytes were expected");

    /// <summary>Sends a request and follows redirects: a description only within the endpoint, because beyond it nobody knows the file's hash.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri uri, long from, TimeSpan timeout, CancellationToken cancellation)
    {
        var mayHaveToken = true;
        for (var redirects = 0; redirects <= MaximumRedirects; redirects++)
        {
            mayHaveToken &= MayHaveToken(uri, _settings.Endpoint);
            var response = await SendOnceAsync(method, uri, from, mayHaveToken ? _settings.Token : null, timeout, cancellation);
            try
            {
                if (TargetOf(response, uri) is not { } target)
                {
                    HubRefusal.ThrowIfRefused(response, uri, IsEndpoint(uri) ? _settings : null);
                    return response;
                }

                if (method == HttpMethod.Head && !IsEndpoint(target))
                {
                    return response;
                }

                uri = target;
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Dispose();
        }

        throw new RestoreException(RestoreFailure.Network, $"{uri.Authority} redirects more than {MaximumRedirects} times");
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, Uri uri, long from, string? token, TimeSpan timeout, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, uri);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (Exception exception) when (RetrySchedule.Describe(exception, uri.Authority, timeout, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Where a response redirects to, or null if it does not.</summary>
    private static Uri? TargetOf(HttpResponseMessage response, Uri uri)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
        {
            return null;
        }

        if (response.Headers.Location is not { } location || !Uri.TryCreate(uri, location, out var target))
        {
            throw new RestoreException(RestoreFailure.Network, $"{uri.Authority} redirects without saying where");
        }

        // From http, which only a user's own endpoint can be, http is no loss.
        return target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && uri.Scheme == Uri.UriSchemeHttp)
            ? target
            : throw new RestoreException(RestoreFailure.Network, $"{uri.Authority} redirects to {target.Scheme}://{target.Authority}, which is refused: only https is safe");
    }

    private bool IsEndpoint(Uri uri) => HasOriginOf(uri, _settings.Endpoint);

    /// <summary>Whether a request may carry the token of an endpoint: the same origin, and nobody on the way can read it.</summary>
    internal static bool MayHaveToken(Uri uri, Uri endpoint) => HasOriginOf(uri, endpoint) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback);

    private static bool HasOriginOf(Uri uri, Uri endpoint) =>
        uri.Scheme == endpoint.Scheme && uri.IdnHost.Equals(endpoint.IdnHost, StringComparison.OrdinalIgnoreCase) && uri.Port == endpoint.Port;

    private static HubFile Read(HttpResponseMessage response)
    {
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
        var redirected = (int)response.StatusCode is >= 300 and < 400;
        var tag = Header("X-Linked-Etag") ?? (redirected ? null : response.Headers.ETag?.Tag);
        var size = long.TryParse(Header("X-Linked-Size"), out var linked) && linked >= 0 ? linked
            : redirected ? null
            : response.Content.Headers.ContentLength;
        tag = tag?.Replace("W/", "", StringComparison.Ordinal).Trim('"');
        return new HubFile(
            Header("X-Repo-Commit") is { } commit && IsHex(commit, 40) ? commit : null,
            tag is not null && (IsHex(tag, 40) || IsHex(tag, 64)) ? tag : null,
            size);
    }

    // These become names of files.
    private static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);
}
