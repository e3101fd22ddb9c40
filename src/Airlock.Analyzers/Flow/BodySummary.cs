using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// What one body (a method, accessor, constructor, initial value or the top-level statements, with its lambdas and local
/// functions) does with values, read without looking at any other body. It never changes once it is made.
/// </summary>
internal sealed class BodySummary
{
    /// <summary>The declaration or statement that the body is.</summary>
    public required SyntaxNode Body { get; init; }

    /// <summary>What reaches sinks.</summary>
    public required IReadOnlyList<FlowHit> Hits { get; init; }

    /// <summary>The calls it makes of methods that the program declares, and of delegates.</summary>
    public required IReadOnlyList<CallSite> Sites { get; init; }

    /// <summary>What it writes to fields, properties and events of any object.</summary>
    public required IReadOnlyDictionary<ISymbol, FlowValue> Writes { get; init; }

    /// <summary>What the body returns or yields.</summary>
    public required FlowValue Returned { get; init; }

    /// <summary>What its lambdas and local functions return, each read with parameters that nothing is known of.</summary>
    public required IReadOnlyDictionary<ISymbol, FlowValue> FunctionReturns { get; init; }

    /// <summary>The values after any part of it.</summary>
    public required FlowState Exit { get; init; }

    /// <summary>Whether the budget was enough for all of it.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>A labelled value at a sink.</summary>
/// <param name="Sink">The row of the catalog.</param>
/// <param name="Role">The role of the parameter in that row, as <c>file</c>.</param>
/// <param name="Member">The member that is the sink.</param>
/// <param name="Parameter">Name of the parameter, or null for a property.</param>
/// <param name="Argument">The expression that carries the value in.</param>
/// <param name="Value">The value.</param>
internal sealed record FlowHit(Catalog.CatalogRow Sink, string Role, ISymbol Member, string? Parameter, SyntaxNode Argument, FlowValue Value);
