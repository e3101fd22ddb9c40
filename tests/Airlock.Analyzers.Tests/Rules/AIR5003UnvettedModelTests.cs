using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR5003UnvettedModelTests
{
    private const string Id = "AIR5003";

    private static readonly (string, string) Policy = ("/repo/airlock.json", """
        { "models": { "allow": [ "gpt-4o-2024-*", "claude-*", "llama3.1" ], "deny": [ "claude-instant*" ] } }
        """);

    private static readonly (string, string) DenyOnly = ("/repo/airlock.json", """{ "models": { "deny": [ "gpt-3.5*" ] } }""");

    private static readonly (string, string) NoList = ("/repo/airlock.json", """{ "profile": "strict" }""");

    public static TheoryData<string> Refused =>
    [
        """class C { object M(OpenAI.OpenAIClient c) => c.GetChatClient([|"gpt-4o"|]); }""",
        """class C { object M(string key) => new OpenAI.Chat.ChatClient([|"gpt-3.5-turbo"|], key); }""",
        """class C { object M(string key) => new OpenAI.Chat.ChatClient(apiKey: key, model: [|"gpt-4o"|]); }""",
        """class C { const string Model = "gpt-4o"; object M(OpenAI.OpenAIClient c) => c.GetEmbeddingClient([|Model|]); }""",
        """class C { object M(OpenAI.OpenAIClient c) { var model = "gpt-4o"; return c.GetChatClient([|model|]); } }""",
        """class C { object M(OpenAI.OpenAIClient c, IConfiguration f) => c.GetChatClient(f["Model"] ?? [|"gpt-4o"|]); }""",
        """class C { object M() => new ChatOptions { ModelId = [|"gpt-4o"|] }; }""",
        """class C { void M(ChatOptions o) => o.ModelId = [|"claude-instant-1"|]; }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://localhost:11434", [|"mistral"|]); }""",
        """using Microsoft.SemanticKernel; class C { void M(IKernelBuilder b, string key) => OpenAIKernelBuilderExtensions.AddOpenAIChatCompletion(b, [|"gpt-4o"|], key); }""",
        """class C { object M() => new Anthropic.Models.Messages.MessageCreateParams { MaxTokens = 9, Messages = [], Model = [|"claude-instant-1"|] }; }""",
    ];

    public static TheoryData<string> Allowed =>
    [
        """class C { object M(OpenAI.OpenAIClient c) => c.GetChatClient("gpt-4o-2024-11-20"); }""",
        """class C { object M(OpenAI.OpenAIClient c) => c.GetChatClient("GPT-4o-2024-11-20"); }""",
        """class C { object M(OpenAI.OpenAIClient c, string model) => c.GetChatClient(model); }""",
        """class C { object M() => new ChatOptions { ModelId = "claude-sonnet-4" }; }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://localhost:11434", "llama3.1"); }""",
        """class C { object M(Azure.AI.OpenAI.AzureOpenAIClient c) => c.GetChatClient("our-deployment"); }""",
        """class C { object M(OpenAI.OpenAIClient c) => c.GetChatClient(" "); }""",
        """class C { object M() => new { ModelId = "gpt-4o" }; }""",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public Task Reports_a_model_that_is_not_allowed(string source) => RuleTest<AIR5003UnvettedModelAnalyzer>.VerifyAsync(Id, source, Policy);

    [Theory]
    [MemberData(nameof(Allowed))]
    public Task Is_silent_for_an_allowed_model(string source) => RuleTest<AIR5003UnvettedModelAnalyzer>.VerifyAsync(Id, source, Policy);

    [Theory]
    [MemberData(nameof(Refused))]
    public Task Is_silent_without_a_list(string source)
    {
        var plain = source.Replace("[|", "").Replace("|]", "");
        return Task.WhenAll(
            RuleTest<AIR5003UnvettedModelAnalyzer>.VerifyAsync(Id, plain), RuleTest<AIR5003UnvettedModelAnalyzer>.VerifyAsync(Id, plain, NoList));
    }

    [Fact]
    public async Task A_deny_list_alone_refuses_only_what_it_names()
    {
        var finding = Assert.Single(await RuleTest<AIR5003UnvettedModelAnalyzer>.VerifyAsync(
            Id,
            """class C { void M(OpenAI.OpenAIClient c) { c.GetChatClient([|"gpt-3.5-turbo"|]); c.GetChatClient("gpt-4o"); } }""",
            DenyOnly));
        Assert.Equal("The model 'gpt-3.5-turbo' is not vetted: the policy denies 'gpt-3.5*'", finding.GetMessage(null));
        Assert.Equal("gpt-3.5-turbo", finding.Properties["model"]);
    }
}
