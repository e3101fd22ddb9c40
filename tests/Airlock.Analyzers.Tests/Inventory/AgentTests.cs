using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Airlock.Analyzers.Tests.Inventory;

public class AgentTests
{
    private const string Usings = "using Microsoft.Agents.AI; ";

    [Theory]
    [InlineData("""class C { object M(IChatClient c) => new ChatClientAgent(c, name: "writer"); }""", "writer")]
    [InlineData("""class C { object M(IChatClient c) => c.AsAIAgent(name: "writer"); }""", "writer")]
    [InlineData("""class C { const string N = "writer"; object M(IChatClient c) => new ChatClientAgent(c, new ChatClientAgentOptions { Name = N }); }""", "writer")]
    [InlineData("""class C { object M(IChatClient c) { var options = new ChatClientAgentOptions { Name = "writer" }; return c.AsAIAgent(options); } }""", "writer")]
    [InlineData("""class C { object M(IChatClient c) => new ChatClientAgent(c); }""", null)]
    [InlineData("""class C { object M(IChatClient c, string n) => new ChatClientAgent(c, name: n); }""", null)]
    public async Task An_agent_has_the_name_that_the_code_fixes(string source, string? name)
    {
        var agent = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Agent, Usings + source));
        Assert.Equal((name, "C.M", name is null ? "unknown" : "constant"), (agent[InventoryKeys.Name], agent[InventoryKeys.Symbol], agent[InventoryKeys.How]));
        Assert.Equal("Microsoft.Agents.AI", agent[InventoryKeys.Assembly]);
    }

    [Theory]
    [InlineData("""class C { object M(IChatClient c) => c.AsBuilder().UseFunctionInvocation().Build(); }""")]
    [InlineData("""class C { object M(AIAgent a) => a.AsBuilder().Build(); }""")]
    [InlineData("""class C { object M(AIAgent a) => new LoggingAgent(a, null!); }""")]
    [InlineData("""class C { object M(IServiceProvider s) => s.GetRequiredKeyedService<AIAgent>("writer"); }""")]
    [InlineData("""class C { AIAgent Make() => null!; object M() => Make(); }""")]
    public async Task What_wraps_or_hands_on_an_agent_makes_none(string source) => Assert.Empty(await InventoryRecords.OfAsync(InventoryKinds.Agent, Usings + source));

    [Theory]
    [InlineData("""new ChatClientAgent(client, instructions: "Write.", name: "a", tools: [AIFunctionFactory.Create(Find)])""")]
    [InlineData("""client.AsAIAgent(instructions: "Write.", name: "a", tools: [AIFunctionFactory.Create(Find)])""")]
    [InlineData("""new ChatClientAgent(client, new ChatClientAgentOptions { Name = "a", ChatOptions = new() { Instructions = "Write.", Tools = [AIFunctionFactory.Create(Find)] } })""")]
    [InlineData("""new ChatClientAgent(client, new ChatClientAgentOptions { Name = "a", ChatOptions = new() { Instructions = "Write.", Tools = { AIFunctionFactory.Create(Find) } } })""")]
    public async Task An_agent_is_made_of_model_prompt_and_tools(string making)
    {
        await AssertUsesAsync(
            $$"""
            class C
            {
                static string Find(string name) => name;
                object M(OpenAI.OpenAIClient openAI) { var client = openAI.GetChatClient("gpt-4o").AsIChatClient(); return {{making}}; }
            }
            """,
            ["hosted-model gpt-4o", "prompt C.M", "tool Find"]);
    }

    [Theory]
    [InlineData("""object M() => new ChatClientAgent(new OpenAI.Chat.ChatClient("gpt-4o", "key").AsIChatClient().AsBuilder().UseFunctionInvocation().Build());""")]
    [InlineData("""readonly IChatClient _client = new OllamaSharp.OllamaApiClient(new Uri("http://localhost:11434"), "gpt-4o"); object M() => new ChatClientAgent(_client);""")]
    [InlineData("""readonly IChatClient _client; C() => _client = new OllamaSharp.OllamaApiClient("http://localhost:11434", "gpt-4o"); object M() => new ChatClientAgent(_client);""")]
    [InlineData("""IChatClient Client() => new OpenAI.Chat.ChatClient("gpt-4o", "key").AsIChatClient(); object M() => new ChatClientAgent(Client());""")]
    [InlineData("""object Make(IChatClient client) => new ChatClientAgent(client); object M(OpenAI.OpenAIClient o) => Make(o.GetChatClient("gpt-4o").AsIChatClient());""")]
    public async Task The_model_is_followed_back(string members) => await AssertUsesAsync($$"""class C { {{members}} }""", ["hosted-model gpt-4o"]);

    [Fact]
    public async Task Either_of_two_models_is_listed() => await AssertUsesAsync(
        """class C { object M(OpenAI.OpenAIClient o, bool b) => new ChatClientAgent((b ? o.GetChatClient("gpt-4o") : o.GetChatClient("gpt-5")).AsIChatClient()); }""",
        ["hosted-model gpt-4o", "hosted-model gpt-5"]);

    [Theory]
    [InlineData("""services.AddChatClient(new OpenAI.Chat.ChatClient("gpt-4o", "key").AsIChatClient());""")]
    [InlineData("""services.AddChatClient(s => s.GetRequiredService<OpenAI.OpenAIClient>().GetChatClient("gpt-4o").AsIChatClient()).UseFunctionInvocation();""")]
    [InlineData("""services.AddSingleton<IChatClient>(new OpenAI.Chat.ChatClient("gpt-4o", "key").AsIChatClient());""")]
    [InlineData("""services.AddSingleton<IChatClient>(s => new OpenAI.Chat.ChatClient("gpt-4o", "key").AsIChatClient());""")]
    public async Task An_injected_client_leads_to_its_registration(string registration)
    {
        await AssertUsesAsync($$"""class S { void Add(IServiceCollection services) { {{registration}} } } class C(IChatClient client) { object M() => new ChatClientAgent(client); }""", ["hosted-model gpt-4o"]);
        await AssertUsesAsync($$"""class S { void Add(IServiceCollection services) { {{registration}} } } class C { object M(IServiceProvider s) => new ChatClientAgent(s.GetRequiredService<IChatClient>()); }""", ["hosted-model gpt-4o"]);
    }

    [Fact]
    public async Task A_key_leads_to_its_registration_alone()
    {
        const string Add = """
            class S
            {
                void Add(IServiceCollection services)
                {
                    services.AddKeyedChatClient("small", new OpenAI.Chat.ChatClient("gpt-4o-mini", "key").AsIChatClient());
                    services.AddKeyedChatClient("large", new OpenAI.Chat.ChatClient("gpt-4o", "key").AsIChatClient());
                    services.AddChatClient(new OpenAI.Chat.ChatClient("gpt-5", "key").AsIChatClient());
                }
            }
            """;
        await AssertUsesAsync(Add + """class C([FromKeyedServices("large")] IChatClient client) { object M() => new ChatClientAgent(client); }""", ["hosted-model gpt-4o"]);
        await AssertUsesAsync(Add + """class C { object M(IServiceProvider s) => new ChatClientAgent(s.GetRequiredKeyedService<IChatClient>("small")); }""", ["hosted-model gpt-4o-mini"]);
        await AssertUsesAsync(Add + """class C(IChatClient client) { object M() => new ChatClientAgent(client); }""", ["hosted-model gpt-5"]);
    }

    [Theory]
    [InlineData("builder.AddAIAgent(\"writer\", \"Write.\").WithAITool(AIFunctionFactory.Create(Find));", "gpt-5")]
    [InlineData("builder.AddAIAgent(\"writer\", \"Write.\", chatClientServiceKey: \"large\").WithAITool(AIFunctionFactory.Create(Find));", "gpt-4o")]
    public async Task An_agent_that_is_registered_without_a_client_asks_the_container_for_one(string registration, string model)
    {
        const string Library = """
            namespace Microsoft.Agents.AI.Hosting
            {
                public interface IHostedAgentBuilder { string Name { get; } }
                public static class HostedAgentBuilderExtensions { public static IHostedAgentBuilder WithAITool(this IHostedAgentBuilder builder, AITool tool) => builder; }
                public static class HostApplicationBuilderAgentExtensions
                {
                    public static IHostedAgentBuilder AddAIAgent(this Microsoft.Extensions.Hosting.IHostApplicationBuilder builder, string name, string? instructions, ServiceLifetime lifetime = ServiceLifetime.Singleton) => null!;
                    public static IHostedAgentBuilder AddAIAgent(this Microsoft.Extensions.Hosting.IHostApplicationBuilder builder, string name, string? instructions, object? chatClientServiceKey, ServiceLifetime lifetime = ServiceLifetime.Singleton) => null!;
                }
            }
            """;
        var source = $$"""
            using Microsoft.Agents.AI.Hosting;
            class C
            {
                static string Find(string name) => name;
                void M(Microsoft.Extensions.Hosting.IHostApplicationBuilder builder)
                {
                    builder.Services.AddKeyedChatClient("large", new OpenAI.Chat.ChatClient("gpt-4o", "key").AsIChatClient());
                    builder.Services.AddChatClient(new OpenAI.Chat.ChatClient("gpt-5", "key").AsIChatClient());
                    {{registration}}
                }
            }
            """;
        var library = TestCompilation.Create([Library]).WithAssemblyName("Microsoft.Agents.AI.Hosting").WithOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var compilation = TestCompilation.Create([Usings + source], [.. TestCompilation.AllReferences, library.ToMetadataReference()]);
        await AssertUsesAsync(compilation, [$"hosted-model {model}", "prompt C.M", "tool Find"], "writer");
        Assert.Equal("none", Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Tool, compilation))[InventoryKeys.Approval]);
    }

    [Fact]
    public async Task A_client_of_which_nothing_is_known_is_left_out()
    {
        var agent = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Agent, Usings + """class C { object M(IChatClient c) => new ChatClientAgent(c); }"""));
        Assert.Null(agent[InventoryKeys.Uses]);
    }

    [Fact]
    public async Task An_agent_that_is_a_tool_of_another_is_a_part_of_it() => await AssertUsesAsync(
        """class C { object M(IChatClient c) { AIAgent inner = new ChatClientAgent(c, name: "inner"); return new ChatClientAgent(c, name: "outer", tools: [inner.AsAIFunction()]); } }""",
        ["agent inner"],
        "outer");

    [Fact]
    public async Task An_agent_that_a_class_of_the_program_wraps_is_one()
    {
        var agent = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Agent, Usings + """class Writer : DelegatingAIAgent { public Writer(IChatClient c) : base(new ChatClientAgent(c, name: "writer")) { } }"""));
        Assert.Equal("writer", agent[InventoryKeys.Name]);
    }

    [Fact]
    public async Task An_assistant_that_a_service_keeps_is_an_agent()
    {
        const string Source = """
            #pragma warning disable OPENAI001
            class C { object M(OpenAI.Assistants.AssistantClient c) => c.CreateAssistantAsync("gpt-4o", new OpenAI.Assistants.AssistantCreationOptions { Name = "helper", Instructions = "Help." }); }
            """;
        await AssertUsesAsync(Source, ["hosted-model gpt-4o", "prompt C.M"], "helper");
    }

    [Fact]
    public async Task An_agent_of_Semantic_Kernel_is_made_of_its_kernel()
    {
        const string Library = """
            namespace Microsoft.SemanticKernel.Agents
            {
                public abstract class Agent { public string? Name { get; init; } public string? Instructions { get; init; } public Microsoft.SemanticKernel.Kernel Kernel { get; init; } = null!; }
                public class ChatCompletionAgent : Agent;
            }
            """;
        const string Source = """
            using Microsoft.SemanticKernel; using Microsoft.SemanticKernel.Agents;
            class Tools { [KernelFunction] public string Find(string name) => name; }
            class C
            {
                object M()
                {
                    var builder = Kernel.CreateBuilder();
                    builder.AddOpenAIChatCompletion("gpt-4o", "key");
                    var kernel = builder.Build();
                    kernel.Plugins.AddFromType<Tools>();
                    return new ChatCompletionAgent { Name = "helper", Instructions = "Help.", Kernel = kernel };
                }
            }
            """;
        var library = TestCompilation.Create([Library]).WithAssemblyName("Microsoft.SemanticKernel.Agents.Core");
        var compilation = TestCompilation.Create([Source], TestCompilation.AllReferences.Append(library.ToMetadataReference()));
        await AssertUsesAsync(compilation, ["hosted-model gpt-4o", "prompt C.M", "tool Find"], "helper");
    }

    [Fact]
    public async Task An_endpoint_uses_what_its_call_of_the_model_uses()
    {
        const string Source = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddChatClient(new OpenAI.Chat.ChatClient("gpt-4o", "key").AsIChatClient());
            var app = builder.Build();
            app.MapPost("/chat", (IChatClient chat, string text) => chat.GetResponseAsync(text, new ChatOptions { Instructions = "Help." }));
            """;
        var endpoint = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.InferenceEndpoint, Source));
        Assert.Equal(
            ["hosted-model gpt-4o", "prompt Program.<Main>$"],
            endpoint.Uses([.. await InventoryRecords.OfAsync(InventoryKinds.HostedModel, Source), .. await InventoryRecords.OfAsync(InventoryKinds.Prompt, Source)]));
    }

    private static Task AssertUsesAsync(string source, string[] uses, string? name = null) => AssertUsesAsync(TestCompilation.Create([source.StartsWith('#') ? source : Usings + source]), uses, name);

    private static async Task AssertUsesAsync(CSharpCompilation compilation, string[] uses, string? name)
    {
        var all = new List<InventoryRecords.Record>();
        foreach (var kind in new[] { InventoryKinds.Agent, InventoryKinds.HostedModel, InventoryKinds.Prompt, InventoryKinds.Tool })
        {
            all.AddRange(await InventoryRecords.OfAsync(kind, compilation));
        }

        var agent = Assert.Single(all, record => record[InventoryKeys.Kind] == InventoryKinds.Agent && (name is null || record[InventoryKeys.Name] == name));
        Assert.Equal(uses, agent.Uses(all));
    }
}
