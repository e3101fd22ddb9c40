using System.Collections.Immutable;

namespace Airlock.Analyzers.Catalog;

/// <summary>A kind of rows that users may write.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">The kind, as <c>sql</c>.</param>
/// <param name="Ids">What the ID may name: <c>M</c> a method or constructor, <c>P</c> a property, <c>T</c> a type.</param>
/// <param name="Parameters">Details that name parameters; the first is the one meant where the row says nothing.</param>
/// <param name="Values">Details of another kind, each with the values it may have; none if any text is right.</param>
internal sealed record UserKind(
    CatalogTable Table, string Name, string Ids, ImmutableArray<string> Parameters, ImmutableDictionary<string, ImmutableArray<string>> Values)
{
    /// <summary>The detail that says what the member is; it stands in Airlock's own rows, and is read by nobody.</summary>
    public const string MemberDetail = "sym";

    /// <summary>The names of all details that a row of the kind may have.</summary>
    public IEnumerable<string> Details => Parameters.Concat(Values.Keys.OrderBy(name => name, StringComparer.Ordinal));
}
