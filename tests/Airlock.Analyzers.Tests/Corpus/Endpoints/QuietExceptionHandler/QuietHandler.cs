using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace QuietExceptionHandler;

public record Theme(string Name);

public class QuietHandler(ILogger<QuietHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        logger.LogError(exception, "{Path} failed", context.Request.Path);
        if (exception is BadHttpRequestException bad)
        {
            context.Response.StatusCode = bad.StatusCode;
            await context.Response.WriteAsJsonAsync(new ProblemDetails { Title = "Bad request", Detail = bad.Message }, cancellation); // Compliant: about what the caller sent
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        await context.Response.WriteAsJsonAsync(new ProblemDetails { Title = "Something went wrong" }, cancellation);
        return true;
    }
}
