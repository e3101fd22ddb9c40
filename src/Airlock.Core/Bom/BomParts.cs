using System.Collections.Immutable;
using System.Globalization;
using Airlock.Shared.Json;
using static Airlock.Core.Bom.BomReader;

namespace Airlock.Core.Bom;

/// <summary>Reads the parts of a document: the reverse of <see cref="BomJson"/>.</summary>
internal static class BomParts
{
    /// <summary>Components with all that are nested in them.</summary>
    public static IEnumerable<Component> Flatten(IEnumerable<JsonShape> components) =>
        components.SelectMany(component => Flatten(component.Objects("components")).Prepend(Component(component)));

    public static Component Component(JsonShape component) => new()
    {
        Type = component.Text("type") ?? ComponentType.Library,
        MimeType = component.Text("mime-type"),
        BomRef = component.Text("bom-ref"),
        Supplier = Organization(component.Object("supplier")),
        Manufacturer = Organization(component.Object("manufacturer")),
        Authors = [.. component.Objects("authors").Select(author => author.Text("name")).OfType<string>()],
        Name = component.Text("name", required: true) ?? "",
        Version = component.Text("version"),
        Description = component.Text("description"),
        Scope = component.Text("scope"),
        Hashes = Hashes(component),
        Licenses = [.. component.Objects("licenses").Select(License)],
        Copyright = component.Text("copyright"),
        Purl = component.Text("purl"),
        IsExternal = component.Boolean("isExternal") ?? false,
        Pedigree = component.Object("pedigree") is { } pedigree ? new Pedigree([.. pedigree.Objects("ancestors").Select(Component)], pedigree.Text("notes")) : null,
        ExternalReferences = References(component),
        Properties = Properties(component),
        Evidence = component.Object("evidence") is { } evidence ? Evidence(evidence) : null,
        ModelCard = component.Object("modelCard") is { } card ? ModelCard(card) : null,
        Data = component.Objects("data").Select(Data).FirstOrDefault(),
    };

    public static Service Service(JsonShape service)
    {
        var properties = Properties(service);
        return new Service
        {
            BomRef = service.Text("bom-ref") ?? "",
            Provider = Organization(service.Object("provider")),
            Group = service.Text("group") ?? "",
            Name = service.Text("name", required: true) ?? "",
            Version = service.Text("version"),
            Description = service.Text("description"),
            Endpoints = Texts(service, "endpoints"),
            Authenticated = service.Boolean("authenticated"),
            CrossesTrustBoundary = service.Boolean("x-trust-boundary"),
            TrustZone = service.Text("trustZone"),
            Data = [.. service.Objects("data").Select(data => new ServiceData(data.Text("flow") ?? "unknown", data.Text("classification") ?? "unknown", data.Text("name") ?? "")
            {
                Description = data.Text("description"),
                Source = Texts(data, "source"),
                Destination = Texts(data, "destination"),
            })],
            ExternalReferences = References(service),
            Properties = [.. properties.Where(property => property.Name != BomJson.PlaceProperty)],
            Occurrences = [.. properties.Where(property => property.Name == BomJson.PlaceProperty).Select(property => Place(property.Value))],
        };
    }

    public static OrganizationalEntity? Organization(JsonShape? organization) => organization is null
        ? null
        : new OrganizationalEntity(organization.Text("name") ?? "", Texts(organization, "url")) { Contacts = [.. organization.Objects("contact").Select(Contact)] };

    public static Contact Contact(JsonShape contact) => new(contact.Text("name"), contact.Text("email"));

    public static ImmutableArray<Property> Properties(JsonShape owner) =>
        [.. owner.Objects("properties").Select(property => new Property(property.Text("name") ?? "", property.Text("value") ?? ""))];

    public static Attestation Attestation(JsonShape declarations, JsonShape? definitions)
    {
        var standard = definitions?.Objects("standards").FirstOrDefault();
        var titles = standard?.Objects("requirements").DistinctBy(requirement => requirement.Text("bom-ref") ?? "", StringComparer.Ordinal).ToDictionary(requirement => requirement.Text("bom-ref") ?? "", requirement => requirement, StringComparer.Ordinal) ?? [];
        var attestation = declarations.Objects("attestations").FirstOrDefault();
        return new Attestation(
            attestation?.Text("summary") ?? "",
            OrNobody(declarations.Objects("assessors").Select(assessor => Organization(assessor.Object("organization"))).FirstOrDefault()),
            standard?.Text("name") ?? "",
            standard?.Text("version") ?? "",
            declarations.Objects("evidence").Select(evidence => evidence.Text("description")).FirstOrDefault(),
            [.. attestation?.Objects("map").Select(Outcome) ?? []]);

        RequirementOutcome Outcome(JsonShape entry)
        {
            var requirement = titles.GetValueOrDefault(entry.Text("requirement") ?? "");
            var conformance = entry.Object("conformance");
            return new RequirementOutcome(
                requirement?.Text("identifier") ?? "", requirement?.Text("title") ?? "", conformance?.Number("score") ?? 0, conformance?.Text("rationale") ?? "");
        }
    }

    /// <summary>A citation may point into several parts; here each part has its own.</summary>
    public static IEnumerable<Citation> Citation(JsonShape citation, ImmutableArray<Component> components, ImmutableArray<Service> services)
    {
        var fields = Texts(citation, "pointers").Select(pointer => Field(pointer.Split('/'))).OfType<(string Subject, string Field)>();
        foreach (var part in fields.GroupBy(field => field.Subject, StringComparer.Ordinal))
        {
            yield return new Citation(
                part.Key, [.. part.Select(field => field.Field)], citation.Text("note") ?? "", citation.Text("attributedTo") ?? "", citation.Text("process"), Moment(citation.Text("timestamp")) ?? default);
        }

        (string, string)? Field(string[] steps) => steps switch
        {
            ["", "components", var index, .. var rest] when At(components, index) is { BomRef: { } reference } component => FieldOf(reference, component.Properties, rest),
            ["", "services", var index, .. var rest] when At(services, index) is { } service => FieldOf(service.BomRef, [.. BomJson.PropertiesOf(service)], rest),
            _ => null,
        };
    }

    private static (string, string)? FieldOf(string reference, ImmutableArray<Property> properties, string[] rest) => rest switch
    {
        [var member] => (reference, member),
        ["properties", var index, "value"] when At([.. BomJson.Sorted(properties)], index) is { } property =>
            (reference, "property:" + property.Name),
        _ => null,
    };

    private static T? At<T>(ImmutableArray<T> items, string index)
        where T : class => int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position < items.Length ? items[position] : null;

    private static ImmutableArray<Hash> Hashes(JsonShape owner) =>
        [.. owner.Objects("hashes").Select(hash => new Hash(hash.Text("alg") ?? "", hash.Text("content") ?? ""))];

    private static License License(JsonShape choice) => choice.Object("license") is { } license
        ? new License(license.Text("id"), license.Text("name"), license.Text("url"), license.Text("acknowledgement") ?? "declared")
        : new License(choice.Text("expression"), null, null, choice.Text("acknowledgement") ?? "declared");

    private static ImmutableArray<ExternalReference> References(JsonShape owner) =>
    [
        .. owner.Objects("externalReferences").Select(reference => new ExternalReference(
            reference.Text("type") ?? "other", reference.Text("url") ?? "", reference.Text("comment"), Hashes(reference).FirstOrDefault())),
    ];

    // Before 1.5 the identity was one object; now it is a list.
    private static Evidence Evidence(JsonShape evidence) => new(
        [.. (evidence.IsList("identity") ? evidence.Objects("identity") : evidence.Object("identity") is { } one ? [one] : []).Select(Identity)],
        [.. evidence.Objects("occurrences").Select(place => new Occurrence(place.Text("location") ?? "", (int)(place.Count("line") ?? 0), place.Text("symbol"), place.Text("additionalContext")))]);

    private static Identity Identity(JsonShape identity)
    {
        var method = identity.Objects("methods").FirstOrDefault();
        return new Identity(identity.Text("field") ?? "", identity.Number("confidence") ?? 0, method?.Text("technique") ?? "other", method?.Text("value") ?? "", identity.Text("concludedValue"));
    }

    private static ModelCard ModelCard(JsonShape card)
    {
        var parameters = card.Object("modelParameters");
        var considerations = card.Object("considerations");
        return new ModelCard
        {
            Task = parameters?.Text("task"),
            Approach = parameters?.Object("approach")?.Text("type"),
            ArchitectureFamily = parameters?.Text("architectureFamily"),
            ModelArchitecture = parameters?.Text("modelArchitecture"),
            Datasets = [.. parameters?.Objects("datasets").Select(set => set.Text("ref") ?? set.Text("name")).OfType<string>() ?? []],
            Inputs = [.. parameters?.Objects("inputs").Select(port => port.Text("format")).OfType<string>() ?? []],
            Outputs = [.. parameters?.Objects("outputs").Select(port => port.Text("format")).OfType<string>() ?? []],
            PerformanceMetrics =
            [
                .. card.Object("quantitativeAnalysis")?.Objects("performanceMetrics")
                    .Select(metric => new PerformanceMetric(metric.Text("type") ?? "", metric.Text("value") ?? "", metric.Text("slice"))) ?? [],
            ],
            Users = considerations is null ? [] : Texts(considerations, "users"),
            UseCases = considerations is null ? [] : Texts(considerations, "useCases"),
            TechnicalLimitations = considerations is null ? [] : Texts(considerations, "technicalLimitations"),
            EthicalConsiderations = [.. considerations?.Objects("ethicalConsiderations").Select(risk => risk.Text("name")).OfType<string>() ?? []],
            Properties = Properties(card),
        };
    }

    private static ComponentData Data(JsonShape data)
    {
        var contents = data.Object("contents");
        return new ComponentData(data.Text("name") ?? "", contents?.Text("url"))
        {
            Type = data.Text("type") ?? "dataset",
            Description = data.Text("description"),
            Classification = data.Text("classification"),
            Attachment = contents?.Object("attachment")?.Text("content"),
            SensitiveData = Texts(data, "sensitiveData"),
            Owners = [.. data.Object("governance")?.Objects("owners").Select(owner => owner.Object("organization")?.Text("name")).OfType<string>() ?? []],
        };
    }

    private static Occurrence Place(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? new Occurrence(text[..colon], line, null, null)
            : new Occurrence(text, 0, null, null);
    }
}
