using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Airlock.Shared.Json;

namespace Airlock.Core.Bom;

/// <summary>
/// Reads a CycloneDX document in JSON into a <see cref="Bom"/>: all of what <see cref="BomWriter"/> writes, and of the documents of other
/// programs what has a place there. Nested components are read as if they stood at the top.
/// </summary>
public static class BomReader
{
    private static readonly OrganizationalEntity Nobody = new("unknown", []);

    /// <summary>Reads a file.</summary>
    /// <exception cref="BomFormatException">It is no CycloneDX document.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Bom ReadFile(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="BomFormatException">It is no CycloneDX document.</exception>
    public static Bom Read(ReadOnlySpan<byte> utf8, string name)
    {
        var text = Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF');
        if (JsonText.Parse(text, out var error) is not { } root)
        {
            throw new BomFormatException(name, error!);
        }

        var errors = new List<TextError>();
        var document = new JsonShape(root, errors);
        if (errors.Count == 0 && document.Text("bomFormat") != "CycloneDX")
        {
            errors.Add(new TextError(document.PositionOf("bomFormat"), "\"bomFormat\" must be \"CycloneDX\": this is no CycloneDX document"));
        }

        var bom = errors.Count > 0 ? null : Document(document);
        return errors.Count == 0 ? bom! : throw new BomFormatException(name, errors[0]);
    }

    private static Bom Document(JsonShape document)
    {
        var components = BomParts.Flatten(document.Objects("components")).ToImmutableArray();
        ImmutableArray<Service> services = [.. document.Objects("services").Select(BomParts.Service)];
        return new Bom
        {
            SpecVersion = document.Text("specVersion") == "1.6" ? SpecVersion.V1_6 : SpecVersion.V1_7,
            SerialNumber = document.Text("serialNumber") is { } serial && Guid.TryParse(serial.Replace("urn:uuid:", "", StringComparison.Ordinal), out var number) ? number : null,
            Metadata = Metadata(document.Object("metadata")),
            Components = components,
            Services = services,
            Dependencies = [.. document.Objects("dependencies").Select(node => new Dependency(node.Text("ref", required: true) ?? "", Texts(node, "dependsOn"), Texts(node, "provides")))],
            Compositions = [.. document.Objects("compositions").Select(part => new Composition(part.Text("aggregate") ?? "unknown", Texts(part, "assemblies"), Texts(part, "dependencies"), part.Text("bom-ref")))],
            Annotations = [.. document.Objects("annotations").Select(Annotation)],
            Formulation = document.Objects("formulation").SelectMany(formula => formula.Objects("workflows")).Select(Workflow).FirstOrDefault(),
            Attestation = document.Object("declarations") is { } declarations ? BomParts.Attestation(declarations, document.Object("definitions")) : null,
            Citations = [.. document.Objects("citations").SelectMany(citation => BomParts.Citation(citation, components, services))],
            Properties = BomParts.Properties(document),
        };
    }

    private static Metadata Metadata(JsonShape? metadata) => new()
    {
        Timestamp = Moment(metadata?.Text("timestamp")),
        Lifecycle = metadata?.Objects("lifecycles").Select(cycle => cycle.Text("phase")).FirstOrDefault() ?? "build",
        Tools = [.. Tools(metadata)],
        Manufacturer = BomParts.Organization(metadata?.Object("manufacturer")),
        Supplier = BomParts.Organization(metadata?.Object("supplier")),
        Authors = [.. metadata?.Objects("authors").Select(BomParts.Contact) ?? []],
        License = metadata?.Objects("licenses").Select(choice => choice.Object("license")?.Text("id") ?? choice.Text("expression")).FirstOrDefault(id => id is not null),
        Tlp = metadata?.Object("distributionConstraints")?.Text("tlp"),
        Component = metadata?.Object("component") is { } component ? BomParts.Component(component) : new Component { Type = ComponentType.Application, Name = "unknown" },
        Properties = metadata is null ? [] : BomParts.Properties(metadata),
    };

    // Before 1.5 the tools were a list, and many programs still write it.
    private static IEnumerable<Component> Tools(JsonShape? metadata) =>
        metadata is null || !metadata.Has("tools") || metadata.IsList("tools") ? [] : metadata.Object("tools")!.Objects("components").Select(BomParts.Component);

    private static Annotation Annotation(JsonShape annotation) => new(
        Texts(annotation, "subjects"),
        annotation.Object("annotator")?.Object("component") is { } component ? BomParts.Component(component) : new Component { Type = ComponentType.Application, Name = "unknown" },
        Moment(annotation.Text("timestamp")) ?? default,
        annotation.Text("text") ?? "");

    private static Workflow Workflow(JsonShape workflow) => new(
        workflow.Text("bom-ref") ?? "",
        workflow.Text("uid") ?? "",
        workflow.Text("name") ?? "",
        Texts(workflow, "taskTypes"),
        [.. workflow.Objects("tasks").Select(Workflow)]);

    internal static ImmutableArray<string> Texts(JsonShape shape, string name) => [.. shape.Texts(name).Select(text => text.Text)];

    internal static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    internal static OrganizationalEntity OrNobody(OrganizationalEntity? organization) => organization ?? Nobody;
}

/// <summary>A document that can't be read as CycloneDX. The message names file, line and column.</summary>
public sealed class BomFormatException : Exception
{
    internal BomFormatException(string name, TextError error)
        : base($"{name}({error.Position.Line},{error.Position.Column}): {error.Message}") => (Position, Problem) = (error.Position, error.Message);

    /// <summary>Where in the document.</summary>
    public TextPosition Position { get; }

    /// <summary>What is wrong there, without the place.</summary>
    public string Problem { get; }
}
