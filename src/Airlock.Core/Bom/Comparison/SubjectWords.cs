using Airlock.Core.Findings;

namespace Airlock.Core.Bom.Comparison;

/// <summary>Words for subjects in sentences.</summary>
internal static class SubjectWords
{
    /// <summary>What a thing of a category is called.</summary>
    public static string Noun(string category) => category switch
    {
        InventoryKinds.McpServer => "MCP server",
        InventoryKinds.Dataset => "data set",
        InventoryKinds.Service => "outbound service",
        "project" => "project reference",
        "framework" => "shared framework",
        _ => category.Replace('-', ' '),
    };

    /// <summary>What is known of a thing that is new, to follow its name; empty if nothing is.</summary>
    /// <param name="subject">The thing.</param>
    /// <param name="endpoints">The addresses at which it is reached: its own, or those of the services that it needs.</param>
    public static string Detail(BomSubject subject, string? endpoints)
    {
        var at = endpoints is null ? "" : $" at {endpoints}";
        return subject.Category switch
        {
            InventoryKinds.HostedModel => (subject.Provider is { } provider ? $" of {provider}" : "")
                + (subject.Version is { } version ? $", version {version}" : "")
                + (subject.Fact("airlock:model:deployment") is { } deployment ? $", deployment {deployment}," : "") + at,
            InventoryKinds.LocalModel or InventoryKinds.Dataset => Pin(subject.Fact("airlock:file:pinned")),
            InventoryKinds.Tool => Tool(subject),
            InventoryKinds.Prompt => subject.Fact("airlock:prompt:role") is { } role ? $" ({role})" : "",
            InventoryKinds.Agent => subject.Fact("@parts") is { } parts ? $" with {parts}" : "",
            InventoryKinds.InferenceEndpoint => subject.Fact("@authenticated") switch
            {
                "true" => ", for authenticated callers",
                "false" => ", open to anyone who reaches it",
                _ => ", of which is not known who may call it",
            },
            InventoryKinds.McpServer when subject.IsExposed => $" offered to others{at}",
            InventoryKinds.McpServer when subject.Fact("airlock:mcp:launches") is { } program && program != subject.Name => $", started as {program}",
            InventoryKinds.Service or InventoryKinds.McpServer or InventoryKinds.VectorStore => at,
            _ => (subject.Version is { } version ? $" {version}" : "") + (subject.Fact("airlock:nuget:direct") == "false" ? " (transitive)" : ""),
        };
    }

    private static string Pin(string? pinned) => pinned switch { "true" => " (pinned)", "false" => " (not pinned)", _ => "" };

    private static string Tool(BomSubject tool)
    {
        var can = tool.Fact("airlock:tool:capability") is { } capability ? $" that {capability.Replace(",", ", ", StringComparison.Ordinal)}" : "";
        return can + tool.Fact("airlock:tool:approval") switch
        {
            "required" => ", after approval",
            "none" => ", without approval",
            _ => "",
        };
    }
}
