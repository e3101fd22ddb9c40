using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// What one body (a method, accessor, constructor, initial value or the top-level statements, with its lambdas and local
/// functions) does with values, read without looking at any other body. It never changes once it is made.
/// </summary>
/// <param name="Hits">What reaches sinks.</param>
/// <param name="Sites">The calls it makes of methods that the program declares, and of delegates.</param>
/// <param name="Writes">What it writes to fields, properties and events of any object.</param>
/// <param name="Returned">What the body returns or yields.</param>
/// <param name="FunctionReturns">What its lambdas and local functions return, each read with parameters that nothing is known of.</param>
/// <param name="Returns">What it, and each of its lambdas and local functions, returns or yields, by the returned expression.</param>
/// <param name="Thrown">The exceptions that it throws itself.</param>
/// <param name="Exit">The values after any part of it.</param>
/// <param name="IsComplete">Whether the budget was enough for all of it.</param>
internal sealed record BodySummary(
    IReadOnlyList<FlowHit> Hits,
    IReadOnlyList<CallSite> Sites,
    IReadOnlyDictionary<ISymbol, FlowValue> Writes,
    FlowValue Returned,
    IReadOnlyDictionary<ISymbol, FlowValue> FunctionReturns,
    IReadOnlyDictionary<SyntaxNode, FlowValue> Returns,
    FlowValue Thrown,
    FlowState Exit,
    bool IsComplete);

/// <summary>A labelled value at a sink.</summary>
/// <param name="Table">The table of the catalog.</param>
/// <param name="Sink">The row of the table.</param>
/// <param name="Role">The role of the parameter in that row, as <c>file</c>.</param>
/// <param name="Member">The member that is the sink.</param>
/// <param name="Parameter">Name of the parameter, or null for a property.</param>
/// <param name="Argument">The expression that carries the value in.</param>
/// <param name="Value">The value.</param>
internal sealed record FlowHit(Catalog.CatalogTable Table, Catalog.CatalogRow Sink, string Role, ISymbol Member, string? Parameter, SyntaxNode Argument, FlowValue Value);
