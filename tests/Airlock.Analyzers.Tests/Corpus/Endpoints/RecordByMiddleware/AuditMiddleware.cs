using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;

namespace RecordByMiddleware;

public record Bridge(string Cards);

public class AuditMiddleware(RequestDelegate next, ILogger<AuditMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        logger.LogInformation(
            "{User} {Method} {Path} {Status}",
            context.User.FindFirstValue(ClaimTypes.NameIdentifier), context.Request.Method, context.Request.Path, context.Response.StatusCode);
    }
}

[ApiController, Route("bridge")]
public class BridgeController(IChatClient chat) : ControllerBase
{
    [HttpPost]
    public async Task<string> BidAsync(Bridge bridge) => (await chat.GetResponseAsync($"A bid with {bridge.Cards}")).Text; // Compliant: a middleware records each request
}
