namespace Airlock.Core.Bom;

/// <content>Services and the data that flow.</content>
internal sealed partial class BomJson
{
    /// <summary>The name of the property that holds a place of use; CycloneDX 1.x gives a service no evidence.</summary>
    internal const string PlaceProperty = "airlock:service:occurrence";

    private void Service(Service service)
    {
        json.WriteStartObject();
        json.WriteString("bom-ref", service.BomRef);
        Organization("provider", service.Provider);
        json.WriteString("group", service.Group);
        json.WriteString("name", service.Name);
        Text("version", service.Version);
        Text("description", service.Description);
        List("endpoints", service.Endpoints.Order(StringComparer.Ordinal), json.WriteStringValue);
        if (service.Authenticated is { } authenticated)
        {
            json.WriteBoolean("authenticated", authenticated);
        }

        if (service.CrossesTrustBoundary is { } crosses)
        {
            json.WriteBoolean("x-trust-boundary", crosses);
        }

        Text("trustZone", service.TrustZone);
        List("data", service.Data.OrderBy(data => data.Name, StringComparer.Ordinal).ThenBy(data => data.Flow, StringComparer.Ordinal), ServiceData);
        ExternalReferences(service.ExternalReferences);
        Properties(PropertiesOf(service));
        json.WriteEndObject();
    }

    internal static IEnumerable<Property> PropertiesOf(Service service) =>
        service.Properties.Concat(service.Occurrences.Select(Place).Distinct());

    private static Property Place(Occurrence occurrence) =>
        new(PlaceProperty, occurrence.Line > 0 ? $"{occurrence.Location}:{occurrence.Line}" : occurrence.Location);

    private void ServiceData(ServiceData data)
    {
        json.WriteStartObject();
        json.WriteString("flow", data.Flow);
        json.WriteString("classification", data.Classification);
        json.WriteString("name", data.Name);
        Text("description", data.Description);
        List("source", data.Source.Order(StringComparer.Ordinal), json.WriteStringValue);
        List("destination", data.Destination.Order(StringComparer.Ordinal), json.WriteStringValue);
        json.WriteEndObject();
    }
}
