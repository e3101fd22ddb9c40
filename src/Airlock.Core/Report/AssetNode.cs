using System.Collections.Immutable;
using Airlock.Core.Bom;
using Airlock.Core.Findings;

namespace Airlock.Core.Report;

/// <summary>A part of the document as a node of the picture.</summary>
/// <param name="BomRef">Its identifier within the document.</param>
/// <param name="Kind">What it is; one of <see cref="AssetKind"/>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Needs">What it needs, by <c>bom-ref</c>.</param>
internal sealed record AssetNode(string BomRef, AssetKind Kind, string Name, ImmutableArray<string> Needs);

/// <summary>What a node is.</summary>
/// <param name="Id">Name for machines: a class of the style sheet.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Column">The column of the picture, from the left: who calls stands before what is called.</param>
internal sealed record AssetKind(string Id, string Title, int Column)
{
    public static readonly AssetKind Application = new("application", "Application", 0);
    public static readonly AssetKind Endpoint = new("endpoint", "Endpoint", 1);
    public static readonly AssetKind McpOffered = new("mcp-offered", "MCP server offered", 1);
    public static readonly AssetKind Agent = new("agent", "Agent", 2);
    public static readonly AssetKind HostedModel = new("hosted-model", "Hosted model", 3);
    public static readonly AssetKind LocalModel = new("local-model", "Model file", 3);
    public static readonly AssetKind Prompt = new("prompt", "Prompt", 3);
    public static readonly AssetKind Tool = new("tool", "Tool", 3);
    public static readonly AssetKind McpUsed = new("mcp-used", "MCP server used", 4);
    public static readonly AssetKind VectorStore = new("vector-store", "Vector store", 4);
    public static readonly AssetKind Provider = new("provider", "Provider", 4);
    public static readonly AssetKind Dataset = new("dataset", "Data set", 4);
    public static readonly AssetKind Package = new("package", "Package", 5);

    /// <summary>All kinds, in the order in which they are listed.</summary>
    public static ImmutableArray<AssetKind> All { get; } =
        [Application, Endpoint, McpOffered, Agent, HostedModel, LocalModel, Prompt, Tool, McpUsed, VectorStore, Provider, Dataset, Package];

    /// <summary>The kind of a component; null for what the picture does not show.</summary>
    public static AssetKind? Of(Component component) => component.Properties.FirstOrDefault(property => property.Name == "airlock:asset:kind")?.Value switch
    {
        InventoryKinds.HostedModel => HostedModel,
        InventoryKinds.LocalModel => LocalModel,
        InventoryKinds.Dataset => Dataset,
        InventoryKinds.Tool => Tool,
        InventoryKinds.Agent => Agent,
        InventoryKinds.Prompt => Prompt,
        _ => component.Type == ComponentType.Application ? Application : component.Purl?.StartsWith("pkg:nuget/", StringComparison.Ordinal) == true ? Package : null,
    };

    /// <summary>The kind of a service.</summary>
    public static AssetKind Of(Service service) => (service.Group, IsExposed(service)) switch
    {
        ("mcp", true) => McpOffered,
        ("mcp", false) => McpUsed,
        ("vector-store", _) => VectorStore,
        (_, true) => Endpoint,
        _ => Provider,
    };

    private static bool IsExposed(Service service) => service.Properties.Contains(new Property("airlock:service:role", "exposed"));
}
