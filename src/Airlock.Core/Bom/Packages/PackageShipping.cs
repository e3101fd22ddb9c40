using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Libraries;

namespace Airlock.Core.Bom.Packages;

/// <summary>What becomes of a package in the delivered application.</summary>
/// <param name="Scope">One of <see cref="ComponentScope"/>.</param>
/// <param name="Use">In a word.</param>
/// <param name="Files">What it delivers.</param>
internal sealed record PackageDelivery(string Scope, string Use, IReadOnlyList<string> Files)
{
    // A runtime pack delivers about two hundred; their number tells as much.
    private const int MostFiles = 20;

    /// <summary>The same as properties.</summary>
    public IEnumerable<Property> Properties =>
    [
        new Property(PackageShipping.UseProperty, Use),
        .. Files.Take(MostFiles).Select(file => new Property(PackageShipping.FileProperty, file)),
        .. Files.Count > MostFiles ? [new Property(PackageShipping.CountProperty, Files.Count.ToString(CultureInfo.InvariantCulture))] : Array.Empty<Property>(),
    ];
}

/// <summary>Judges what becomes of packages: by the files that the build delivers, where it says them, else by what restore selected.</summary>
/// <param name="graph">The packages.</param>
/// <param name="files">What is delivered; null if that is not known, as for a library, whose packages only an application delivers.</param>
/// <param name="packs">Packs of the SDK.</param>
internal sealed class PackageShipping(PackageGraph graph, ImmutableArray<ShippedFile>? files, ImmutableArray<BomPack> packs)
{
    /// <summary>What the package is for.</summary>
    public const string UseProperty = "airlock:nuget:use";

    /// <summary>A file that is delivered.</summary>
    public const string FileProperty = "airlock:nuget:shippedFile";

    /// <summary>How many they are, where not all are named.</summary>
    public const string CountProperty = "airlock:nuget:shippedFiles";

    private readonly ShippedPackages? _shipped = files is { } known ? new ShippedPackages(graph, packs, known) : null;
    private readonly Dictionary<string, bool> _delivers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What becomes of a package of the graph.</summary>
    public PackageDelivery Of(PackageNode node)
    {
        if (_shipped is null)
        {
            return new PackageDelivery(node.Use == PackageUse.Runtime ? ComponentScope.Required : ComponentScope.Excluded, Name(node.Use), []);
        }

        var delivered = _shipped.FilesOf(PackageComponents.RefOf(node));
        return delivered.Count switch
        {
            > 0 => new PackageDelivery(AreForOneSystem(delivered) ? ComponentScope.Optional : ComponentScope.Required, "runtime", delivered),
            _ when node.Use != PackageUse.Runtime => new PackageDelivery(ComponentScope.Excluded, Name(node.Use), []),

            // The framework or another package has a newer assembly of that name, or trimming found nothing in it that runs.
            _ when node.RuntimeFiles.Length > 0 => new PackageDelivery(ComponentScope.Excluded, "not-shipped", []),
            _ => new PackageDelivery(Delivers(node) ? ComponentScope.Required : ComponentScope.Excluded, "runtime", []),
        };
    }

    // A package that only bundles others counts as they do. The graph may be any graph: what is being asked about counts as not delivered.
    private bool Delivers(PackageNode node)
    {
        if (!_delivers.TryGetValue(node.Id, out var known))
        {
            _delivers.Add(node.Id, false);
            known = node.Kind == PackageKind.Project
                || _shipped!.FilesOf(PackageComponents.RefOf(node)).Count > 0
                || (node.RuntimeFiles.IsEmpty && node.Dependencies.Any(id => Delivers(graph.Find(id)!)));
            _delivers[node.Id] = known;
        }

        return known;
    }

    // "runtimes/win-x64/native/a.dll": a build for no runtime in particular delivers the files of all, and of these one system loads its own.
    private static bool AreForOneSystem(IReadOnlyList<string> files)
    {
        var systems = files.Select(file => file.Split('/') is ["runtimes", var runtime, _, ..] ? runtime.Split('-')[0] : null).Distinct(StringComparer.Ordinal).ToList();
        return systems is [not null and not "any" and not "unix"];
    }

    private static string Name(PackageUse use) => use.ToString().ToLowerInvariant();
}
