// A research assistant on the command line, whose tools come from three local servers.
using ModelContextProtocol.Client;

var chat = new OllamaSharp.OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2");
await using var files = await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
{
    Name = "files",
    Command = "npx",
    Arguments = ["-y", "@modelcontextprotocol/server-filesystem", Environment.CurrentDirectory], // Noncompliant {{AIR2007}}
}));

var fetchOptions = new StdioClientTransportOptions { Name = "fetch", Command = "uvx" };
fetchOptions.Arguments = ["mcp-server-fetch@latest", "--ignore-robots-txt"]; // Noncompliant {{AIR2007}}
await using var fetch = await McpClient.CreateAsync(new StdioClientTransport(fetchOptions));

await using var packages = await McpClient.CreateAsync(new StdioClientTransport(new()
{
    Name = "packages",
    Command = "dnx",
    Arguments =
    [
        "NuGet.Mcp.Server", // Noncompliant {{AIR2007}}
        "--source", "https://api.nuget.org/v3/index.json",
        "--yes",
    ],
}));

var tools = new List<AITool>([.. await files.ListToolsAsync(), .. await fetch.ListToolsAsync(), .. await packages.ListToolsAsync()]);
IChatClient client = new ChatClientBuilder(chat).UseFunctionInvocation(configure: calls => calls.MaximumIterationsPerRequest = 10).Build();
var answer = await client.GetResponseAsync(Console.ReadLine() ?? "", new ChatOptions { Tools = tools });
Console.WriteLine(answer.Text);
