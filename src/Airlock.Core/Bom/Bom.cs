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

    /// <summary>How it was built, or null.</summary>
    public Workflow? Formulation { get; init; }

    /// <summary>What was checked, and with what outcome; null if nothing was.</summary>
    public Attestation? Attestation { get; init; }

    /// <summary>Where values of the document come from (1.7).</summary>
    public ImmutableArray<Citation> Citations { get; init; } = [];

    /// <summary>Further facts on the whole document.</summary>
    public ImmutableArray<Property> Properties { get; init; } = [];
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

    /// <summary>The people or departments that made the document.</summary>
    public ImmutableArray<Contact> Authors { get; init; } = [];

    /// <summary>What it describes.</summary>
    public required Component Component { get; init; }

    /// <summary>The organization that made the document, or null.</summary>
    public OrganizationalEntity? Manufacturer { get; init; }

    /// <summary>The organization that supplies what is described, or null.</summary>
    public OrganizationalEntity? Supplier { get; init; }

    /// <summary>SPDX identifier of the licence of the document itself, as <c>CC0-1.0</c>, or null.</summary>
    public string? License { get; init; }

    /// <summary>Who may see the document (1.7): <c>CLEAR</c>, <c>GREEN</c>, <c>AMBER</c>, <c>AMBER_AND_STRICT</c> or <c>RED</c>; null if nobody said.</summary>
    public string? Tlp { get; init; }

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
/// <param name="BomRef">Its identifier within the document, or null.</param>
public sealed record Composition(string Aggregate, ImmutableArray<string> Assemblies, ImmutableArray<string> Dependencies, string? BomRef = null);

/// <summary>A remark.</summary>
/// <param name="Subjects">What it is on, by <c>bom-ref</c>.</param>
/// <param name="Annotator">The tool that makes it.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Text">The remark.</param>
public sealed record Annotation(ImmutableArray<string> Subjects, Component Annotator, DateTimeOffset Timestamp, string Text);

/// <summary>Where values come from. The places in the document (JSON pointers, RFC 6901) are made when it is written.</summary>
/// <param name="Subject">The component or service that holds the values, by <c>bom-ref</c>.</param>
/// <param name="Fields">The members that hold them, as <c>name</c>; <c>property:NAME</c> for the value of a property. What the subject does not have is passed over.</param>
/// <param name="Note">Where they come from, as <c>appsettings.json:9, Ollama:Model</c>.</param>
/// <param name="AttributedTo">Who supplied them, by <c>bom-ref</c>.</param>
/// <param name="Process">The task that found them, by <c>bom-ref</c>, or null.</param>
/// <param name="Timestamp">When.</param>
public sealed record Citation(string Subject, ImmutableArray<string> Fields, string Note, string AttributedTo, string? Process, DateTimeOffset Timestamp);

/// <summary>A sequence of tasks by which something was built.</summary>
/// <param name="BomRef">Identifier within the document.</param>
/// <param name="Uid">Identifier outside of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="TaskTypes">Values of the specification, as <c>build</c>.</param>
/// <param name="Tasks">The tasks, in their order; each has none itself.</param>
public sealed record Workflow(string BomRef, string Uid, string Name, ImmutableArray<string> TaskTypes, ImmutableArray<Workflow> Tasks);

/// <summary>What was checked against a standard, and with what outcome.</summary>
/// <param name="Summary">What the check was.</param>
/// <param name="Assessor">Who checked.</param>
/// <param name="Standard">Name of the standard.</param>
/// <param name="StandardVersion">Its version.</param>
/// <param name="Evidence">What shows the outcome, in words; null if nothing does.</param>
/// <param name="Requirements">What was asked, and the answers.</param>
public sealed record Attestation(
    string Summary, OrganizationalEntity Assessor, string Standard, string StandardVersion, string? Evidence, ImmutableArray<RequirementOutcome> Requirements);

/// <summary>Whether a requirement is met.</summary>
/// <param name="Identifier">Its identifier, as <c>AIR5002</c>.</param>
/// <param name="Title">What it asks.</param>
/// <param name="Score">From 0, not met, to 1, met.</param>
/// <param name="Rationale">Why.</param>
public sealed record RequirementOutcome(string Identifier, string Title, decimal Score, string Rationale);
