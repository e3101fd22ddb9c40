using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The assets that one operation brings into use: models, data sets and services.</summary>
internal static class CalledAssets
{
    // What of a construction or registration shows that it reaches a service, and does not only wrap a client.
    private static readonly string[] ServiceRoles = ["key", "credential", "endpoint", "options", "settings", "section", "model"];

    /// <summary>What lists the members that bring an asset into use.</summary>
    private static readonly CatalogTable[] Tables = [CatalogTable.Clients, CatalogTable.ModelLoads];

    /// <summary>The assets of a call or assignment.</summary>
    /// <param name="operation">The call or assignment.</param>
    /// <param name="member">The member in whose body it stands.</param>
    /// <param name="airlock">The compilation's context.</param>
    public static IEnumerable<Asset> In(IOperation operation, ISymbol member, AirlockContext airlock)
    {
        var called = operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } ? target.Member : OperationText.MemberOf(operation);
        if (called is null || !Tables.Any(table => airlock.Catalog.Contains(table, called)))
        {
            return [];
        }

        var assets = HostedModels(operation, airlock);
        if (Call.From(operation) is { } call)
        {
            assets = [.. assets, .. Services(call, airlock)];
        }

        assets = assets.Concat(Files(operation, airlock));

        return assets.Select(asset => asset.Fact(InventoryKeys.Symbol) is null ? asset.With(InventoryKeys.Symbol, SymbolName.Of(member)) : asset);
    }

    private static IEnumerable<Asset> HostedModels(IOperation operation, AirlockContext airlock)
    {
        foreach (var model in HostedModel.In(operation, airlock))
        {
            var provider = Providers.Find(model.Row.Package);
            var api = ApiOf(operation);
            var ids = model.Ids.ToList();
            foreach (var id in ids)
            {
                yield return new Asset(InventoryKinds.HostedModel, id.Text, id.Syntax.GetLocation()).With(InventoryKeys.Provider, provider).With(InventoryKeys.Api, api);
            }

            if (ConstantText.MayBeOther(model.Value) && ids.All(id => id.Key is null))
            {
                yield return new Asset(InventoryKinds.HostedModel, NamedValue(model.Value), model.Value.Syntax.GetLocation()).With(InventoryKeys.Provider, provider).With(InventoryKeys.Api, api);
            }
        }
    }

    private static IEnumerable<Asset> Services(Call call, AirlockContext airlock)
    {
        foreach (var row in airlock.Catalog.Find(CatalogTable.Clients, call.Method))
        {
            if (row.Kind == "ctor" || (row.Kind == "register" && ServiceRoles.Any(role => row.Parameters(role).Any())))
            {
                var provider = Providers.Find(row.Package) ?? row.Package;
                yield return new Asset(InventoryKinds.Service, provider, call.Operation.Syntax.GetLocation())
                    .With(InventoryKeys.Provider, provider)
                    .With(InventoryKeys.Endpoint, ClientEndpoint.Of(call.Operation))
                    .With(InventoryKeys.Api, call.Name);
            }
        }
    }

    private static IEnumerable<Asset> Files(IOperation operation, AirlockContext airlock) =>
        from load in ModelLoad.In(operation, airlock)
        where load.IsModel || (load.IsDataset && load.Path is not null)
        select new Asset(load.IsModel ? InventoryKinds.LocalModel : InventoryKinds.Dataset, load.Path, load.Source.Syntax.GetLocation()).With(InventoryKeys.Api, ApiOf(operation));

    // Some libraries list their models in an enumeration, as Model.ClaudeOpus4.
    private static string? NamedValue(IOperation value) => value switch
    {
        IConversionOperation conversion => NamedValue(conversion.Operand),
        IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum, HasConstantValue: true } field } => field.Name,
        _ => null,
    };

    private static string? ApiOf(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } => SymbolName.Of(member.OriginalDefinition),
        _ => Call.From(operation)?.Name,
    };
}
