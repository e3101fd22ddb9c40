using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The assets that one operation brings into use; each kind is found by a class of its own.</summary>
internal static class CalledAssets
{
    /// <summary>What lists the members that bring an asset into use.</summary>
    private static readonly CatalogTable[] Tables = [CatalogTable.Clients, CatalogTable.ModelLoads, CatalogTable.ToolEntryPoints];

    /// <summary>The assets of a call or assignment.</summary>
    /// <param name="operation">The call or assignment.</param>
    /// <param name="member">The member in whose body it stands.</param>
    /// <param name="airlock">The compilation's context.</param>
    public static IEnumerable<Asset> In(IOperation operation, ISymbol member, AirlockContext airlock)
    {
        var called = MemberOf(operation);
        if (called is null || (!Tables.Any(table => airlock.Catalog.Contains(table, called)) && (called is not IMethodSymbol method || AssetApis.Find(method) is null)))
        {
            return [];
        }

        IEnumerable<Asset> assets =
        [
            .. HostedModels.In(operation, airlock),
            .. ConsumedServices.In(operation, airlock),
            .. VectorStores.In(operation, airlock),
            .. McpServers.In(operation, airlock),
            .. RegisteredTools.In(operation, airlock),
            .. LocalFiles.In(operation, airlock),
        ];
        var assembly = called.ContainingAssembly?.Name;
        return assets.Select(asset => asset.Fact(InventoryKeys.Symbol) is null ? asset.With(InventoryKeys.Symbol, SymbolName.Of(member)) : asset)
            .Select(asset => asset.Fact(InventoryKeys.Api) is null ? asset : asset.With(InventoryKeys.Assembly, assembly));
    }

    /// <summary>The API by which an operation brings an asset into use, as <c>OpenAI.OpenAIClient.GetChatClient</c>.</summary>
    public static string? ApiOf(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } => SymbolName.Of(member.OriginalDefinition),
        _ => Call.From(operation)?.Name,
    };

    /// <summary>The member that an operation calls or sets, or null.</summary>
    public static ISymbol? MemberOf(IOperation operation) =>
        operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } ? target.Member : OperationText.MemberOf(operation);
}
