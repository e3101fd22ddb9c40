using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3102: connections to models that accept every certificate.</summary>
public class AIR3102Tests
{
    private const string Id = "AIR3102";

    private const string Client = "new OllamaSharp.OllamaApiClient(new HttpClient(handler) { BaseAddress = new Uri(\"https://gpu\") }, \"llama3\")";

    public static TheoryData<string> Callbacks =>
    [
        "[|(message, certificate, chain, errors) => true|]",
        "[|(_, _, _, _) => { return true; }|]",
        "[|delegate { return true; }|]",
        "[|HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|]",
        "[|AcceptAll|]",
        "[|Accept|]",
        "[|(_, _, _, errors) => { Console.WriteLine(errors); return true; }|]",
        "[|(_, certificate, _, errors) => { if (errors == SslPolicyErrors.None) { return true; } return true; }|]",
        "[|production ? (_, _, _, _) => true : null|]",
        "(_, _, _, errors) => errors == SslPolicyErrors.None",
        "(_, certificate, _, _) => certificate!.GetCertHashString() == \"3F\"",
        "(_, _, _, _) => false",
        "(_, _, _, errors) => { if (errors != SslPolicyErrors.None) { throw new InvalidOperationException(); } return true; }",
        "(_, _, _, errors) => errors == SslPolicyErrors.None || environment.IsDevelopment()",
        "environment.IsDevelopment() ? HttpClientHandler.DangerousAcceptAnyServerCertificateValidator : null",
        "Check",
        "null",
    ];

    [Theory]
    [MemberData(nameof(Callbacks))]
    public Task A_callback_that_always_answers_yes_is_reported(string callback) => VerifyAsync($$"""
        class C(IHostEnvironment environment, bool production)
        {
            private static readonly Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> AcceptAll = (_, _, _, _) => true;
            private static bool Accept(HttpRequestMessage m, X509Certificate2? c, X509Chain? h, SslPolicyErrors e) => true;
            private static bool Check(HttpRequestMessage m, X509Certificate2? c, X509Chain? h, SslPolicyErrors e) => e == SslPolicyErrors.None;
            object M() { var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = {{callback}} }; return {{Client}}; }
        }
        """);

    private const string Off = "ServerCertificateCustomValidationCallback = [|(_, _, _, _) => true|]";

    public static TheoryData<string> Used =>
    [
        "class C { object M() { var handler = new HttpClientHandler(); handler." + Off + "; return " + Client + "; } }",
        "class C { object M() { using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = [|(_, _, _, _) => true|] } }; return " + Client + "; } }",
        "class C { object M() { var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = [|delegate { return true; }|] } }; return " + Client + "; } }",
        "class C { object M() { var handler = new SocketsHttpHandler(); handler.SslOptions.RemoteCertificateValidationCallback = [|(_, _, _, _) => true|]; return " + Client + "; } }",
        "class C { object M() { var handler = new SocketsHttpHandler(); handler.SslOptions.RemoteCertificateValidationCallback += [|(_, _, _, _) => true|]; return " + Client + "; } }",
        "class C { object M() => new OpenAI.OpenAIClient(new ApiKeyCredential(\"k\"), new OpenAI.OpenAIClientOptions { Transport = new HttpClientPipelineTransport(new HttpClient(new HttpClientHandler { " + Off + " })) }); }",
        "class C { object M() { var options = new OpenAI.OpenAIClientOptions(); options.Transport = new HttpClientPipelineTransport(new HttpClient(new HttpClientHandler { " + Off + " })); return new OpenAI.OpenAIClient(new ApiKeyCredential(\"k\"), options); } }",
        "class C { object M() => new Anthropic.AnthropicClient { HttpClient = new HttpClient(new HttpClientHandler { " + Off + " }) }; }",
        "class C { object M() { var http = new HttpClient(new HttpClientHandler { " + Off + " }); return new ModelContextProtocol.Client.HttpClientTransport(new ModelContextProtocol.Client.HttpClientTransportOptions { Endpoint = new Uri(\"https://tools\") }, http); } }",
        "class C { void M(Microsoft.SemanticKernel.IKernelBuilder b) { var http = new HttpClient(new HttpClientHandler { " + Off + " }); Microsoft.SemanticKernel.OpenAIKernelBuilderExtensions.AddOpenAIChatCompletion(b, \"gpt\", \"k\", httpClient: http); } }",

        // Through methods, fields and handlers of the program.
        "class C { static HttpMessageHandler Handler() => new HttpClientHandler { " + Off + " }; object M() { var handler = Handler(); return " + Client + "; } }",
        "class C { static HttpClient Http() { var handler = new HttpClientHandler(); handler." + Off + "; return new HttpClient(handler); } object M() => new OllamaSharp.OllamaApiClient(Http(), \"llama3\"); }",
        "class C { private readonly HttpClient _http = new(new HttpClientHandler { " + Off + " }); object M() => new OllamaSharp.OllamaApiClient(_http, \"llama3\"); }",
        "class C { private static readonly HttpClientHandler Handler = new() { " + Off + " }; private readonly HttpClient _http; C() { _http = new HttpClient(Handler); } Task M(HttpContent c) => _http.PostAsync(\"https://gpu/v1/chat/completions\", c); }",
        "class C { static object Make(HttpMessageHandler handler) => " + Client + "; object M() => Make(new HttpClientHandler { " + Off + " }); }",
        "class C { static HttpClient Http { get; } = new(new HttpClientHandler { " + Off + " }); object M() => new OllamaSharp.OllamaApiClient(Http, \"llama3\"); }",
        "class Logged : DelegatingHandler { public Logged(HttpMessageHandler inner) : base(inner) { } } class C { object M() { var handler = new Logged(new HttpClientHandler { " + Off + " }); return " + Client + "; } }",
        "class Trusting : HttpClientHandler { public Trusting() { " + Off + "; } } class C { object M() { var handler = new Trusting(); return " + Client + "; } }",
        "class Chat(HttpClient http) { public Task M(HttpContent c) => http.PostAsync(\"https://api.openai.com/v1/responses\", c); } class C { object M() => new Chat(new HttpClient(new HttpClientHandler { " + Off + " })); }",

        // Requests without an SDK.
        "class C { Task M(HttpContent c) { var http = new HttpClient(new HttpClientHandler { " + Off + " }); return http.PostAsync(\"https://gpu/v1/chat/completions\", c); } }",
        "class C { Task M(HttpContent c) { var http = new HttpClient(new HttpClientHandler { " + Off + " }) { BaseAddress = new Uri(\"https://api.openai.com\") }; return http.PostAsync(\"/responses\", c); } }",
        "class C { Task M() { var http = new HttpClient(new HttpClientHandler { " + Off + " }); var request = new HttpRequestMessage(HttpMethod.Post, \"https://gpu/v1/chat/completions\"); return http.SendAsync(request); } }",
        "class C { Task M() { var client = new RestSharp.RestClient(new RestSharp.RestClientOptions(\"https://gpu\") { RemoteCertificateValidationCallback = [|(_, _, _, _) => true|] }); return client.ExecuteAsync(new RestSharp.RestRequest(\"/v1/chat/completions\")); } }",
        "class C { Task M() { var socket = new System.Net.WebSockets.ClientWebSocket(); socket.Options.RemoteCertificateValidationCallback = [|(_, _, _, _) => true|]; return socket.ConnectAsync(new Uri(\"wss://api.openai.com/v1/realtime\"), default); } }",
        "class C { Task M(Stream s) { var ssl = new SslStream(s, false, [|(_, _, _, _) => true|]); return ssl.AuthenticateAsClientAsync(\"api.openai.com\"); } }",

        // Registrations.
        "class C { void A(IServiceCollection s) => s.AddHttpClient<Chat>().ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { " + Off + " }); } class Chat(HttpClient http) { Task M(HttpContent c) => http.PostAsync(\"/v1/chat/completions\", c); }",
        "class C { void A(IServiceCollection s) => s.AddHttpClient<IChat, Chat>(c => c.Timeout = TimeSpan.FromMinutes(5)).ConfigurePrimaryHttpMessageHandler(_ => { var handler = new HttpClientHandler(); handler." + Off + "; return handler; }); } interface IChat; class Chat : IChat { private readonly HttpClient _http; public Chat(HttpClient http) => _http = http; object M() => new OllamaSharp.OllamaApiClient(_http, \"llama3\"); }",
        "class C { void A(IServiceCollection s) => s.AddHttpClient(\"llm\").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { " + Off + " }); object M(IHttpClientFactory f) => new OllamaSharp.OllamaApiClient(f.CreateClient(\"llm\"), \"llama3\"); }",
        "class C { void A(IServiceCollection s) { var clients = s.AddHttpClient(\"llm\"); clients.UseSocketsHttpHandler((handler, _) => handler.SslOptions.RemoteCertificateValidationCallback = [|(_, _, _, _) => true|]); } object M(IHttpClientFactory f) => new OllamaSharp.OllamaApiClient(f.CreateClient(\"llm\"), \"llama3\"); }",
        "class C { void A(IServiceCollection s) => s.AddHttpClient(\"llm\", c => c.BaseAddress = new Uri(\"https://api.openai.com\")).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { " + Off + " }); }",
        "class C { void A(IServiceCollection s) => s.ConfigureHttpClientDefaults(b => b.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { " + Off + " })); object M(IHttpClientFactory f) => new OllamaSharp.OllamaApiClient(f.CreateClient(), \"llama3\"); }",
        "class C { void A(IServiceCollection s) { s.AddSingleton(_ => new HttpClient(new HttpClientHandler { " + Off + " })); s.AddSingleton<IChatClient>(p => new OllamaSharp.OllamaApiClient(p.GetRequiredService<HttpClient>(), \"llama3\")); } }",
        "class Trusting : HttpClientHandler { public Trusting() { " + Off + "; } } class C { void A(IServiceCollection s) => s.AddHttpClient(\"llm\").ConfigurePrimaryHttpMessageHandler<Trusting>(); object M(IHttpClientFactory f) => new OllamaSharp.OllamaApiClient(f.CreateClient(\"llm\"), \"llama3\"); }",

        // For all of the process.
        "#pragma warning disable SYSLIB0014\nclass C { object M() { System.Net.ServicePointManager.ServerCertificateValidationCallback = [|(_, _, _, _) => true|]; return new OllamaSharp.OllamaApiClient(\"https://gpu\"); } }",
        "#pragma warning disable SYSLIB0014\nclass C { object M() { System.Net.ServicePointManager.ServerCertificateValidationCallback += [|delegate { return true; }|]; return new OllamaSharp.OllamaApiClient(\"https://gpu\"); } }",
    ];

    [Theory]
    [MemberData(nameof(Used))]
    public Task A_connection_to_a_model_is_reported(string source) => VerifyAsync(source);

    private const string On = "ServerCertificateCustomValidationCallback = (_, _, _, _) => true";

    public static TheoryData<string> Unused =>
    [
        "class C { object M() => new HttpClient(new HttpClientHandler { " + On + " }); }",
        "class C { Task M() { var http = new HttpClient(new HttpClientHandler { " + On + " }); return http.GetStringAsync(\"https://printer.local/status\"); } object N() => new OllamaSharp.OllamaApiClient(\"https://gpu\"); }",
        "class C(IChatClient client) { async Task M() { var http = new HttpClient(new HttpClientHandler { " + On + " }); var text = await http.GetStringAsync(\"https://printer.local/status\"); await client.GetResponseAsync(text); } }",
        "class C { void A(IServiceCollection s) { s.AddHttpClient(\"printer\").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { " + On + " }); s.AddHttpClient(\"llm\"); } object M(IHttpClientFactory f) => new OllamaSharp.OllamaApiClient(f.CreateClient(\"llm\"), \"llama3\"); }",
        "class C { void A(IServiceCollection s) { s.AddHttpClient<Printer>().ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { " + On + " }); s.AddHttpClient<Chat>(); } } class Printer(HttpClient http) { Task M() => http.GetStringAsync(\"/status\"); } class Chat(HttpClient http) { Task M(HttpContent c) => http.PostAsync(\"/v1/chat/completions\", c); }",
        "class C { object? M(IHostEnvironment e) { var handler = new HttpClientHandler(); if (e.IsDevelopment()) { handler." + On + "; } return " + Client + "; } }",
        "class C { object? M(IHostEnvironment e) { if (!e.IsDevelopment()) { return null; } else { var handler = new HttpClientHandler { " + On + " }; return " + Client + "; } } }",
        "class C { static HttpMessageHandler Trusting() => new HttpClientHandler { " + On + " }; object M(IHostEnvironment e) { var handler = e.IsDevelopment() ? Trusting() : new HttpClientHandler(); return " + Client + "; } }",
        "class C { void A(IHostApplicationBuilder b) { var clients = b.Services.AddHttpClient(\"llm\"); if (b.Environment.IsDevelopment()) { clients.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { " + On + " }); } } object M(IHttpClientFactory f) => new OllamaSharp.OllamaApiClient(f.CreateClient(\"llm\"), \"llama3\"); }",
        "class C { void A(IServiceCollection s) => s.ConfigureHttpClientDefaults(b => b.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { " + On + " })); }",
        "class C { object M() { var handler = new HttpClientHandler(); return " + Client + "; } }",
        "#pragma warning disable SYSLIB0014\nclass C { void M() => System.Net.ServicePointManager.ServerCertificateValidationCallback = (_, _, _, _) => true; }",
    ];

    [Theory]
    [MemberData(nameof(Unused))]
    public Task Any_other_connection_is_silent(string source) => VerifyAsync(source);

    private static Task VerifyAsync(string source) => RuleTest<AIR3102CertificateValidationAnalyzer>.VerifyAsync(
        Id,
        "using System.ClientModel; using System.ClientModel.Primitives; using System.Net.Http; using System.Net.Security; using System.Security.Cryptography.X509Certificates;\n" + source);
}
