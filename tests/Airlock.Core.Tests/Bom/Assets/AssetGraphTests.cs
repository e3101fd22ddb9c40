using System.Collections.Immutable;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Assets;

namespace Airlock.Core.Tests.Bom.Assets;

/// <summary>One application with an asset of every kind, and how they hang together.</summary>
public sealed class AssetGraphTests
{
    private static readonly Airlock.Core.Bom.Bom Document = BomBuilder.Build(BomInputs.Empty with
    {
        Root = "/src/contoso",
        Findings =
        [
            BomInputs.Asset("agent", "src/Agents.cs", 10, ("name", "support"), ("symbol", "App.Setup.Build"), ("api", "AsAIAgent"), ("uses", "hosted-model@Models.cs:3:5;prompt@Prompts.cs:4:5;tool@Tools.cs:7:5;tool@Tools.cs:9:5;mcp-server@Setup.cs:30:5;vector-store@Setup.cs:40:5")),
            BomInputs.Asset("agent", "src/Agents.cs", 20, ("name", "triage"), ("symbol", "App.Setup.Build"), ("uses", "agent@Agents.cs:10:5;agent@Agents.cs:99:1")),
            BomInputs.Asset("hosted-model", "src/Models.cs", 3, ("name", "gpt-4o"), ("provider", "Azure OpenAI"), ("deployment", "chat"), ("how", "configuration"), ("nameFile", "/src/contoso/src/appsettings.json"), ("nameLine", "9"), ("nameKey", "OpenAI:Model"), ("task", "text-generation"), ("parameters", "temperature=0.2;maxOutputTokens=400")),
            BomInputs.Asset("hosted-model", "src/Models.cs", 8, ("provider", "OpenAI"), ("how", "unknown"), ("nameKey", "OpenAI:Embedding"), ("task", "feature-extraction")),
            BomInputs.Asset("service", "src/Models.cs", 2, ("provider", "Azure OpenAI"), ("endpoint", "https://contoso.example.com/?key=1"), ("endpointHow", "configuration"), ("endpointFile", "/src/contoso/src/appsettings.json"), ("endpointLine", "8"), ("endpointKey", "OpenAI:Endpoint"), ("credential", "token"), ("apiVersion", "2024-10-21")),
            BomInputs.Asset("prompt", "src/Prompts.cs", 4, ("name", "App.Prompts.System"), ("role", "system"), ("sha256", BomInputs.Digest('5')), ("length", "120"), ("holes", "1"), ("text", "Be helpful, {}.")),
            BomInputs.Asset("tool", "src/Tools.cs", 7, ("name", "RefundOrder"), ("symbol", "App.Tools.RefundOrder"), ("capability", "writes,sends"), ("approval", "required"), ("offeredTo", "model")),
            BomInputs.Asset("tool", "src/Tools.cs", 9, ("name", "Look"), ("symbol", "App.Tools.Look"), ("capability", "reads"), ("approval", "unknown"), ("offeredTo", "mcp")),
            BomInputs.Asset("tool", "src/Setup.cs", 9, ("name", "RefundOrder"), ("symbol", "App.Tools.RefundOrder"), ("capability", "writes,sends"), ("approval", "none"), ("offeredTo", "model")),
            BomInputs.Asset("mcp-server", "src/Setup.cs", 30, ("name", "files"), ("direction", "used"), ("transport", "stdio"), ("launches", "npx @contoso/files@1.2.3")),
            BomInputs.Asset("mcp-server", "src/Setup.cs", 31, ("name", "tools"), ("direction", "offered"), ("transport", "http"), ("route", "/mcp"), ("authenticated", "false"), ("uses", "tool@Tools.cs:9:5")),
            BomInputs.Asset("vector-store", "src/Setup.cs", 40, ("provider", "Qdrant"), ("name", "documents"), ("endpoint", "http://qdrant:6334")),
            BomInputs.Asset("inference-endpoint", "src/Program.cs", 20, ("name", "POST /chat"), ("authenticated", "true"), ("uses", "agent@Agents.cs:20:5")),
        ],
    });

    [Fact]
    public void Agents_need_what_they_are_made_of()
    {
        Assert.Equal(
            ["model:hosted:azure-openai/gpt-4o", "prompt:App.Prompts.System", "service:mcp:used:files", "service:vector:qdrant", "tool:App.Tools.Look", "tool:App.Tools.RefundOrder#approved"],
            NeedsOf("agent:support"));
        Assert.Equal(["agent:support"], NeedsOf("agent:triage"));
        Assert.Equal(["service:consumed:azure-openai"], NeedsOf("model:hosted:azure-openai/gpt-4o"));
    }

    [Fact]
    public void The_application_needs_what_nothing_else_needs_and_provides_what_it_offers()
    {
        var root = Document.Dependencies.Single(node => node.Ref == Document.Metadata.Component.BomRef);
        Assert.Equal(["agent:triage", "model:hosted:openai/unknown@OpenAI:Embedding", "tool:App.Tools.RefundOrder"], root.DependsOn.Order(StringComparer.Ordinal));
        Assert.Equal(["service:exposed:POST /chat", "service:mcp:offered:tools"], root.Provides.Order(StringComparer.Ordinal));
        Assert.Equal(["agent:triage"], NeedsOf("service:exposed:POST /chat"));
        Assert.Equal(["tool:App.Tools.Look"], NeedsOf("service:mcp:offered:tools"));
    }

    [Fact]
    public void Agents_that_need_only_one_another_are_reached_all_the_same()
    {
        var bom = BomBuilder.Build(BomInputs.Empty with
        {
            Findings =
            [
                BomInputs.Asset("agent", "a.cs", 1, ("name", "b"), ("uses", "agent@a.cs:2:5")),
                BomInputs.Asset("agent", "a.cs", 2, ("name", "a"), ("uses", "agent@a.cs:1:5")),
            ],
        });
        Assert.Equal(["agent:a"], bom.Dependencies.Single(node => node.Ref == bom.Metadata.Component.BomRef).DependsOn);
    }

    [Fact]
    public void A_model_says_how_its_name_was_found()
    {
        var model = Component("model:hosted:azure-openai/gpt-4o");
        Assert.Equal("configuration", Property(model, "airlock:model:nameFrom"));
        Assert.Equal("OpenAI:Model", Property(model, "airlock:model:nameKey"));
        Assert.Equal("chat", Property(model, "airlock:model:deployment"));
        Assert.Equal("false", Property(model, "airlock:model:pinned"));
        Assert.Equal("OpenAI", model.Manufacturer!.Name);
        Assert.Equal("text-generation", model.ModelCard!.Task);
        Assert.Contains(new Property("airlock:model:parameter:temperature", "0.2"), model.ModelCard.Properties);
        var identity = Assert.Single(model.Evidence!.Identity);
        Assert.Equal(("manifest-analysis", "gpt-4o", "configuration of the project: src/appsettings.json:9, key OpenAI:Model"), (identity.Technique, identity.ConcludedValue, identity.Value));
        Assert.Contains(new Occurrence("src/appsettings.json", 9, null, null), model.Evidence.Occurrences);
        Assert.Contains(Document.Citations, citation => citation.Subject == model.BomRef && citation.Note == identity.Value);
    }

    [Fact]
    public void A_model_whose_name_only_a_run_would_tell_says_so()
    {
        var model = Component("model:hosted:openai/unknown@OpenAI:Embedding");
        Assert.Equal("unknown", Property(model, "airlock:model:nameFrom"));
        Assert.Equal("OpenAI:Embedding", Property(model, "airlock:model:nameKey"));
        Assert.DoesNotContain(model.Properties, property => property.Name == "airlock:model:pinned");
        Assert.Empty(model.Evidence!.Identity);
        Assert.Contains(Document.Citations, citation => citation.Note == "not fixed before run time: key OpenAI:Embedding");
    }

    [Fact]
    public void A_tool_that_is_offered_with_and_without_approval_is_two()
    {
        Assert.Equal("none", Property(Component("tool:App.Tools.RefundOrder"), "airlock:tool:approval"));
        Assert.Equal("required", Property(Component("tool:App.Tools.RefundOrder#approved"), "airlock:tool:approval"));
        Assert.Equal("writes,sends", Property(Component("tool:App.Tools.RefundOrder"), "airlock:tool:capability"));
        Assert.Equal("unknown", Property(Component("tool:App.Tools.Look"), "airlock:tool:approval"));
    }

    [Theory]
    [InlineData("required", "unknown", "unknown")]
    [InlineData("none", "unknown", "none")]
    [InlineData("required", "required", "required")]
    public void A_tool_has_the_weakest_approval_of_its_ways(string first, string second, string approval)
    {
        var tool = Assert.Single(BomBuilder.Build(BomInputs.Empty with
        {
            Findings =
            [
                BomInputs.Asset("tool", "a.cs", 1, ("name", "Run"), ("symbol", "A.Run"), ("approval", first)),
                BomInputs.Asset("tool", "a.cs", 2, ("name", "Run"), ("symbol", "A.Run"), ("approval", second)),
            ],
        }).Components);
        Assert.Equal(approval, Property(tool, "airlock:tool:approval"));
    }

    [Fact]
    public void Models_that_only_a_run_names_are_told_apart_by_the_setting_that_names_them() =>
        Assert.Equal(
            ["model:hosted:openai/unknown", "model:hosted:openai/unknown@AI:Chat", "model:hosted:openai/unknown@AI:Embedding"],
            BomBuilder.Build(BomInputs.Empty with
            {
                Findings =
                [
                    BomInputs.Asset("hosted-model", "a.cs", 1, ("provider", "OpenAI"), ("how", "unknown"), ("nameKey", "AI:Chat")),
                    BomInputs.Asset("hosted-model", "a.cs", 2, ("provider", "OpenAI"), ("how", "unknown"), ("nameKey", "AI:Embedding")),
                    BomInputs.Asset("hosted-model", "a.cs", 3, ("provider", "OpenAI"), ("how", "unknown")),
                ],
            }).Components.Select(component => component.BomRef).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("http://localhost:11434", "api-key", null)]
    [InlineData("http://localhost:11434", "none", false)]
    [InlineData("https://ai.example.com", "api-key", true)]
    public void A_key_for_a_server_of_this_machine_proves_nothing(string endpoint, string credential, bool? authenticated) =>
        Assert.Equal(authenticated, Assert.Single(BomBuilder.Build(BomInputs.Empty with
        {
            Findings = [BomInputs.Asset("service", "a.cs", 1, ("provider", "Ollama"), ("endpoint", endpoint), ("credential", credential))],
        }).Services).Authenticated);

    [Fact]
    public void A_prompt_is_its_digest_and_its_text_only_where_asked_for()
    {
        var prompt = Component("prompt:App.Prompts.System");
        Assert.Equal(new Hash("SHA-256", BomInputs.Digest('5')), Assert.Single(prompt.Hashes));
        Assert.Equal("system", Property(prompt, "airlock:prompt:role"));
        Assert.Equal(("definition", "Be helpful, {}."), (prompt.Data!.Type, prompt.Data.Attachment));
    }

    [Fact]
    public void Prompts_of_one_name_and_different_text_are_kept_apart() =>
        Assert.Equal(
            ["prompt:P@555555555555", "prompt:P@666666666666"],
            BomBuilder.Build(BomInputs.Empty with
            {
                Findings =
                [
                    BomInputs.Asset("prompt", "a.cs", 1, ("name", "P"), ("sha256", BomInputs.Digest('5'))),
                    BomInputs.Asset("prompt", "a.cs", 2, ("name", "P"), ("sha256", BomInputs.Digest('6'))),
                ],
            }).Components.Select(component => component.BomRef));

    [Fact]
    public void A_provider_has_its_address_version_credential_and_zone()
    {
        var service = Service("service:consumed:azure-openai");
        Assert.Equal(["https://contoso.example.com/"], service.Endpoints);
        Assert.Equal(("2024-10-21", true, true, "third-party"), (service.Version, service.Authenticated, service.CrossesTrustBoundary, service.TrustZone));
        Assert.Equal(["prompts", "replies"], service.Data.Select(data => data.Name));
        Assert.Contains(new Property("airlock:service:endpointKey", "OpenAI:Endpoint"), service.Properties);
        Assert.Contains(Document.Citations, citation => citation.Subject == service.BomRef && citation.Note == "configuration of the project: src/appsettings.json:8, key OpenAI:Endpoint");
    }

    [Fact]
    public void Servers_and_stores_are_services_of_their_own_groups()
    {
        var used = Service("service:mcp:used:files");
        Assert.Equal(("mcp", true), (used.Group, used.CrossesTrustBoundary));
        Assert.Contains(new Property("airlock:mcp:launches", "npx @contoso/files@1.2.3"), used.Properties);
        var offered = Service("service:mcp:offered:tools");
        Assert.Equal((false, "callers"), (offered.Authenticated, offered.TrustZone));
        Assert.Equal(["/mcp"], offered.Endpoints);
        var store = Service("service:vector:qdrant");
        Assert.Equal(("vector-store", "private-network", true), (store.Group, store.TrustZone, store.CrossesTrustBoundary));
        Assert.Contains(new Property("airlock:vectorStore:collection", "documents"), store.Properties);
    }

    [Theory]
    [InlineData("http://localhost:11434", "local")]
    [InlineData("http://127.0.0.1/", "local")]
    [InlineData("http://[::1]/", "local")]
    [InlineData("http://10.1.2.3/", "private-network")]
    [InlineData("http://172.31.0.1/", "private-network")]
    [InlineData("http://172.32.0.1/", "third-party")]
    [InlineData("http://192.168.1.1/", "private-network")]
    [InlineData("http://[fd00::1]/", "private-network")]
    [InlineData("http://qdrant:6334/", "private-network")]
    [InlineData("https://models.contoso.internal/", "private-network")]
    [InlineData("https://api.example.com/", "third-party")]
    public void An_address_tells_the_zone_of_trust(string address, string zone) => Assert.Equal(zone, TrustZone.Of([address]));

    [Fact]
    public void The_widest_zone_counts() => Assert.Equal("third-party", TrustZone.Of(["http://localhost/", "https://api.example.com/"]));

    [Theory]
    [InlineData("gpt-4o", "OpenAI")]
    [InlineData("o3-mini", "OpenAI")]
    [InlineData("openai/gpt-4.1", "OpenAI")]
    [InlineData("us.anthropic.claude-sonnet-4-20250514-v1:0", "Anthropic")]
    [InlineData("llama3.2", "Meta")]
    [InlineData("Meta-Llama-3.1-8B-Instruct", "Meta")]
    [InlineData("phi3.5", "Microsoft")]
    [InlineData("qwen2.5:7b", "Alibaba Cloud")]
    [InlineData("chat", null)]
    [InlineData("openchat", null)]
    public void The_name_of_a_model_tells_its_maker(string name, string? maker) => Assert.Equal(maker, KnownProvider.MakerOf(name)?.Name);

    [Fact]
    public void Every_known_provider_has_an_address_and_a_zone() =>
        Assert.All(EmbeddedTable.Rows("providers.tsv"), cells =>
        {
            Assert.True(new Uri(cells[1]).Scheme == Uri.UriSchemeHttps);
            Assert.Contains(cells[2], new[] { "", "local", "third-party" });
        });

    private static ImmutableArray<string> NeedsOf(string bomRef) => Document.Dependencies.Single(node => node.Ref == bomRef).DependsOn;

    private static Component Component(string bomRef) => Document.Components.Single(component => component.BomRef == bomRef);

    private static Service Service(string bomRef) => Document.Services.Single(service => service.BomRef == bomRef);

    private static string Property(Component component, string name) => Assert.Single(component.Properties, property => property.Name == name).Value;
}
