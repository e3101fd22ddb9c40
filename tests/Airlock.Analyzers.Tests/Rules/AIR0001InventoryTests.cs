using Airlock.Analyzers.Inventory;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR0001InventoryTests
{
    private const string Id = "AIR0001";

    [Theory]
    [InlineData("""class C { object M(OpenAI.OpenAIClient c) => c.GetChatClient([|"gpt-4o"|]); }""", "hosted model gpt-4o (OpenAI)")]
    [InlineData("""class C { object M(OpenAI.OpenAIClient c, string m) => c.GetChatClient([|m|]); }""", "hosted model of unknown name (OpenAI)")]
    [InlineData("""class C { object M(Azure.AI.OpenAI.AzureOpenAIClient c) => c.GetChatClient([|"chat"|]); }""", "hosted model chat (Azure OpenAI)")]
    [InlineData("""class C { object M() => new ChatOptions { ModelId = [|"gpt-4o"|] }; }""", "hosted model gpt-4o")]
    [InlineData("""class C { object M(Anthropic.IAnthropicClient c) => c.AsIChatClient([|"claude-sonnet-4-5"|]); }""", "hosted model claude-sonnet-4-5 (Anthropic)")]
    [InlineData("""class C { object M(string key) => [|new OpenAI.OpenAIClient(key)|]; }""", "service OpenAI")]
    [InlineData("""class C { object M() => [|new Anthropic.AnthropicClient()|]; }""", "service Anthropic")]
    [InlineData("""class C { object M() => new Anthropic.Models.Messages.MessageCreateParams { MaxTokens = 9, Messages = [], Model = [|Anthropic.Models.Messages.Model.ClaudeOpus4_5|] }; }""", "hosted model ClaudeOpus4_5 (Anthropic)")]
    [InlineData("""class C { object M() => new Microsoft.ML.OnnxRuntime.InferenceSession([|"models/intent.onnx"|]); }""", "local model models/intent.onnx")]
    [InlineData("""class C { object M(string p) => new Microsoft.ML.OnnxRuntime.InferenceSession([|p|]); }""", "local model of unknown name")]
    [InlineData("""using Microsoft.ML; class R { public float X; } class C { object M(MLContext ml) => ml.Data.LoadFromTextFile<R>([|"data/train.csv"|]); }""", "dataset data/train.csv")]
    [InlineData("""class C { static string Weather(string city) => city; object M() => [|AIFunctionFactory.Create(Weather)|]; }""", "tool Weather")]
    [InlineData("""class C { object M() => [|AIFunctionFactory.Create((string city) => city, "weather")|]; }""", "tool weather")]
    [InlineData("""class C { object M() => [|AIFunctionFactory.Create((string city) => city)|]; }""", "tool of unknown name")]
    [InlineData("""class C { [[|Microsoft.SemanticKernel.KernelFunction|]] public string Weather(string city) => city; }""", "tool Weather")]
    [InlineData("""class C { [[|Microsoft.SemanticKernel.KernelFunction("get_weather")|]] public string Weather(string city) => city; }""", "tool get_weather")]
    public async Task Records_an_asset(string source, string description)
    {
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(Id, source));
        Assert.Equal(description, record.GetMessage(null));
        Assert.Equal(DiagnosticSeverity.Hidden, record.Severity);
    }

    [Theory]
    [InlineData("""class C { void M(ChatOptions o) { o.Temperature = 0.5f; } }""")]
    [InlineData("""class C { object M(IChatClient inner, IServiceCollection s) => s.AddChatClient(inner); }""")]
    [InlineData("""class C { object M() => new Uri("https://api.openai.com"); }""")]
    [InlineData("""class C { [System.ComponentModel.Description("none")] public string Weather(string city) => city; }""")]
    public Task Records_nothing_else(string source) => RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(Id, source);

    [Fact]
    public async Task A_client_with_a_model_is_two_assets()
    {
        var records = await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
            Id, """class C { object M() => [|new OllamaSharp.OllamaApiClient("http://localhost:11434", [|"llama3.1"|])|]; }""");
        Assert.Equal(["service Ollama", "hosted model llama3.1 (Ollama)"], records.Select(record => record.GetMessage(null)));
        Assert.Equal("http://localhost:11434", records[0].Properties["endpoint"]);
    }

    [Fact]
    public async Task A_default_says_which_setting_replaces_it()
    {
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
            Id, """class C { object M(OpenAI.OpenAIClient c, IConfiguration f) => c.GetChatClient(f["Model"] ?? [|"gpt-4o"|]); }"""));
        Assert.Equal("hosted model gpt-4o (OpenAI)", record.GetMessage(null));
        Assert.Equal("default", record.Properties["how"]);
        Assert.Equal("Model", record.Properties["nameKey"]);
    }

    [Fact]
    public async Task A_record_carries_what_the_SBOM_needs()
    {
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
            Id, """namespace Contoso.Chat; class Agent { readonly object _client; public Agent(OpenAI.OpenAIClient c) => _client = c.GetChatClient([|"gpt-4o"|]); }"""));
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["kind"] = "hosted-model",
                ["name"] = "gpt-4o",
                ["provider"] = "OpenAI",
                ["symbol"] = "Contoso.Chat.Agent..ctor",
                ["api"] = "OpenAI.OpenAIClient.GetChatClient",
                ["assembly"] = "OpenAI",
                ["how"] = "constant",
                ["task"] = "text-generation",
            },
            record.Properties.ToDictionary());
    }

    [Fact]
    public async Task What_is_unknown_is_left_out()
    {
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
            Id, """class C { object M(string p) => new Microsoft.ML.OnnxRuntime.InferenceSession([|p|]); }"""));
        Assert.Equal("unknown", record.Properties["how"]);
        Assert.False(record.Properties.ContainsKey("name"));
    }

    [Theory]
    [InlineData("""app.[|MapPost|]("/chat", (IChatClient chat, string text) => chat.GetResponseAsync(text));""", "false")]
    [InlineData("""app.[|MapPost|]("/chat", (IChatClient chat, string text) => chat.GetResponseAsync(text)).RequireAuthorization();""", "true")]
    [InlineData("""app.[|MapPost|]("/chat", (IChatClient chat, string text) => chat.GetResponseAsync(text)).AllowAnonymous();""", "false")]
    public async Task An_endpoint_that_runs_a_model_says_who_may_call_it(string mapping, string authenticated)
    {
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(Id, $"var app = WebApplication.CreateBuilder(args).Build(); {mapping}"));
        Assert.Equal("inference endpoint POST /chat", record.GetMessage(null));
        Assert.Equal(authenticated, record.Properties["authenticated"]);
        Assert.Equal("/chat", record.Properties["route"]);
        Assert.Equal("POST", record.Properties["methods"]);
        Assert.Equal("IChatClient.GetResponseAsync", record.Properties["reaches"]);
        Assert.Equal("false", record.Properties["rateLimited"]);
        Assert.Equal("unknown", record.Properties["transport"]);
    }

    [Fact]
    public async Task An_action_that_runs_a_model_is_an_endpoint()
    {
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
            Id,
            """
            using Microsoft.AspNetCore.Authorization; using Microsoft.AspNetCore.Mvc;
            [ApiController, Authorize, Route("chat")]
            public class ChatController(IChatClient chat) : ControllerBase { [HttpPost] public Task<ChatResponse> [|Ask|](string text) => chat.GetResponseAsync(text); }
            """));
        Assert.Equal("inference endpoint POST /chat", record.GetMessage(null));
        Assert.Equal("true", record.Properties["authenticated"]);
    }

    [Fact]
    public Task An_endpoint_without_a_model_is_none() => RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
        Id, """var app = WebApplication.CreateBuilder(args).Build(); app.MapPost("/echo", (string text) => text);""");

    [Fact]
    public async Task A_tool_names_the_method_that_the_model_calls()
    {
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
            Id, """class Tools { public static string Weather(string city) => city; } class C { object M() => [|AIFunctionFactory.Create(Tools.Weather)|]; }"""));
        Assert.Equal("Tools.Weather", record.Properties["symbol"]);
    }

    [Theory]
    [InlineData("McpServerTool", "tool Echo")]
    [InlineData("""McpServerTool(Name = "echo")""", "tool echo")]
    public async Task A_tool_of_a_server_has_the_name_that_its_attribute_gives(string attribute, string description)
    {
        const string Library = "namespace ModelContextProtocol.Server { class McpServerToolAttribute : Attribute { public string? Name { get; set; } } }";
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
            Id, $"using ModelContextProtocol.Server; class C {{ [[|{attribute}|]] public string Echo(string text) => text; }} {Library}"));
        Assert.Equal(description, record.GetMessage(null));
    }

    [Fact]
    public async Task A_service_has_the_address_that_its_options_are_set_to()
    {
        var record = Assert.Single(await RuleTest<AIR0001InventoryAnalyzer>.VerifyAsync(
            Id,
            """
            class C
            {
                object M(System.ClientModel.ApiKeyCredential credential)
                {
                    var address = "http://localhost:8080/v1";
                    var options = new OpenAI.OpenAIClientOptions();
                    options.Endpoint = new Uri(address);
                    return [|new OpenAI.OpenAIClient(credential, options)|];
                }
            }
            """));
        Assert.Equal("http://localhost:8080/v1", record.Properties["endpoint"]);
    }
}
