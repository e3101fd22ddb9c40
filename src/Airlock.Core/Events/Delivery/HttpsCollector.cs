using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Airlock.Core.Restoring;
using Airlock.Shared.Policy;

namespace Airlock.Core.Events.Delivery;

/// <summary>
/// Posts events to a collector, many in one request, one a line. Redirects are not followed, because a token must reach no other address. What failed on the way is
/// sent again: an event has an identifier by which a collector knows it.
/// </summary>
internal sealed class HttpsCollector : EventCollector
{
    private const int MostLines = 500;
    private const int LongestBody = 1024 * 1024;

    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(250);
    private static readonly HashSet<int> Transient = [408, 429, 500, 502, 503, 504];

    private readonly HttpsCollectorPolicy _policy;
    private readonly X509ChainPolicy? _trust;
    private readonly List<KeyValuePair<string, string>> _headers = [];

    /// <summary>Makes a collector.</summary>
    /// <exception cref="EventDeliveryException">An environment variable is not set, or can't be a header.</exception>
    public HttpsCollector(HttpsCollectorPolicy policy, X509ChainPolicy? trust, Func<string, string?> variable)
    {
        (_policy, _trust) = (policy, trust);
        foreach (var (name, from) in policy.Headers)
        {
            if (variable(from) is not { } value || value.Trim().Length == 0)
            {
                throw new EventDeliveryException($"the environment variable {from}, which events.send.https.headers names for {name}, is not set");
            }

            if (value.Any(character => character is < ' ' or > '~'))
            {
                throw new EventDeliveryException($"the environment variable {from} holds characters that no header may have");
            }

            _headers.Add(new(name, value.Trim()));
        }
    }

    /// <inheritdoc/>
    public override string Name => _policy.Address.GetLeftPart(UriPartial.Authority);

    /// <inheritdoc/>
    public override async Task SendAsync(IReadOnlyList<string> lines, Action<int> sent, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (_trust is not null)
        {
            handler.SslOptions.CertificateChainPolicy = _trust;
        }

        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("airlock", Gate.Version));
        for (var from = 0; from < lines.Count;)
        {
            var batch = Batch(lines, from);
            await PostAsync(http, batch.Body, cancellation);
            sent(from += batch.Count);
        }
    }

    private static (byte[] Body, int Count) Batch(IReadOnlyList<string> lines, int from)
    {
        var body = new StringBuilder();
        var count = 0;
        while (from + count < lines.Count && count < MostLines && (count == 0 || body.Length + lines[from + count].Length < LongestBody))
        {
            body.Append(lines[from + count++]).Append('\n');
        }

        return (Encoding.UTF8.GetBytes(body.ToString()), count);
    }

    private async Task PostAsync(HttpClient http, byte[] body, CancellationToken cancellation)
    {
        var retry = new RetrySchedule(FirstRetryDelay);
        while (true)
        {
            try
            {
                await PostOnceAsync(http, body, cancellation);
                return;
            }
            catch (RestoreException failure)
            {
                try
                {
                    await retry.WaitAsync(failure, cancellation);
                }
                catch (RestoreException last)
                {
                    throw new EventDeliveryException(last.Message);
                }
                catch (OperationCanceledException)
                {
                    // The time is up; why it was not enough says more.
                    throw new EventDeliveryException(failure.Message);
                }
            }
        }
    }

    private async Task PostOnceAsync(HttpClient http, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _policy.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(EventFormat.Of(_policy.Format).MediaType);
        foreach (var (name, value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var status = (int)response.StatusCode;
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            var message = status is >= 300 and < 400
                ? $"{Name} redirects, and events and tokens go to no other address; name the address itself"
                : $"{Name} answers {status}{(status is 401 or 403 ? ": it does not accept the token" : "")}";
            throw Transient.Contains(status)
                ? new RestoreException(RestoreFailure.Network, message) { IsTransient = true, RetryAfter = HubRefusal.RetryAfter(response) }
                : new EventDeliveryException(message);
        }
        catch (Exception exception) when (RetrySchedule.Describe(exception, Name, TimeSpan.Zero, cancellation) is { } failure)
        {
            throw failure;
        }
    }
}
