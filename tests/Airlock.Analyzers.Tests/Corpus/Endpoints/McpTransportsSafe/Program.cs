// A research assistant on the command line, whose tools come from servers in versions that were reviewed, and from its own.
using ModelContextProtocol.Client;

var chat = new OllamaSharp.OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2");
await using var files = await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
{
    Name = "files",
    Command = "npx",
    Arguments = ["-y", "@modelcontextprotocol/server-filesystem@2025.8.21", Environment.CurrentDirectory], // Compliant: an exact version
}));

var fetchOptions = new StdioClientTransportOptions { Name = "fetch", Command = "uvx" };
fetchOptions.Arguments = ["--from", "mcp-server-fetch==2025.4.7", "mcp-server-fetch", "--ignore-robots-txt"]; // Compliant: an exact version
await using var fetch = await McpClient.CreateAsync(new StdioClientTransport(fetchOptions));

await using var packages = await McpClient.CreateAsync(new StdioClientTransport(new()
{
    Name = "packages",
    Command = "dnx",
    Arguments = ["NuGet.Mcp.Server", "--version", "1.0.0", "--yes"], // Compliant: the version is an option
}));

await using var own = await McpClient.CreateAsync(new StdioClientTransport(new()
{
    Name = "orders",
    Command = "dotnet",
    Arguments = ["run", "--project", "../OrderServer", "--", "npx", "latest"], // Compliant: a project of this repository
}));

var tools = new List<AITool>([.. await files.ListToolsAsync(), .. await fetch.ListToolsAsync(), .. await packages.ListToolsAsync(), .. await own.ListToolsAsync()]);
IChatClient client = new ChatClientBuilder(chat).UseFunctionInvocation(configure: calls => calls.MaximumIterationsPerRequest = 10).Build();
var answer = await client.GetResponseAsync(Console.ReadLine() ?? "", new ChatOptions { Tools = tools });
Console.WriteLine(answer.Text);
