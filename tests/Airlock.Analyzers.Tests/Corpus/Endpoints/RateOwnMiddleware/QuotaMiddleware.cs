using System.Collections.Concurrent;

namespace RateOwnMiddleware;

public record Term(string Word);

public class QuotaMiddleware(RequestDelegate next)
{
    private readonly ConcurrentDictionary<(string User, DateOnly Day), int> _calls = new();

    public async Task InvokeAsync(HttpContext context)
    {
        var key = (context.User.Identity?.Name ?? "", DateOnly.FromDateTime(DateTime.UtcNow));
        if (_calls.AddOrUpdate(key, 1, (_, calls) => calls + 1) > 200)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "3600";
            return;
        }

        await next(context);
    }
}
