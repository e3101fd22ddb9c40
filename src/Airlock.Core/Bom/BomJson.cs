using System.Text.Json;

namespace Airlock.Core.Bom;

/// <summary>Writes the parts of a document, each in the order of the specification's schema.</summary>
internal sealed partial class BomJson(Utf8JsonWriter json, SpecVersion version)
{
    private static readonly HashSet<string> DocumentLicences =
        new(StringComparer.Ordinal) { "Apache-2.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "CDLA-Permissive-2.0", "MIT", "PDDL-1.0" };

    /// <summary>The whole document.</summary>
    public void Document(Bom bom)
    {
        var components = bom.Components.OrderBy(component => component.BomRef, StringComparer.Ordinal).ToList();
        var services = bom.Services.OrderBy(service => service.BomRef, StringComparer.Ordinal).ToList();
        _refs = [.. components.Select(component => component.BomRef!)];
        json.WriteStartObject();
        json.WriteString("$schema", $"http://cyclonedx.org/schema/bom-{BomWriter.Name(version)}.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", BomWriter.Name(version));
        if (bom.SerialNumber is { } serialNumber)
        {
            json.WriteString("serialNumber", $"urn:uuid:{serialNumber:D}");
        }

        json.WriteNumber("version", 1);
        json.WritePropertyName("metadata");
        Metadata(bom.Metadata);
        List("components", components, Component);
        List("services", services, Service);
        List("dependencies", bom.Dependencies.OrderBy(dependency => dependency.Ref, StringComparer.Ordinal), Dependency);
        List(
            "compositions",
            bom.Compositions.OrderBy(composition => composition.BomRef, StringComparer.Ordinal).ThenBy(composition => composition.Aggregate, StringComparer.Ordinal),
            Composition);
        List(
            "annotations",
            bom.Annotations.OrderBy(annotation => annotation.Text, StringComparer.Ordinal)
                .ThenBy(annotation => string.Join('\n', annotation.Subjects), StringComparer.Ordinal),
            Annotation);
        if (bom.Formulation is { } workflow)
        {
            Formulation(workflow);
        }

        if (bom.Attestation is { } attestation)
        {
            Declarations(attestation, bom.Metadata);
            Definitions(attestation);
        }

        Properties(bom.Properties);
        if (version >= SpecVersion.V1_7)
        {
            Citations(bom.Citations, components, services);
        }

        json.WriteEndObject();
    }

    private void Metadata(Metadata metadata)
    {
        json.WriteStartObject();
        if (metadata.Timestamp is { } timestamp)
        {
            json.WriteString("timestamp", BomWriter.Text(timestamp));
        }

        List("lifecycles", [metadata.Lifecycle], phase => Object(() => json.WriteString("phase", phase)));
        if (!metadata.Tools.IsEmpty)
        {
            json.WriteStartObject("tools");
            List("components", metadata.Tools.OrderBy(tool => tool.BomRef, StringComparer.Ordinal), Component);
            json.WriteEndObject();
        }

        Organization("manufacturer", metadata.Manufacturer);
        List("authors", metadata.Authors, Contact);
        json.WritePropertyName("component");
        Component(metadata.Component);
        Organization("supplier", metadata.Supplier);
        List<string>("licenses", metadata.License is { } license ? [license] : [], DocumentLicense);
        Properties(metadata.Properties);
        if (metadata.Tlp is { } tlp && version >= SpecVersion.V1_7)
        {
            json.WriteStartObject("distributionConstraints");
            json.WriteString("tlp", tlp);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // The schema lists all identifiers that may stand in "id"; of others, as those of a licence of one's own, it only asks that they be an expression.
    private void DocumentLicense(string license) => Object(() =>
    {
        if (DocumentLicences.Contains(license))
        {
            json.WriteStartObject("license");
            json.WriteString("id", license);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("expression", license);
        }
    });

    private void Dependency(Dependency dependency)
    {
        json.WriteStartObject();
        json.WriteString("ref", dependency.Ref);
        References("dependsOn", dependency.DependsOn);
        References("provides", dependency.Provides);
        json.WriteEndObject();
    }

    private void Composition(Composition composition)
    {
        json.WriteStartObject();
        Text("bom-ref", composition.BomRef);
        json.WriteString("aggregate", composition.Aggregate);
        References("assemblies", composition.Assemblies);
        References("dependencies", composition.Dependencies);
        json.WriteEndObject();
    }

    private void Annotation(Annotation annotation)
    {
        json.WriteStartObject();
        References("subjects", annotation.Subjects);
        json.WriteStartObject("annotator");
        json.WritePropertyName("component");
        Component(annotation.Annotator);
        json.WriteEndObject();
        json.WriteString("timestamp", BomWriter.Text(annotation.Timestamp));
        json.WriteString("text", annotation.Text);
        json.WriteEndObject();
    }
}
