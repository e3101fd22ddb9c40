using System.Threading.RateLimiting;

namespace RateOwnLimiter;

public record Taste(string Food);

public static class Waiter
{
    public static async Task<IResult> WineAsync(Taste taste, IChatClient chat) =>
        Results.Ok((await chat.GetResponseAsync($"A wine for {taste.Food}")).Text);
}

public sealed class TokenBudget : IDisposable
{
    public RateLimiter Limiter { get; } = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 100,
        TokensPerPeriod = 20,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1),
    });

    public void Dispose() => Limiter.Dispose();
}

public sealed class BudgetFilter(TokenBudget budget) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = budget.Limiter.AttemptAcquire(5);
        return lease.IsAcquired ? await next(context) : TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
    }
}
