namespace Airlock.Analyzers.Tests.Inventory;

public class HostedModelsTests
{
    private const string Options = """
        class AiOptions { public string Model { get; set; } = "gpt-4o-mini"; public string? Embedding { get; set; } }
        static class Setup { public static void Add(IServiceCollection s, IConfiguration c) => s.Configure<AiOptions>(c.GetSection("AI")); }
        """;

    [Theory]
    [InlineData("c.GetChatClient(\"gpt-4o\")", "name=gpt-4o how=constant nameKey=-")]
    [InlineData("c.GetChatClient(Ids.Chat)", "name=gpt-4o how=constant nameKey=-")]
    [InlineData("c.GetChatClient(Ids.Held)", "name=gpt-4.1 how=constant nameKey=-")]
    [InlineData("c.GetChatClient(m)", "name=- how=unknown nameKey=-")]
    [InlineData("c.GetChatClient(Environment.GetEnvironmentVariable(\"MODEL\"))", "name=- how=unknown nameKey=env:MODEL")]
    [InlineData("c.GetChatClient(Environment.GetEnvironmentVariable(\"MODEL\") ?? throw new Exception())", "name=- how=unknown nameKey=env:MODEL")]
    [InlineData("c.GetChatClient(Environment.GetEnvironmentVariable(\"MODEL\") ?? \"gpt-4o\")", "name=gpt-4o how=default nameKey=env:MODEL")]
    [InlineData("c.GetChatClient(f[\"AI:Other\"])", "name=- how=unknown nameKey=AI:Other nameFile=-")]
    [InlineData("c.GetChatClient(f[\"AI:Set\"])", "name=o3 how=configuration nameKey=AI:Set nameFile=/app/appsettings.json nameLine=3")]
    [InlineData("c.GetChatClient(f[\"AI:Set\"] ?? \"gpt-4o\")", "name=o3 how=configuration nameKey=AI:Set")]
    [InlineData("c.GetChatClient(f.GetValue(\"AI:Other\", \"gpt-4o\"))", "name=gpt-4o how=default nameKey=AI:Other")]
    [InlineData("c.GetChatClient(string.IsNullOrEmpty(m) ? \"gpt-4o\" : m.Trim())", "name=- how=unknown nameKey=-")]
    [InlineData("c.GetChatClient(o.Value.Model)", "name=gpt-4o-mini how=default nameKey=AI:Model")]
    [InlineData("c.GetChatClient(o.Value.Embedding)", "name=- how=unknown nameKey=AI:Embedding")]
    public async Task A_name_says_how_it_was_found(string call, string facts)
    {
        var source = $$"""
            {{Options}}
            static class Ids { public const string Chat = "gpt-4o"; public static readonly string Held = "gpt-4.1"; }
            class C { object M(OpenAI.OpenAIClient c, IConfiguration f, string m, Microsoft.Extensions.Options.IOptions<AiOptions> o) => {{call}}; }
            """;
        var records = await InventoryTest.RecordsAsync("hosted-model", [source], ("/app/appsettings.json", "{\n  \"AI\": {\n    \"Set\": \"o3\" } }"));
        InventoryTest.Verify(records[^1], facts);
    }

    [Fact]
    public async Task A_file_that_sets_an_option_replaces_its_default() => await InventoryTest.VerifyAsync(
        "hosted-model",
        Options + "class C { object M(OpenAI.OpenAIClient c, Microsoft.Extensions.Options.IOptions<AiOptions> o) => c.GetChatClient(o.Value.Model); }",
        "name=gpt-5 how=configuration nameKey=AI:Model nameFile=/app/appsettings.Production.json nameLine=1",
        ("/app/appsettings.json", """{ "AI": { "Model": "gpt-4o" } }"""),
        ("/app/appsettings.Production.json", """{ "AI": { "Model": "gpt-5" } }"""));

    [Fact]
    public async Task A_name_is_followed_through_a_field_that_a_constructor_sets() => await InventoryTest.VerifyAsync(
        "hosted-model",
        """class C { readonly string _m; C(string m) => _m = m; static C New() => new("gpt-4o"); object M(OpenAI.OpenAIClient c) => c.GetChatClient(_m); }""",
        "name=gpt-4o how=constant");

    [Fact]
    public async Task A_method_that_returns_what_it_is_given_returns_what_this_call_gives()
    {
        const string Source = """
            class C
            {
                static string NotEmpty(string text) => text.Length > 0 ? text : throw new ArgumentException(text);
                static string NotNull(string text) { ArgumentNullException.ThrowIfNull(text); return text; }
                object M(OpenAI.OpenAIClient c) => c.GetChatClient(NotNull("gpt-4o"));
                void N() => NotNull("no model");
            }
            """;
        await InventoryTest.VerifyAsync("hosted-model", Source, "name=gpt-4o how=constant");
    }

    [Theory]
    [InlineData("new OpenAI.OpenAIClient(k).GetEmbeddingClient(\"text-embedding-3-small\")", "name=text-embedding-3-small task=feature-extraction provider=OpenAI")]
    [InlineData("new OpenAI.OpenAIClient(k).GetImageClient(\"gpt-image-1\")", "name=gpt-image-1 task=text-to-image")]
    [InlineData("new OpenAI.OpenAIClient(k).GetModerationClient(\"omni-moderation-latest\")", "task=text-classification")]
    [InlineData("new OpenAI.OpenAIClient(k).GetAudioClient(\"whisper-1\")", "name=whisper-1 task=-")]
    [InlineData("new ChatOptions { ModelId = \"gpt-4o\", Temperature = 0.2f, MaxOutputTokens = 400 }", "task=text-generation parameters=maxOutputTokens=400;temperature=0.2 provider=-")]
    [InlineData("new ChatOptions { ModelId = \"gpt-4o\", Temperature = float.Parse(k) }", "parameters=-")]
    [InlineData("(IChatClient)new OllamaSharp.OllamaApiClient(\"http://localhost:11434\", \"llama3.1\")", "name=llama3.1 task=text-generation provider=Ollama")]
    [InlineData("new OllamaSharp.OllamaApiClient(\"http://localhost:11434\", \"llama3.1\")", "task=-")]
    public Task A_use_says_what_the_model_is_asked_to_do(string expression, string facts) =>
        InventoryTest.VerifyAsync("hosted-model", $"class C {{ object M(string k) => {expression}; }}", facts);

    [Theory]
    [InlineData("c.GetChatClient(\"chat\")", "name=chat deployment=chat how=constant provider=Azure_OpenAI")]
    [InlineData("AzureOpenAIKernelBuilderExtensions.AddAzureOpenAIChatCompletion(k, \"chat\", \"https://x.openai.azure.com\", \"key\", modelId: \"gpt-4o\")", "name=gpt-4o deployment=chat task=text-generation")]
    [InlineData("AzureOpenAIKernelBuilderExtensions.AddAzureOpenAIChatCompletion(k, f[\"Deployment\"]!, \"https://x.openai.azure.com\", \"key\")", "name=- deployment=- how=unknown nameKey=Deployment")]
    [InlineData("Base(c).GetChatClient(\"chat\")", "name=chat deployment=chat provider=Azure_OpenAI")]
    public Task A_deployment_stands_for_a_model_that_is_not_named(string call, string facts) => InventoryTest.VerifyAsync(
        "hosted-model",
        $$"""
        using Microsoft.SemanticKernel;
        class C
        {
            static OpenAI.OpenAIClient Base(object _) => new Azure.AI.OpenAI.AzureOpenAIClient(new Uri("https://x.openai.azure.com"), new System.ClientModel.ApiKeyCredential("k"));
            object M(Azure.AI.OpenAI.AzureOpenAIClient c, IKernelBuilder k, IConfiguration f) => {{call}};
        }
        {{Connectors.AzureOpenAI}}
        """,
        facts);

    [Theory]
    [InlineData("https://models.github.ai/inference", "GitHub_Models")]
    [InlineData("http://localhost:8080/v1", "OpenAI-compatible")]
    [InlineData("https://api.openai.com/v1", "OpenAI")]
    [InlineData("https://unknown.contoso.com", "OpenAI-compatible")]
    public Task The_provider_is_who_answers_at_the_address(string address, string provider) => InventoryTest.VerifyAsync(
        "hosted-model",
        $$"""
        class C
        {
            readonly OpenAI.OpenAIClient _client = new(new System.ClientModel.ApiKeyCredential("k"), new OpenAI.OpenAIClientOptions { Endpoint = new Uri("{{address}}") });
            object M() => _client.GetChatClient("m");
        }
        """,
        $"name=m provider={provider}");

    [Fact]
    public async Task A_section_that_the_library_reads_names_the_model() => await InventoryTest.VerifyAsync(
        "hosted-model",
        """
        #pragma warning disable SCME0002
        class C { void M(IHostApplicationBuilder b) => OpenAI.OpenAIHostBuilderExtensions.AddChatClient(b, "Clients:Chat"); }
        """,
        "name=gpt-4o how=configuration nameKey=Clients:Chat:Model task=text-generation",
        ("/app/appsettings.json", """{ "Clients": { "Chat": { "Model": "gpt-4o" } } }"""));

    [Theory]
    [InlineData("b.AddOpenAIClient(\"openai\").AddChatClient(\"gpt-4o\")", "name=gpt-4o how=constant provider=OpenAI-compatible deployment=-")]
    [InlineData("b.AddAzureOpenAIClient(\"openai\").AddChatClient(\"chat\")", "name=chat deployment=chat provider=Azure_OpenAI")]
    [InlineData("b.AddOpenAIClient(\"openai\").AddChatClient()", "name=- how=unknown nameKey=ConnectionStrings:openai")]
    [InlineData("b.AddOpenAIClient(\"known\").AddChatClient()", "name=phi-4 how=configuration nameKey=ConnectionStrings:known nameLine=1")]
    public Task A_connection_names_the_model(string call, string facts) => InventoryTest.VerifyAsync(
        "hosted-model", Aspire.Sources($"class C {{ object M(IHostApplicationBuilder b) => {call}; }}"), facts, Aspire.Settings);

    [Theory]
    [InlineData("public class C { public C(string model = \"phi4\") => c = new OllamaSharp.OllamaApiClient(\"http://localhost:11434\", model); object c; }", "name=phi4 how=default nameKey=-")]
    [InlineData("class C { public C(string model = \"phi4\") => c = new OllamaSharp.OllamaApiClient(\"http://localhost:11434\", model); object c; }", "name=phi4 how=constant")]
    [InlineData("class C { C(string model = \"phi4\") => c = new OllamaSharp.OllamaApiClient(\"http://localhost:11434\", model); object c; static C New() => new(\"phi5\"); }", "name=phi5 how=constant")]
    public Task The_default_of_a_parameter_holds_where_a_caller_may_leave_it_out(string source, string facts) => InventoryTest.VerifyAsync("hosted-model", source, facts);

    [Theory]
    [InlineData("static string Get(string key) => Environment.GetEnvironmentVariable(key) ?? throw new Exception();", "Get(\"MODEL\")", "name=- how=unknown nameKey=env:MODEL")]
    [InlineData("static string? Get(string key) => Environment.GetEnvironmentVariable(key);", "Get(\"MODEL\") ?? \"gpt-4o\"", "name=gpt-4o how=default nameKey=env:MODEL")]
    [InlineData("static string? Get(string key) { var value = Environment.GetEnvironmentVariable(key); if (value is null) value = Console.ReadLine(); return value; }", "Get(\"MODEL\") ?? \"gpt-4o\"", "name=gpt-4o how=default nameKey=env:MODEL")]
    [InlineData("static string Get(string key, string otherwise) => Inner(key) ?? otherwise; static string? Inner(string name) => Environment.GetEnvironmentVariable(name);", "Get(\"MODEL\", \"gpt-4o\")", "name=gpt-4o how=default nameKey=env:MODEL")]
    [InlineData("IConfiguration f = null!; string Get(string key) => f[key] ?? throw new Exception();", "Get(\"AI:Set\")", "name=o3 how=configuration nameKey=AI:Set nameLine=1")]
    public Task A_method_that_is_told_the_key_reads_it(string method, string value, string facts) => InventoryTest.VerifyAsync(
        "hosted-model",
        $"class C {{ {method} object M(OpenAI.OpenAIClient c) => c.GetChatClient({value}); object N() => {value.Replace("MODEL", "OTHER", StringComparison.Ordinal).Replace("gpt-4o", "another", StringComparison.Ordinal)}; }}",
        facts,
        ("/app/appsettings.json", """{ "AI": { "Set": "o3" } }"""));

    [Theory]
    [InlineData("public static T Bind<T>(this IServiceCollection s, IConfiguration c, string sectionName) where T : class { s.Configure<T>(c.GetSection(sectionName)); return c.GetSection(sectionName).Get<T>()!; }", "name=- nameKey=AI:Chat:Deployment")]
    [InlineData("public static T Bind<T>(this IServiceCollection s, IConfiguration c, string words) where T : class => null!;", "name=- nameKey=-")]
    public Task A_method_that_is_given_options_and_a_section_binds_them(string method, string facts) => InventoryTest.VerifyAsync(
        "hosted-model",
        $$"""
        class Part { public required string Deployment { get; init; } }
        class Settings { public required Part Chat { get; init; } }
        static class Setup { {{method}} }
        class C { object M(OpenAI.OpenAIClient c, IServiceCollection s, IConfiguration f) { var settings = s.Bind<Settings>(f, "AI"); return c.GetChatClient(settings.Chat.Deployment); } }
        """,
        facts);
}
