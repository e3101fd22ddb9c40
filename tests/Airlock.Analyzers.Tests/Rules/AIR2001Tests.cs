using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR2001: untrusted text in what a model obeys.</summary>
public class AIR2001Tests
{
    private static string Method(string body) => $$"""
        #pragma warning disable OPENAI001
        using System.Net.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.SemanticKernel.ChatCompletion;
        using OpenAI.Chat;
        using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
        record Profile(string Name, int Age);
        class C(IChatClient client, ChatHistory history, HttpClient http, System.Data.Common.DbCommand command, IConfiguration configuration)
        {
            static readonly string[] Tones = ["formal", "friendly"];
            async Task<object?> M(HttpRequest request, string fixedText)
            {
                {{body}}
                await Task.Yield();
                return null;
            }
            static string Prompt(string about) => "You help. About: " + about;
        }
        """;

    [Theory]
    [InlineData("""return new ChatMessage(ChatRole.System, [|request.Query["about"].ToString()|]);""")]
    [InlineData("""return new ChatMessage(ChatRole.System, [|$"You help. The user is {request.Form["name"]}"|]);""")]
    [InlineData("""List<ChatMessage> messages = [new(ChatRole.System, [|"You help " + request.Headers["X-Name"]|]), new(ChatRole.User, "hi")]; return await client.GetResponseAsync(messages);""")]
    [InlineData("""return new ChatOptions { Instructions = [|request.Query["tone"]|] };""")]
    [InlineData("""var options = new ChatOptions(); options.Instructions += [|request.Cookies["tone"]|]; return options;""")]
    [InlineData("""return new SystemChatMessage([|request.Query["about"].ToString()|]);""")]
    [InlineData("""return new DeveloperChatMessage([|Prompt(request.Query["about"]!)|]);""")]
    [InlineData("""return OpenAI.Chat.ChatMessage.CreateSystemMessage([|request.Query["about"].ToString()|]);""")]
    [InlineData("""history.AddSystemMessage([|request.Query["about"]|]!);""")]
    [InlineData("""history.AddMessage(AuthorRole.System, [|request.Query["about"]|]!);""")]
    [InlineData("""return new ChatHistory([|request.Query["about"]|]!);""")]
    [InlineData("""var page = await http.GetStringAsync("https://example.org"); return new ChatMessage(ChatRole.System, [|page|]);""")]
    [InlineData("""using var reader = command.ExecuteReader(); reader.Read(); return new ChatMessage(ChatRole.System, [|"Bio: " + reader.GetString(0)|]);""")]
    [InlineData("""using var reader = new StreamReader(request.Body); return new ChatMessage(ChatRole.System, [|await reader.ReadToEndAsync()|]);""")]
    [InlineData("""var form = await request.ReadFormAsync(); using var reader = new StreamReader(form.Files[0].OpenReadStream()); return new ChatOptions { Instructions = [|reader.ReadToEnd()|] };""")]
    [InlineData("""var profile = await request.ReadFromJsonAsync<Profile>(); return new ChatMessage(ChatRole.System, [|$"The user is {profile!.Name}, {profile.Age}"|]);""")]
    [InlineData("""return AIFunctionFactory.Create(() => "x", "lookup", [|request.Query["description"].ToString()|]);""")]
    [InlineData("""var role = ChatRole.System; return new ChatMessage(role, [|request.Query["about"].ToString()|]);""")]
    [InlineData("""var text = request.Query["about"].ToString(); if (text.Length > 200) return null; return new ChatMessage(ChatRole.System, [|text|]);""")]
    [InlineData("""var text = request.Query["about"].ToString(); return new ChatMessage(ChatRole.System, [|$"<user>{System.Net.WebUtility.HtmlEncode(text)}</user>"|]);""")]
    public async Task Untrusted_text_becomes_an_instruction(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR2001", Method(body));

    [Theory]
    [InlineData("""return new ChatMessage(ChatRole.User, request.Query["about"].ToString());""")]
    [InlineData("""return new UserChatMessage(request.Query["about"].ToString());""")]
    [InlineData("""history.AddUserMessage(request.Query["about"]!);""")]
    [InlineData("""return await client.GetResponseAsync(request.Query["question"]!);""")]
    [InlineData("""return new List<ChatMessage> { new(ChatRole.System, "You help."), new(ChatRole.User, request.Query["question"].ToString()) };""")]
    [InlineData("""var role = ChatRole.User; return new ChatMessage(role, request.Query["about"].ToString());""")]
    [InlineData("""return new ChatMessage(ChatRole.System, fixedText);""")]
    [InlineData("""return new ChatMessage(ChatRole.System, configuration["Prompts:System"]!);""")]
    [InlineData("""return new ChatMessage(ChatRole.System, $"Today is {DateTime.Now:d}. You help {request.Query.Count} times.");""")]
    [InlineData("""var tone = request.Query["tone"].ToString(); return new ChatMessage(ChatRole.System, tone is "formal" or "friendly" ? tone : "neutral");""")]
    [InlineData("""var tone = request.Query["tone"].ToString(); if (!Tones.Contains(tone)) return null; return new ChatMessage(ChatRole.System, "Be " + tone);""")]
    [InlineData("""var year = int.Parse(request.Query["year"]!); return new ChatMessage(ChatRole.System, $"The year is {year}");""")]
    [InlineData("""var language = request.Query["language"] == "de" ? "German" : "English"; return new ChatOptions { Instructions = "Answer in " + language };""")]
    [InlineData("""return new ChatOptions { Instructions = "You help", ConversationId = request.Query["id"] };""")]
    [InlineData("""return new ChatMessage(ChatRole.Assistant, request.Query["about"].ToString());""")]
    [InlineData("""history.AddSystemMessage("You help"); history.AddUserMessage(request.Query["about"]!); return history;""")]
    public async Task Text_in_the_user_role_and_chosen_text_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR2001", Method(body));
}
