using System.Collections.Immutable;

namespace Airlock.Core.Bom;

/// <summary>The versions of CycloneDX (ECMA-424) that can be written.</summary>
public enum SpecVersion
{
    /// <summary>1.6: what 1.7 added is left out.</summary>
    V1_6,

    /// <summary>1.7, the default.</summary>
    V1_7,
}

/// <summary>
/// A bill of materials in the shape of CycloneDX 1.7, reduced to what a build of .NET can fill. Names are the
/// specification's own. Lists may be in any order: <see cref="BomWriter"/> sorts them.
/// </summary>
public sealed record Bom
{
    /// <summary>The version of the specification to write.</summary>
    public SpecVersion SpecVersion { get; init; } = SpecVersion.V1_7;

    /// <summary>Identity of this document, or null while it is not known.</summary>
    public Guid? SerialNumber { get; init; }

    /// <summary>What the document describes, when and by whom it was made.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>Everything the application is made of.</summary>
    public ImmutableArray<Component> Components { get; init; } = [];

    /// <summary>Services consumed and exposed.</summary>
    public ImmutableArray<Service> Services { get; init; } = [];

    /// <summary>Edges; one entry for each component and service.</summary>
    public ImmutableArray<Dependency> Dependencies { get; init; } = [];

    /// <summary>How complete each part is.</summary>
    public ImmutableArray<Composition> Compositions { get; init; } = [];

    /// <summary>Remarks on components and services.</summary>
    public ImmutableArray<Annotation> Annotations { get; init; } = [];
}

/// <summary>The head of a document.</summary>
public sealed record Metadata
{
    /// <summary>When it was made (written in UTC, to the second), or null.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The phase of the product's life that was looked at, as <c>build</c>.</summary>
    public required string Lifecycle { get; init; }

    /// <summary>The tools that made it.</summary>
    public ImmutableArray<Component> Tools { get; init; } = [];

    /// <summary>What it describes.</summary>
    public required Component Component { get; init; }

    /// <summary>Further facts.</summary>
    public ImmutableArray<Property> Properties { get; init; } = [];
}

/// <summary>What something needs, and which services it provides.</summary>
/// <param name="Ref">The <c>bom-ref</c> of the one in need.</param>
/// <param name="DependsOn">The <c>bom-ref</c>s of what it needs.</param>
/// <param name="Provides">The <c>bom-ref</c>s of the services it provides.</param>
public sealed record Dependency(string Ref, ImmutableArray<string> DependsOn, ImmutableArray<string> Provides)
{
    /// <summary>A node that only needs others.</summary>
    public Dependency(string @ref, IEnumerable<string> dependsOn)
        : this(@ref, [.. dependsOn], [])
    {
    }
}

/// <summary>How complete a part of the document is.</summary>
/// <param name="Aggregate"><c>complete</c>, <c>incomplete</c> or <c>unknown</c>.</param>
/// <param name="Assemblies">Whose parts are meant.</param>
/// <param name="Dependencies">Whose dependencies are meant.</param>
public sealed record Composition(string Aggregate, ImmutableArray<string> Assemblies, ImmutableArray<string> Dependencies);

/// <summary>A remark.</summary>
/// <param name="Subjects">What it is on, by <c>bom-ref</c>.</param>
/// <param name="Annotator">The tool that makes it.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Text">The remark.</param>
public sealed record Annotation(ImmutableArray<string> Subjects, Component Annotator, DateTimeOffset Timestamp, string Text);
