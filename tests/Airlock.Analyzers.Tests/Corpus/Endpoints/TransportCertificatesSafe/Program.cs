// The same worker: callbacks that check something, one for development, and one for a printer that no model is asked with.
using System.Net.Http;
using System.Net.Security;
using Airlock.Corpus.Certificates;
using OllamaSharp;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHttpClient<PrinterClient>()
    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }); // Compliant: no model
var models = builder.Services.AddHttpClient("ollama", client => client.BaseAddress = new Uri("https://gpu.internal"));
if (builder.Environment.IsDevelopment())
{
    models.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }); // Compliant: development
}

builder.Services.AddSingleton<IChatClient>(services =>
    new OllamaApiClient(services.GetRequiredService<IHttpClientFactory>().CreateClient("ollama"), "llama3"));
builder.Services.AddKeyedSingleton<IChatClient>("pinned", (_, _) => new OllamaApiClient(new HttpClient(Handlers.Pinned("3F2A")) { BaseAddress = new Uri("https://vllm.internal") }, "qwen3"));
builder.Build();
