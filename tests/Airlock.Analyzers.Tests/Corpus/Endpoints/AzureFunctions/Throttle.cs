using System.Threading.RateLimiting;

namespace AzureFunctions;

public sealed class Throttle
{
    private readonly FixedWindowRateLimiter _limiter = new(new FixedWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1) });

    public bool TryEnter()
    {
        using var lease = _limiter.AttemptAcquire();
        return lease.IsAcquired;
    }
}
