using System.ClientModel;
using System.Data;
using System.Text.Json;
using Azure.AI.OpenAI;
using Dapper;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Chat;
using OpenAI.Responses;
using ChatMessage = OpenAI.Chat.ChatMessage;

#pragma warning disable OPENAI001 // The Responses client is still marked as evaluation.

namespace SqlCoach.OpenAIClients;

/// <summary>What OpenAI's own client library hands out.</summary>
public class Coach(ChatClient chat, IDbConnection connection)
{
    public async Task FromCompletionAsync(string question)
    {
        ChatCompletion completion = await chat.CompleteChatAsync(question);
        connection.Execute(completion.Content[0].Text); // Noncompliant {{AIR1002}}
    }

    public void FromValue(string question)
    {
        var result = chat.CompleteChat([ChatMessage.CreateUserMessage(question)]);
        connection.Execute(result.Value.Content.First().Text); // Noncompliant {{AIR1002}}
    }

    public async Task FromParameterAsync(string question)
    {
        ChatCompletion completion = await chat.CompleteChatAsync(question);
        connection.Execute("INSERT INTO answers (text) VALUES (@text)", new { text = completion.Content[0].Text }); // Compliant: a parameter
    }

    public async Task FromStreamAsync(string question)
    {
        var sql = "";
        await foreach (var update in chat.CompleteChatStreamingAsync([ChatMessage.CreateUserMessage(question)]))
        {
            foreach (var part in update.ContentUpdate)
            {
                sql += part.Text;
            }
        }

        connection.Execute(sql); // Noncompliant {{AIR1002}}
    }

    public void FromToolCall(string question)
    {
        ChatCompletion completion = chat.CompleteChat([ChatMessage.CreateUserMessage(question)]);
        foreach (var call in completion.ToolCalls)
        {
            using var arguments = JsonDocument.Parse(call.FunctionArguments);
            var sql = arguments.RootElement.GetProperty("sql").GetString()!;
            connection.Execute(sql); // Noncompliant {{AIR1002}}
        }
    }

    public void FromToolCallNumber(string question)
    {
        ChatCompletion completion = chat.CompleteChat([ChatMessage.CreateUserMessage(question)]);
        foreach (var call in completion.ToolCalls)
        {
            using var arguments = JsonDocument.Parse(call.FunctionArguments);
            var days = arguments.RootElement.GetProperty("days").GetInt32();
            connection.Query($"SELECT * FROM answers WHERE age < {days}"); // Compliant: a number
        }
    }

    public void FromFinishReason(string question)
    {
        ChatCompletion completion = chat.CompleteChat([ChatMessage.CreateUserMessage(question)]);
        connection.Execute($"UPDATE statistics SET reason = '{completion.FinishReason}', tokens = {completion.Usage.TotalTokenCount}"); // Compliant: an enum and a number
    }
}

public class ResponsesCoach(ResponsesClient responses, IDbConnection connection)
{
    public async Task FromOutputTextAsync(string question)
    {
        var response = await responses.CreateResponseAsync("gpt-4o-2024-11-20", question);
        connection.Execute(response.Value.GetOutputText()); // Noncompliant {{AIR1002}}
    }

    public async Task FromItemsAsync(string question)
    {
        ResponseResult response = await responses.CreateResponseAsync("gpt-4o-2024-11-20", question);
        foreach (var item in response.OutputItems)
        {
            if (item is MessageResponseItem message)
            {
                Process.Start("sqlite3", message.Content[0].Text); // Noncompliant {{AIR1001}}
            }
        }
    }

    public async Task FromFunctionCallAsync(string question)
    {
        ResponseResult response = await responses.CreateResponseAsync("gpt-4o-2024-11-20", question);
        foreach (var call in response.OutputItems.OfType<FunctionCallResponseItem>())
        {
            connection.Execute(call.FunctionArguments.ToString()); // Noncompliant {{AIR1002}}
        }
    }

    public async Task FromDeltasAsync(string question)
    {
        var text = new StringBuilder();
        await foreach (var update in await responses.CreateResponseStreamingAsync("gpt-4o-2024-11-20", question))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate delta)
            {
                text.Append(delta.Delta);
            }
        }

        connection.Execute(text.ToString()); // Noncompliant {{AIR1002}}
    }

    public async Task FromStatusAsync(string question)
    {
        ResponseResult response = await responses.CreateResponseAsync("gpt-4o-2024-11-20", question);
        connection.Execute($"INSERT INTO log (status) VALUES ('{response.Status}')"); // Compliant: an enum
    }
}

/// <summary>Azure's client hands out the same classes.</summary>
public class AzureCoach(AzureOpenAIClient azure, IDbConnection connection)
{
    public async Task AskAsync(string question)
    {
        var chat = azure.GetChatClient("coach");
        ClientResult<ChatCompletion> result = await chat.CompleteChatAsync(new UserChatMessage(question));
        connection.Execute(result.Value.Content[0].Text); // Noncompliant {{AIR1002}}
    }

    public async Task AskKnownAsync(string question)
    {
        var chat = azure.GetChatClient("coach");
        ClientResult<ChatCompletion> result = await chat.CompleteChatAsync(new UserChatMessage(question));
        var table = result.Value.Content[0].Text switch
        {
            "answers" => "answers",
            _ => "questions",
        };
        connection.Query("SELECT * FROM " + table); // Compliant: a constant
    }

    public async Task AskThroughAbstractionAsync(string question)
    {
        IChatClient chat = azure.GetChatClient("coach").AsIChatClient();
        var reply = await chat.GetResponseAsync(question);
        connection.Execute(reply.Text); // Noncompliant {{AIR1002}}
    }
}

public class Transcriber(AudioClient audio)
{
    public async Task RunAsync(string file)
    {
        var transcription = await audio.TranscribeAudioAsync(file);
        Process.Start("bash", "-c " + transcription.Value.Text); // Noncompliant {{AIR1001}}
    }

    public async Task MeasureAsync(string file)
    {
        var transcription = await audio.TranscribeAudioAsync(file);
        Process.Start("logger", $"{transcription.Value.Duration}"); // Compliant: a time span
    }
}
