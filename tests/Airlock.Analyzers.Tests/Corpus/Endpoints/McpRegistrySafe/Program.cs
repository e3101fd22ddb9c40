using ModelContextProtocol.Client;
using SupportAgent;

var tools = new List<AITool>();
foreach (var transport in ServerRegistry.Transports())
{
    var client = await McpClient.CreateAsync(transport);
    tools.AddRange(await client.ListToolsAsync());
}

var search = await StartAsync("brave-search", "@modelcontextprotocol/server-brave-search@0.6.2"); // Compliant: an exact version
tools.AddRange(await search.ListToolsAsync());
if (args is ["--server", var given])
{
    var client = await StartAsync("given", given); // Compliant: who runs the agent names the package
    tools.AddRange(await client.ListToolsAsync());
}

Console.WriteLine(string.Join('\n', tools.Select(tool => tool.Name)));

static Task<McpClient> StartAsync(string name, string package)
{
    var options = new StdioClientTransportOptions
    {
        Name = name,
        Command = OperatingSystem.IsWindows() ? "npx.cmd" : "npx",
        Arguments = ["-y", package],
    };
    return McpClient.CreateAsync(new StdioClientTransport(options));
}
