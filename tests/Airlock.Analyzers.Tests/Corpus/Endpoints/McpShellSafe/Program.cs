// An agent that starts its servers in containers and through shells, each in the version that was reviewed.
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

var token = Environment.GetEnvironmentVariable("GITHUB_TOKEN");
var arguments = new List<string> { "run", "-i", "--rm", "--network", "none" };
if (token is not null)
{
    arguments.Add("-e");
    arguments.Add($"GITHUB_PERSONAL_ACCESS_TOKEN={token}");
}

arguments.Add("ghcr.io/github/github-mcp-server:v0.13.0"); // Compliant: a whole version
IClientTransport[] transports =
[
    new StdioClientTransport(new() { Name = "github", Command = "docker", Arguments = arguments }),
    new StdioClientTransport(new()
    {
        Name = "fetch",
        Command = "docker",
        Arguments = ["run", "-i", "--rm", "mcp/fetch@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"], // Compliant: a digest
    }),
    new StdioClientTransport(new() { Name = "orders", Command = "docker", Arguments = ["run", "-i", "--rm", "order-server:dev"] }), // Compliant: built here
    new StdioClientTransport(new()
    {
        Name = "everything",
        Command = OperatingSystem.IsWindows() ? "cmd" : "bash",
        Arguments = OperatingSystem.IsWindows()
            ? ["/c", "npx", "-y", "@modelcontextprotocol/server-everything@2025.8.18"] // Compliant: an exact version
            : ["-lc", "cd ~ && exec npx -y @modelcontextprotocol/server-everything@2025.8.18"], // Compliant: an exact version
    }),
    new StdioClientTransport(new() { Name = "notes", Command = "uvx --from git+https://github.com/example/notes@0123456789abcdef0123456789abcdef01234567 notes" }), // Compliant: a commit
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
    start.ArgumentList.Add("npm:@modelcontextprotocol/server-sequential-thinking@2025.7.1"); // Compliant: an exact version
    var process = Process.Start(start) ?? throw new InvalidOperationException("The server does not start.");
    return new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
}
