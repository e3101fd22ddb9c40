using ModelContextProtocol.Client;

namespace SupportAgent;

public sealed record ServerDefinition(string Name, string Command, params string[] Arguments);

/// <summary>The servers that the agent may use, by name, and programs of the build that no agent sees.</summary>
public static class ServerRegistry
{
    private const string MemoryVersion = "2025.8.4";

    private static readonly string[] s_memoryArguments =
    [
        "--yes",
        $"@modelcontextprotocol/server-memory@{MemoryVersion}", // Compliant: the version is a constant
    ];

    public static IReadOnlyList<ServerDefinition> All { get; } =
    [
        new("memory", "npx", s_memoryArguments),
        new("git", "uvx", "mcp-server-git==2025.7.1", "--repository", "."), // Compliant: an exact version
        new("browser", "npx", "--no-install", "@playwright/mcp", "--headless"), // Compliant: what package-lock.json installed
        new("orders", "./servers/orders"), // Compliant: a program of this repository
    ];

    public static IEnumerable<IClientTransport> Transports() => All.Select(Transport);

    /// <summary>Formats the agent's notes; the formatter serves no tools.</summary>
    public static Process? FormatNotes() => Process.Start("npx", ["-y", "prettier", "--write", "notes"]); // Compliant: no server

    private static IClientTransport Transport(ServerDefinition server) => new StdioClientTransport(new StdioClientTransportOptions
    {
        Name = server.Name,
        Command = server.Command,
        Arguments = server.Arguments,
    });
}
