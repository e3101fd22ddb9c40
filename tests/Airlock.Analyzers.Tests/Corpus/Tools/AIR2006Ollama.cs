using OllamaSharp;
using OllamaSharp.Models.Chat;
using OllamaRole = OllamaSharp.Models.Chat.ChatRole;

namespace LocalAgent.Iterations;

public interface ITool
{
    string Name { get; }

    Task<string> RunAsync(IDictionary<string, object?>? arguments);
}

/// <summary>The same loops over a local model.</summary>
public class LocalAgent(IOllamaApiClient client, IReadOnlyList<ITool> tools)
{
    public async Task<string> RunAsync(string task)
    {
        var messages = new List<Message> { new(OllamaRole.User, task) };
        for (; ; ) // Noncompliant {{AIR2006}}
        {
            var reply = await AskAsync(messages);
            messages.Add(reply);
            if (reply.ToolCalls?.Any() != true)
            {
                return reply.Content ?? "";
            }

            foreach (var call in reply.ToolCalls)
            {
                var tool = tools.Single(candidate => candidate.Name == call.Function?.Name);
                messages.Add(new Message(OllamaRole.Tool, await tool.RunAsync(call.Function?.Arguments)));
            }
        }
    }

    public async Task<string> RunLimitedAsync(string task, int rounds)
    {
        var messages = new List<Message> { new(OllamaRole.User, task) };
        while (rounds-- > 0) // Compliant: counted down
        {
            var reply = await AskAsync(messages);
            messages.Add(reply);
            if (reply.ToolCalls?.Any() != true)
            {
                return reply.Content ?? "";
            }

            foreach (var call in reply.ToolCalls)
            {
                var tool = tools.Single(candidate => candidate.Name == call.Function?.Name);
                messages.Add(new Message(OllamaRole.Tool, await tool.RunAsync(call.Function?.Arguments)));
            }
        }

        return "";
    }

    private async Task<Message> AskAsync(List<Message> messages)
    {
        await foreach (var part in client.ChatAsync(new ChatRequest { Messages = messages, Stream = false }))
        {
            return part!.Message;
        }

        throw new InvalidOperationException("The model said nothing.");
    }
}
