using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Tools;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The tools that a call registers, so that a model may call them.</summary>
internal static class RegisteredTools
{
    /// <summary>The tools of a call.</summary>
    public static IEnumerable<Asset> In(IOperation operation, AirlockContext airlock)
    {
        if (Call.From(operation) is not { } call)
        {
            yield break;
        }

        foreach (var row in airlock.Catalog.Find(CatalogTable.ToolEntryPoints, call.Method).Where(ToolEntryPoints.IsTool))
        {
            foreach (var implementation in row.Parameters("method").Select(call.Argument).OfType<IOperation>())
            {
                var method = MethodGroup(implementation);
                var name = row.Parameters("name").Select(parameter => ConstantText.Of(call.Argument(parameter))?.Text).FirstOrDefault(text => text is not null);
                yield return new Asset(InventoryKinds.Tool, name ?? method?.Name, call.Operation.Syntax.GetLocation())
                    .With(InventoryKeys.Symbol, method is null ? null : SymbolName.Of(method))
                    .With(InventoryKeys.Api, call.Name);
            }
        }
    }

    private static IMethodSymbol? MethodGroup(IOperation value) => value switch
    {
        IConversionOperation conversion => MethodGroup(conversion.Operand),
        IDelegateCreationOperation creation => MethodGroup(creation.Target),
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };
}
