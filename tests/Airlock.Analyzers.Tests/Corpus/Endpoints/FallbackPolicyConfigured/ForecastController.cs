using Microsoft.AspNetCore.Mvc;

namespace FallbackPolicyConfigured;

public record ForecastRequest(string Figures);

[ApiController, Route("forecast")]
public class ForecastController : ControllerBase
{
    [HttpPost("outlook")]
    public async Task<string> OutlookAsync(ForecastRequest request, [FromServices] IChatClient chat) // Compliant: the fallback policy, set elsewhere
    {
        var outlook = await chat.GetResponseAsync($"What do you expect after {request.Figures}?");
        return outlook.Text;
    }
}
