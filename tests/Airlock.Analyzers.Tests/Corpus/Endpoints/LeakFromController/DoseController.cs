using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace LeakFromController;

public record DoseRequest(string Plant, int Weeks);

public class DoseAdvisor(IChatClient chat)
{
    public async Task<string> AdviseAsync(DoseRequest request) =>
        (await chat.GetResponseAsync($"How much fertilizer for {request.Plant} after {request.Weeks} weeks?")).Text;
}

[ApiController, Route("dose")]
public class DoseController(DoseAdvisor advisor, ILogger<DoseController> logger) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> PostAsync(DoseRequest request)
    {
        try
        {
            return Ok(await advisor.AdviseAsync(request));
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "No advice");
            return StatusCode(500, ex.ToString()); // Noncompliant {{AIR3004}}
        }
    }

    [HttpPost("v2")]
    public async Task<IActionResult> PostV2Async(DoseRequest request)
    {
        try
        {
            return Ok(await advisor.AdviseAsync(request));
        }
        catch (InvalidOperationException e)
        {
            return Problem(detail: $"The model said: {e.Message}", statusCode: 502); // Noncompliant {{AIR3004}}
        }
    }

    [HttpPost("v3")]
    public async Task<IActionResult> PostV3Async(DoseRequest request) // Compliant: generic messages
    {
        try
        {
            return Ok(await advisor.AdviseAsync(request));
        }
        catch (JsonException e)
        {
            return BadRequest(e.Message); // Compliant: about what the caller sent
        }
        catch (Exception e)
        {
            logger.LogError(e, "No advice for {Weeks} weeks", request.Weeks);
            return StatusCode(StatusCodes.Status502BadGateway, "No advice today.");
        }
    }
}
