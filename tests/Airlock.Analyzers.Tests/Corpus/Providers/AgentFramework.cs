using System.Data;
using Dapper;
using Microsoft.Agents.AI;

namespace Operations.AgentFramework;

public record Repair(string Script, int Minutes);

/// <summary>What the Agent Framework hands out.</summary>
public class Operator(AIAgent agent, IDbConnection connection)
{
    public async Task FromTextAsync(string alarm)
    {
        var response = await agent.RunAsync(alarm);
        Process.Start("ansible", response.Text); // Noncompliant {{AIR1001}}
    }

    public async Task FromToStringAsync(string alarm)
    {
        var response = await agent.RunAsync(alarm);
        connection.Execute("CALL repair('" + response + "')"); // Noncompliant {{AIR1002}}
    }

    public async Task FromParameterAsync(string alarm)
    {
        var response = await agent.RunAsync(alarm);
        connection.Execute("CALL note(@text)", new { text = response.Text }); // Compliant: a parameter
    }

    public async Task FromMessagesAsync(string alarm)
    {
        var response = await agent.RunAsync([new ChatMessage(ChatRole.User, alarm)]);
        foreach (var message in response.Messages.Where(message => message.Role == ChatRole.Assistant))
        {
            Process.Start("ansible", message.Text); // Noncompliant {{AIR1001}}
        }
    }

    public async Task FromStreamAsync(string alarm)
    {
        var script = string.Empty;
        await foreach (var update in agent.RunStreamingAsync(alarm))
        {
            script += update.Text;
        }

        Process.Start("bash", ["-c", script]); // Noncompliant {{AIR1001}}
    }

    public async Task FromStreamDateAsync(string alarm)
    {
        var text = string.Empty;
        await foreach (var update in agent.RunStreamingAsync(alarm))
        {
            text += update.Text;
        }

        if (DateTime.TryParse(text, out var due))
        {
            Process.Start("bash", ["-c", $"echo repair | at {due:HH:mm}"]); // Compliant: a time
        }
    }

    public async Task FromSessionAsync(string alarm)
    {
        var session = await agent.CreateSessionAsync();
        await agent.RunAsync("Read the runbook.", session);
        var response = await agent.RunAsync(alarm, session);
        connection.Execute(response.Text); // Noncompliant {{AIR1002}}
    }

    public async Task FromAgentNameAsync(string alarm)
    {
        await agent.RunAsync(alarm);
        connection.Query($"SELECT * FROM runs WHERE agent = '{agent.Name}'"); // Compliant: the app named the agent
    }

    public async Task FromStructuredAsync(string alarm)
    {
        var response = await agent.RunAsync<Repair>(alarm);
        Process.Start("bash", ["-c", response.Result.Script]); // Noncompliant {{AIR1001}}
    }

    public async Task FromStructuredNumberAsync(string alarm)
    {
        var response = await agent.RunAsync<Repair>(alarm);
        Process.Start("shutdown", $"-r +{response.Result.Minutes}"); // Compliant: a number
    }
}

public class ServiceRestarter(IChatClient chat)
{
    private static readonly string[] Services = ["nginx", "postgres"];

    public async Task RestartAsync(string alarm)
    {
        AIAgent agent = chat.AsAIAgent(instructions: "You name the service to restart.");
        var response = await agent.RunAsync(alarm);
        Process.Start("systemctl", "restart " + response.Text); // Noncompliant {{AIR1001}}
    }

    public async Task RestartKnownAsync(string alarm)
    {
        AIAgent agent = new ChatClientAgent(chat, instructions: "You name the service to restart.");
        var response = await agent.RunAsync(alarm);
        var service = Services.FirstOrDefault(known => known == response.Text);
        if (service is not null)
        {
            Process.Start("systemctl", "restart " + service); // Compliant: an element of a constant list
        }
    }
}
