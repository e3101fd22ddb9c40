using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;
using Airlock.Tests;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR4002CredentialLiteralTests
{
    private const string Id = "AIR4002";

    // A gateway's own key: no provider's shape, so that only its place gives it away.
    private static readonly string Key = "gw." + ExampleKeys.Expand("X{24}");
    private static readonly string OpenAIKey = ExampleKeys.Expand("sk-proj-X{74}T3BlbkFJX{74}");
    private static readonly string PlainKey = ExampleKeys.Expand("f{32}");

    public static TheoryData<string> Vulnerable =>
    [
        $$"""class C { object M() { var credential = new System.ClientModel.ApiKeyCredential([|"{{Key}}"|]); var options = new OpenAI.OpenAIClientOptions(); options.Endpoint = new Uri("https://models.example.com/v1"); return new OpenAI.OpenAIClient(credential, options); } }""",
        $$"""class C { object M() => new OpenAI.OpenAIClient([|"{{Key}}"|]); }""",
        $$"""class C { object M() => new OpenAI.Chat.ChatClient("gpt-4o", apiKey: [|"{{Key}}"|]); }""",
        $$"""class C { object M() => new System.ClientModel.ApiKeyCredential([|"{{Key}}"|]); }""",
        $$"""class C { object M() => new Azure.AI.OpenAI.AzureOpenAIClient(new Uri("https://contoso.openai.azure.com"), new System.ClientModel.ApiKeyCredential([|"{{Key}}"|])); }""",
        $$"""class C { object M() => new Azure.AzureKeyCredential([|"{{Key}}"|]); }""",
        $$"""class C { object M() => new Anthropic.AnthropicClient { ApiKey = [|"{{Key}}"|] }; }""",
        $$"""class C { object M() => new Anthropic.AnthropicClient(new Anthropic.Core.ClientOptions { AuthToken = [|"{{Key}}"|] }); }""",
        $$"""class C { void M(Microsoft.SemanticKernel.IKernelBuilder b) => Microsoft.SemanticKernel.OpenAIKernelBuilderExtensions.AddOpenAIChatCompletion(b, "gpt-4o", [|"{{Key}}"|]); }""",
        $$"""class C { const string Key = "{{Key}}"; object M() => new OpenAI.OpenAIClient([|Key|]); }""",
        $$"""class C { static readonly string Key = "{{Key}}"; object M() => new OpenAI.OpenAIClient([|Key|]); }""",
        $$"""class C { object M() { var key = "{{Key}}"; return new OpenAI.OpenAIClient([|key|]); } }""",
        $$"""class C { object M() { const string key = "{{Key}}"; return new OpenAI.OpenAIClient([|key|]); } }""",
        $$"""class C { object M() => new OpenAI.OpenAIClient(Environment.GetEnvironmentVariable("KEY") ?? [|"{{Key}}"|]); }""",
        $$"""class C { object M(bool test) => new OpenAI.OpenAIClient(test ? "not-needed" : [|"{{Key}}"|]); }""",
        $$"""class C { object M() => new OpenAI.OpenAIClient([|"{{Key[..9]}}" + "{{Key[9..]}}"|]); }""",
        $$"""class Derived() : OpenAI.OpenAIClient([|"{{Key}}"|]);""",
        $$"""class Derived : OpenAI.OpenAIClient { public Derived() : base([|"{{Key}}"|]) { } }""",
    ];

    public static TheoryData<string> Safe =>
    [
        """class C { object M(IConfiguration c) => new OpenAI.OpenAIClient(c["OpenAI:ApiKey"]); }""",
        """class C { object M(string key) => new OpenAI.OpenAIClient(key); }""",
        """class C { object M() => new OpenAI.OpenAIClient("ollama"); }""",
        """class C { object M() => new OpenAI.OpenAIClient("not-needed"); }""",
        """class C { object M() => new OpenAI.OpenAIClient("lm-studio"); }""",
        """class C { object M() => new OpenAI.OpenAIClient("<your-api-key>"); }""",
        """class C { object M() => new OpenAI.OpenAIClient("INVALID_KEY"); }""",
        """class C { object M() => new OpenAI.OpenAIClient("FakeApiKey"); }""",
        """class C { object M() => new OpenAI.OpenAIClient("Not used in this test"); }""",
        """class C { object M() => new OpenAI.OpenAIClient("unused-local-key"); }""",
        """class C { object M() { var key = ""; key = Console.ReadLine()!; return new OpenAI.OpenAIClient(key); } }""",
        """class C { object M(Azure.Core.TokenCredential credential) => new Azure.AI.OpenAI.AzureOpenAIClient(new Uri("https://contoso.openai.azure.com"), credential); }""",
        $$"""class C { object M() => new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential("{{Key}}"), new OpenAI.OpenAIClientOptions { Endpoint = new Uri("http://localhost:1234/v1") }); }""",
        $$"""class C { object M() { var options = new OpenAI.OpenAIClientOptions { Endpoint = new Uri("http://127.0.0.1:8080") }; return new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential("{{Key}}"), options); } }""",
        $$"""class C { object M() { var credential = new System.ClientModel.ApiKeyCredential("{{Key}}"); var options = new OpenAI.OpenAIClientOptions(); options.Endpoint = new Uri("http://localhost:1234/v1"); return new OpenAI.OpenAIClient(credential, options); } }""",
        $$"""class C { string M() => "{{Key}}"; }""",
        $$"""class C { string ApiKey = "{{Key}}"; object M() => new { ApiKey }; }""",
    ];

    [Theory]
    [MemberData(nameof(Vulnerable))]
    public Task Reports_a_fixed_credential(string source) => RuleTest<AIR4002CredentialLiteralAnalyzer>.VerifyAsync(Id, source);

    [Theory]
    [MemberData(nameof(Safe))]
    public Task Is_silent_for_any_other(string source) => RuleTest<AIR4002CredentialLiteralAnalyzer>.VerifyAsync(Id, source);

    public static TheoryData<string> KnownToAIR4001 =>
    [
        $$"""class C { object M() => new OpenAI.OpenAIClient(@"{{OpenAIKey}}"); }""",
        $$"""class C { const string Key = @"{{OpenAIKey}}"; object M() => new OpenAI.OpenAIClient(Key); }""",
        $$"""class C { const string OpenAIKey = @"{{PlainKey}}"; object M() => new OpenAI.OpenAIClient(OpenAIKey); }""",
        $$"""class C { object M() => new OpenAI.OpenAIClient(@"{{PlainKey}}"); }""",
        $$"""class C { object M() { var openAIKey = @"{{PlainKey}}"; return new OpenAI.OpenAIClient(openAIKey); } }""",
    ];

    [Theory]
    [MemberData(nameof(KnownToAIR4001))]
    public async Task One_cause_gives_one_finding(string source)
    {
        Assert.Empty(await RuleTest<AIR4002CredentialLiteralAnalyzer>.VerifyAsync(Id, source));
        var marked = source.Replace("@\"", "[|@\"").Replace(source.Contains(PlainKey) ? PlainKey + "\"" : OpenAIKey + "\"", (source.Contains(PlainKey) ? PlainKey : OpenAIKey) + "\"|]");
        Assert.Single(await RuleTest<AIR4001ProviderKeyAnalyzer>.VerifyAsync("AIR4001", marked));
    }

    [Fact]
    public async Task Never_repeats_the_secret()
    {
        var finding = Assert.Single(await RuleTest<AIR4002CredentialLiteralAnalyzer>.VerifyAsync(Id, $$"""class C { object M() => new OpenAI.OpenAIClient([|"{{Key}}"|]); }"""));
        Assert.Contains("apiKey of OpenAIClient", finding.GetMessage(null));
        Assert.DoesNotContain(Key[..10], finding.GetMessage(null));
        Assert.DoesNotContain(finding.Properties.Values, value => value!.Contains(Key[..10], StringComparison.Ordinal));
    }

    [Fact]
    public Task Fix_reads_the_configuration() => RuleTest<AIR4002CredentialLiteralAnalyzer>.VerifyFixAsync<AIR4001ReadFromConfigurationFix>(
        Id,
        $$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new OpenAI.Chat.ChatClient("gpt-4o", "{{Key}}"));
        """,
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new OpenAI.Chat.ChatClient("gpt-4o", builder.Configuration["OpenAI:ApiKey"] ?? throw new InvalidOperationException("OpenAI:ApiKey is not configured.")));
        """);

    [Fact]
    public Task Fix_names_the_setting_after_the_client() => RuleTest<AIR4002CredentialLiteralAnalyzer>.VerifyFixAsync<AIR4001ReadFromConfigurationFix>(
        Id,
        $$"""
        class C
        {
            object M() => new Azure.AI.OpenAI.AzureOpenAIClient(
                new Uri("https://contoso.openai.azure.com"),
                new System.ClientModel.ApiKeyCredential("{{Key}}"));
        }
        """,
        """
        class C
        {
            object M() => new Azure.AI.OpenAI.AzureOpenAIClient(
                new Uri("https://contoso.openai.azure.com"),
                new System.ClientModel.ApiKeyCredential(Environment.GetEnvironmentVariable("AZURE_OPENAI_API_KEY") ?? throw new InvalidOperationException("AZURE_OPENAI_API_KEY is not set.")));
        }
        """);
}
