using Airlock.Analyzers.Configuration;
using Airlock.Analyzers.Tools;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Airlock.Shared.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace Airlock.Analyzers.Inventory;

/// <summary>The MCP servers that configuration files of the project name: <c>mcp.json</c> and its like, and settings that speak of servers.</summary>
internal static class ConfiguredMcpServers
{
    /// <summary>The members that hold a server's address, in the words of several clients.</summary>
    private static readonly string[] AddressNames = ["url", "serverUrl", "endpoint", "uri"];

    /// <summary>The servers of a file, in its order.</summary>
    public static IEnumerable<Asset> In(ConfigurationFile file) =>
        file.ObjectsByKey().Where(found => IsPlaceOfServer(file, found.Key) && !ConfiguredServer.IsSwitchedOff(found.Value)).Select(found => Of(file, found.Key, found.Value)).OfType<Asset>();

    // Settings name commands and addresses of many kinds; those of servers stand where servers are spoken of.
    private static bool IsPlaceOfServer(ConfigurationFile file, string key) =>
        Mentions(key, "server") && (!file.IsSettings || Mentions(key, "mcp"));

    private static bool Mentions(string key, string word) => key.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static Asset? Of(ConfigurationFile file, string key, JsonValue server)
    {
        var (member, address) = AddressNames.Select(name => (Name: name, Value: ConfiguredServer.Member(server, name))).FirstOrDefault(found => found.Value is { Kind: JsonKind.Text });
        if (address is null && ConfiguredServer.CommandOf(server) is null)
        {
            return null;
        }

        var asset = new Asset(InventoryKinds.McpServer, NameOf(key, server), file.LocationOf(server))
            .WithNameFrom(Found(file, server, key, null))
            .With(InventoryKeys.Direction, McpServers.Used)
            .With(InventoryKeys.Transport, address is null ? "stdio" : "http")
            .With(InventoryKeys.Launches, LaunchOf(server));
        return address is null ? asset : asset.WithEndpoint(Found(file, address, $"{key}:{member}", ServiceAddresses.Clean(address.Text)));
    }

    private static FoundValue Found(ConfigurationFile file, JsonValue value, string key, string? text) =>
        new(text, SyntaxFactory.IdentifierName(""), file.LocationOf(value), ValueSource.Configuration, key);

    private static string? LaunchOf(JsonValue server) =>
        ConfiguredServer.LaunchesOf(server).Select(launch => McpServers.TextOf(launch.Launch)).FirstOrDefault()
            ?? (ConfiguredServer.CommandOf(server) is { } command ? McpServers.ProgramOf(command) : null);

    /// <summary>The server's own name, or the last part of its key that is no place in a list.</summary>
    private static string? NameOf(string key, JsonValue server) =>
        ConfiguredServer.Member(server, "name") is { Kind: JsonKind.Text, Text: var name } ? name
        : key.Substring(key.LastIndexOf(':') + 1) is var last && last.All(char.IsDigit) ? null : last;
}
