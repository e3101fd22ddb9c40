using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;

namespace RateHubs;

public class StoryHub(IChatClient chat) : Hub
{
    public async Task Continue(string story)
    {
        var next = await chat.GetResponseAsync($"Continue: {story}");
        await Clients.Caller.SendAsync("Next", next.Text);
    }
}

public class LimitedHub(IChatClient chat) : Hub
{
    private static readonly PartitionedRateLimiter<string> Limiter = PartitionedRateLimiter.Create<string, string>(user =>
        RateLimitPartition.GetFixedWindowLimiter(user, _ => new FixedWindowRateLimiterOptions { PermitLimit = 5, Window = TimeSpan.FromMinutes(1) }));

    public async Task Continue(string story)
    {
        using var lease = await Limiter.AcquireAsync(Context.UserIdentifier ?? Context.ConnectionId);
        if (!lease.IsAcquired)
        {
            throw new HubException("Slow down.");
        }

        await Clients.Caller.SendAsync("Next", (await chat.GetResponseAsync($"Continue: {story}")).Text);
    }
}
