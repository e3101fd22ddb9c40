using System.Data;
using System.Text.Json;
using Dapper;

#pragma warning disable MEAI001 // Speech is still marked as evaluation.

namespace ServerBot.ExtensionsAI;

public record Plan(string Command, int Priority, DateOnly Due);

/// <summary>Every way in which Microsoft.Extensions.AI hands out what a model wrote.</summary>
public class Maintenance(IChatClient chat, IDbConnection connection)
{
    public async Task FromMessageAsync(string problem)
    {
        var response = await chat.GetResponseAsync([new ChatMessage(ChatRole.User, problem)]);
        Process.Start("systemctl", response.Messages[^1].Text); // Noncompliant {{AIR1001}}
    }

    public async Task FromContentAsync(string problem)
    {
        var response = await chat.GetResponseAsync(problem);
        foreach (var message in response.Messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is TextContent text)
                {
                    Process.Start("systemctl", text.Text); // Noncompliant {{AIR1001}}
                }
            }
        }
    }

    public async Task FromContentKindsAsync(string problem)
    {
        var response = await chat.GetResponseAsync(problem);
        foreach (var content in response.Messages.SelectMany(message => message.Contents))
        {
            Process.Start("logger", content.GetType().Name); // Compliant: the name of a class
        }
    }

    public async Task FromReasoningAsync(string problem)
    {
        var response = await chat.GetResponseAsync(problem);
        var reasoning = response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().First();
        connection.Execute(reasoning.Text); // Noncompliant {{AIR1002}}
    }

    public async Task FromStreamAsync(string problem)
    {
        var command = new StringBuilder();
        await foreach (var update in chat.GetStreamingResponseAsync(problem))
        {
            command.Append(update);
        }

        Process.Start("systemctl", command.ToString()); // Noncompliant {{AIR1001}}
    }

    public async Task FromStreamLengthAsync(string problem)
    {
        var count = 0;
        await foreach (var update in chat.GetStreamingResponseAsync(problem))
        {
            count += update.Text.Length;
        }

        Process.Start("logger", $"{count} characters"); // Compliant: a number
    }

    public async Task FromCollectedStreamAsync(string problem)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync(problem))
        {
            updates.Add(update);
        }

        connection.Execute(updates.ToChatResponse().Text); // Noncompliant {{AIR1002}}
    }

    public async Task FromWholeStreamAsync(string problem)
    {
        var response = await chat.GetStreamingResponseAsync(problem).ToChatResponseAsync();
        Process.Start("systemctl", $"{response}"); // Noncompliant {{AIR1001}}
    }

    public async Task FromWholeStreamKnownAsync(string problem)
    {
        var response = await chat.GetStreamingResponseAsync(problem).ToChatResponseAsync();
        Process.Start("systemctl", response.Text.Contains("restart") ? "restart nginx" : "status nginx"); // Compliant: one of two constants
    }

    public async Task FromStructuredAsync(string problem)
    {
        var plan = await chat.GetResponseAsync<Plan>(problem);
        Process.Start("systemctl", plan.Result.Command); // Noncompliant {{AIR1001}}
    }

    public async Task FromStructuredNumbersAsync(string problem)
    {
        var plan = await chat.GetResponseAsync<Plan>(problem);
        Process.Start("systemctl", $"restart app@{plan.Result.Priority}-{plan.Result.Due:yyyyMMdd}"); // Compliant: a number and a date
    }

    public async Task FromTryGetResultAsync(string problem)
    {
        var plan = await chat.GetResponseAsync<Plan>(problem);
        if (plan.TryGetResult(out var result))
        {
            connection.Query("SELECT * FROM " + result.Command); // Noncompliant {{AIR1002}}
        }
    }

    public async Task FromFunctionCallAsync(string problem)
    {
        var response = await chat.GetResponseAsync(problem);
        foreach (var call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            if (call.Arguments?["command"] is JsonElement command)
            {
                Process.Start("systemctl", command.GetString()!); // Noncompliant {{AIR1001}}
            }
        }
    }

    public async Task FromFunctionNameAsync(string problem)
    {
        var response = await chat.GetResponseAsync(problem);
        var call = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().First();
        switch (call.Name)
        {
            case "restart":
                Process.Start("systemctl", call.Name + " nginx"); // Compliant: one constant
                break;
        }
    }

    public async Task FromMetadataAsync(string problem)
    {
        var response = await chat.GetResponseAsync(problem);
        Process.Start("logger", $"{response.ModelId} {response.Usage?.TotalTokenCount} {response.CreatedAt}"); // Compliant: not the model's words
    }

    public async Task FromHistoryAsync(string problem)
    {
        var history = new List<ChatMessage> { new(ChatRole.User, problem) };
        var response = await chat.GetResponseAsync(history);
        history.AddMessages(response);
        Process.Start("systemctl", history[^1].Text); // Noncompliant {{AIR1001}}
    }

    public void FromOwnMessage(string problem)
    {
        var message = new ChatMessage(ChatRole.User, problem);
        Process.Start("logger", message.Text); // Compliant: written by the app, not by a model
    }
}

/// <summary>Speech and pictures come from models as well.</summary>
public class Dictation(ISpeechToTextClient speech)
{
    public async Task RunAsync(Stream audio)
    {
        var text = await speech.GetTextAsync(audio);
        Process.Start("xdotool", "type " + text.Text); // Noncompliant {{AIR1001}}
    }

    public async Task RunKnownAsync(Stream audio)
    {
        var text = await speech.GetTextAsync(audio);
        if (text.Text.Trim().ToLowerInvariant() is "stop" or "play")
        {
            Process.Start("playerctl", text.Text.Trim().ToLowerInvariant()); // Compliant: one of two constants
        }
    }
}

/// <summary>A client in the middle sees what passes through it.</summary>
public class ScriptingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken);
        Process.Start("notify-send", response.Text); // Noncompliant {{AIR1001}}
        return response;
    }
}
