// An agent in a terminal whose tools stand on other machines.
using ModelContextProtocol.Client;
using OllamaSharp;

var connections = new ToolConnections("http://tools.contoso.net:8931/mcp"); // Noncompliant {{AIR3101}}
await using var files = await connections.ConnectAsync();
await using var search = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
{
    Name = "search",
    Endpoint = new Uri("http://search/mcp"), // Noncompliant {{AIR3101}}
}));
var address = args is [var given, ..] ? given : ToolConnections.DefaultModel;
IChatClient client = new ChatClientBuilder(new OllamaApiClient(address, "llama3")).UseFunctionInvocation(configure: calls => calls.MaximumIterationsPerRequest = 5).Build();
var response = await client.GetResponseAsync("Which files changed today?", new ChatOptions { Tools = [.. await files.ListToolsAsync(), .. await search.ListToolsAsync()] });
Console.WriteLine(response.Text);
