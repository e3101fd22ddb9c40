using System.Data;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Betalgo.Ranul.OpenAI.Interfaces;
using Betalgo.Ranul.OpenAI.ObjectModels.RequestModels;
using Dapper;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OllamaSharp;
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;
using BetalgoMessage = Betalgo.Ranul.OpenAI.ObjectModels.RequestModels.ChatMessage;
using OllamaMessage = OllamaSharp.Models.Chat.Message;
using OllamaRole = OllamaSharp.Models.Chat.ChatRole;

namespace ScriptRunner.OtherClients;

public class ClaudeRunner(AnthropicClient client, IDbConnection connection)
{
    public async Task FromTextAsync(string task)
    {
        var message = await client.Messages.Create(Request(task));
        foreach (var block in message.Content)
        {
            if (block.TryPickText(out var text))
            {
                Process.Start("bash", ["-c", text.Text]); // Noncompliant {{AIR1001}}
            }
        }
    }

    public async Task FromJoinedTextAsync(string task)
    {
        var message = await client.Messages.Create(Request(task));
        var sql = string.Join("", message.Content.Select(block => block.Value).OfType<TextBlock>().Select(block => block.Text));
        connection.Execute(sql); // Noncompliant {{AIR1002}}
    }

    public async Task FromToolUseAsync(string task)
    {
        var message = await client.Messages.Create(Request(task));
        foreach (var block in message.Content)
        {
            if (block.TryPickToolUse(out var use))
            {
                connection.Execute(use.Input["sql"].GetString()!); // Noncompliant {{AIR1002}}
            }
        }
    }

    public async Task FromToolUseNumberAsync(string task)
    {
        var message = await client.Messages.Create(Request(task));
        foreach (var block in message.Content)
        {
            if (block.TryPickToolUse(out var use))
            {
                connection.Query($"SELECT * FROM runs LIMIT {use.Input["limit"].GetInt32()}"); // Compliant: a number
            }
        }
    }

    public async Task FromStreamAsync(string task)
    {
        var script = new StringBuilder();
        await foreach (var item in client.Messages.CreateStreaming(Request(task)))
        {
            if (item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var text))
            {
                script.Append(text.Text);
            }
        }

        Process.Start("bash", ["-c", script.ToString()]); // Noncompliant {{AIR1001}}
    }

    public async Task FromUsageAsync(string task)
    {
        var message = await client.Messages.Create(Request(task));
        connection.Execute($"INSERT INTO usage (tokens) VALUES ({message.Usage.OutputTokens})"); // Compliant: a number
    }

    public async Task FromCheckedTextAsync(string task)
    {
        var message = await client.Messages.Create(Request(task));
        if (message.Content[0].TryPickText(out var text) && text.Text is "VACUUM" or "ANALYZE")
        {
            connection.Execute(text!.Text); // Compliant: one of two constants
        }
    }

    private static MessageCreateParams Request(string task) => new()
    {
        Model = "claude-sonnet-4-5",
        MaxTokens = 1000,
        Messages = [new UserMessageParam { Content = task }],
    };
}

public class LlamaRunner(IOllamaApiClient client, IDbConnection connection)
{
    public async Task FromChatAsync(string task)
    {
        var script = "";
        await foreach (var part in new Chat(client).SendAsync(task))
        {
            script += part;
        }

        Process.Start("bash", ["-c", script]); // Noncompliant {{AIR1001}}
    }

    public async Task FromWholeChatAsync(string task)
    {
        var sql = await new Chat(client).SendAsync(task).StreamToEndAsync();
        connection.Execute(sql); // Noncompliant {{AIR1002}}
    }

    public async Task FromGenerateAsync(string task)
    {
        await foreach (var part in client.GenerateAsync(new GenerateRequest { Prompt = task, Stream = false }))
        {
            connection.Execute(part!.Response); // Noncompliant {{AIR1002}}
        }
    }

    public async Task FromChatRequestAsync(string task)
    {
        var request = new ChatRequest { Messages = [new OllamaMessage(OllamaRole.User, task)], Stream = false };
        await foreach (var part in client.ChatAsync(request))
        {
            Process.Start("bash", ["-c", part!.Message.Content!]); // Noncompliant {{AIR1001}}
        }
    }

    public async Task FromChatKnownAsync(string task)
    {
        var answer = await new Chat(client).SendAsync(task).StreamToEndAsync();
        if (answer.Trim() is "start" or "stop")
        {
            Process.Start("systemctl", answer.Trim() + " ollama"); // Compliant: one of two constants
        }
    }

    public async Task FromDoneAsync(string task)
    {
        await foreach (var part in client.GenerateAsync(new GenerateRequest { Prompt = task }))
        {
            connection.Execute($"UPDATE runs SET done = {part!.Done}"); // Compliant: a bool
        }
    }
}

public class BetalgoRunner(IOpenAIService service, IDbConnection connection)
{
    public async Task FromChoicesAsync(string task)
    {
        var response = await service.ChatCompletion.CreateCompletion(new ChatCompletionCreateRequest
        {
            Model = "gpt-4o-2024-11-20",
            Messages = [BetalgoMessage.FromUser(task)],
        });
        if (response.Successful)
        {
            connection.Execute(response.Choices.First().Message.Content!); // Noncompliant {{AIR1002}}
        }
    }

    public async Task FromParameterAsync(string task)
    {
        var response = await service.ChatCompletion.CreateCompletion(new ChatCompletionCreateRequest
        {
            Model = "gpt-4o-2024-11-20",
            Messages = [BetalgoMessage.FromUser(task)],
        });
        connection.Execute("INSERT INTO replies (text) VALUES (@text)", new { text = response.Choices[0].Message.Content }); // Compliant: a parameter
    }
}

/// <summary>What a tool server answers is as little trusted as what a model writes.</summary>
public class ToolServerRunner(McpClient server, IDbConnection connection)
{
    public async Task FromResultAsync(string name)
    {
        var result = await server.CallToolAsync("suggest_query", new Dictionary<string, object?> { ["name"] = name });
        var sql = ((TextContentBlock)result.Content[0]).Text;
        connection.Execute(sql); // Noncompliant {{AIR1002}}
    }

    public async Task FromToolAsync(string name)
    {
        var tools = await server.ListToolsAsync();
        var tool = tools.First(candidate => candidate.Name == "suggest_command");
        var result = await tool.CallAsync(new Dictionary<string, object?> { ["name"] = name });
        var block = result.Content.OfType<TextContentBlock>().First();
        Process.Start("bash", ["-c", block.Text]); // Noncompliant {{AIR1001}}
    }

    public async Task FromResourceAsync()
    {
        var resource = await server.ReadResourceAsync("config://startup");
        foreach (var contents in resource.Contents.OfType<TextResourceContents>())
        {
            Process.Start("bash", ["-c", contents.Text]); // Noncompliant {{AIR1001}}
        }
    }

    public async Task FromResourceCountAsync()
    {
        var resource = await server.ReadResourceAsync("config://startup");
        Process.Start("logger", $"{resource.Contents.Count} parts"); // Compliant: a number
    }

    public async Task FromErrorFlagAsync(string name)
    {
        var result = await server.CallToolAsync("suggest_query", new Dictionary<string, object?> { ["name"] = name });
        connection.Execute($"UPDATE calls SET failed = {result.IsError == true}"); // Compliant: a bool
    }

    public async Task FromStructuredAsync(string name)
    {
        var result = await server.CallToolAsync("suggest_query", new Dictionary<string, object?> { ["name"] = name });
        var rows = result.StructuredContent!.Value.GetProperty("rows").GetInt32();
        connection.Query($"SELECT * FROM calls LIMIT {rows}"); // Compliant: a number
    }
}
