using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Rules;

/// <summary>What findings on endpoints tell the code fixes.</summary>
internal static class EndpointReport
{
    /// <summary>Name of the property that says what takes more at the place of the finding: <see cref="Builder"/>, <see cref="Method"/>, <see cref="Type"/> or <see cref="Function"/>.</summary>
    public const string TargetProperty = "target";

    /// <summary>A call whose result takes conventions.</summary>
    public const string Builder = "builder";

    /// <summary>A method that takes attributes.</summary>
    public const string Method = "method";

    /// <summary>A class whose attributes hold for the endpoint: a page, or a controller that inherits the action.</summary>
    public const string Type = "type";

    /// <summary>A method whose trigger says who may call it.</summary>
    public const string Function = "function";

    /// <summary>Name of the property that says what is missing of a rate limit: the name of a <see cref="RateLimit"/>.</summary>
    public const string LimitProperty = "limit";

    /// <summary>The properties of a finding.</summary>
    public static ImmutableDictionary<string, string?> Properties(InferenceEndpoint endpoint) =>
        TargetOf(endpoint) is { } target ? ImmutableDictionary<string, string?>.Empty.Add(TargetProperty, target) : ImmutableDictionary<string, string?>.Empty;

    private static string? TargetOf(InferenceEndpoint endpoint) => endpoint.Kind switch
    {
        EndpointKind.Middleware => null,
        EndpointKind.Function => Function,
        EndpointKind.Page => Type,
        EndpointKind.Action => endpoint.Handler is { } action && endpoint.Declarations.Contains(action.ContainingType, SymbolEqualityComparer.Default) ? Method : Type,
        _ => Builder,
    };
}
