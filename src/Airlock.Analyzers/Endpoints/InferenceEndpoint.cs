using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>An endpoint that runs a model: a route that is mapped in code, or an action of a controller.</summary>
/// <param name="Inference">The call that runs the model; null if the mapping itself publishes an agent.</param>
/// <param name="Handler">The lambda, method or action that handles it; null if the library does or it can't be seen.</param>
/// <param name="Pattern">The route pattern if it is mapped in code and constant.</param>
/// <param name="Access">Who may call it, by its own metadata and by what holds for the whole application.</param>
internal sealed record InferenceEndpoint(IInvocationOperation? Inference, IMethodSymbol? Handler, string? Pattern, EndpointAccess Access);
