using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Reads the endpoints that classes declare: actions of controllers, handlers of Razor pages, Azure Functions.</summary>
internal sealed class DeclaredEndpoints
{
    private static readonly string[] ControllerMappings =
    [
        "MapControllers", "MapDefaultControllerRoute", "MapControllerRoute", "MapAreaControllerRoute", "MapDynamicControllerRoute", "MapFallbackToController", "UseMvc", "UseMvcWithDefaultRoute",
    ];

    private readonly AirlockContext _airlock;
    private readonly RouteMountings _mountings;
    private readonly RazorPages _pages;
    private readonly Lazy<ImmutableArray<RouteMounting>> _controllers;
    private readonly Lazy<ImmutableArray<RouteMounting>> _razorPages;

    public DeclaredEndpoints(AirlockContext airlock)
    {
        _airlock = airlock;
        _mountings = new RouteMountings(airlock);
        _pages = new RazorPages(airlock);
        _controllers = new(() => MountingsOf("the controllers are mapped in another assembly", ControllerMappings));
        _razorPages = new(() => MountingsOf("the pages are mapped in another assembly", "MapRazorPages", "UseMvc"));
    }

    /// <summary>The endpoints of a class that run a model.</summary>
    public IEnumerable<InferenceEndpoint> Read(INamedTypeSymbol type) =>
        type.TypeKind != TypeKind.Class ? []
        : ControllerActions.IsController(type) ? ControllerActions.ActionsOf(type).Select(action => ActionOf(type, action)).OfType<InferenceEndpoint>()
        : RazorPages.IsPage(type) ? RazorPages.HandlersOf(type).Select(handler => HandlerOf(type, handler)).OfType<InferenceEndpoint>()
        : type.GetMembers().OfType<IMethodSymbol>().Select(FunctionOf).OfType<InferenceEndpoint>();

    private InferenceEndpoint? ActionOf(INamedTypeSymbol controller, IMethodSymbol action)
    {
        // What is inherited is open or closed by the class that inherits it.
        var isOwn = SymbolEqualityComparer.Default.Equals(action.ContainingType, controller);
        var name = ControllerActions.RouteOf(action, controller) ?? SymbolName.Short(action);
        return Of(EndpointKind.Action, name, isOwn ? action : controller, action, EndpointAccess.Open, [controller], _controllers);
    }

    private InferenceEndpoint? HandlerOf(INamedTypeSymbol page, IMethodSymbol handler) =>
        Of(EndpointKind.Page, $"{RazorPages.VerbOf(handler)} {RazorPages.PathOf(page)}", handler, handler, _pages.AccessOf(page), [page], _razorPages);

    private InferenceEndpoint? FunctionOf(IMethodSymbol method) => FunctionTriggers.Of(method) is { } trigger
        ? Of(EndpointKind.Function, FunctionTriggers.NameOf(method, trigger), method, method, FunctionTriggers.AccessOf(trigger), [], new(() => [new RouteMounting([], "", null, false)]))
        : null;

    private InferenceEndpoint? Of(
        EndpointKind kind, string name, ISymbol place, IMethodSymbol handler, EndpointAccess access, ImmutableArray<ISymbol> declarations, Lazy<ImmutableArray<RouteMounting>> mountings)
    {
        var body = _airlock.Declarations.BodyOf(handler.PartialImplementationPart ?? handler);
        return _airlock.Endpoints.Reach.From(body) is not { } way ? null : new EndpointJudgement(_airlock).Judge(new InferenceEndpoint(kind, name, WrittenLocation.Of(place.Locations[0]))
        {
            Handler = handler,
            Body = body,
            Way = way,
            Declarations = declarations,
            Access = access,
            Mountings = mountings.Value,
        });
    }

    private ImmutableArray<RouteMounting> MountingsOf(string elsewhere, params string[] names)
    {
        ImmutableArray<RouteMounting> mountings = [.. _airlock.Calls.Named(names).SelectMany(call => _mountings.Of(call))];
        return mountings.IsEmpty ? [new RouteMounting([], "", elsewhere, false)] : mountings;
    }
}
