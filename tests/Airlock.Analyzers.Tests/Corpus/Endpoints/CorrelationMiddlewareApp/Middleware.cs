namespace CorrelationMiddlewareApp;

public record Comment(string Text);

public class CorrelationMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue("X-Correlation-Id", out var id))
        {
            id = Guid.NewGuid().ToString("N");
        }

        context.Response.Headers["X-Correlation-Id"] = id;
        await next(context);
    }
}

/// <summary>Remembers the tenant that the caller names; it believes whatever it is told.</summary>
public class TenantMiddleware : IMiddleware
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Items["tenant"] = context.Request.Headers["X-Tenant"].FirstOrDefault() ?? "default";
        return next(context);
    }
}
