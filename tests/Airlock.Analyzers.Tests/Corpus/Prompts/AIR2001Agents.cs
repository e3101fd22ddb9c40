using System.ComponentModel;
using Microsoft.Agents.AI;
using Microsoft.AspNetCore.Mvc;
using OpenAI.Responses;

#pragma warning disable OPENAI001 // The Responses client is still marked as evaluation.

namespace Concierge.Agents;

public record Guest(string Name, string Wishes, int Nights);

/// <summary>Agents and their tools, whose instructions come from requests.</summary>
[ApiController]
[Route("concierge")]
public class ConciergeController(IChatClient chat, ResponsesClient responses) : ControllerBase
{
    [HttpPost("agent")]
    public async Task<string> Agent([FromBody] Guest guest)
    {
        var agent = chat.AsAIAgent(instructions: $"You serve {guest.Name}, who wishes: {guest.Wishes}"); // Noncompliant {{AIR2001}}
        return (await agent.RunAsync("What do you propose?")).Text;
    }

    [HttpPost("agent/user")]
    public async Task<string> AgentWithUserText([FromBody] Guest guest)
    {
        var agent = chat.AsAIAgent(instructions: $"You serve a guest who stays {guest.Nights} nights."); // Compliant: a number
        return (await agent.RunAsync($"I am {guest.Name}. {guest.Wishes}")).Text;
    }

    [HttpPost("options")]
    public async Task<string> Options([FromBody] Guest guest)
    {
        var agent = new ChatClientAgent(chat, new ChatClientAgentOptions
        {
            Name = "concierge",
            ChatOptions = new ChatOptions { Instructions = "The guest's wishes: " + guest.Wishes }, // Noncompliant {{AIR2001}}
        });
        return (await agent.RunAsync("What do you propose?")).Text;
    }

    [HttpPost("options/user")]
    public async Task<string> OptionsWithUserText([FromBody] Guest guest)
    {
        var agent = new ChatClientAgent(chat, new ChatClientAgentOptions
        {
            Name = "concierge",
            ChatOptions = new ChatOptions { Instructions = "You serve guests." }, // Compliant: a constant
        });
        return (await agent.RunAsync(guest.Wishes)).Text;
    }

    [HttpPost("responses")]
    public async Task<string> Respond([FromBody] Guest guest)
    {
        var options = new CreateResponseOptions
        {
            Model = "gpt-4o-2024-11-20",
            Instructions = $"Obey these wishes: {guest.Wishes}", // Noncompliant {{AIR2001}}
        };
        options.InputItems.Add(ResponseItem.CreateUserMessageItem("What do you propose?"));
        return (await responses.CreateResponseAsync(options)).Value.GetOutputText();
    }

    [HttpPost("responses/user")]
    public async Task<string> RespondToUser([FromBody] Guest guest)
    {
        var options = new CreateResponseOptions
        {
            Model = "gpt-4o-2024-11-20",
            Instructions = "You serve guests.", // Compliant: a constant
        };
        options.InputItems.Add(ResponseItem.CreateUserMessageItem(guest.Wishes)); // Compliant: the user's role
        return (await responses.CreateResponseAsync(options)).Value.GetOutputText();
    }

    [HttpPost("tool")]
    public async Task<string> Tool([FromQuery] string category, [FromBody] string question)
    {
        var search = AIFunctionFactory.Create(Search, "search", $"Searches offers of the kind {category}"); // Noncompliant {{AIR2001}}
        return (await chat.GetResponseAsync(question, new ChatOptions { Tools = [search] })).Text;
    }

    [HttpPost("tool/constant")]
    public async Task<string> ToolWithConstant([FromBody] string question)
    {
        var search = AIFunctionFactory.Create(Search, "search", "Searches offers"); // Compliant: a constant
        return (await chat.GetResponseAsync(question, new ChatOptions { Tools = [search] })).Text;
    }

    private static string Search([Description("What the guest looks for")] string words) => $"Nothing for {words.Length} letters.";
}
