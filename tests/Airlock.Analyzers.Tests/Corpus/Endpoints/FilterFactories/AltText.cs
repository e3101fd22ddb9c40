namespace FilterFactories;

public record Picture(string Subject);

public class AltText
{
    public static async Task<string> WriteAsync(Picture picture, IChatClient chat) => (await chat.GetResponseAsync($"An alternative text: {picture.Subject}")).Text;
}

public static class RouteExtensions
{
    public static RouteHandlerBuilder WithApiKey(this RouteHandlerBuilder route) => route.AddEndpointFilter<RouteHandlerBuilder, KeyFilter>();

    public static RouteHandlerBuilder WithDocumentation(this RouteHandlerBuilder route) => route.WithTags("Text").Produces<string>().WithSummary("Writes a text");
}

public class KeyFilter(IConfiguration configuration) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Query["key"] == configuration["Key"]
            ? next(context)
            : ValueTask.FromResult<object?>(Results.StatusCode(401));
}

public class NetworkFilter(string prefix) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var address = context.HttpContext.Connection.RemoteIpAddress?.MapToIPv4().ToString();
        if (address is null || !address.StartsWith(prefix, StringComparison.Ordinal))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        return await next(context);
    }
}
