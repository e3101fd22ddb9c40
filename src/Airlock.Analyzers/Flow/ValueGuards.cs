using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Guards of objects that were read from text: validators, and looks at the range of a value.</summary>
internal static class ValueGuards
{
    /// <summary>A comparison of size is a look at a value, whichever way it ends.</summary>
    public static IEnumerable<ProvenPart> ProvenByRange(IBinaryOperation comparison) =>
        comparison.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
            ? [new ProvenPart(comparison.LeftOperand, SinkCategory.Structured), new ProvenPart(comparison.RightOperand, SinkCategory.Structured)]
            : [];

    /// <summary>A pattern of size, as <c>is &gt; 0 and &lt;= 100</c>.</summary>
    public static IEnumerable<ProvenPart> ProvenByRange(IIsPatternOperation pattern) =>
        pattern.Pattern.DescendantsAndSelf().OfType<IRelationalPatternOperation>().Any() ? [new ProvenPart(pattern.Value, SinkCategory.Structured)] : [];

    /// <summary>A validator that answers yes.</summary>
    public static IEnumerable<ProvenPart> ProvenByCall(IInvocationOperation call, CatalogLookup catalog) => Validated(call, catalog, "true");

    /// <summary>A validator that returned, and would have thrown otherwise.</summary>
    public static IEnumerable<ProvenPart> ProvenByReturn(IInvocationOperation call, CatalogLookup catalog) => Validated(call, catalog, "throws");

    /// <summary>A validator whose result says that it found nothing: <c>validator.Validate(order).IsValid</c>.</summary>
    public static IEnumerable<ProvenPart> ProvenByResult(IPropertyReferenceOperation property, CatalogLookup catalog, LocalFacts locals)
    {
        if (property.Instance?.Unwrap() is not { } instance || !catalog.Find(CatalogTable.Sanitizers, property.Property).Any(row => row.Kind == "validator"))
        {
            return [];
        }

        var result = instance is ILocalReferenceOperation local ? locals.ValueOf(local.Local)?.Unwrap() : instance;
        return (result is IAwaitOperation awaited ? awaited.Operation.Unwrap() : result) is IInvocationOperation call ? Validated(call, catalog, "result") : [];
    }

    private static IEnumerable<ProvenPart> Validated(IInvocationOperation call, CatalogLookup catalog, string outcome)
    {
        foreach (var row in catalog.Find(CatalogTable.Sanitizers, call.TargetMethod))
        {
            if (row.Kind != "validator" || row.Value("outcome") != outcome)
            {
                continue;
            }

            foreach (var parameter in row.Parameters("value"))
            {
                if (call.Argument(parameter.Index) is { } value)
                {
                    foreach (var category in (row.Value("clears") ?? SinkCategory.Structured).Split(','))
                    {
                        yield return new ProvenPart(value, category == Sanitizers.Everything ? null : SinkCategory.Of(category));
                    }
                }
            }
        }
    }
}
