using ModelContextProtocol.Client;
using SupportAgent;

var tools = new List<AITool>();
foreach (var transport in ServerRegistry.Transports())
{
    var client = await McpClient.CreateAsync(transport);
    tools.AddRange(await client.ListToolsAsync());
}

var search = await StartAsync("brave-search", "@modelcontextprotocol/server-brave-search"); // Noncompliant {{AIR2007}}
tools.AddRange(await search.ListToolsAsync());
Console.WriteLine(string.Join('\n', tools.Select(tool => tool.Name)));

static Task<McpClient> StartAsync(string name, string package)
{
    var options = new StdioClientTransportOptions
    {
        Name = name,
        Command = OperatingSystem.IsWindows() ? "npx.cmd" : "npx",
        Arguments = ["-y", package],
        EnvironmentVariables = new Dictionary<string, string?> { ["BRAVE_API_KEY"] = Environment.GetEnvironmentVariable("BRAVE_API_KEY") },
    };
    return McpClient.CreateAsync(new StdioClientTransport(options));
}
