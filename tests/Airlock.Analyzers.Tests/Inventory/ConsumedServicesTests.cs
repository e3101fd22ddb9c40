namespace Airlock.Analyzers.Tests.Inventory;

public class ConsumedServicesTests
{
    [Theory]
    [InlineData("new OpenAI.OpenAIClient(k)", "name=OpenAI endpoint=- endpointHow=- credential=api-key")]
    [InlineData("new Anthropic.AnthropicClient()", "name=Anthropic credential=unknown")]
    [InlineData("new Anthropic.AnthropicClient { ApiKey = k, BaseUrl = \"https://proxy.contoso.com/claude?key=1\" }", "credential=api-key endpoint=https://proxy.contoso.com/claude endpointHow=constant")]
    [InlineData("new OllamaSharp.OllamaApiClient(\"http://localhost:11434\")", "name=Ollama endpoint=http://localhost:11434 endpointHow=constant credential=none")]
    [InlineData("new OllamaSharp.OllamaApiClient(new Uri(f[\"Ollama:Url\"]!))", "endpoint=- endpointHow=unknown endpointKey=Ollama:Url credential=none")]
    [InlineData("new OllamaSharp.OllamaApiClient(new Uri(f[\"AI:Url\"] ?? \"http://localhost:11434\"))", "endpoint=https://user.example.org/x endpointHow=configuration endpointKey=AI:Url endpointFile=/app/appsettings.json endpointLine=1")]
    [InlineData("new OllamaSharp.OllamaApiClient(f[\"Ollama:Url\"] ?? \"http://localhost:11434\")", "endpoint=http://localhost:11434 endpointHow=default endpointKey=Ollama:Url")]
    [InlineData("new OllamaSharp.OllamaApiClient(new HttpClient { BaseAddress = new Uri(\"http://ollama:11434\") })", "endpoint=http://ollama:11434 credential=unknown")]
    [InlineData("new Azure.AI.OpenAI.AzureOpenAIClient(new Uri($\"https://{k}.openai.azure.com\"), t)", "name=Azure_OpenAI endpoint=- endpointHow=unknown credential=token apiVersion=-")]
    [InlineData("new Azure.AI.OpenAI.AzureOpenAIClient(new Uri(\"https://x.openai.azure.com\"), new System.ClientModel.ApiKeyCredential(k), new(Azure.AI.OpenAI.AzureOpenAIClientOptions.ServiceVersion.V2024_10_21))", "endpoint=https://x.openai.azure.com credential=api-key apiVersion=2024-10-21")]
    [InlineData("new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential(k), new() { Endpoint = new Uri(\"https://models.github.ai/inference\") })", "name=GitHub_Models provider=GitHub_Models endpoint=https://models.github.ai/inference")]
    [InlineData("new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential(k), new() { Endpoint = new Uri(f[\"Url\"]!) })", "name=OpenAI-compatible endpoint=- endpointHow=unknown endpointKey=Url")]
    [InlineData("new OllamaSharp.OllamaApiClient($\"http://localhost:{k}\")", "endpoint=http://localhost")]
    [InlineData("new OllamaSharp.OllamaApiClient($\"https://ollama.contoso.com/v1/{k}/x\")", "endpoint=https://ollama.contoso.com/v1/")]
    [InlineData("k2.AddOpenAIChatCompletion(\"m\", new Uri(\"http://localhost:1234/v1\"), apiKey: null)", "name=LM_Studio endpoint=http://localhost:1234/v1 credential=none")]
    [InlineData("AzureOpenAIKernelBuilderExtensions.AddAzureOpenAIChatCompletion(k2, \"d\", f[\"AzureUrl\"]!, k, apiVersion: \"2025-01-01\")", "endpointHow=unknown endpointKey=AzureUrl apiVersion=2025-01-01 credential=api-key")]
    public Task A_service_says_where_it_is_and_who_asks(string expression, string facts) => InventoryTest.VerifyAsync(
        "service",
        $"using System.Net.Http; using Microsoft.SemanticKernel; class C {{ object M(string k, IConfiguration f, Azure.Core.TokenCredential t, IKernelBuilder k2) => {expression}; }} {Connectors.AzureOpenAI}",
        facts,
        ("/app/appsettings.json", """{ "AI": { "Url": "https://me:secret@user.example.org/x#y" } }"""));

    [Fact]
    public async Task A_choice_of_addresses_is_a_service_each()
    {
        var records = await InventoryTest.RecordsAsync(
            "service", ["""class C { object M(bool b) => new OllamaSharp.OllamaApiClient(b ? "http://localhost:11434" : "https://ollama.contoso.com"); }"""]);
        Assert.Equal(["http://localhost:11434", "https://ollama.contoso.com"], records.Select(record => InventoryTest.Fact(record, "endpoint")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("b.AddOpenAIClient(\"openai\")", "name=OpenAI-compatible endpoint=- endpointHow=unknown endpointKey=ConnectionStrings:openai")]
    [InlineData("b.AddOpenAIClient(\"known\")", "name=GitHub_Models endpoint=https://models.github.ai/inference endpointHow=configuration endpointKey=ConnectionStrings:known")]
    [InlineData("b.AddOpenAIClient(\"openai\", s => { s.Endpoint = new Uri(\"http://localhost:9000\"); s.Key = \"k\"; })", "name=OpenAI-compatible endpoint=http://localhost:9000 endpointHow=constant credential=api-key")]
    [InlineData("b.AddAzureOpenAIClient(\"openai\")", "name=Azure_OpenAI endpointKey=ConnectionStrings:openai credential=unknown")]
    public Task A_connection_leads_to_the_service(string call, string facts) => InventoryTest.VerifyAsync(
        "service", Aspire.Sources($"class C {{ object M(IHostApplicationBuilder b) => {call}; }}"), facts, Aspire.Settings);

    [Theory]
    [InlineData("new Qdrant.Client.QdrantClient(\"localhost\")")]
    [InlineData("new ModelContextProtocol.Client.HttpClientTransport(new() { Endpoint = new Uri(\"https://mcp.contoso.com\") })")]
    public async Task What_is_a_store_or_a_server_of_tools_is_no_provider_of_models(string expression) =>
        Assert.Empty(await InventoryTest.RecordsAsync("service", [$"class C {{ object M() => {expression}; }}"]));
}
