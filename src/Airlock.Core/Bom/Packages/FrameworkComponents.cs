using System.Collections.Immutable;

namespace Airlock.Core.Bom.Packages;

/// <summary>
/// The shared frameworks: expected where the application runs, or delivered with it as a runtime pack; and the host, the native program that starts it.
/// </summary>
internal static class FrameworkComponents
{
    /// <summary>The framework that a pack delivers.</summary>
    public const string NameProperty = "airlock:framework:name";

    private static readonly Lazy<IReadOnlyDictionary<string, string[]>> Known =
        new(() => EmbeddedTable.Rows("shared-frameworks.tsv").ToDictionary(cells => cells[0], cells => cells, StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public static ImmutableArray<Component> Build(BomInput input)
    {
        var packs = Packs(input).ToImmutableArray();
        var shipped = new ShippedPackages(input.Packages, packs, input.Shipped ?? []);
        return
        [
            .. input.Frameworks.Where(framework => PackOf(framework) is null).Select(Framework),
            .. packs.DistinctBy(pack => pack.Purl, StringComparer.Ordinal)
                .Where(pack => input.Packages?.Find(pack.Id) is null)
                .Select(pack => Pack(input, pack, shipped.FilesOf(pack.Purl))),
        ];
    }

    /// <summary>The packs of the SDK that are delivered: runtime packs of a self-contained application, and the host of one that is built for one runtime.</summary>
    public static IEnumerable<BomPack> Packs(BomInput input) =>
        input.Frameworks.Select(PackOf).Append(input.AppHost).OfType<BomPack>();

    private static BomPack? PackOf(BomFramework framework) => framework.IsSelfContained ? framework.RuntimePack : null;

    private static Component Framework(BomFramework framework)
    {
        var known = Known.Value.GetValueOrDefault(framework.Name);
        var microsoft = known is null ? null : new OrganizationalEntity(known[1], [known[2]]);
        return new Component
        {
            Type = ComponentType.Framework,
            BomRef = framework.Version is null ? $"framework:{framework.Name}" : $"framework:{framework.Name}@{framework.Version}",
            Supplier = microsoft,
            Manufacturer = microsoft,
            Name = framework.Name,
            Version = framework.Version,
            Scope = ComponentScope.Required,
            Licenses = known is null ? [] : [new License(known[3], null, null), new License(known[3], null, null, "concluded")],
            Purl = framework is { Pack: { } pack, Version: { } version } ? PackageUrl.NuGet(pack, version) : null,
            IsExternal = !framework.IsSelfContained,
            ExternalReferences = known is null ? [] : [new ExternalReference("website", known[2]), new ExternalReference("vcs", known[4])],

            // CycloneDX takes either the version or the range that would do. The version is what the application was compiled for, and what others look up.
            Properties = framework.MinimumVersion is { } minimum ? [new Property("airlock:framework:minimumVersion", minimum)] : [],
        };
    }

    private static Component Pack(BomInput input, BomPack pack, IReadOnlyList<string> files)
    {
        var component = PackageDescription.Read(pack.Id, pack.Version, pack.Folder, input.PackageFacts).ToComponent(isExecutable: true);
        var framework = input.Frameworks.FirstOrDefault(framework => framework.RuntimePack == pack)?.Name;
        var delivery = new PackageDelivery(ComponentScope.Required, framework is null ? "host" : "runtime", files);
        return component with
        {
            Scope = delivery.Scope,
            Evidence = new Evidence([new Identity("purl", 1, "manifest-analysis", "Microsoft.NETCoreSdk.BundledVersions.props")], []),
            Properties =
            [
                .. component.Properties,
                .. delivery.Properties,
                .. framework is null ? Array.Empty<Property>() : [new Property(NameProperty, framework)],
            ],
        };
    }
}
