using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3101: connections to models, vector stores and MCP servers that anybody on the way can read.</summary>
public class AIR3101Tests
{
    private const string Id = "AIR3101";

    private const string Options = "class GpuOptions { public string Endpoint { get; set; } = \"\"; public Node Node { get; set; } = new(); } class Node { public Uri? Url { get; set; } }";

    public static TheoryData<string> Vulnerable =>
    [
        // What the clients take.
        """class C { object M() => new OllamaSharp.OllamaApiClient([|"http://gpu-box:11434"|]); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient(new Uri([|"http://10.0.0.7:11434"|])); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient(new OllamaSharp.OllamaApiClient.Configuration { Uri = new Uri([|"http://ollama:11434"|]), Model = "llama3" }); }""",
        """class C { object M() => new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential("key"), new OpenAI.OpenAIClientOptions { Endpoint = new Uri([|"http://vllm.internal:8000/v1"|]) }); }""",
        """class C { object M() { var options = new OpenAI.OpenAIClientOptions(); options.Endpoint = new Uri([|"http://vllm.internal:8000/v1"|]); return options; } }""",
        """class C { object M() => new Azure.AI.OpenAI.AzureOpenAIClient(new Uri([|"http://contoso.openai.azure.com"|]), new System.ClientModel.ApiKeyCredential("key")); }""",
        """class C { object M() => new Anthropic.AnthropicClient { BaseUrl = [|"http://gateway.contoso.net/anthropic"|] }; }""",
        """class C { void M(Microsoft.SemanticKernel.IKernelBuilder b) => Microsoft.SemanticKernel.OpenAIKernelBuilderExtensions.AddOpenAIChatCompletion(b, "llama", new Uri([|"http://192.168.1.20:1234/v1"|]), "none"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient([|"HTTP://gpu-box:11434"|]); }""",
        """class C { object M() => new ModelContextProtocol.Client.HttpClientTransportOptions { Endpoint = new Uri([|"http://tools.contoso.net/mcp"|]) }; }""",

        // How the text gets there.
        """class C { const string Address = [|"http://gpu:11434"|]; object M() => new OllamaSharp.OllamaApiClient(Address); }""",
        """class C { static readonly Uri Address = new([|"http://gpu:11434"|]); object M() => new OllamaSharp.OllamaApiClient(Address); }""",
        """class C { private readonly string _address = [|"http://gpu:11434"|]; object M() => new OllamaSharp.OllamaApiClient(_address); }""",
        """class C { private readonly string _address; C() { _address = [|"http://gpu:11434"|]; } object M() => new OllamaSharp.OllamaApiClient(_address); }""",
        """class C { object M() { var address = [|"http://gpu:11434"|]; var uri = new Uri(address); return new OllamaSharp.OllamaApiClient(uri); } }""",
        """class C { object M(bool near) { string address; if (near) { address = "http://localhost:11434"; } else { address = [|"http://gpu:11434"|]; } return new OllamaSharp.OllamaApiClient(address); } }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient(Environment.GetEnvironmentVariable("OLLAMA") ?? [|"http://gpu:11434"|]); }""",
        """class C { object M(bool near) => new OllamaSharp.OllamaApiClient(near ? "http://localhost:11434" : [|"http://gpu:11434"|]); }""",
        """class C { object M(int size) => new OllamaSharp.OllamaApiClient(size switch { 0 => "http://localhost:11434", _ => [|"http://gpu:11434"|] }); }""",
        """class C { object M(int port) => new OllamaSharp.OllamaApiClient([|$"http://gpu:{port}"|]); }""",
        """class C { const string Host = [|"http://gpu"|]; object M(int port) => new OllamaSharp.OllamaApiClient($"{Host}:{port}/v1"); }""",
        """class C { object M(string path) => new OllamaSharp.OllamaApiClient([|"http://gpu:11434/"|] + path); }""",
        """class C { object M(string path) => new OllamaSharp.OllamaApiClient(string.Format([|"http://gpu:11434/{0}"|], path)); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient(new Uri(new Uri([|"http://gpu:11434"|]), "v1")); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient(new UriBuilder([|"http"|], "gpu", 11434).Uri); }""",
        """class C { object M(string address = [|"http://gpu:11434"|]) => new OllamaSharp.OllamaApiClient(address); }""",
        """class C { object M(string address) => new OllamaSharp.OllamaApiClient(address.TrimEnd('/')); object N() => M([|"http://gpu:11434/"|]); }""",
        """class C { static string Address() => [|"http://gpu:11434"|]; object M() => new OllamaSharp.OllamaApiClient(Address()); }""",
        """class C(string address) { object M() => new OllamaSharp.OllamaApiClient(address); static C Make() => new([|"http://gpu:11434"|]); }""",
        """class O { public string Endpoint { get; set; } = [|"http://gpu:11434"|]; } class C { object M(Microsoft.Extensions.Options.IOptions<O> o) => new OllamaSharp.OllamaApiClient(o.Value.Endpoint); }""",
        """record O(string Endpoint = [|"http://gpu:11434"|]); class C { object M(O o) => new OllamaSharp.OllamaApiClient(o.Endpoint); }""",
        """class O { public string? Endpoint { get; set; } } class C { object M(O o) => new OllamaSharp.OllamaApiClient(o.Endpoint!); O N() => new() { Endpoint = [|"http://gpu:11434"|] }; }""",
        """class C { object? M() => Uri.TryCreate([|"http://gpu:11434"|], UriKind.Absolute, out var uri) ? new OllamaSharp.OllamaApiClient(uri) : null; }""",
        """class C { object M(IHostEnvironment e) => new OllamaSharp.OllamaApiClient(e.IsDevelopment() ? "http://gpu-dev:11434" : [|"http://gpu:11434"|]); }""",

        // Without an SDK.
        """class C(HttpClient http) { Task M(HttpContent c) => http.PostAsync([|"http://gpu:8000/v1/chat/completions"|], c); }""",
        """using System.Net.Http.Json; class C(HttpClient http) { Task M(object o) => http.PostAsJsonAsync([|"http://api.openai.com/v1/embeddings"|], o); }""",
        """class C { object M() => new HttpClient { BaseAddress = new Uri([|"http://api.openai.com/"|]) }; }""",
        """class C(HttpClient http) { Task M() => http.SendAsync(new HttpRequestMessage(HttpMethod.Post, [|"http://gpu:8000/v1/chat/completions"|])); }""",
        """class C(HttpClient http) { Task M() { var request = new HttpRequestMessage(); request.RequestUri = new Uri([|"http://gpu:8000/v1/completions"|]); return http.SendAsync(request); } }""",
        """class C { const string Host = [|"http://gpu:8000"|]; Task M(HttpClient http, HttpContent c) => http.PostAsync($"{Host}/v1/chat/completions", c); }""",
        """class C { Task M(System.Net.WebSockets.ClientWebSocket socket) => socket.ConnectAsync(new Uri([|"ws://api.openai.com/v1/realtime"|]), default); }""",
        """using Flurl.Http; class C { Task M() => [|"http://ollama:11434/api/generate"|].PostJsonAsync(new { model = "llama3" }); }""",
        """class C { object M() => new RestSharp.RestClient([|"http://ollama:11434"|]); }""",

        // Only what is done with the client says that it is a model's.
        """class C { Task M(HttpContent c) { var http = new HttpClient { BaseAddress = new Uri([|"http://gpu:8000"|]) }; return http.PostAsync("/v1/chat/completions", c); } }""",
        """class C { private readonly HttpClient _http = new(); C() { _http.BaseAddress = new Uri([|"http://gpu:8000"|]); } Task M(HttpContent c) => _http.PostAsync("/v1/chat/completions", c); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient(new HttpClient { BaseAddress = new Uri([|"http://gpu:8000"|]) }, "llama3"); }""",
        """class C { void A(IServiceCollection s) => s.AddHttpClient<Chat>(c => c.BaseAddress = new Uri([|"http://gpu:8000"|])); } class Chat(HttpClient http) { Task M(HttpContent c) => http.PostAsync("v1/chat/completions", c); Task N(HttpContent c) => http.PostAsync("/v1/chat/completions", c); }""",
        """class C { void A(IServiceCollection s) => s.AddHttpClient("gpu", c => c.BaseAddress = new Uri([|"http://gpu:8000"|])); object M(IHttpClientFactory f) => new OllamaSharp.OllamaApiClient(f.CreateClient("gpu"), "llama3"); }""",
        """class C { void A(IServiceCollection s) => s.AddHttpClient("gpu").ConfigureHttpClient(c => { c.BaseAddress = new Uri([|"http://gpu:8000"|]); }); object M(IHttpClientFactory f) { var http = f.CreateClient("gpu"); return new OllamaSharp.OllamaApiClient(http, "llama3"); } }""",
        """class C { Task M() { var client = new RestSharp.RestClient([|"http://gpu:8000"|]); return client.ExecuteAsync(new RestSharp.RestRequest("/v1/chat/completions")); } }""",
    ];

    public static TheoryData<string> Safe =>
    [
        """class C { object M() => new OllamaSharp.OllamaApiClient("https://gpu-box:11434"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://localhost:11434"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://127.0.0.1:11434"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://[::1]:11434"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://models.localhost:11434"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://host.docker.internal:11434"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://<host>:11434"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://your-server:11434"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("http://models.example.com"); }""",
        """class C { object M() => new OllamaSharp.OllamaApiClient("https+http://ollama"); }""",
        """class C { object M(string host) => new OllamaSharp.OllamaApiClient($"http://{host}:11434"); }""",
        """class C { object M(string host) => new OllamaSharp.OllamaApiClient(string.Format("http://{0}:11434", host)); }""",
        """class C { object M(string address) => new OllamaSharp.OllamaApiClient(address); }""",
        """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c["Ollama:Endpoint"]!); }""",
        """class C { object M(IHostEnvironment e) { if (e.IsDevelopment()) { return new OllamaSharp.OllamaApiClient("http://gpu:11434"); } return new OllamaSharp.OllamaApiClient("https://gpu:11434"); } }""",
        """class C { object M(IHostEnvironment e) { string address; if (e.IsDevelopment()) { address = "http://gpu:11434"; } else { address = "https://gpu:11434"; } return new OllamaSharp.OllamaApiClient(address); } }""",
        """class C { object M(IHostEnvironment e) => new OllamaSharp.OllamaApiClient(e.IsDevelopment() ? "http://gpu:11434" : "https://gpu:11434"); }""",
        """class C { Task M(HttpClient http, HttpContent c) => http.PostAsync("http://orders:8000/api/orders", c); }""",
        """class C { object M() => new HttpClient { BaseAddress = new Uri("http://orders:8000") }; }""",
        """class C { void A(IServiceCollection s) { s.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders:8000")); s.AddHttpClient("gpu"); } object M(IHttpClientFactory f) => new OllamaSharp.OllamaApiClient(f.CreateClient("gpu"), "llama3"); }""",
        """class C(HttpClient http, IChatClient client) { async Task M() { var text = await http.GetStringAsync("http://news:8000/today"); await client.GetResponseAsync(text); } }""",
        """class C { string M() => "http://gpu:11434"; }""",
        """class C { object M(OpenAI.OpenAIClientOptions o) => o.Endpoint = new Uri("https://vllm.internal/v1"); }""",
        """class C { object M() => new UriContent(new Uri("http://pictures.contoso.net/cat.png"), "image/png"); }""",
    ];

    [Theory]
    [MemberData(nameof(Vulnerable))]
    public Task Reports_an_address_without_encryption(string source) => RuleTest<AIR3101PlaintextConnectionAnalyzer>.VerifyAsync(Id, source.Insert(0, "using System.Net.Http; "));

    [Theory]
    [MemberData(nameof(Safe))]
    public Task Is_silent_for_any_other(string source) => RuleTest<AIR3101PlaintextConnectionAnalyzer>.VerifyAsync(Id, source.Insert(0, "using System.Net.Http; "));

    public static TheoryData<string> Reads =>
    [
        """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c["Gpu:Endpoint"]!); }""",
        """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(new Uri(c["gpu:endpoint"] ?? "https://gpu")); }""",
        """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c.GetSection("Gpu")["Endpoint"]!); }""",
        """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c.GetRequiredSection("Gpu:Endpoint").Value!); }""",
        """class C { object M(IConfiguration c) { var section = c.GetSection("Gpu"); return new OllamaSharp.OllamaApiClient(section["Endpoint"]!); } }""",
        """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c.GetValue<string>("Gpu:Endpoint")!); }""",
        """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c.GetSection("Gpu").GetValue("Endpoint", "https://gpu")!); }""",
        """class C { private readonly IConfiguration _c; public C(IConfiguration c) => _c = c; object M() => new OllamaSharp.OllamaApiClient(_c["Gpu:Endpoint"]!); }""",
        """class C { static object M(IConfigurationSection s) => new OllamaSharp.OllamaApiClient(s["Endpoint"]!); object N(IConfiguration c) => M(c.GetSection("Gpu")); }""",
        """class C { const string Section = "Gpu"; object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c[Section + ":Endpoint"]!); }""",
        """class C { object M(IConfiguration c) { if (c["Gpu:Endpoint"] is not { } address) { return ""; } return new OllamaSharp.OllamaApiClient(c["Gpu:Endpoint"]!); } }""",
        Options + """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c.GetSection("Gpu").Get<GpuOptions>()!.Endpoint); }""",
        Options + """class C { object M(IConfiguration c) { var o = new GpuOptions(); c.GetSection("Gpu").Bind(o); return new OllamaSharp.OllamaApiClient(o.Endpoint); } }""",
        Options + """class C { object M(IConfiguration c) { var o = new GpuOptions(); c.Bind("Gpu", o); return new OllamaSharp.OllamaApiClient(o.Endpoint); } }""",
        Options + """class C { void A(IServiceCollection s, IConfiguration c) => s.Configure<GpuOptions>(c.GetSection("Gpu")); object M(Microsoft.Extensions.Options.IOptions<GpuOptions> o) => new OllamaSharp.OllamaApiClient(o.Value.Endpoint); }""",
        Options + """class C { void A(IServiceCollection s) => s.AddOptions<GpuOptions>().BindConfiguration("Gpu").ValidateOnStart(); object M(Microsoft.Extensions.Options.IOptionsMonitor<GpuOptions> o) => new OllamaSharp.OllamaApiClient(o.CurrentValue.Endpoint); }""",
        Options + """class C { void A(IHostApplicationBuilder b) => b.Services.AddOptions<GpuOptions>().Bind(b.Configuration.GetSection("Gpu")); object M(Microsoft.Extensions.Options.IOptions<GpuOptions> o) => new OllamaSharp.OllamaApiClient(o.Value.Endpoint); }""",
    ];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_setting_that_code_reads_is_reported_in_its_file(string source)
    {
        var finding = Assert.Single(await FindingsAsync(source, ("appsettings.json", """
            {
              "Gpu": { "Endpoint": "http://gpu:9000" }
            }
            """)));
        Assert.Equal("appsettings.json(2) \"http://gpu:9000\"", Describe(finding, "  \"Gpu\": { \"Endpoint\": \"http://gpu:9000\" }"));
        Assert.Contains("OllamaApiClient(", Assert.Single(finding.AdditionalLocations).SourceTree!.ToString()[finding.AdditionalLocations[0].SourceSpan.Start..]);
        Assert.Contains("gpu (Gpu:Endpoint)", finding.GetMessage(null), StringComparison.OrdinalIgnoreCase);
    }

    public static TheoryData<string, string, bool> Settings => new()
    {
        { """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c.GetConnectionString("Chat")!); }""", """{ "ConnectionStrings": { "Chat": "Endpoint=http://gpu:9000;Model=llama3" } }""", true },
        { """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c.GetConnectionString("Chat")!); }""", """{ "ConnectionStrings": { "Chat": "Endpoint=https://gpu:9000;Model=llama3" } }""", false },
        { Options + """class C { void A(IServiceCollection s, IConfiguration c) => s.Configure<GpuOptions>(c.GetSection("Gpu")); object M(Microsoft.Extensions.Options.IOptions<GpuOptions> o) => new OllamaSharp.OllamaApiClient(o.Value.Node.Url!); }""", """{ "Gpu": { "Node": { "Url": "http://gpu:9000" } } }""", true },
        { """class C { void M(IHostApplicationBuilder b) => OpenAI.OpenAIHostBuilderExtensions.AddVectorStoreClient(b, "Store"); }""", """{ "Store": { "Options": { "Endpoint": "http://gpu:9000/v1" } } }""", true },
        { """class C { void M(IHostApplicationBuilder b) => OpenAI.OpenAIHostBuilderExtensions.AddVectorStoreClient(b, "Store"); }""", """{ "Stores": { "Endpoint": "http://gpu:9000/v1" } }""", false },
        { "class C;", """{ "Models": [ { "Url": "http://ollama:11434" } ] }""", true },
        { "class C;", """{ "Models": [ { "Url": "http://10.1.1.1/v1/chat/completions" } ] }""", true },
        { "class C;", """{ "Models": [ { "Url": "http://localhost:11434" } ] }""", false },
        { "class C;", """{ "Models": [ { "Url": "http://orders:11434" } ] }""", false },
        { """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c["Gpu"]!); }""", """{ "Gpu": "http://ollama:11434" }""", true },
        { """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c["Gpu"]!); }""", """{ "Gpu": "http://<host>:11434" }""", false },
        { """class C { object M(IConfiguration c, IHostEnvironment e) => e.IsDevelopment() ? new OllamaSharp.OllamaApiClient(c["Gpu"]!) : ""; }""", """{ "Gpu": "http://gpu:9000" }""", false },
        { """class C { object M(IConfiguration c) => c["Gpu"]!; }""", """{ "Gpu": "http://gpu:9000" }""", false },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_setting_is_reported_once(string source, string settings, bool isReported) =>
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(source, ("appsettings.json", settings))).Length);

    [Fact]
    public async Task Settings_of_development_are_silent() =>
        Assert.Empty(await FindingsAsync("""class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c["Gpu"]!); }""", ("appsettings.Development.json", """{ "Gpu": "http://ollama:11434" }""")));

    [Fact]
    public async Task Settings_of_production_replace_the_others() =>
        Assert.Empty(await FindingsAsync(
            """class C { object M(IConfiguration c) => new OllamaSharp.OllamaApiClient(c["Gpu"]!); }""",
            ("appsettings.json", """{ "Gpu": "http://ollama:11434" }"""),
            ("appsettings.Production.json", """{ "Gpu": "https://models.contoso.net" }""")));

    [Fact]
    public async Task One_address_that_two_clients_use_is_one_finding() =>
        Assert.Single(await RuleTest<AIR3101PlaintextConnectionAnalyzer>.VerifyAsync(Id, """
            class C
            {
                const string Address = [|"http://gpu:11434"|];
                object M() => new OllamaSharp.OllamaApiClient(Address, "llama3");
                object N() => new OllamaSharp.OllamaApiClient(Address, "phi4");
            }
            """));

    /// <summary>The package of the vector store is not at hand.</summary>
    [Theory]
    [InlineData("new QdrantClient([|\"qdrant\"|])")]
    [InlineData("new QdrantClient([|\"qdrant\"|], 6334, https: false)")]
    [InlineData("new QdrantClient(new Uri([|\"http://qdrant:6334\"|]))")]
    [InlineData("new QdrantClient(\"qdrant\", https: true)")]
    [InlineData("new QdrantClient(\"localhost\")")]
    public Task A_vector_store_is_reported_by_its_host(string creation) => RuleTest<AIR3101PlaintextConnectionAnalyzer>.VerifyAsync(Id, $$"""
        using Qdrant.Client;
        class C { object M() => {{creation}}; }
        namespace Qdrant.Client
        {
            public class QdrantClient
            {
                public QdrantClient(string host, int port = 6334, bool https = false, string? apiKey = null, TimeSpan grpcTimeout = default, ILoggerFactory? loggerFactory = null) { }
                public QdrantClient(Uri address, string? apiKey = null, TimeSpan grpcTimeout = default, ILoggerFactory? loggerFactory = null) { }
            }
        }
        """);

    private static async Task<Diagnostic[]> FindingsAsync(string source, params (string Path, string Text)[] files) =>
        [.. (await TestCompilation.AnalyzeAsync(TestCompilation.Create(["#pragma warning disable SCME0002 // The registrations by section are for evaluation.\n" + source]), [new AIR3101PlaintextConnectionAnalyzer()], files)).Where(finding => finding.Id == Id)];

    private static string Describe(Diagnostic finding, string line)
    {
        var span = finding.Location.GetLineSpan();
        return $"{span.Path}({span.StartLinePosition.Line + 1}) {line[span.StartLinePosition.Character..span.EndLinePosition.Character]}";
    }
}
