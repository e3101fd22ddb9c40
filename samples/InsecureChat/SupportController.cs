using Microsoft.AspNetCore.Mvc;

namespace InsecureChat;

/// <summary>What the shop's staff use.</summary>
[ApiController]
[Route("support")]
public sealed class SupportController(OrderReports reports, ServerMaintenance maintenance, MessageTriage triage) : ControllerBase
{
    [HttpPost("reports")]
    public async Task<IActionResult> Report(ChatRequest request, CancellationToken cancellation) =>
        Ok(await reports.RunAsync(request.Message, cancellation));

    [HttpPost("maintenance")]
    public async Task<IActionResult> Maintain(ChatRequest request, CancellationToken cancellation) =>
        Ok(await maintenance.RunAsync(request.Message, cancellation));

    [HttpPost("triage")]
    public IActionResult Triage(ChatRequest request) =>
        Ok(new { spam = triage.Spam(request.Message), urgency = triage.Urgency(request.Message) });
}
