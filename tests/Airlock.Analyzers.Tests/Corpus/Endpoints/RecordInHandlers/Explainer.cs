using System.Security.Claims;

namespace RecordInHandlers;

public record Law(string Paragraph, string Question);

public static class Telemetry
{
    public static readonly ActivitySource Source = new("RecordInHandlers");
}

public class Explainer(IChatClient chat, ILogger<Explainer> logger)
{
    public async Task<string> ExplainAsync(Law law)
    {
        var response = await chat.GetResponseAsync($"Explain {law.Paragraph} to a child.");
        logger.LogInformation("Explained with {Tokens} tokens", response.Usage?.TotalTokenCount);
        return response.Text;
    }

    public static async Task<string> ShortAsync(Law law, IChatClient chat) => (await chat.GetResponseAsync($"In one sentence: {law.Question}")).Text;
}

public class RecordFilter(ILogger<RecordFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        logger.LogInformation("{User} asks", context.HttpContext.User.FindFirstValue(ClaimTypes.NameIdentifier));
        return await next(context);
    }
}
