using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR2001: which system messages are divided, and which are left to a person.</summary>
public class AIR2001FixTests
{
    private static string Method(string body) => $$"""
        using Microsoft.SemanticKernel.ChatCompletion;
        using OpenAI.Chat;
        using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
        class C(ChatHistory history)
        {
            const string Rules = "Be polite.";
            object M(string question, string profile, int year, HttpRequest request)
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("return new List<ChatMessage> { new(ChatRole.System, [|$\"You help. The user is: {profile}\"|]), new(ChatRole.User, question) };", "return new List<ChatMessage> { new(ChatRole.System, \"You help. The user is:\"), new(ChatRole.User, profile), new(ChatRole.User, question) };")]
    [InlineData("ChatMessage[] messages = [new ChatMessage(ChatRole.System, [|Rules + \" It is \" + year + \".\\n\" + profile|])]; return messages;", "ChatMessage[] messages = [new ChatMessage(ChatRole.System, Rules + \" It is \" + year + \".\"), new ChatMessage(ChatRole.User, profile)]; return messages;")]
    [InlineData("return new[] { new ChatMessage(ChatRole.System, [|profile|]), new ChatMessage(ChatRole.User, question) };", "return new[] { new ChatMessage(ChatRole.User, profile), new ChatMessage(ChatRole.User, question) };")]
    [InlineData("List<OpenAI.Chat.ChatMessage> messages = [new SystemChatMessage([|$\"You help {request.Query[\"name\"]}\"|])]; return messages;", "List<OpenAI.Chat.ChatMessage> messages = [new SystemChatMessage(\"You help\"), new UserChatMessage($\"{request.Query[\"name\"]}\")]; return messages;")]
    [InlineData("history.AddSystemMessage([|$\"{Rules} In {year}, the user is {profile}\"|]);\n        return history;", "history.AddSystemMessage($\"{Rules} In {year}, the user is\");\n        history.AddUserMessage(profile);\n        return history;")]
    [InlineData("var messages = new List<ChatMessage>();\n        messages.Add(new(ChatRole.System, [|\"You help: \" + profile|]));\n        return messages;", "var messages = new List<ChatMessage>();\n        messages.Add(new(ChatRole.System, \"You help:\"));\n        messages.Add(new(ChatRole.User, profile));\n        return messages;")]
    [InlineData("return new List<ChatMessage>\n        {\n            new(ChatRole.System, [|$\"You help {profile}\"|]), // first\n            new(ChatRole.User, question),\n        };", "return new List<ChatMessage>\n        {\n            new(ChatRole.System, \"You help\"),\n            new(ChatRole.User, profile), // first\n            new(ChatRole.User, question),\n        };")]
    public Task Untrusted_text_moves_into_the_user_role(string before, string after) =>
        FixTest<AIR2001MoveToUserRoleFix>.VerifyAsync("AIR2001", Method(before), Method(after));

    [Theory]
    [InlineData("return new List<ChatMessage> { new(ChatRole.System, [|$\"The user is {profile}. You help.\"|]) };")]
    [InlineData("return new List<ChatMessage> { new(ChatRole.System, [|$\"The user is '{profile}'\"|]) };")]
    [InlineData("return new List<ChatMessage> { new(ChatRole.System, [|$\"The user is <user>{profile}\"|]) };")]
    [InlineData("return new List<ChatMessage> { new(ChatRole.System, [|$\"The user {question} is {profile}\"|]) };")]
    [InlineData("return new ChatMessage(ChatRole.System, [|$\"You help {profile}\"|]);")]
    [InlineData("if (year > 1) history.AddSystemMessage([|$\"You help {profile}\"|]); return history;")]
    [InlineData("var role = ChatRole.System; return new List<ChatMessage> { new(role, [|$\"You help {profile}\"|]) };")]
    [InlineData("return new ChatOptions { Instructions = [|$\"You help {profile}\"|] };")]
    public Task Another_prompt_is_left_alone(string body) => FixTest<AIR2001MoveToUserRoleFix>.VerifyNoneAsync("AIR2001", Method(body));
}
