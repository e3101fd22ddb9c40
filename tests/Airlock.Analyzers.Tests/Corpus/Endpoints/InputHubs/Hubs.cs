using Microsoft.AspNetCore.SignalR;

namespace InputHubs;

public class UploadHub(IChatClient chat) : Hub
{
    public async Task Summarize(string document) =>
        await Clients.Caller.SendAsync("Summary", (await chat.GetResponseAsync($"Summarize: {document}")).Text);
}

public class TalkHub(IChatClient chat) : Hub
{
    public async Task Say(string text) => await Clients.Caller.SendAsync("Said", (await chat.GetResponseAsync(text)).Text);
}
