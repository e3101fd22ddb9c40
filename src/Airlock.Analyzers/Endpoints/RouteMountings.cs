using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// How an endpoint is mounted: in which groups, with which conventions, wherever in the program they are added. A method that maps on
/// a parameter, or returns what it mapped, is followed to each of its callers.
/// </summary>
internal sealed class RouteMountings(AirlockContext airlock)
{
    private const int MaximumDepth = 6;
    private const int MaximumMountings = 24;

    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<RouteMounting>> _known = [];

    /// <summary>Every way in which what a call maps is mounted; at least one.</summary>
    public ImmutableArray<RouteMounting> Of(IInvocationOperation mapping) => _known.TryGetValue(mapping.Syntax, out var known)
        ? known
        : _known.GetOrAdd(mapping.Syntax, [.. Mount(mapping, mapping, mapping.Receiver(), new RouteMounting([], "", null, false), null, 0).Take(MaximumMountings)]);

    /// <param name="place">The mapping, or the call by which its function is run.</param>
    /// <param name="builder">The endpoint, if more may be called on it here.</param>
    /// <param name="routes">What it is mapped on, if that is still to be followed.</param>
    /// <param name="inner">What was found nearer to the endpoint.</param>
    /// <param name="type">The type whose static member is called through a type parameter, on the way.</param>
    /// <param name="depth">How many calls were followed.</param>
    private IEnumerable<RouteMounting> Mount(IInvocationOperation place, IOperation? builder, IOperation? routes, RouteMounting inner, INamedTypeSymbol? type, int depth)
    {
        var trail = new RouteTrail(airlock);
        if (builder is not null)
        {
            trail.FollowBuilder(builder);
        }

        if (routes is not null)
        {
            trail.FollowRoutes(routes);
        }

        var mounting = new RouteMounting(
            inner.Conventions.AddRange(trail.Conventions),
            trail.Prefix is null || inner.Prefix is null ? null : RouteMounting.Join(trail.Prefix, inner.Prefix),
            inner.Unseen ?? trail.Unseen,
            inner.IsDevelopmentOnly || DevelopmentOnly.Covers(place));
        var function = trail.Parameter?.ContainingSymbol as IMethodSymbol ?? (trail.IsReturned ? FunctionAround(place) : null);
        if (function is null)
        {
            return [mounting];
        }

        var callers = depth < MaximumDepth ? airlock.Calls.Of(function).Where(call => type is null || Runs(call, type)).ToList() : [];
        if (callers.Count == 0)
        {
            // Nobody calls it here: an application that is handed in whole has no groups, anything else is decided elsewhere.
            var isWhole = trail.Parameter is null or { Type.Name: "WebApplication" };
            return
            [
                (isWhole ? mounting : mounting with { Unseen = mounting.Unseen ?? $"the callers of {OperationText.NameOf(function)}, which are in another assembly" })
                    with { MountedBy = function.DeclaredAccessibility == Accessibility.Public ? function : null },
            ];
        }

        return callers.SelectMany(call => Mount(
            call,
            trail.IsReturned ? call : null,
            trail.Parameter is { } parameter ? call.Argument(parameter.Ordinal) : null,
            mounting,
            call.ConstrainedToType is ITypeParameterSymbol ? function.ContainingType : null,
            depth + 1));
    }

    /// <summary>Whether a call of a generic method stands for a type, or may.</summary>
    private static bool Runs(IInvocationOperation call, INamedTypeSymbol type) =>
        call.TargetMethod.TypeArguments.Any(argument => argument is ITypeParameterSymbol || SymbolEqualityComparer.Default.Equals(argument, type))
        || call.TargetMethod.TypeArguments.IsEmpty;

    private IMethodSymbol? FunctionAround(IOperation operation)
    {
        foreach (var ancestor in operation.Ancestors())
        {
            switch (ancestor)
            {
                case IAnonymousFunctionOperation:
                    return null;
                case ILocalFunctionOperation local:
                    return local.Symbol;
            }
        }

        return airlock.Declarations.DeclaredBy(operation.Root().Syntax) as IMethodSymbol;
    }
}
