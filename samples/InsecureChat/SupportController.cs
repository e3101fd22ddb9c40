using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace InsecureChat;

/// <summary>What the shop's staff use.</summary>
[ApiController]
[Authorize]
[EnableRateLimiting(Limit)]
[RequestSizeLimit(64 * 1024)]
[Route("support")]
public sealed partial class SupportController(OrderReports reports, ServerMaintenance maintenance, MessageTriage triage, ILogger<SupportController> logger) : ControllerBase
{
    /// <summary>The policy that limits how often staff ask.</summary>
    public const string Limit = "support";

    [HttpPost("reports")]
    public async Task<IActionResult> Report(ChatRequest request, CancellationToken cancellation)
    {
        LogAsked("reports");
        return Ok(await reports.RunAsync(request.Message, cancellation));
    }

    [HttpPost("maintenance")]
    public async Task<IActionResult> Maintain(ChatRequest request, CancellationToken cancellation)
    {
        LogAsked("maintenance");
        return Ok(await maintenance.RunAsync(request.Message, cancellation));
    }

    [HttpPost("triage")]
    public IActionResult Triage(ChatRequest request)
    {
        LogAsked("triage");
        return Ok(new { spam = triage.Spam(request.Message), urgency = triage.Urgency(request.Message) });
    }

    [LoggerMessage(LogLevel.Information, "Staff asked for {Service}")]
    private partial void LogAsked(string service);
}
