using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;
using Airlock.Tests;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR4001ProviderKeyTests
{
    private const string Id = "AIR4001";

    private static readonly string OpenAIKey = ExampleKeys.Expand("sk-proj-X{74}T3BlbkFJX{74}");
    private static readonly string AnthropicKey = ExampleKeys.Expand("sk-ant-api03-X{93}AA");
    private static readonly string PlainKey = ExampleKeys.Expand("X{40}", seed: 5);
    private static readonly string Digest = ExampleKeys.Expand("f{32}", seed: 5);

    public static TheoryData<string> Vulnerable =>
    [
        $$"""class C { object M() => new OpenAI.OpenAIClient([|"{{OpenAIKey}}"|]); }""",
        $$"""class C { const string Key = [|"{{OpenAIKey}}"|]; object M() => new OpenAI.OpenAIClient(Key); }""",
        $$"""class C { static readonly string Key = [|"{{OpenAIKey[..20]}}" + "{{OpenAIKey[20..]}}"|]; }""",
        $$"""class C { const string Head = "{{OpenAIKey[..20]}}"; const string Key = [|Head + "{{OpenAIKey[20..]}}"|]; }""",
        $$"""class C { const string Head = "{{OpenAIKey[..20]}}"; const string Key = [|$"{Head}{{OpenAIKey[20..]}}"|]; }""",
        $$"""class C { string M(string body) => $"[|curl -H 'Authorization: Bearer {{OpenAIKey}}' -d |]{body}"; }""",
        $$"""class C { string M(string body) => [|"Bearer {{AnthropicKey}}"|] + body; }""",
        $$"""class C { ReadOnlySpan<byte> Key => [|"{{AnthropicKey}}"u8|]; }""",
        $$"""class C { string Key => [|@"{{AnthropicKey}}"|]; }""",
        $"class C {{ string Key => [|\"\"\"\n    {AnthropicKey}\n    \"\"\"|]; }}",
        $$"""class C { [System.ComponentModel.DefaultValue([|"{{AnthropicKey}}"|])] public string? Key { get; set; } }""",
        $$"""class C { void M(string key = [|"{{AnthropicKey}}"|]) { } }""",
        $$"""class C { void M() { var cohereApiKey = [|"{{PlainKey}}"|]; } }""",
        $$"""class CohereOptions { public string ApiKey { get; set; } = [|"{{PlainKey}}"|]; }""",
        $$"""class CohereOptions { public string? ApiKey { get; set; } } class C { object M() => new CohereOptions { ApiKey = [|"{{PlainKey}}"|] }; }""",
        $$"""class CohereClient(string apiKey) { public string Key => apiKey; } class C { object M() => new CohereClient([|"{{PlainKey}}"|]); }""",
        $$"""class C { void M() => Environment.SetEnvironmentVariable("COHERE_API_KEY", [|"{{PlainKey}}"|]); }""",
        $$"""class C { Dictionary<string, string> M() => new() { ["COHERE_API_KEY"] = [|"{{PlainKey}}"|] }; }""",
        $$"""class C { Dictionary<string, string> M() => new() { { "COHERE_API_KEY", [|"{{PlainKey}}"|] } }; }""",
    ];

    public static TheoryData<string> Safe =>
    [
        """class C { object M() => new OpenAI.OpenAIClient("sk-your-key-here"); }""",
        """class C { object M() => new OpenAI.OpenAIClient(Environment.GetEnvironmentVariable("OPENAI_API_KEY")); }""",
        """class C { string M() => "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; }""",
        """class C { string M(string pem) => pem.Replace("-----BEGIN PRIVATE KEY-----", ""); }""",
        """class C { string M(string key) => $"{{key}} must begin with sk-proj-, got {key.Length} characters"; }""",
        $$"""class OpenAIModels { const string Digest = "{{Digest}}"; string openAIFileHash = "{{Digest}}"; }""",
        $$"""class C { string commit = "{{PlainKey}}"; }""",
        $$"""class C { bool M(string s) => s.StartsWith("sk-") || s.StartsWith("hf_") || s == "{{PlainKey}}"; }""",
    ];

    [Theory]
    [MemberData(nameof(Vulnerable))]
    public Task Reports_a_key(string source) => RuleTest<AIR4001ProviderKeyAnalyzer>.VerifyAsync(Id, source);

    [Theory]
    [MemberData(nameof(Safe))]
    public Task Is_silent_without_a_key(string source) => RuleTest<AIR4001ProviderKeyAnalyzer>.VerifyAsync(Id, source);

    [Fact]
    public async Task Costs_nothing_without_an_AI_library()
    {
        var source = $$"""class C { string Key = "{{AnthropicKey}}"; }""";
        var compilation = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "Tests",
            [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
            TestCompilation.FrameworkReferences,
            new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(await TestCompilation.AnalyzeAsync(compilation, [new AIR4001ProviderKeyAnalyzer()]));
    }

    [Fact]
    public async Task Never_repeats_the_secret()
    {
        var finding = Assert.Single(await RuleTest<AIR4001ProviderKeyAnalyzer>.VerifyAsync(Id, $$"""class C { string Key = [|"{{OpenAIKey}}"|]; }"""));
        Assert.Contains("OpenAI", finding.GetMessage(null));
        Assert.Contains("OPENAI_API_KEY", finding.GetMessage(null));
        Assert.DoesNotContain(OpenAIKey[..12], finding.GetMessage(null));
        Assert.DoesNotContain(finding.Properties.Values, value => value!.Contains(OpenAIKey[..12], StringComparison.Ordinal));
    }

    [Fact]
    public Task Fix_reads_the_environment() => RuleTest<AIR4001ProviderKeyAnalyzer>.VerifyFixAsync<AIR4001ReadFromConfigurationFix>(
        Id,
        $$"""
        class C
        {
            object M() => new OpenAI.OpenAIClient("{{OpenAIKey}}");
        }
        """,
        """
        class C
        {
            object M() => new OpenAI.OpenAIClient(Environment.GetEnvironmentVariable("OPENAI_API_KEY") ?? throw new InvalidOperationException("OPENAI_API_KEY is not set."));
        }
        """);

    [Fact]
    public Task Fix_reads_the_builder_s_configuration() => RuleTest<AIR4001ProviderKeyAnalyzer>.VerifyFixAsync<AIR4001ReadFromConfigurationFix>(
        Id,
        $$"""
        var builder = WebApplication.CreateBuilder(args);
        var key = "{{AnthropicKey}}";
        """,
        """
        var builder = WebApplication.CreateBuilder(args);
        var key = builder.Configuration["Anthropic:ApiKey"] ?? throw new InvalidOperationException("Anthropic:ApiKey is not configured.");
        """);

    [Fact]
    public Task Fix_reads_an_injected_configuration() => RuleTest<AIR4001ProviderKeyAnalyzer>.VerifyFixAsync<AIR4001ReadFromConfigurationFix>(
        Id,
        $$"""
        class C(IConfiguration configuration)
        {
            string M() => "{{AnthropicKey}}";
        }
        """,
        """
        class C(IConfiguration configuration)
        {
            string M() => configuration["Anthropic:ApiKey"] ?? throw new InvalidOperationException("Anthropic:ApiKey is not configured.");
        }
        """);

    [Fact]
    public Task Fix_makes_a_constant_a_variable() => RuleTest<AIR4001ProviderKeyAnalyzer>.VerifyFixAsync<AIR4001ReadFromConfigurationFix>(
        Id,
        $$"""
        class C
        {
            // For the assistant.
            private const string Key = "{{AnthropicKey}}";
        }
        """,
        """
        class C
        {
            // For the assistant.
            private static readonly string Key = Environment.GetEnvironmentVariable("ANTHROPIC_API_KEY") ?? throw new InvalidOperationException("ANTHROPIC_API_KEY is not set.");
        }
        """);
}
