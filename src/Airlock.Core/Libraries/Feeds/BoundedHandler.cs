using System.Collections.Concurrent;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>An answer was too long or too slow.</summary>
internal sealed class FeedLimitException(string message) : IOException(message);

/// <summary>
/// Reads answers whole before it hands them on, and refuses those that take too long or do not end. It stands outside the handler that unpacks, so that
/// the bound is that of the unpacked answer.
/// </summary>
internal sealed class BoundedHandler(FeedLimits limits, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // NuGet's client asks again after any failure; what ran into a limit once would run into it again.
    private readonly ConcurrentDictionary<Uri, string> _refused = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_refused.TryGetValue(request.RequestUri!, out var refusal))
        {
            throw new FeedLimitException(refusal);
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limits.RequestTime);
        try
        {
            var response = await base.SendAsync(request, time.Token).ConfigureAwait(false);
            try
            {
                var body = new ByteArrayContent(await ReadAsync(request.RequestUri!, response.Content, time.Token).ConfigureAwait(false));
                if (response.Content.Headers.ContentType is { } type)
                {
                    body.Headers.ContentType = type;
                }

                response.Content.Dispose();
                response.Content = body;
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refuse(request.RequestUri!, $"did not answer within {limits.RequestTime.TotalSeconds:0.#} s");
        }
    }

    private async Task<byte[]> ReadAsync(Uri address, HttpContent content, CancellationToken cancellation)
    {
        var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var body = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (var count = 1; count > 0;)
            {
                count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false);
                if (body.Length + count > limits.MaximumLength)
                {
                    throw Refuse(address, $"answered with more than {limits.MaximumLength:N0} bytes");
                }

                body.Write(buffer, 0, count);
            }

            return body.ToArray();
        }
    }

    private FeedLimitException Refuse(Uri address, string message)
    {
        _refused[address] = message;
        return new FeedLimitException(message);
    }
}
