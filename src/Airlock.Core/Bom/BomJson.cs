using System.Text.Json;

namespace Airlock.Core.Bom;

/// <summary>Writes the parts of a document, each in the order of the specification's schema.</summary>
internal sealed class BomJson(Utf8JsonWriter json, SpecVersion version)
{
    /// <summary>The whole document.</summary>
    public void Document(Bom bom)
    {
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
        List("components", bom.Components.OrderBy(component => component.BomRef, StringComparer.Ordinal), Component);
        List("services", bom.Services.OrderBy(service => service.BomRef, StringComparer.Ordinal), Service);
        List("dependencies", bom.Dependencies.OrderBy(dependency => dependency.Ref, StringComparer.Ordinal), Dependency);
        List("compositions", bom.Compositions.OrderBy(composition => composition.Aggregate, StringComparer.Ordinal), Composition);
        List(
            "annotations",
            bom.Annotations.OrderBy(annotation => annotation.Text, StringComparer.Ordinal)
                .ThenBy(annotation => string.Join('\n', annotation.Subjects), StringComparer.Ordinal),
            Annotation);
        json.WriteEndObject();
    }

    private void Metadata(Metadata metadata)
    {
        json.WriteStartObject();
        if (metadata.Timestamp is { } timestamp)
        {
            json.WriteString("timestamp", BomWriter.Text(timestamp));
        }

        json.WriteStartArray("lifecycles");
        json.WriteStartObject();
        json.WriteString("phase", metadata.Lifecycle);
        json.WriteEndObject();
        json.WriteEndArray();
        if (!metadata.Tools.IsEmpty)
        {
            json.WriteStartObject("tools");
            List("components", metadata.Tools.OrderBy(tool => tool.BomRef, StringComparer.Ordinal), Component);
            json.WriteEndObject();
        }

        json.WritePropertyName("component");
        Component(metadata.Component);
        Properties(metadata.Properties);
        json.WriteEndObject();
    }

    private void Component(Component component)
    {
        json.WriteStartObject();
        json.WriteString("type", component.Type);
        Text("mime-type", component.MimeType);
        Text("bom-ref", component.BomRef);
        Organization("supplier", component.Supplier);
        List("authors", component.Authors, author =>
        {
            json.WriteStartObject();
            json.WriteString("name", author);
            json.WriteEndObject();
        });
        json.WriteString("name", component.Name);
        Text("version", component.Version);
        Text("description", component.Description);
        Text("scope", component.Scope);
        List("hashes", component.Hashes.OrderBy(hash => hash.Alg, StringComparer.Ordinal), Hash);
        License(component.License);
        Text("copyright", component.Copyright);
        Text("purl", component.Purl);
        if (component.IsExternal && version >= SpecVersion.V1_7)
        {
            json.WriteBoolean("isExternal", true);
        }

        ExternalReferences(component);
        Properties(component.Properties);
        Evidence(component.Evidence);
        ComponentData(component.Data);
        json.WriteEndObject();
    }

    private void Service(Service service)
    {
        json.WriteStartObject();
        json.WriteString("bom-ref", service.BomRef);
        Organization("provider", service.Provider);
        json.WriteString("group", service.Group);
        json.WriteString("name", service.Name);
        List("endpoints", service.Endpoints.Order(StringComparer.Ordinal), json.WriteStringValue);
        if (service.Authenticated is { } authenticated)
        {
            json.WriteBoolean("authenticated", authenticated);
        }

        if (service.CrossesTrustBoundary is { } crosses)
        {
            json.WriteBoolean("x-trust-boundary", crosses);
        }

        List("data", service.Data.OrderBy(data => data.Name, StringComparer.Ordinal), data =>
        {
            json.WriteStartObject();
            json.WriteString("flow", data.Flow);
            json.WriteString("classification", data.Classification);
            json.WriteString("name", data.Name);
            json.WriteEndObject();
        });
        Properties(service.Properties.Concat(service.Occurrences.Select(Place).Distinct()));
        json.WriteEndObject();
    }

    private static Property Place(Occurrence occurrence) =>
        new("airlock:service:occurrence", occurrence.Line > 0 ? $"{occurrence.Location}:{occurrence.Line}" : occurrence.Location);

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

    private void Organization(string name, OrganizationalEntity? organization)
    {
        if (organization is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("name", organization.Name);
            List("url", organization.Urls.Order(StringComparer.Ordinal), json.WriteStringValue);
            json.WriteEndObject();
        }
    }

    private void Hash(Hash hash)
    {
        json.WriteStartObject();
        json.WriteString("alg", hash.Alg);
        json.WriteString("content", hash.Content);
        json.WriteEndObject();
    }

    private void License(License? license)
    {
        if (license is null)
        {
            return;
        }

        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (license.Expression is not null)
        {
            json.WriteString("expression", license.Expression);
            json.WriteString("acknowledgement", "declared");
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString("name", license.Name);
            json.WriteString("acknowledgement", "declared");
            Text("url", license.Url);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void ExternalReferences(Component component)
    {
        var sorted = component.ExternalReferences
            .OrderBy(reference => reference.Type, StringComparer.Ordinal)
            .ThenBy(reference => reference.Url, StringComparer.Ordinal);
        List("externalReferences", sorted, reference =>
        {
            json.WriteStartObject();
            json.WriteString("url", reference.Url);
            Text("comment", reference.Comment);
            json.WriteString("type", reference.Type);
            List<Hash>("hashes", reference.Hash is { } hash ? [hash] : [], Hash);
            json.WriteEndObject();
        });
    }

    private void Properties(IEnumerable<Property> properties)
    {
        var sorted = properties.OrderBy(property => property.Name, StringComparer.Ordinal).ThenBy(property => property.Value, StringComparer.Ordinal);
        List("properties", sorted, property =>
        {
            json.WriteStartObject();
            json.WriteString("name", property.Name);
            json.WriteString("value", property.Value);
            json.WriteEndObject();
        });
    }

    private void Evidence(Evidence? evidence)
    {
        if (evidence is null || (evidence.Identity.IsEmpty && evidence.Occurrences.IsEmpty))
        {
            return;
        }

        json.WriteStartObject("evidence");
        List("identity", evidence.Identity.OrderBy(identity => identity.Field, StringComparer.Ordinal), Identity);
        var sorted = evidence.Occurrences
            .OrderBy(occurrence => occurrence.Location, StringComparer.Ordinal)
            .ThenBy(occurrence => occurrence.Line)
            .ThenBy(occurrence => occurrence.Symbol, StringComparer.Ordinal)
            .ThenBy(occurrence => occurrence.AdditionalContext, StringComparer.Ordinal);
        List("occurrences", sorted, Occurrence);
        json.WriteEndObject();
    }

    private void Identity(Identity identity)
    {
        json.WriteStartObject();
        json.WriteString("field", identity.Field);
        json.WriteNumber("confidence", identity.Confidence);
        json.WriteStartArray("methods");
        json.WriteStartObject();
        json.WriteString("technique", identity.Technique);
        json.WriteNumber("confidence", identity.Confidence);
        json.WriteString("value", identity.Value);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Occurrence(Occurrence occurrence)
    {
        json.WriteStartObject();
        json.WriteString("location", occurrence.Location);
        if (occurrence.Line > 0)
        {
            json.WriteNumber("line", occurrence.Line);
        }

        Text("symbol", occurrence.Symbol);
        Text("additionalContext", occurrence.AdditionalContext);
        json.WriteEndObject();
    }

    private void ComponentData(ComponentData? data)
    {
        if (data is not null)
        {
            json.WriteStartArray("data");
            json.WriteStartObject();
            json.WriteString("type", "dataset");
            json.WriteString("name", data.Name);
            json.WriteStartObject("contents");
            json.WriteString("url", data.Url);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private void Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private void References(string name, IEnumerable<string> references) =>
        List(name, references.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), json.WriteStringValue);

    // The schema asks for at least one item in most lists, and an empty list says nothing: it is left out.
    private void List<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        var started = false;
        foreach (var item in items)
        {
            if (!started)
            {
                json.WriteStartArray(name);
                started = true;
            }

            write(item);
        }

        if (started)
        {
            json.WriteEndArray();
        }
    }
}
