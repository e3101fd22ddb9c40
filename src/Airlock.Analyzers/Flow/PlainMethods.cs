using System.Collections.Concurrent;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>Methods of which the catalog says nothing, which is nearly all of them: asked once for each, not at each call.</summary>
internal sealed class PlainMethods(AirlockContext airlock)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _answers = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a method is no sink, source, sanitizer, request or change.</summary>
    public bool Contains(IMethodSymbol method) => _answers.TryGetValue(method, out var known) ? known : _answers.GetOrAdd(method, Find(method));

    private bool Find(IMethodSymbol method) =>
        airlock.Sinks.Find(method).IsEmpty
        && airlock.Sources.Find(method).Kind == FlowSourceKind.None
        && !airlock.Catalog.Contains(CatalogTable.Sanitizers, method)
        && !airlock.InferenceRequests.IsRequest(method)
        && !airlock.StateChanges.MayChange(method)
        && !SecretNames.MayRead(method);
}
