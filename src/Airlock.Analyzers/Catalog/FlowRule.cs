using System.Collections.Immutable;

namespace Airlock.Analyzers.Catalog;

/// <summary>What a rule says of flows: values of these labels must not reach these parameters.</summary>
/// <param name="Rule">The rule's ID.</param>
/// <param name="Labels">What the values are: <c>model</c>, <c>reply</c> (without the tool calls in it), <c>tool</c>, <c>untrusted</c>, <c>secret</c>, <c>internals</c>.</param>
/// <param name="Table">The table that lists the members they must not reach.</param>
/// <param name="Kind">The kind of rows in that table.</param>
/// <param name="Roles">The roles of the parameters that obey what they are given.</param>
internal sealed record FlowRule(string Rule, ImmutableArray<string> Labels, CatalogTable Table, string Kind, ImmutableArray<string> Roles);
