using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>The model files and data sets that an operation loads.</summary>
internal static class LocalFiles
{
    /// <summary>The files of a call or assignment.</summary>
    public static IEnumerable<Asset> In(IOperation operation, AirlockContext airlock) =>
        from load in ModelLoad.In(operation, airlock)
        where load.IsModel || (load.IsDataset && load.Path is not null)
        select new Asset(load.IsModel ? InventoryKinds.LocalModel : InventoryKinds.Dataset, load.Path, load.Source.Syntax.GetLocation())
            .With(InventoryKeys.Api, CalledAssets.ApiOf(operation));
}
