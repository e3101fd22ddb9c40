using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ChatHubOpen;

public class AssistantHub(IChatClient chat) : Hub
{
    public override async Task OnConnectedAsync()
    {
        await Clients.Caller.SendAsync("Welcome", Context.ConnectionId);
        await base.OnConnectedAsync();
    }

    public async Task Ask(string question)
    {
        await foreach (var update in chat.GetStreamingResponseAsync(question, cancellationToken: Context.ConnectionAborted))
        {
            await Clients.Caller.SendAsync("Token", update.Text);
        }
    }
}

[Authorize]
public class StaffHub(IChatClient chat) : AssistantHub(chat)
{
    public Task Join(string room) => Groups.AddToGroupAsync(Context.ConnectionId, room);
}

public class PresenceHub : Hub
{
    public Task Announce(string name) => Clients.Others.SendAsync("Joined", name);
}

public interface IAnswers
{
    Task Answer(string text);
}

public class HalfOpenHub(IChatClient chat) : Hub<IAnswers>
{
    [Authorize]
    public async Task AskExpert(string question) => await Clients.Caller.Answer((await chat.GetResponseAsync(question)).Text);

    public async Task AskQuick(string question) => await Clients.Caller.Answer((await chat.GetResponseAsync($"In one word: {question}")).Text);
}

public class GuardedHub(IChatClient chat) : Hub<IAnswers>
{
    public Task Ping() => Clients.Caller.Answer("pong");

    [Authorize(Policy = "subscribers")]
    public async Task Ask(string question) => await Clients.Caller.Answer((await chat.GetResponseAsync(question)).Text);
}
