namespace EndpointFilters;

public class ApiKeys(IConfiguration configuration)
{
    private readonly HashSet<string> _keys = [.. configuration.GetSection("ApiKeys").Get<string[]>() ?? []];

    public bool Contains(string? key) => key is not null && _keys.Contains(key);
}

public class ApiKeyFilter(IConfiguration configuration) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!context.HttpContext.Request.Headers.TryGetValue("X-Api-Key", out var given) || given != configuration["ApiKey"])
        {
            return TypedResults.Unauthorized();
        }

        return await next(context);
    }
}

public class TimingFilter(ILogger<TimingFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var watch = Stopwatch.StartNew();
        var client = context.HttpContext.Request.Headers.UserAgent.ToString();
        try
        {
            return await next(context);
        }
        finally
        {
            logger.LogInformation("{Path} for {Client} took {Elapsed}", context.HttpContext.Request.Path, client, watch.Elapsed);
        }
    }
}

public class NotEmptyFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.Arguments.OfType<Passage>().FirstOrDefault();
        return string.IsNullOrWhiteSpace(request?.Text) ? Results.BadRequest("The text is empty.") : await next(context);
    }
}
