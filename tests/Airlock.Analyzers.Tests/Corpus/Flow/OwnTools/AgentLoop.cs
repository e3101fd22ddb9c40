using System.Text.Json;

namespace Fabrikam.Agent;

public record ToolRequest(string Tool, Dictionary<string, string> Arguments);

public class AgentLoop(IChatClient client, IEnumerable<ITool> tools)
{
    private const int MaximumRounds = 8;

    private readonly Dictionary<string, ITool> _tools = tools.ToDictionary(tool => tool.Name);

    public async Task<string> RunAsync(string goal)
    {
        List<ChatMessage> messages = [new(ChatRole.User, goal)];
        for (var round = 0; round < MaximumRounds; round++)
        {
            var reply = await client.GetResponseAsync(messages);
            var request = JsonSerializer.Deserialize<ToolRequest>(reply.Text)!;
            if (!_tools.TryGetValue(request.Tool, out var tool))
            {
                return reply.Text;
            }

            messages.Add(new ChatMessage(ChatRole.User, await tool.RunAsync(request.Arguments)));
        }

        return "";
    }
}
