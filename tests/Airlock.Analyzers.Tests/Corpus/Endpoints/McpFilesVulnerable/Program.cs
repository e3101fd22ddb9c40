// An agent whose servers stand in its settings; an editor starts those of mcp.json.
using ModelContextProtocol.Client;

var configuration = new ConfigurationBuilder().AddJsonFile("appsettings.json").Build();
foreach (var server in configuration.GetSection("Agent:Servers").GetChildren())
{
    await using var client = await McpClient.CreateAsync(new StdioClientTransport(new()
    {
        Name = server["Name"],
        Command = server["Command"] ?? throw new InvalidOperationException("A server has no command."),
        Arguments = server.GetSection("Arguments").Get<string[]>(),
    }));
    Console.WriteLine($"{server["Name"]}: {(await client.ListToolsAsync()).Count} tools");
}
