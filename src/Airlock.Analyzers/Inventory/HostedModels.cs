using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The hosted models that an operation asks a provider for.</summary>
internal static class HostedModels
{
    /// <summary>The models of a call or assignment.</summary>
    public static IEnumerable<Asset> In(IOperation operation, AirlockContext airlock)
    {
        foreach (var model in HostedModel.In(operation, airlock))
        {
            var provider = Providers.Find(model.Row.Package);
            var api = CalledAssets.ApiOf(operation);
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

    // Some libraries list their models in an enumeration, as Model.ClaudeOpus4.
    private static string? NamedValue(IOperation value) => value switch
    {
        IConversionOperation conversion => NamedValue(conversion.Operand),
        IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum, HasConstantValue: true } field } => field.Name,
        _ => null,
    };
}
