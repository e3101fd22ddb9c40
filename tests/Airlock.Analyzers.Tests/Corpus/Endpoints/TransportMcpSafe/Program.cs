// An agent in a terminal whose tools are on this machine, or behind TLS.
using ModelContextProtocol.Client;
using OllamaSharp;

await using var files = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri("http://127.0.0.1:8931/mcp") })); // Compliant: this machine
await using var search = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri("https://search.contoso.net/mcp") })); // Compliant: encrypted
IChatClient client = new ChatClientBuilder(new OllamaApiClient("http://models.localhost:11434", "llama3")).UseFunctionInvocation(configure: calls => calls.MaximumIterationsPerRequest = 5).Build(); // Compliant: this machine
var response = await client.GetResponseAsync("Which files changed today?", new ChatOptions { Tools = [.. await files.ListToolsAsync(), .. await search.ListToolsAsync()] });
Console.WriteLine(response.Text + " See http://wiki.contoso.net/agents."); // Compliant: a text for people
