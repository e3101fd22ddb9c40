using System.Security.Claims;
using System.Threading.RateLimiting;

namespace RateGlobal;

public static class ModelLimits
{
    public static IServiceCollection AddModelLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(PerUser),
            PartitionedRateLimiter.Create<HttpContext, string>(_ => RateLimitPartition.GetConcurrencyLimiter("all", _ => new ConcurrencyLimiterOptions { PermitLimit = 50 })));
    });

    private static RateLimitPartition<string> PerUser(HttpContext context)
    {
        var user = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        return RateLimitPartition.GetSlidingWindowLimiter(user, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = 30,
            Window = TimeSpan.FromMinutes(5),
            SegmentsPerWindow = 5,
        });
    }
}

public record Question(string Text);

public static class Questions
{
    public static async Task<string> AskAsync(Question question, IChatClient chat) => (await chat.GetResponseAsync(question.Text)).Text;
}
