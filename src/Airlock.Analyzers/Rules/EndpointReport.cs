using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;

namespace Airlock.Analyzers.Rules;

/// <summary>What findings on endpoints tell the code fixes.</summary>
internal static class EndpointReport
{
    /// <summary>Name of the property that says what stands at the place of the finding: <see cref="Builder"/> or <see cref="Method"/>.</summary>
    public const string TargetProperty = "target";

    /// <summary>A call whose result takes conventions.</summary>
    public const string Builder = "builder";

    /// <summary>A method or class that takes attributes.</summary>
    public const string Method = "method";

    /// <summary>The properties of a finding.</summary>
    public static ImmutableDictionary<string, string?> Properties(InferenceEndpoint endpoint) => endpoint.Kind switch
    {
        EndpointKind.Middleware or EndpointKind.Function => ImmutableDictionary<string, string?>.Empty,
        EndpointKind.Action or EndpointKind.Page => ImmutableDictionary<string, string?>.Empty.Add(TargetProperty, Method),
        _ => ImmutableDictionary<string, string?>.Empty.Add(TargetProperty, Builder),
    };
}
