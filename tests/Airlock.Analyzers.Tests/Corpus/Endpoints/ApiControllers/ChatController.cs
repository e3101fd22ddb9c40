using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ApiControllers;

public record ChatTurn(string Message);

[ApiController]
[Route("api/[controller]")]
public class ChatController(IChatClient chat) : ControllerBase
{
    [HttpGet("greeting")]
    public string Greeting() => "Hello"; // Compliant: runs no model

    [HttpPost]
    [Produces("application/json")]
    public async Task<ActionResult<string>> PostAsync(ChatTurn turn, CancellationToken cancellation) // Noncompliant {{AIR3001}}
    {
        var reply = await CompleteAsync(turn.Message, cancellation);
        return Ok(reply);
    }

    [HttpPost("private")]
    [Authorize(Policy = "members")]
    public async Task<ActionResult<string>> PrivateAsync(ChatTurn turn, CancellationToken cancellation) => // Compliant: [Authorize] on the action
        Ok(await CompleteAsync(turn.Message, cancellation));

    [NonAction]
    public async Task<string> CompleteAsync(string message, CancellationToken cancellation)
    {
        var response = await chat.GetResponseAsync(message, cancellationToken: cancellation);
        return response.Text;
    }
}
