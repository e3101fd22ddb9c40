using System.Collections.Immutable;

namespace Airlock.Core.Bom;

/// <content>How it was built, what was checked, and where values come from.</content>
internal sealed partial class BomJson
{
    private const string EvidenceRef = "evidence:findings";
    private const string AssessorRef = "assessor:build";
    private const string StandardRef = "standard:rules";

    private void Formulation(Workflow workflow)
    {
        json.WriteStartArray("formulation");
        json.WriteStartObject();
        List("workflows", [workflow], Workflow);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Workflow(Workflow workflow)
    {
        json.WriteStartObject();
        json.WriteString("bom-ref", workflow.BomRef);
        json.WriteString("uid", workflow.Uid);
        json.WriteString("name", workflow.Name);
        List("tasks", workflow.Tasks, Workflow);
        List("taskTypes", workflow.TaskTypes, json.WriteStringValue);
        json.WriteEndObject();
    }

    private void Declarations(Attestation attestation, Metadata metadata)
    {
        var requirements = Sorted(attestation.Requirements);
        json.WriteStartObject("declarations");
        List("assessors", [attestation.Assessor], assessor => Object(() =>
        {
            json.WriteString("bom-ref", AssessorRef);
            json.WriteBoolean("thirdParty", false);
            Organization("organization", assessor);
        }));
        List("attestations", [attestation], _ => Object(() =>
        {
            json.WriteString("summary", attestation.Summary);
            json.WriteString("assessor", AssessorRef);
            List("map", requirements, requirement => Object(() =>
            {
                json.WriteString("requirement", RequirementRef(requirement));
                References(requirement.Score >= 1 ? "claims" : "counterClaims", [ClaimRef(requirement)]);
                json.WriteStartObject("conformance");
                json.WriteNumber("score", requirement.Score);
                json.WriteString("rationale", requirement.Rationale);
                json.WriteEndObject();
            }));
        }));
        List("claims", requirements, requirement => Object(() =>
        {
            json.WriteString("bom-ref", ClaimRef(requirement));
            Text("target", metadata.Component.BomRef);
            json.WriteString("predicate", $"{requirement.Identifier}: {requirement.Rationale}");
            if (attestation.Evidence is not null)
            {
                References("evidence", [EvidenceRef]);
            }
        }));
        List<string>("evidence", attestation.Evidence is { } evidence ? [evidence] : [], text => Object(() =>
        {
            json.WriteString("bom-ref", EvidenceRef);
            json.WriteString("description", text);
        }));
        json.WriteEndObject();
    }

    private void Definitions(Attestation attestation)
    {
        json.WriteStartObject("definitions");
        List("standards", [attestation], standard => Object(() =>
        {
            json.WriteString("bom-ref", StandardRef);
            json.WriteString("name", standard.Standard);
            json.WriteString("version", standard.StandardVersion);
            List("requirements", Sorted(standard.Requirements), requirement => Object(() =>
            {
                json.WriteString("bom-ref", RequirementRef(requirement));
                json.WriteString("identifier", requirement.Identifier);
                json.WriteString("title", requirement.Title);
            }));
        }));
        json.WriteEndObject();
    }

    private static List<RequirementOutcome> Sorted(ImmutableArray<RequirementOutcome> requirements) =>
        [.. requirements.OrderBy(requirement => requirement.Identifier, StringComparer.Ordinal)];

    private static string RequirementRef(RequirementOutcome requirement) => "requirement:" + requirement.Identifier;

    private static string ClaimRef(RequirementOutcome requirement) => "claim:" + requirement.Identifier;

    private void Citations(ImmutableArray<Citation> citations, List<Component> components, List<Service> services)
    {
        if (citations.IsEmpty)
        {
            return;
        }

        var places = components.Select((component, index) => (Ref: component.BomRef!, Place: new CitedPlace($"/components/{index}", component, null)))
            .Concat(services.Select((service, index) => (Ref: service.BomRef, Place: new CitedPlace($"/services/{index}", null, service))))
            .ToDictionary(part => part.Ref, part => part.Place, StringComparer.Ordinal);
        var written = citations
            .Where(citation => places.ContainsKey(citation.Subject))
            .GroupBy(citation => (citation.Note, citation.AttributedTo, citation.Process, citation.Timestamp))
            .Select(group => (Source: group.Key, Pointers: group.SelectMany(citation => Pointers(citation.Fields, places[citation.Subject])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()))
            .Where(cited => cited.Pointers.Count > 0)
            .OrderBy(cited => cited.Source.Note, StringComparer.Ordinal)
            .ThenBy(cited => cited.Source.Process, StringComparer.Ordinal)
            .ThenBy(cited => cited.Source.Timestamp);
        List("citations", written, cited => Object(() =>
        {
            List("pointers", cited.Pointers, json.WriteStringValue);
            json.WriteString("timestamp", BomWriter.Text(cited.Source.Timestamp));
            json.WriteString("attributedTo", cited.Source.AttributedTo);
            Text("process", cited.Source.Process);
            json.WriteString("note", cited.Source.Note);
        }));
    }

    private static IEnumerable<string> Pointers(ImmutableArray<string> fields, CitedPlace place)
    {
        foreach (var field in fields)
        {
            if (field.StartsWith(CitedProperty, StringComparison.Ordinal))
            {
                var name = field[CitedProperty.Length..];
                var properties = Sorted(place.Component?.Properties ?? PropertiesOf(place.Service!)).ToList();
                if (properties.FindIndex(property => property.Name == name) is >= 0 and var index)
                {
                    yield return $"{place.Pointer}/properties/{index}/value";
                }
            }
            else if (Has(place, field))
            {
                yield return $"{place.Pointer}/{field}";
            }
        }
    }

    private const string CitedProperty = "property:";

    private static bool Has(CitedPlace place, string field) => (place, field) switch
    {
        (_, "name") => true,
        ({ Component: { } component }, "version") => component.Version is not null,
        ({ Component: { } component }, "supplier") => component.Supplier is not null,
        ({ Component: { } component }, "hashes") => !component.Hashes.IsEmpty,
        ({ Component: { } component }, "licenses") => !component.Licenses.IsEmpty,
        ({ Component: { } component }, "scope") => component.Scope is not null,
        ({ Component: { } component }, "modelCard") => component.ModelCard is not null,
        ({ Component: { } component }, "purl") => component.Purl is not null,
        ({ Service: { } service }, "version") => service.Version is not null,
        ({ Service: { } service }, "endpoints") => !service.Endpoints.IsEmpty,
        ({ Service: { } service }, "authenticated") => service.Authenticated is not null,
        _ => false,
    };

    /// <summary>A part of the document with its place in it.</summary>
    private readonly record struct CitedPlace(string Pointer, Component? Component, Service? Service);
}
