using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace LeakExceptionHandler;

public record Theme(string Name);

public class TalkativeHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        await context.Response.WriteAsJsonAsync(new ProblemDetails { Title = "Failed", Detail = exception.Message }, cancellation); // Noncompliant {{AIR3004}}
        return true;
    }
}
