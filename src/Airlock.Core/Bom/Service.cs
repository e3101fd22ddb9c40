using System.Collections.Immutable;

namespace Airlock.Core.Bom;

/// <summary>A service that the application consumes or exposes.</summary>
/// <remarks>CycloneDX 1.x gives a service no evidence; its places of use are written as properties.</remarks>
public sealed record Service
{
    /// <summary>Identifier within the document.</summary>
    public required string BomRef { get; init; }

    /// <summary>Who runs it, or null.</summary>
    public OrganizationalEntity? Provider { get; init; }

    /// <summary>The group it belongs to, as <c>ai-inference</c>.</summary>
    public required string Group { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Version of its interface, or null.</summary>
    public string? Version { get; init; }

    /// <summary>A sentence on it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Addresses; relative for a service that the application exposes.</summary>
    public ImmutableArray<string> Endpoints { get; init; } = [];

    /// <summary>Whether callers must prove who they are; null if not known.</summary>
    public bool? Authenticated { get; init; }

    /// <summary>Whether data cross a trust boundary on the way; null if not known.</summary>
    public bool? CrossesTrustBoundary { get; init; }

    /// <summary>The zone of trust it lies in, as <c>internet</c>; null if not known.</summary>
    public string? TrustZone { get; init; }

    /// <summary>The data that flow.</summary>
    public ImmutableArray<ServiceData> Data { get; init; } = [];

    /// <summary>Where it is used.</summary>
    public ImmutableArray<Occurrence> Occurrences { get; init; } = [];

    /// <summary>Where more is to be found.</summary>
    public ImmutableArray<ExternalReference> ExternalReferences { get; init; } = [];

    /// <summary>Further facts.</summary>
    public ImmutableArray<Property> Properties { get; init; } = [];
}

/// <summary>Data that flow between the application and a service.</summary>
/// <param name="Flow"><c>inbound</c>, <c>outbound</c>, <c>bi-directional</c> or <c>unknown</c>.</param>
/// <param name="Classification">How sensitive they are.</param>
/// <param name="Name">What they are.</param>
public sealed record ServiceData(string Flow, string Classification, string Name)
{
    /// <summary>A sentence on them, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Where they come from, as references (RFC 3987).</summary>
    public ImmutableArray<string> Source { get; init; } = [];

    /// <summary>Where they go, as references (RFC 3987).</summary>
    public ImmutableArray<string> Destination { get; init; } = [];
}
