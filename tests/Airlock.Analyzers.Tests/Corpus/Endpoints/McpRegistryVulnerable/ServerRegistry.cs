using ModelContextProtocol.Client;

namespace SupportAgent;

public sealed record ServerDefinition(string Name, string Command, params string[] Arguments);

/// <summary>The servers that the agent may use, by name.</summary>
public static class ServerRegistry
{
    private const string GitServer = "mcp-server-git"; // Noncompliant {{AIR2007}}

    private static readonly string[] s_memoryArguments =
    [
        "--yes",
        "@modelcontextprotocol/server-memory@^2025.4.0", // Noncompliant {{AIR2007}}
    ];

    public static IReadOnlyList<ServerDefinition> All { get; } =
    [
        new("memory", "npx", s_memoryArguments),
        new("git", "uvx", GitServer, "--repository", "."),
        new("browser", "npx", "-y", "@playwright/mcp@latest", "--headless"), // Noncompliant {{AIR2007}}
        new("time", "uvx", "mcp-server-time==2025.7.1"), // Compliant: an exact version
    ];

    public static IEnumerable<IClientTransport> Transports() => All.Select(Transport);

    private static IClientTransport Transport(ServerDefinition server) => new StdioClientTransport(new StdioClientTransportOptions
    {
        Name = server.Name,
        Command = server.Command,
        Arguments = server.Arguments,
    });
}
