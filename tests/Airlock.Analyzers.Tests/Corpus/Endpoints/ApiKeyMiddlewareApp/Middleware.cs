namespace ApiKeyMiddlewareApp;

public record Comment(string Text);

public record Verdict(bool Rude, string Reason);

public class CorrelationMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var id = context.Request.Headers["X-Correlation-Id"].FirstOrDefault() ?? Guid.NewGuid().ToString("N");
        context.Response.Headers["X-Correlation-Id"] = id;
        await next(context);
    }
}

public class ApiKeyMiddleware(RequestDelegate next, IConfiguration configuration)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!string.Equals(context.Request.Headers["X-Api-Key"], configuration["ApiKey"], StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsync("A key is needed.");
            return;
        }

        await next(context);
    }
}
