using System.Collections.Immutable;

namespace Airlock.Core.Bom;

/// <summary>The types of a component that are in use here; values of the specification.</summary>
public static class ComponentType
{
    /// <summary>A program.</summary>
    public const string Application = "application";

    /// <summary>A library: a package, a project, a tool that a model may call.</summary>
    public const string Library = "library";

    /// <summary>A shared framework.</summary>
    public const string Framework = "framework";

    /// <summary>A model, local or hosted.</summary>
    public const string MachineLearningModel = "machine-learning-model";

    /// <summary>A data set.</summary>
    public const string Data = "data";

    /// <summary>A file that is none of the others.</summary>
    public const string File = "file";
}

/// <summary>Whether a component takes part at run time; values of the specification.</summary>
public static class ComponentScope
{
    /// <summary>It does.</summary>
    public const string Required = "required";

    /// <summary>It may: on one of the systems that the application can run on.</summary>
    public const string Optional = "optional";

    /// <summary>It does not: only the build uses it.</summary>
    public const string Excluded = "excluded";
}

/// <summary>A part of the application.</summary>
public sealed record Component
{
    /// <summary>One of <see cref="ComponentType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Identifier within the document, unique over components and services; null only for an annotator.</summary>
    public string? BomRef { get; init; }

    /// <summary>Media type of a file, or null.</summary>
    public string? MimeType { get; init; }

    /// <summary>Who supplies it, or null: who made the exact thing available that is in use.</summary>
    public OrganizationalEntity? Supplier { get; init; }

    /// <summary>Who created it, or null.</summary>
    public OrganizationalEntity? Manufacturer { get; init; }

    /// <summary>The people who made it.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, or null if there is none.</summary>
    public string? Version { get; init; }

    /// <summary>A sentence on it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>One of <see cref="ComponentScope"/>, or null; not allowed on the described component itself.</summary>
    public string? Scope { get; init; }

    /// <summary>Digests.</summary>
    public ImmutableArray<Hash> Hashes { get; init; } = [];

    /// <summary>Its licences: as declared, and as concluded. 1.6 can hold one expression and nothing beside it: the first one.</summary>
    public ImmutableArray<License> Licenses { get; init; } = [];

    /// <summary>The copyright notice, or null.</summary>
    public string? Copyright { get; init; }

    /// <summary>Package URL, or null if no type fits.</summary>
    public string? Purl { get; init; }

    /// <summary>Whether it is expected from the environment and not delivered (1.7).</summary>
    public bool IsExternal { get; init; }

    /// <summary>Where more is to be found.</summary>
    public ImmutableArray<ExternalReference> ExternalReferences { get; init; } = [];

    /// <summary>Further facts.</summary>
    public ImmutableArray<Property> Properties { get; init; } = [];

    /// <summary>How it was identified and where it is used, or null.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>What it was made from, or null.</summary>
    public Pedigree? Pedigree { get; init; }

    /// <summary>What is known of a model; only for <see cref="ComponentType.MachineLearningModel"/>.</summary>
    public ModelCard? ModelCard { get; init; }

    /// <summary>The data it consists of; only for <see cref="ComponentType.Data"/>.</summary>
    public ComponentData? Data { get; init; }
}

/// <summary>An organization.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Urls">Its addresses.</param>
public sealed record OrganizationalEntity(string Name, ImmutableArray<string> Urls)
{
    /// <summary>Whom to ask.</summary>
    public ImmutableArray<Contact> Contacts { get; init; } = [];
}

/// <summary>A person or department.</summary>
/// <param name="Name">Its name, or null.</param>
/// <param name="Email">Its address, or null.</param>
public sealed record Contact(string? Name, string? Email);

/// <summary>A digest.</summary>
/// <param name="Alg">Algorithm as the specification writes it, as <c>SHA-256</c>.</param>
/// <param name="Content">Lower-case hex digits.</param>
public sealed record Hash(string Alg, string Content);

/// <summary>A licence: either an SPDX expression or a name with an optional address.</summary>
/// <param name="Expression">SPDX expression, or null.</param>
/// <param name="Name">Name, or null if there is an expression.</param>
/// <param name="Url">Where the text stands, or null.</param>
/// <param name="Acknowledgement"><c>declared</c> by the author, or <c>concluded</c> by who looked at it.</param>
public sealed record License(string? Expression, string? Name, string? Url, string Acknowledgement = "declared");

/// <summary>A reference to something outside the document.</summary>
/// <param name="Type">Type of the specification, as <c>vcs</c>.</param>
/// <param name="Url">Address or relative path.</param>
/// <param name="Comment">A remark, or null.</param>
/// <param name="Hash">Digest of what stands there, or null.</param>
public sealed record ExternalReference(string Type, string Url, string? Comment = null, Hash? Hash = null);

/// <summary>A fact under a name; names have the prefix <c>airlock:</c>, or <c>cdx:</c> if they are registered there.</summary>
public sealed record Property(string Name, string Value);

/// <summary>The contents of a data component.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Where it is: relative path or address; null if it has no place of its own.</param>
public sealed record ComponentData(string Name, string? Url)
{
    /// <summary>What it is: <c>dataset</c>, or <c>definition</c> for a prompt.</summary>
    public string Type { get; init; } = "dataset";

    /// <summary>What it is about, or null.</summary>
    public string? Description { get; init; }

    /// <summary>How sensitive it is, or null if not known.</summary>
    public string? Classification { get; init; }

    /// <summary>The data themselves as plain text, or null.</summary>
    public string? Attachment { get; init; }

    /// <summary>Names of kinds of sensitive data in it.</summary>
    public ImmutableArray<string> SensitiveData { get; init; } = [];

    /// <summary>Who owns it.</summary>
    public ImmutableArray<string> Owners { get; init; } = [];
}

/// <summary>What a component was made from.</summary>
/// <param name="Ancestors">What it was made from, as a base model; without <c>bom-ref</c>.</param>
/// <param name="Notes">How, or null.</param>
public sealed record Pedigree(ImmutableArray<Component> Ancestors, string? Notes);

/// <summary>How a component was identified, and where it is used.</summary>
/// <param name="Identity">What was concluded.</param>
/// <param name="Occurrences">Where it is used.</param>
public sealed record Evidence(ImmutableArray<Identity> Identity, ImmutableArray<Occurrence> Occurrences);

/// <summary>A conclusion on one field.</summary>
/// <param name="Field">The field, as <c>purl</c>.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Technique">Technique of the specification, as <c>manifest-analysis</c>.</param>
/// <param name="Value">What was looked at.</param>
/// <param name="ConcludedValue">What the field was concluded to be, or null.</param>
public sealed record Identity(string Field, decimal Confidence, string Technique, string Value, string? ConcludedValue = null);

/// <summary>A place where a component is used.</summary>
/// <param name="Location">Relative path.</param>
/// <param name="Line">Line from one; zero if the whole file is meant.</param>
/// <param name="Symbol">The member that contains the use, or null.</param>
/// <param name="AdditionalContext">The API used, or null.</param>
public sealed record Occurrence(string Location, int Line, string? Symbol, string? AdditionalContext);
