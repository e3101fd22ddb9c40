using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>The endpoints by which a compilation offers inference to others. Each is read once for all rules that ask.</summary>
internal sealed class EndpointModel(AirlockContext airlock)
{
    private readonly ConcurrentDictionary<SyntaxNode, InferenceEndpoint?> _routes = new();
    private readonly ConcurrentDictionary<ISymbol, InferenceEndpoint?> _actions = new(SymbolEqualityComparer.Default);
    private readonly ApplicationAccess _application = new(airlock.Compilation);
    private readonly Lazy<bool> _hasControllers = new(() => !airlock.Compilation.GetTypesByMetadataName("Microsoft.AspNetCore.Mvc.ControllerBase").IsEmpty);

    /// <summary>Whether the compilation references what controllers are built with.</summary>
    public bool HasControllers => _hasControllers.Value;

    /// <summary>The endpoint that a call maps, or null if it maps none that runs a model.</summary>
    public InferenceEndpoint? MappedBy(IInvocationOperation call)
    {
        if (RouteEndpoint.From(call, airlock) is not { } route)
        {
            return null;
        }

        return _routes.GetOrAdd(call.Syntax, _ =>
        {
            var inference = InferenceCalls.FirstIn(route.Body, airlock.Catalog);
            return inference is null && !route.RunsAgent
                ? null
                : new InferenceEndpoint(inference, route.Handler, route.Pattern, Or(route.Access(airlock.Catalog), () => _application.OfRoutes));
        });
    }

    /// <summary>The controller action with those bodies, or null if it is none or runs no model.</summary>
    public InferenceEndpoint? ActionOf(ISymbol owner, ImmutableArray<IOperation> bodies) =>
        owner is IMethodSymbol method && ControllerActions.IsAction(method)
            ? _actions.GetOrAdd(method, _ => bodies.Select(body => ActionOf(method, body)).FirstOrDefault(action => action is not null))
            : null;

    private InferenceEndpoint? ActionOf(IMethodSymbol method, IOperation body) =>
        InferenceCalls.FirstIn(body, airlock.Catalog) is { } inference
            ? new InferenceEndpoint(inference, method, null, Or(ControllerActions.Access(method, body, airlock.Catalog), () => _application.OfControllers))
            : null;

    // What holds for the whole application is looked up only for an endpoint that says nothing itself.
    private static EndpointAccess Or(EndpointAccess own, Func<EndpointAccess> ofApplication) => own == EndpointAccess.Open ? ofApplication() : own;
}
