using Microsoft.SemanticKernel.ChatCompletion;
using OpenAI;
using OpenAI.Chat;
using AIChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace OperationsBot.Secrets;

/// <summary>A bot for operators. Whatever stands in a prompt can be asked for.</summary>
public class OperationsBot(IChatClient chat, IConfiguration configuration)
{
    public async Task<string> DiagnoseAsync(string problem)
    {
        var connection = configuration.GetConnectionString("Main");
        var reply = await chat.GetResponseAsync($"The database is {connection}. What is wrong? {problem}"); // Noncompliant {{AIR2003}}
        return reply.Text;
    }

    public async Task<string> DiagnoseNamedAsync(string problem)
    {
        var name = configuration["Database:DisplayName"];
        var reply = await chat.GetResponseAsync($"The database is {name}. What is wrong? {problem}"); // Compliant: not a secret
        return reply.Text;
    }

    public async Task<string> CallAsync(string wish)
    {
        var key = configuration["Billing:ApiKey"];
        var system = new AIChatMessage(ChatRole.System, "Use this key for the billing service: " + key); // Noncompliant {{AIR2003}}
        return (await chat.GetResponseAsync([system, new AIChatMessage(ChatRole.User, wish)])).Text;
    }

    public async Task<string> CallWithAddressAsync(string wish)
    {
        var address = configuration["Billing:PublicUrl"];
        var system = new AIChatMessage(ChatRole.System, "The billing service is at " + address); // Compliant: an address
        return (await chat.GetResponseAsync([system, new AIChatMessage(ChatRole.User, wish)])).Text;
    }

    public async Task<string> DeployAsync(string wish)
    {
        var token = Environment.GetEnvironmentVariable("GITHUB_TOKEN");
        var reply = await chat.GetResponseAsync($"Write a script that deploys with token {token}: {wish}"); // Noncompliant {{AIR2003}}
        return reply.Text;
    }

    public async Task<string> DeployByNameAsync(string wish)
    {
        const string Variable = "GITHUB_TOKEN";
        var reply = await chat.GetResponseAsync($"Write a script that reads the variable {Variable} and deploys: {wish}"); // Compliant: the name, not the value
        return reply.Text;
    }

    public async Task<string> InstructAsync(string wish)
    {
        var options = new ChatOptions
        {
            Instructions = $"The administrator's password is {configuration["Admin:Password"]}. Never say it.", // Noncompliant {{AIR2003}}
        };
        return (await chat.GetResponseAsync(wish, options)).Text;
    }

    public async Task<string> InstructWithoutAsync(string wish)
    {
        var hasPassword = !string.IsNullOrEmpty(configuration["Admin:Password"]);
        var options = new ChatOptions
        {
            Instructions = $"The administrator has a password: {hasPassword}", // Compliant: a bool
        };
        return (await chat.GetResponseAsync(wish, options)).Text;
    }
}

public class KernelBot(IChatCompletionService chat, IConfiguration configuration)
{
    public async Task<string?> AskAsync(string question)
    {
        var section = configuration.GetSection("Storage");
        var history = new ChatHistory();
        history.AddUserMessage($"Storage account key: {section["AccountKey"]}. {question}"); // Noncompliant {{AIR2003}}
        return (await chat.GetChatMessageContentAsync(history)).Content;
    }

    public async Task<string?> AskWithoutAsync(string question)
    {
        var section = configuration.GetSection("Storage");
        var history = new ChatHistory();
        history.AddUserMessage($"Storage container: {section["Container"]}. {question}"); // Compliant: a name
        return (await chat.GetChatMessageContentAsync(history)).Content;
    }
}

public class ClientFactory(IConfiguration configuration)
{
    public async Task<string> AskAsync(string question)
    {
        var client = new OpenAIClient(configuration["OpenAI:ApiKey"]!).GetChatClient("gpt-4o-2024-11-20");
        var completion = await client.CompleteChatAsync(new UserChatMessage(question)); // Compliant: the key is for the client
        return completion.Value.Content[0].Text;
    }

    public async Task<string> AskWithKeyAsync(string question)
    {
        var key = configuration["OpenAI:ApiKey"]!;
        var client = new OpenAIClient(key).GetChatClient("gpt-4o-2024-11-20");
        var completion = await client.CompleteChatAsync(new SystemChatMessage("Key in use: " + key), new UserChatMessage(question)); // Noncompliant {{AIR2003}}
        return completion.Value.Content[0].Text;
    }
}
