// An agent that starts its servers in containers and through shells.
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

var token = Environment.GetEnvironmentVariable("GITHUB_TOKEN");
var arguments = new List<string> { "run", "-i", "--rm", "--network", "none" };
if (token is not null)
{
    arguments.Add("-e");
    arguments.Add($"GITHUB_PERSONAL_ACCESS_TOKEN={token}");
}

arguments.Add("ghcr.io/github/github-mcp-server"); // Noncompliant {{AIR2007}}
IClientTransport[] transports =
[
    new StdioClientTransport(new() { Name = "github", Command = "docker", Arguments = arguments }),
    new StdioClientTransport(new()
    {
        Name = "everything",
        Command = OperatingSystem.IsWindows() ? "cmd" : "bash",
        Arguments = OperatingSystem.IsWindows()
            ? ["/c", "npx", "-y", "@modelcontextprotocol/server-everything"] // Noncompliant {{AIR2007}}
            : ["-lc", "cd ~ && exec npx -y @modelcontextprotocol/server-everything"], // Noncompliant {{AIR2007}}
    }),
    new StdioClientTransport(new() { Name = "notes", Command = "uvx --from git+https://github.com/example/notes@main notes" }), // Noncompliant {{AIR2007}}
    Piped(),
];
foreach (var transport in transports)
{
    await using var client = await McpClient.CreateAsync(transport);
    Console.WriteLine($"{transport.Name}: {(await client.ListToolsAsync()).Count} tools");
}

static IClientTransport Piped()
{
    var start = new ProcessStartInfo { FileName = "deno", RedirectStandardInput = true, RedirectStandardOutput = true };
    start.ArgumentList.Add("run");
    start.ArgumentList.Add("--allow-net");
    start.ArgumentList.Add("npm:@modelcontextprotocol/server-sequential-thinking"); // Noncompliant {{AIR2007}}
    var process = Process.Start(start) ?? throw new InvalidOperationException("The server does not start.");
    return new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
}
