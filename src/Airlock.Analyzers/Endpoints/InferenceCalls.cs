using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Tells which methods run a model.</summary>
internal static class InferenceCalls
{
    /// <summary>Whether a method runs inference, and so costs what a model costs.</summary>
    public static bool IsInference(IMethodSymbol method, CatalogLookup catalog) =>
        catalog.Find(CatalogTable.InferenceCalls, method).Any(row => row.Kind switch
        {
            "tokenize" or "token-count" or "builder-wrapper" or "fine-tune" => false,
            "agent-host" => !method.Name.StartsWith("Map", StringComparison.Ordinal),
            _ => true,
        });
}
