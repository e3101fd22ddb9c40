// A tool that trusts everybody, for each connection it will ever make.
#pragma warning disable SYSLIB0014
using System.Net;
using System.Net.Http;
using OllamaSharp;

ServicePointManager.ServerCertificateValidationCallback += (_, _, _, _) => true; // Noncompliant {{AIR3102}}
var services = new ServiceCollection();
services.ConfigureHttpClientDefaults(clients => clients.ConfigurePrimaryHttpMessageHandler(() =>
    new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true })); // Noncompliant {{AIR3102}}
services.AddHttpClient();
services.AddSingleton<IChatClient>(provider => new OllamaApiClient(provider.GetRequiredService<HttpClient>(), "llama3"));
services.AddSingleton(_ => new HttpClient(new TrustingHandler()) { BaseAddress = new Uri("https://gpu.internal") });
await using var provider = services.BuildServiceProvider();
Console.WriteLine((await provider.GetRequiredService<IChatClient>().GetResponseAsync("Say hello.")).Text);

internal sealed class TrustingHandler : HttpClientHandler
{
    public TrustingHandler() => ServerCertificateCustomValidationCallback = static (_, _, _, _) => true; // Noncompliant {{AIR3102}}
}
