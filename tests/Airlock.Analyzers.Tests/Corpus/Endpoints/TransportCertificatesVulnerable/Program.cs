// A worker with several clients of models, none of which looks at the certificate of its server.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http;
using Airlock.Corpus.Certificates;
using ModelContextProtocol.Client;
using OllamaSharp;
using OpenAI;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHttpClient<SpeechClient>(client => client.BaseAddress = new Uri("https://speech.internal"))
    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator, // Noncompliant {{AIR3102}}
    });
builder.Services.AddHttpClient("ollama", client => client.BaseAddress = new Uri("https://gpu.internal"))
    .ConfigurePrimaryHttpMessageHandler(Handlers.ForLaboratory);
builder.Services.AddSingleton<IChatClient>(services =>
    new OllamaApiClient(services.GetRequiredService<IHttpClientFactory>().CreateClient("ollama"), "llama3"));
builder.Services.AddSingleton(_ =>
{
    var transport = new HttpClientPipelineTransport(Handlers.Pooled);
    return new OpenAIClient(new ApiKeyCredential(Environment.GetEnvironmentVariable("KEY")!), new OpenAIClientOptions { Endpoint = new Uri("https://vllm.internal/v1"), Transport = transport });
});
builder.Build();

var tools = new SocketsHttpHandler();
tools.SslOptions.RemoteCertificateValidationCallback = delegate { return true; }; // Noncompliant {{AIR3102}}
await using var mcp = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri("https://tools.internal/mcp") }, new HttpClient(tools)));
Console.WriteLine((await mcp.ListToolsAsync()).Count);
