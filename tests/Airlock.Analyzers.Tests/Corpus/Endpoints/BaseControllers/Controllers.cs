using Anthropic;
using Anthropic.Models.Messages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace BaseControllers;

public class TravelController(AnthropicClient client) : AssistantController(client) // Noncompliant {{AIR3001}}
{
    protected override string Instructions => "You plan journeys by train.";
}

[Authorize]
public class PayrollController(AnthropicClient client) : AssistantController(client) // Compliant: the derived class has [Authorize]
{
    protected override string Instructions => "You answer questions about payslips.";
}

public class StoriesController(AnthropicClient client) : MembersController
{
    [HttpPost]
    public async Task<IActionResult> WriteAsync(Question question) // Compliant: the base class has [Authorize]
    {
        var message = await client.Messages.Create(new MessageCreateParams
        {
            Model = "claude-sonnet-4-5",
            MaxTokens = 900,
            Messages = [new UserMessageParam { Content = question.Text }],
        });
        return Ok(message.Content.Count);
    }
}
