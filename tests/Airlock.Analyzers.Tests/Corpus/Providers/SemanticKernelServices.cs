using System.Data;
using Dapper;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextGeneration;
using KernelFunctionCall = Microsoft.SemanticKernel.FunctionCallContent;

namespace Analytics.SemanticKernelServices;

/// <summary>What Semantic Kernel hands out.</summary>
public class Analyst(Kernel kernel, IDbConnection connection)
{
    private const string Template = "Write SQL for: {{$question}}";

    public async Task FromPromptAsync(string question)
    {
        var result = await kernel.InvokePromptAsync(Template, new KernelArguments { ["question"] = question });
        connection.Execute(result.ToString()); // Noncompliant {{AIR1002}}
    }

    public async Task FromGetValueAsync(string question)
    {
        var result = await kernel.InvokePromptAsync(Template, new KernelArguments { ["question"] = question });
        connection.Execute(result.GetValue<string>()!); // Noncompliant {{AIR1002}}
    }

    public async Task FromTypedPromptAsync(string question)
    {
        var sql = await kernel.InvokePromptAsync<string>(Template, new KernelArguments { ["question"] = question });
        connection.Execute(sql!); // Noncompliant {{AIR1002}}
    }

    public async Task FromTypedNumberAsync(string question)
    {
        var year = await kernel.InvokePromptAsync<int>("Which year? {{$question}}", new KernelArguments { ["question"] = question });
        connection.Query($"SELECT * FROM sales WHERE year = {year}"); // Compliant: a number
    }

    public async Task FromFunctionAsync(string question)
    {
        var function = kernel.CreateFunctionFromPrompt(Template);
        var result = await function.InvokeAsync(kernel, new KernelArguments { ["question"] = question });
        connection.Execute($"{result}"); // Noncompliant {{AIR1002}}
    }

    public async Task FromFunctionParameterAsync(string question)
    {
        var function = kernel.CreateFunctionFromPrompt("Name a customer: {{$question}}");
        var result = await function.InvokeAsync(kernel, new KernelArguments { ["question"] = question });
        connection.Query("SELECT * FROM customers WHERE name = @name", new { name = result.GetValue<string>() }); // Compliant: a parameter
    }

    public async Task FromStreamAsync(string question)
    {
        var sql = "";
        await foreach (var part in kernel.InvokePromptStreamingAsync(Template, new KernelArguments { ["question"] = question }))
        {
            sql += part.ToString();
        }

        connection.Execute(sql); // Noncompliant {{AIR1002}}
    }

    public async Task FromTextGenerationAsync(ITextGenerationService generation, string question)
    {
        var text = await generation.GetTextContentAsync(question);
        Process.Start("psql", text.Text!); // Noncompliant {{AIR1001}}
    }
}

public class ChatAnalyst(IChatCompletionService chat, IDbConnection connection)
{
    public async Task FromContentAsync(string question)
    {
        var history = new ChatHistory("You write SQL.");
        history.AddUserMessage(question);
        var message = await chat.GetChatMessageContentAsync(history);
        connection.Execute(message.Content!); // Noncompliant {{AIR1002}}
    }

    public async Task FromAllContentsAsync(string question)
    {
        var messages = await chat.GetChatMessageContentsAsync(question);
        connection.Execute(messages[0].Content!); // Noncompliant {{AIR1002}}
    }

    public async Task FromItemsAsync(string question)
    {
        var message = await chat.GetChatMessageContentAsync(question);
        foreach (var item in message.Items)
        {
            if (item is KernelFunctionCall call && call.Arguments?["sql"] is string sql)
            {
                connection.Execute(sql); // Noncompliant {{AIR1002}}
            }
        }
    }

    public async Task FromStreamAsync(string question)
    {
        var text = new StringBuilder();
        await foreach (var part in chat.GetStreamingChatMessageContentsAsync(question))
        {
            text.Append(part.Content);
        }

        Process.Start("psql", text.ToString()); // Noncompliant {{AIR1001}}
    }

    public async Task FromHistoryAsync(string question)
    {
        var history = new ChatHistory();
        history.AddUserMessage(question);
        connection.Execute("INSERT INTO questions (text) VALUES (@text)", new { text = history[0].Content }); // Compliant: the question itself, as a parameter
        var message = await chat.GetChatMessageContentAsync(history);
        connection.Execute("INSERT INTO answers (text) VALUES (@text)", new { text = message.Content }); // Compliant: a parameter
    }

    public async Task FromKnownReportAsync(string question)
    {
        var message = await chat.GetChatMessageContentAsync(question);
        if (message.Content is not ("sales" or "returns"))
        {
            return;
        }

        connection.Query("SELECT * FROM " + message.Content); // Compliant: one of two tables
    }
}
