namespace Airlock.Core.Bom;

/// <content>Components and what they hold.</content>
internal sealed partial class BomJson
{
    private void Component(Component component)
    {
        json.WriteStartObject();
        json.WriteString("type", component.Type);
        Text("mime-type", component.MimeType);
        Text("bom-ref", component.BomRef);
        Organization("supplier", component.Supplier);
        Organization("manufacturer", component.Manufacturer);
        List("authors", component.Authors, author => Contact(new Contact(author, null)));
        json.WriteString("name", component.Name);
        Text("version", component.Version);
        Text("description", component.Description);
        Text("scope", component.Scope);
        List("hashes", component.Hashes.OrderBy(hash => hash.Alg, StringComparer.Ordinal), Hash);
        Licenses(component);
        Text("copyright", component.Copyright);
        Text("purl", component.Purl);
        if (component.IsExternal && version >= SpecVersion.V1_7)
        {
            json.WriteBoolean("isExternal", true);
        }

        Pedigree(component.Pedigree);
        ExternalReferences(component.ExternalReferences);
        Properties(component.Properties);
        Evidence(component.Evidence);
        ModelCard(component.ModelCard);
        List<ComponentData>("data", component.Data is { } data ? [data] : [], ComponentData);
        json.WriteEndObject();
    }

    // 1.6 takes either one expression or a list of named licences.
    private void Licenses(Component component)
    {
        var licenses = component.Licenses.OrderByDescending(license => license.Acknowledgement, StringComparer.Ordinal).ToList();
        List("licenses", version < SpecVersion.V1_7 && licenses.Any(license => license.Expression is not null) ? licenses.Take(1) : licenses, license =>
        {
            json.WriteStartObject();
            if (license.Expression is not null)
            {
                json.WriteString("expression", license.Expression);
                json.WriteString("acknowledgement", license.Acknowledgement);
            }
            else
            {
                json.WriteStartObject("license");
                json.WriteString("name", license.Name);
                json.WriteString("acknowledgement", license.Acknowledgement);
                Text("url", license.Url);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private void Pedigree(Pedigree? pedigree)
    {
        if (pedigree is not null)
        {
            json.WriteStartObject("pedigree");
            List("ancestors", pedigree.Ancestors.OrderBy(ancestor => ancestor.Name, StringComparer.Ordinal).ThenBy(ancestor => ancestor.Purl, StringComparer.Ordinal), Component);
            Text("notes", pedigree.Notes);
            json.WriteEndObject();
        }
    }

    private void Evidence(Evidence? evidence)
    {
        if (evidence is null || (evidence.Identity.IsEmpty && evidence.Occurrences.IsEmpty))
        {
            return;
        }

        json.WriteStartObject("evidence");
        List("identity", evidence.Identity.OrderBy(identity => identity.Field, StringComparer.Ordinal).ThenBy(identity => identity.Value, StringComparer.Ordinal), Identity);
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
        Text("concludedValue", identity.ConcludedValue);
        List("methods", [identity], method => Object(() =>
        {
            json.WriteString("technique", method.Technique);
            json.WriteNumber("confidence", method.Confidence);
            json.WriteString("value", method.Value);
        }));
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

    private void ModelCard(ModelCard? card)
    {
        if (card is null)
        {
            return;
        }

        json.WriteStartObject("modelCard");
        json.WriteStartObject("modelParameters");
        if (card.Approach is { } approach)
        {
            json.WriteStartObject("approach");
            json.WriteString("type", approach);
            json.WriteEndObject();
        }

        Text("task", card.Task);
        Text("architectureFamily", card.ArchitectureFamily);
        Text("modelArchitecture", card.ModelArchitecture);
        List("datasets", card.Datasets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), Dataset);
        List("inputs", card.Inputs, format => Object(() => json.WriteString("format", format)));
        List("outputs", card.Outputs, format => Object(() => json.WriteString("format", format)));
        json.WriteEndObject();
        if (!card.PerformanceMetrics.IsEmpty)
        {
            json.WriteStartObject("quantitativeAnalysis");
            List("performanceMetrics", card.PerformanceMetrics, metric => Object(() =>
            {
                json.WriteString("type", metric.Type);
                json.WriteString("value", metric.Value);
                Text("slice", metric.Slice);
            }));
            json.WriteEndObject();
        }

        if (!(card.Users.IsEmpty && card.UseCases.IsEmpty && card.TechnicalLimitations.IsEmpty && card.EthicalConsiderations.IsEmpty))
        {
            json.WriteStartObject("considerations");
            List("users", card.Users, json.WriteStringValue);
            List("useCases", card.UseCases, json.WriteStringValue);
            List("technicalLimitations", card.TechnicalLimitations, json.WriteStringValue);
            List("ethicalConsiderations", card.EthicalConsiderations, risk => Object(() => json.WriteString("name", risk)));
            json.WriteEndObject();
        }

        Properties(card.Properties);
        json.WriteEndObject();
    }

    private void Dataset(string dataset)
    {
        json.WriteStartObject();
        if (_refs.Contains(dataset))
        {
            json.WriteString("ref", dataset);
        }
        else
        {
            json.WriteString("type", "dataset");
            json.WriteString("name", dataset);
        }

        json.WriteEndObject();
    }

    private void ComponentData(ComponentData data)
    {
        json.WriteStartObject();
        json.WriteString("type", data.Type);
        json.WriteString("name", data.Name);
        if (data.Url is not null || data.Attachment is not null)
        {
            json.WriteStartObject("contents");
            if (data.Attachment is { } text)
            {
                json.WriteStartObject("attachment");
                json.WriteString("contentType", "text/plain");
                json.WriteString("content", text);
                json.WriteEndObject();
            }

            Text("url", data.Url);
            json.WriteEndObject();
        }

        Text("classification", data.Classification);
        List("sensitiveData", data.SensitiveData, json.WriteStringValue);
        Text("description", data.Description);
        if (!data.Owners.IsEmpty)
        {
            json.WriteStartObject("governance");
            List("owners", data.Owners, owner => Object(() => Organization("organization", new OrganizationalEntity(owner, []))));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
