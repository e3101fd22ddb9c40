using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>For which sinks a row of the catalog's sanitizers makes a text harmless.</summary>
internal static class Sanitizers
{
    /// <summary>The category of a user's own sanitizer that says no more: harmless everywhere.</summary>
    public const string Everything = "*";

    /// <summary>The categories of sinks; none if the row is a guard or a look-alike.</summary>
    public static ImmutableArray<string> CategoriesOf(CatalogRow row, IMethodSymbol method) => row.Kind switch
    {
        "html" => ["html"],
        "sql" => ["sql"],
        "xml" => ["xml"],
        "regex" => ["regex"],
        "range" when method.Name is "Clamp" or "Min" or "Max" => [SinkCategory.Structured],
        "nosql" => ["nosql", "dynamic-linq"],
        "path" when method.Name is "GetFileName" or "GetFileNameWithoutExtension" or "GetExtension" => [SinkCategory.Path],
        "uri" when method.ReturnType.SpecialType == SpecialType.System_String => [SinkCategory.Address, SinkCategory.Path, "html"],
        "sanitizer" => row.Value("clears") is { } categories ? [.. categories.Split(',').Select(SinkCategory.Of)] : [Everything],
        _ => [],
    };
}
