using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// One way by which an endpoint becomes part of the application: a method that maps routes on a parameter mounts them wherever it is
/// called, each time in other groups and with other conventions.
/// </summary>
/// <param name="Conventions">The calls on the endpoint and on the groups around it, as <c>RequireAuthorization()</c>.</param>
/// <param name="Prefix">The patterns of the groups, outermost first; null if one is not constant.</param>
/// <param name="Unseen">What may say more and can't be seen from here; null if everything is seen.</param>
/// <param name="IsDevelopmentOnly">Whether it exists on a developer's machine only.</param>
internal sealed record RouteMounting(ImmutableArray<IInvocationOperation> Conventions, string? Prefix, string? Unseen, bool IsDevelopmentOnly)
{
    /// <summary>The method by whose call another assembly mounts it; null if it is mounted here.</summary>
    public IMethodSymbol? MountedBy { get; init; }

    /// <summary>The pattern of what stands in a group: both patterns, with one slash between them.</summary>
    public static string Join(string outer, string inner) => inner.Length == 0 ? outer : outer.TrimEnd('/') + "/" + inner.TrimStart('/');
}
