using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>Web requests: what they bring back is a model's text if they go to an address of a model.</summary>
internal sealed class InferenceRequests(CatalogLookup catalog)
{
    /// <summary>Whether a method sends a request and gives back the reply.</summary>
    public bool IsRequest(IMethodSymbol method) =>
        catalog.Find(CatalogTable.Prompts, method).Any(row => row.Kind == "untrusted-web") && !IsPartOfReply(method)
        || method.ContainingType is { Name: "HttpClient" or "HttpMessageInvoker" or "HttpClientJsonExtensions" } && method.Name is not "Dispose" and not "CancelPendingRequests";

    /// <summary>Whether the method reads a reply that is there already.</summary>
    private static bool IsPartOfReply(IMethodSymbol method) => method.ContainingType?.Name is "HttpContent" or "HttpContentJsonExtensions" or "Socket" or "WebSocket";
}
