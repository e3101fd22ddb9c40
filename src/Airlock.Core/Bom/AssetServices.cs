using System.Collections.Immutable;
using Airlock.Core.Findings;

namespace Airlock.Core.Bom;

/// <summary>
/// Turns what the compiler saw (findings of AIR0001) into services: the providers that the application calls, and the
/// endpoints by which it offers inference to others.
/// </summary>
internal static class AssetServices
{
    private const string ConsumedGroup = "ai-inference";
    private const string ExposedGroup = "app";

    /// <summary>All services, each <c>bom-ref</c> once.</summary>
    public static ImmutableArray<Service> Build(BomInput input)
    {
        var consumed = AssetComponents.OfKind(input, "service")
            .Concat(AssetComponents.OfKind(input, "hosted-model").Where(finding => finding.Value(InventoryKeys.Provider) is not null))
            .GroupBy(finding => RefOf(NameOf(finding)), StringComparer.Ordinal)
            .Select(Consumed);
        var exposed = AssetComponents.OfKind(input, "inference-endpoint")
            .GroupBy(finding => finding.Value(InventoryKeys.Name) ?? finding.Value(InventoryKeys.Symbol) ?? AssetComponents.Unknown, StringComparer.Ordinal)
            .Select(Exposed);
        return [.. consumed, .. exposed];
    }

    /// <summary>Whether the application offers the service, rather than calls it.</summary>
    public static bool IsExposed(Service service) => service.Group == ExposedGroup;

    /// <summary>The services that a hosted model runs on.</summary>
    public static IEnumerable<string> NeededBy(Component asset, ImmutableArray<Service> services)
    {
        var provider = asset.Properties.FirstOrDefault(property => property.Name == AssetComponents.ProviderProperty)?.Value;
        return provider is null ? [] : services.Select(service => service.BomRef).Where(bomRef => bomRef == RefOf(provider));
    }

    private static string NameOf(Finding finding) =>
        finding.Value(InventoryKeys.Provider) ?? finding.Value(InventoryKeys.Name) ?? AssetComponents.Unknown;

    private static string RefOf(string provider) => "service:consumed:" + AssetComponents.Slug(provider);

    private static Service Consumed(IGrouping<string, Finding> uses)
    {
        var provider = NameOf(uses.First());
        ImmutableArray<string> endpoints = [.. uses
            .Select(finding => WebAddress.Clean(finding.Value(InventoryKeys.Endpoint)))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
        return new Service
        {
            BomRef = uses.Key,
            Provider = new OrganizationalEntity(provider, []),
            Group = ConsumedGroup,
            Name = provider,
            Endpoints = endpoints,
            CrossesTrustBoundary = endpoints.IsEmpty ? null : endpoints.Any(endpoint => !new Uri(endpoint).IsLoopback),
            Data = [new ServiceData("bi-directional", AssetComponents.Unknown, "prompts and replies")],
            Properties = [new Property("airlock:service:role", "consumed")],
            Occurrences = AssetComponents.Occurrences(uses),
        };
    }

    private static Service Exposed(IGrouping<string, Finding> uses)
    {
        // A name is a route, or a verb and a route.
        var route = uses.Key[(uses.Key.LastIndexOf(' ') + 1)..];
        return new Service
        {
            BomRef = "service:exposed:" + uses.Key,
            Group = ExposedGroup,
            Name = uses.Key,
            Endpoints = route.StartsWith('/') ? [WebAddress.Relative(route)] : [],
            Authenticated = AreAuthenticated(uses),
            CrossesTrustBoundary = true,
            Properties =
            [
                new Property("airlock:service:role", "exposed"),
                .. Facts(uses, "airlock:service:methods", InventoryKeys.Methods),
                .. Facts(uses, "airlock:service:reaches", InventoryKeys.Reaches),
                .. Facts(uses, "airlock:service:rateLimited", InventoryKeys.RateLimited),
                .. Facts(uses, "airlock:service:transport", InventoryKeys.Transport),
            ],
            Occurrences = AssetComponents.Occurrences(uses),
        };
    }

    /// <summary>What the compiler saw of an endpoint, each different answer once.</summary>
    private static IEnumerable<Property> Facts(IEnumerable<Finding> uses, string name, string key) => uses
        .Select(finding => finding.Value(key))
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(value => new Property(name, value));

    // One open door makes the service open; it is closed only if every door is known to be.
    private static bool? AreAuthenticated(IEnumerable<Finding> uses)
    {
        var answers = uses.Select(finding => finding.Value(InventoryKeys.Authenticated)).ToHashSet();
        return answers.Contains("false") ? false : answers.SetEquals(["true"]) ? true : null;
    }
}
