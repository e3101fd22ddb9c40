using System.Globalization;
using System.Net;
using System.Net.Http;

namespace Airlock.Core.Restoring;

/// <summary>Turns a server's refusal into what the user can do about it.</summary>
internal static class HubRefusal
{
    /// <summary>Returns if the response is good, or redirects.</summary>
    /// <param name="response">The response.</param>
    /// <param name="uri">What was asked for; its query may hold a signature and is not shown.</param>
    /// <param name="hub">The settings, if the hub itself answered.</param>
    /// <exception cref="RestoreException">The server refused.</exception>
    public static void ThrowIfRefused(HttpResponseMessage response, Uri uri, HubSettings? hub)
    {
        var status = (int)response.StatusCode;
        if (status is 416 or (>= 200 and < 300))
        {
            return;
        }

        var token = hub is { Token: not null };
        var reason = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized when token => "the hub does not accept the access token, or has no such file",
            HttpStatusCode.Unauthorized when hub is not null => "the hub has no such file, or it is private: set HF_TOKEN",
            HttpStatusCode.Forbidden when token => "the account of the access token may not read it; the owner may ask to accept conditions on the model's page first",
            HttpStatusCode.Forbidden when hub is not null => "access is restricted: accept the conditions on the model's page and set HF_TOKEN",
            HttpStatusCode.NotFound when hub is not null => Missing(response),
            HttpStatusCode.TooManyRequests => "too many requests",
            _ => response.StatusCode.ToString(),
        };
        throw new RestoreException(RestoreFailure.Network, $"{uri.GetLeftPart(UriPartial.Path)} answers {status.ToString(CultureInfo.InvariantCulture)}: {reason}")
        {
            IsTransient = status is 408 or 429 or >= 500,
            RetryAfter = RetryAfter(response),
        };
    }

    // The hub's header X-Error-Code, as huggingface_hub reads it (utils/_http.py).
    private static string Missing(HttpResponseMessage response) =>
        (response.Headers.TryGetValues("X-Error-Code", out var values) ? values.First() : null) switch
        {
            "RevisionNotFound" => "the repository has no such revision",
            "EntryNotFound" => "the repository has no such file at this revision",
            _ => "there is no such repository or file",
        };

    /// <summary>How long a server asks to wait (<c>Retry-After</c>), or null.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter is not { } header ? null : header.Delta ?? (header.Date - DateTimeOffset.UtcNow);
        return wait is null || wait >= TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
