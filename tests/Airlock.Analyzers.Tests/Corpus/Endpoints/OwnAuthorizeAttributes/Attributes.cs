using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;

namespace OwnAuthorizeAttributes;

public record Game(string Name);

public sealed class MembersAttribute : AuthorizeAttribute
{
    public MembersAttribute() => Policy = "members";
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ScopeAttribute(string scope) : Attribute, IAuthorizeData
{
    public string? Policy { get; set; } = $"scope:{scope}";

    public string? Roles { get; set; }

    public string? AuthenticationSchemes { get; set; }
}

/// <summary>Only says for whom an endpoint was made.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AudienceAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

public static class Tips
{
    public static async Task<string> FindAsync(Game game, IChatClient chat) => (await chat.GetResponseAsync($"Tips for {game.Name}")).Text;
}

[Members]
public class MembersHub(IChatClient chat) : Hub
{
    public async Task Ask(string text) => await Clients.Caller.SendAsync("Answer", (await chat.GetResponseAsync(text)).Text);
}

[AllowAnonymous]
public class VisitorsHub(IChatClient chat) : Hub
{
    public async Task Ask(string text) => await Clients.Caller.SendAsync("Answer", (await chat.GetResponseAsync(text)).Text);
}

[ApiController, Route("games")]
public class GameController(IChatClient chat) : ControllerBase
{
    [HttpPost("rules"), Scope("rules")]
    public async Task<string> RulesAsync(Game game) => (await chat.GetResponseAsync($"The rules of {game.Name}")).Text; // Compliant: an attribute that demands authorization

    [HttpPost("history"), Audience("everybody")]
    public async Task<string> HistoryAsync(Game game) => (await chat.GetResponseAsync($"The history of {game.Name}")).Text; // Noncompliant {{AIR3001}}
}
