using Microsoft.AspNetCore.SignalR;

namespace LeakFromHub;

public class TutorHub(IChatClient chat) : Hub
{
    public async Task Explain(string topic)
    {
        try
        {
            await Clients.Caller.SendAsync("Explanation", (await chat.GetResponseAsync($"Explain {topic}")).Text);
        }
        catch (Exception ex)
        {
            await Clients.Caller.SendAsync("Failed", ex.Message); // Noncompliant {{AIR3004}}
        }
    }
}

public class QuietTutorHub(IChatClient chat, ILogger<QuietTutorHub> logger) : Hub
{
    public async Task Explain(string topic)
    {
        try
        {
            await Clients.Caller.SendAsync("Explanation", (await chat.GetResponseAsync($"Explain {topic}")).Text);
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "No explanation");
            await Clients.Caller.SendAsync("Failed", "The tutor is asleep.");
        }
    }
}
