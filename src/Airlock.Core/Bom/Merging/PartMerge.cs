using System.Collections.Immutable;

namespace Airlock.Core.Bom.Merging;

/// <summary>Joins what several documents say of one part.</summary>
internal static class PartMerge
{
    // From what counts least to what counts most.
    private static readonly string?[] Scopes = [null, ComponentScope.Excluded, "optional", ComponentScope.Required];

    /// <summary>One component: what one document leaves out another may have, places and properties are those of all.</summary>
    public static Component Components(IEnumerable<Component> same)
    {
        var all = same.ToList();
        var first = all[0];
        return all.Count == 1 ? first : first with
        {
            MimeType = First(all, component => component.MimeType),
            Supplier = First(all, component => component.Supplier),
            Manufacturer = First(all, component => component.Manufacturer),
            Version = First(all, component => component.Version),
            Description = First(all, component => component.Description),
            Scope = all.Select(component => component.Scope).MaxBy(scope => Array.IndexOf(Scopes, scope)),
            Hashes = [.. all.SelectMany(component => component.Hashes).Distinct()],
            Licenses = all.Select(component => component.Licenses).FirstOrDefault(licenses => !licenses.IsEmpty, []),
            Copyright = First(all, component => component.Copyright),
            IsExternal = all.All(component => component.IsExternal),
            ExternalReferences = [.. all.SelectMany(component => component.ExternalReferences).Distinct()],
            Properties = [.. all.SelectMany(component => component.Properties).Distinct()],
            Evidence = Evidence(all),
            ModelCard = First(all, component => component.ModelCard),
            Pedigree = First(all, component => component.Pedigree),
            Data = First(all, component => component.Data),
        };
    }

    /// <summary>One service: open if it is open anywhere.</summary>
    public static Service Services(IEnumerable<Service> same)
    {
        var all = same.ToList();
        var first = all[0];
        return all.Count == 1 ? first : first with
        {
            Version = First(all, service => service.Version),
            Endpoints = [.. all.SelectMany(service => service.Endpoints).Distinct(StringComparer.Ordinal)],
            Authenticated = all.Any(service => service.Authenticated == false) ? false : all.All(service => service.Authenticated == true) ? true : null,
            CrossesTrustBoundary = all.Any(service => service.CrossesTrustBoundary == true) ? true : all.All(service => service.CrossesTrustBoundary == false) ? false : null,
            TrustZone = First(all, service => service.TrustZone),
            Data =
            [
                .. all.SelectMany(service => service.Data)
                    .GroupBy(data => (data.Flow, data.Classification, data.Name))
                    .Select(group => group.First() with { Source = Union(group, data => data.Source), Destination = Union(group, data => data.Destination) }),
            ],
            Properties = [.. all.SelectMany(service => service.Properties).Distinct()],
            Occurrences = [.. all.SelectMany(service => service.Occurrences).Distinct()],
        };
    }

    private static Evidence? Evidence(List<Component> all)
    {
        var evidence = all.Select(component => component.Evidence).OfType<Evidence>().ToList();
        return evidence.Count == 0 ? null : new Evidence(
            [.. evidence.SelectMany(part => part.Identity).Distinct()],
            [.. evidence.SelectMany(part => part.Occurrences).Distinct()]);
    }

    private static TValue? First<TPart, TValue>(IEnumerable<TPart> parts, Func<TPart, TValue?> select)
        where TValue : class => parts.Select(select).FirstOrDefault(value => value is not null);

    private static ImmutableArray<string> Union(IEnumerable<ServiceData> data, Func<ServiceData, ImmutableArray<string>> select) =>
        [.. data.SelectMany(part => select(part)).Distinct(StringComparer.Ordinal)];
}
