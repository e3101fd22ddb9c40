using Anthropic;
using Anthropic.Models.Messages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace BaseControllers;

public record Question(string Text);

[ApiController]
[Authorize]
[Route("api/members/[controller]")]
public abstract class MembersController : ControllerBase;

[ApiController]
[Route("api/[controller]")]
public abstract class ApiBase : ControllerBase
{
    protected string Correlation => HttpContext.TraceIdentifier;
}

/// <summary>Each assistant is the same action with instructions of its own.</summary>
public abstract class AssistantController(AnthropicClient client) : ApiBase
{
    protected abstract string Instructions { get; }

    [HttpPost("ask")]
    public async Task<IActionResult> AskAsync(Question question, CancellationToken cancellation)
    {
        var message = await client.Messages.Create(
            new MessageCreateParams
            {
                Model = "claude-sonnet-4-5",
                MaxTokens = 700,
                System = Instructions,
                Messages = [new UserMessageParam { Content = question.Text }],
            },
            cancellation);
        return Ok(string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(text => text.Text)));
    }
}
