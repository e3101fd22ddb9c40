using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR5004Tests
{
    private const string Id = "AIR5004";

    private const string Usings = "using Microsoft.SemanticKernel; using OpenAI; using OpenAI.Chat; using OllamaSharp; ";

    private static readonly (string, string) Settings = ("/repo/src/appsettings.json", """{ "OpenAI": { "Model": "gpt-4o", "Fixed": "gpt-4o-2024-11-20" }, "Hub": { "Url": "https://huggingface.co/acme/phi/resolve/main/model.onnx" } }""");

    public static TheoryData<string> Floating =>
    [
        """class C { object M(OpenAIClient c) => c.GetChatClient([|"gpt-4o"|]); }""",
        """class C { object M(string key) => new OpenAIClient(key).GetChatClient([|"o3"|]); }""",
        """class C { object M(string key) => new ChatClient([|"gpt-4o-mini"|], key); }""",
        """class C { const string Model = "gpt-4.1"; object M(string key) => new ChatClient([|Model|], key); }""",
        """class C(string model) { object M(string key) => new ChatClient([|model|], key); } class D { object M() => new C("gpt-5"); }""",
        """class C { object M(OpenAIClient c, IConfiguration f) => c.GetChatClient([|f["OpenAI:Model"]|]); }""",
        """class C { object M(string key) => new ChatClient([|"gpt-4o"|], new System.ClientModel.ApiKeyCredential(key), new OpenAIClientOptions()); }""",
        """class C { object M(string key) => new ChatClient([|"gpt-4o"|], new System.ClientModel.ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri("https://api.openai.com/v1") }); }""",
        """class C { object M() => new ChatOptions { ModelId = [|"gpt-4o"|] }; }""",
        """class C { object M() => new ChatOptions { ModelId = [|"mistral-large-latest"|] }; }""",
        """class C { void M(IKernelBuilder b, string key) => OpenAIKernelBuilderExtensions.AddOpenAIChatCompletion(b, [|"gpt-4o"|], key); }""",
        """class C { object M() => new Anthropic.Models.Messages.MessageCreateParams { MaxTokens = 9, Messages = [], Model = [|"claude-3-5-sonnet-latest"|] }; }""",
        """class C { object M() => new Anthropic.Models.Messages.MessageCreateParams { MaxTokens = 9, Messages = [], Model = [|"claude-sonnet-4-5"|] }; }""",
        """class C { object M() => new OllamaApiClient("http://localhost:11434", [|"llama3.1"|]); }""",
        """class C { void M(OllamaApiClient c) => c.SelectedModel = [|"llama3.1:latest"|]; }""",
        """class C { object M(IOllamaApiClient c) => c.PullModelAsync([|"hf.co/acme/phi-gguf:Q4_K_M"|]); }""",
        """class C { object M() => new OllamaSharp.Models.PullModelRequest { Model = [|"mistral"|] }; }""",
        """class C { Task M(System.Net.Http.HttpClient h) => [|h.GetByteArrayAsync("https://huggingface.co/acme/phi/resolve/main/model.onnx")|]; }""",
        """class C { Task M(System.Net.Http.HttpClient h, IConfiguration f) => [|h.GetStreamAsync(f["Hub:Url"])|]; }""",
        """class C { Task M(System.Net.Http.HttpClient h) => [|h.GetAsync("https://github.com/acme/models/releases/latest/download/model.onnx")|]; }""",
    ];

    public static TheoryData<string> Fixed =>
    [
        """class C { object M(OpenAIClient c) => c.GetChatClient("gpt-4o-2024-11-20"); }""",
        """class C { object M(OpenAIClient c, IConfiguration f) => c.GetChatClient(f["OpenAI:Fixed"]); }""",
        """class C { object M(OpenAIClient c, string model) => c.GetChatClient(model); }""",
        """class C { object M(OpenAIClient c) => c.GetEmbeddingClient("text-embedding-3-small"); }""",
        """class C { object M(OpenAIClient c) => c.GetImageClient("dall-e-3"); }""",
        """class C { object M(OpenAIClient c) => c.GetChatClient("ft:gpt-4o-mini-2024-07-18:acme::abc"); }""",
        """class C { object M(Azure.AI.OpenAI.AzureOpenAIClient c) => c.GetChatClient("gpt-4o"); }""",
        """class C { object M(Uri e, System.ClientModel.ApiKeyCredential k) => ((OpenAIClient)new Azure.AI.OpenAI.AzureOpenAIClient(e, k)).GetChatClient("gpt-4o"); }""",
        """class C(OpenAIClient c) { object M() => c.GetChatClient("gpt-4o"); } class P { object M(Uri e, System.ClientModel.ApiKeyCredential k) => new Azure.AI.OpenAI.AzureOpenAIClient(e, k); }""",
        """class C { object M(System.ClientModel.ApiKeyCredential k) => new ChatClient("gpt-4o", k, new OpenAIClientOptions { Endpoint = new Uri("https://acme.openai.azure.com/openai/v1") }); }""",
        """class C { object M(System.ClientModel.ApiKeyCredential k) { var options = new OpenAIClientOptions(); options.Endpoint = new Uri("http://localhost:1234/v1"); var client = new OpenAIClient(k, options); return client.GetChatClient("gpt-4o"); } }""",
        """class C { object M() => new Anthropic.Models.Messages.MessageCreateParams { MaxTokens = 9, Messages = [], Model = "claude-sonnet-4-5-20250929" }; }""",
        """class C { object M() => new Anthropic.Models.Messages.MessageCreateParams { MaxTokens = 9, Messages = [], Model = "claude-opus-4-6" }; }""",
        """class C { object M() => new OllamaApiClient("http://localhost:11434", "llama3.1:8b-instruct-q4_K_M"); }""",
        """class C { object M() => new { ModelId = "gpt-4o" }; }""",
        """class C { Task M(System.Net.Http.HttpClient h) => h.GetByteArrayAsync("https://huggingface.co/acme/phi/resolve/0123456789abcdef0123456789abcdef01234567/model.onnx"); }""",
        """class C { Task M(System.Net.Http.HttpClient h) => h.GetByteArrayAsync("https://example.com/main/model.onnx"); }""",
    ];

    [Theory]
    [MemberData(nameof(Floating))]
    public Task Reports_an_alias(string source) => RuleTest<AIR5004FloatingModelAnalyzer>.VerifyAsync(Id, Usings + source, Settings);

    [Theory]
    [MemberData(nameof(Fixed))]
    public Task Is_silent_for_dated_ids_deployments_and_ids_that_say_nothing(string source) => RuleTest<AIR5004FloatingModelAnalyzer>.VerifyAsync(Id, Usings + source, Settings);

    [Fact]
    public async Task Names_the_setting_and_the_snapshot()
    {
        var finding = Assert.Single(await RuleTest<AIR5004FloatingModelAnalyzer>.VerifyAsync(
            Id, Usings + """class C { object M(OpenAIClient c, IConfiguration f) => c.GetChatClient([|f["OpenAI:Model"]|]); }""", Settings));
        Assert.Contains("'gpt-4o' (the setting 'OpenAI:Model')", finding.GetMessage(null));
        Assert.Equal("gpt-4o-2024-08-06", finding.Properties["snapshot"]);
    }

    [Fact]
    public Task The_fix_writes_the_snapshot() => RuleTest<AIR5004FloatingModelAnalyzer>.VerifyFixAsync<AIR5004PinSnapshotFix>(
        Id,
        """class C { object M(OpenAI.OpenAIClient c) => c.GetChatClient([|"gpt-4o-mini"|]); }""",
        """class C { object M(OpenAI.OpenAIClient c) => c.GetChatClient("gpt-4o-mini-2024-07-18"); }""");

    [Fact]
    public Task The_fix_writes_it_where_the_id_is_written() => RuleTest<AIR5004FloatingModelAnalyzer>.VerifyFixAsync<AIR5004PinSnapshotFix>(
        Id,
        """class C { const string Model = "gpt-4o-mini"; object M(OpenAI.OpenAIClient c) => c.GetChatClient([|Model|]); }""",
        """class C { const string Model = "gpt-4o-mini-2024-07-18"; object M(OpenAI.OpenAIClient c) => c.GetChatClient(Model); }""");

    [Fact]
    public Task There_is_no_fix_where_no_snapshot_is_known() => RuleTest<AIR5004FloatingModelAnalyzer>.VerifyNoFixAsync<AIR5004PinSnapshotFix>(
        Id, """class C { object M() => new ChatOptions { ModelId = [|"mistral-large-latest"|] }; }""");
}
