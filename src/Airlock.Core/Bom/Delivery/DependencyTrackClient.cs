using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Airlock.Core.Restoring;

namespace Airlock.Core.Bom.Delivery;

/// <summary>
/// Delivers documents to a Dependency-Track server by its API, version 1 (<c>POST /api/v1/bom</c>, <c>GET /api/v1/event/token/…</c>). Redirects are not
/// followed, because the key must reach no other address. An attempt that failed on the way, or that the server asks to repeat, is made again: to send a
/// document twice does no harm.
/// </summary>
public sealed class DependencyTrackClient : IDisposable
{
    private const int LongestAnswer = 1024 * 1024;

    private static readonly HashSet<int> Transient = [408, 429, 502, 503, 504];

    private readonly HttpClient _http;
    private readonly DependencyTrackSettings _settings;

    /// <summary>Makes a client; proxies are those of the environment.</summary>
    /// <param name="settings">Where the server is, and who asks.</param>
    public DependencyTrackClient(DependencyTrackSettings settings)
    {
        _settings = settings;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("airlock", Gate.Version));
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/problem+json"));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Sends a document.</summary>
    /// <param name="document">A CycloneDX document in JSON.</param>
    /// <param name="project">Where it belongs.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DeliveryException">The server refuses, can't be reached, or answers with something else.</exception>
    public async Task<DeliveredBom> UploadAsync(byte[] document, DependencyTrackProject project, CancellationToken cancellation)
    {
        var answer = await AskAsync(() => new HttpRequestMessage(HttpMethod.Post, At("api/v1/bom")) { Content = Form(document, project) }, project, document.Length, cancellation);
        return GuidOf(answer, "token") is { } token
            ? new DeliveredBom(token, GuidOf(answer, "projectUuid"))
            : throw Strange("a token");
    }

    /// <summary>Waits until the server has processed a document: read it, and looked for what is known of its parts.</summary>
    /// <param name="token">What the server answered to the document.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DeliveryException">It took too long, or the server can't say.</exception>
    public async Task WaitAsync(Guid token, CancellationToken cancellation)
    {
        var end = DateTime.UtcNow + _settings.Patience;
        while (true)
        {
            var answer = await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, At($"api/v1/event/token/{token:D}")), project: null, size: 0, cancellation);
            if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("processing", out var processing) || processing.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                throw Strange("whether it is processing the document");
            }

            if (processing.ValueKind == JsonValueKind.False)
            {
                return;
            }

            if (DateTime.UtcNow + _settings.PollDelay > end)
            {
                throw new DeliveryException(DeliveryFailure.Unfinished, $"{Server} accepted the document, and was still processing it after {_settings.Patience.TotalSeconds:N0} seconds (token {token:D})");
            }

            await Task.Delay(_settings.PollDelay, cancellation);
        }
    }

    private string Server => _settings.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private Uri At(string path) => new(_settings.Server, path);

    // Names in quotes and a boundary without them: what every reader of forms understands.
    private static MultipartFormDataContent Form(byte[] document, DependencyTrackProject project)
    {
        var boundary = $"airlock-{Guid.NewGuid():N}";
        var form = new MultipartFormDataContent(boundary);
        form.Headers.Remove("Content-Type");
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        foreach (var (name, value) in project.Fields())
        {
            form.Add(new StringContent(value, Encoding.UTF8, "text/plain"), $"\"{name}\"");
        }

        var file = new ByteArrayContent(document);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        form.Add(file, "\"bom\"", "\"bom.json\"");
        return form;
    }

    private async Task<JsonElement> AskAsync(Func<HttpRequestMessage> request, DependencyTrackProject? project, long size, CancellationToken cancellation)
    {
        var retry = new RetrySchedule(_settings.FirstRetryDelay);
        while (true)
        {
            RestoreException failure;
            try
            {
                return await AskOnceAsync(request, project, size, cancellation);
            }
            catch (RestoreException transient)
            {
                failure = transient;
            }

            try
            {
                await retry.WaitAsync(failure, cancellation);
            }
            catch (RestoreException last)
            {
                throw new DeliveryException(DeliveryFailure.Network, WithoutKey(last.Message));
            }
        }
    }

    private async Task<JsonElement> AskOnceAsync(Func<HttpRequestMessage> make, DependencyTrackProject? project, long size, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_settings.Timeout);
        try
        {
            using var request = make();
            request.Headers.Add("X-Api-Key", _settings.Key);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var body = await ReadAsync(response, patience.Token);
            if (response.IsSuccessStatusCode)
            {
                return Parse(body);
            }

            var refusal = DependencyTrackRefusal.Describe(response.StatusCode, body, Server, project, size, response.Headers.Location is { } location ? new Uri(request.RequestUri!, location) : null);
            throw Transient.Contains((int)response.StatusCode)
                ? new RestoreException(RestoreFailure.Network, refusal.Message) { IsTransient = true, RetryAfter = HubRefusal.RetryAfter(response) }
                : new DeliveryException(refusal.Failure, WithoutKey(refusal.Message));
        }
        catch (Exception exception) when (RetrySchedule.Describe(exception, Server, _settings.Timeout, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    // An answer is some hundred bytes; what goes on longer than any list of errors is none.
    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return buffer[..length];
    }

    private JsonElement Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Strange("JSON");
        }
    }

    private static Guid? GuidOf(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var guid) ? guid : null;

    private DeliveryException Strange(string expected) =>
        new(DeliveryFailure.Network, $"{Server} accepts the request and answers with something else than {expected}: is it the address of the API of Dependency-Track, and not of its pages?");

    // Nothing but the server knows the key, and no server should repeat it; if one does, it goes no further.
    private string WithoutKey(string message) => message.Replace(_settings.Key, "…", StringComparison.Ordinal);
}
