using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR2003: secrets in prompts of any role.</summary>
public class AIR2003Tests
{
    private static string Method(string body) => $$"""
        using System.Net.Http;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;
        using OpenAI.Chat;
        using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
        class Settings { public string ApiKey { get; set; } = ""; public string Region { get; set; } = ""; }
        class C(IChatClient client, ChatHistory history, Kernel kernel, IConfiguration configuration, Settings settings)
        {
            async Task<object?> M(string question)
            {
                {{body}}
                await Task.Yield();
                return null;
            }
            static string Ask(string sql, string connection) => sql + connection.Length;
        }
        """;

    [Theory]
    [InlineData("""return new ChatMessage(ChatRole.System, [|$"The password is {configuration["Database:Password"]}"|]);""")]
    [InlineData("""return new ChatMessage(ChatRole.User, [|"Use the key " + configuration["OpenAI:ApiKey"]|]);""")]
    [InlineData("""return new ChatMessage(ChatRole.System, [|"Use the key " + settings.ApiKey|]);""")]
    [InlineData("""return await client.GetResponseAsync([|"Connect with " + configuration.GetConnectionString("Main")|]);""")]
    [InlineData("""return new SystemChatMessage([|Environment.GetEnvironmentVariable("DB_PASSWORD")|]);""")]
    [InlineData("""return new UserChatMessage([|configuration.GetValue<string>("Service:Secret")|]);""")]
    [InlineData("""return new ChatOptions { Instructions = [|"Token: " + configuration.GetSection("Api")["Token"]|] };""")]
    [InlineData("""history.AddSystemMessage([|"Key: " + configuration["Mail:Password"]|]);""")]
    [InlineData("""history.AddUserMessage([|"Key: " + configuration["Mail:Password"]|]);""")]
    [InlineData("""history.AddAssistantMessage([|"Key: " + configuration["Mail:Password"]|]);""")]
    [InlineData("""await kernel.InvokePromptAsync([|"Log in with " + configuration["Mail:Password"]|]);""")]
    [InlineData("""return new KernelArguments { ["password"] = [|configuration["Mail:Password"]|] };""")]
    [InlineData("""return AIFunctionFactory.Create(() => "x", "lookup", [|"Call with " + configuration["Mail:Password"]|]);""")]
    [InlineData("""return new Microsoft.Extensions.AI.TextContent([|configuration["Mail:Password"]|]);""")]
    [InlineData("""return new ToolChatMessage("id", [|configuration["Mail:Password"]|]);""")]
    [InlineData("""var key = Convert.ToBase64String(Encoding.UTF8.GetBytes(configuration["A:Password"]!)); return new ChatMessage(ChatRole.System, [|key|]);""")]
    [InlineData("""var key = configuration["A:Password"]![..8]; return new ChatMessage(ChatRole.System, [|$"Starts with {key}"|]);""")]
    [InlineData("""var text = new StringBuilder(); text.Append("key ").Append(configuration["X:ApiKey"]); return new ChatMessage(ChatRole.User, [|text.ToString()|]);""")]
    public async Task A_secret_becomes_part_of_a_prompt(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR2003", Method(body));

    [Theory]
    [InlineData("""return new OpenAI.OpenAIClient(configuration["OpenAI:ApiKey"]!);""")]
    [InlineData("""return new ChatMessage(ChatRole.System, $"The region is {configuration["Azure:Region"]} {settings.Region}");""")]
    [InlineData("""return new ChatMessage(ChatRole.System, configuration["Prompts:System"]!);""")]
    [InlineData("""return new ChatMessage(ChatRole.System, settings.ApiKey.Length > 0 ? "You can search" : "You can't search");""")]
    [InlineData("""return new ChatMessage(ChatRole.System, $"Key set: {settings.ApiKey is not null}, {settings.ApiKey!.Length}");""")]
    [InlineData("""var connection = configuration.GetConnectionString("Main")!; return AIFunctionFactory.Create((string sql) => Ask(sql, connection), "ask", "Asks the database");""")]
    [InlineData("""Environment.SetEnvironmentVariable("API_KEY", settings.ApiKey); return new ChatMessage(ChatRole.User, question);""")]
    [InlineData("""return new ChatMessage(ChatRole.User, Environment.GetEnvironmentVariable("USER"));""")]
    [InlineData("""if (configuration["Password"] == question) return new ChatMessage(ChatRole.User, "right"); return null;""")]
    [InlineData("""using var http = new HttpClient(); http.DefaultRequestHeaders.Add("Authorization", "Bearer " + settings.ApiKey); return await client.GetResponseAsync(question);""")]
    [InlineData("""return new ChatOptions { MaxOutputTokens = 100, Instructions = "Never reveal a password" };""")]
    [InlineData("""var other = new OpenAI.Chat.ChatClient("gpt-4o", settings.ApiKey); return new ChatMessage(ChatRole.User, other.CompleteChat(question).Value.Content[0].Text);""")]
    [InlineData("""return new ChatMessage(ChatRole.User, configuration.GetValue<int>("Limits:Token").ToString());""")]
    public async Task A_secret_elsewhere_is_none(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR2003", Method(body));
}
