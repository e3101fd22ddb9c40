using Airlock.Core.Libraries;

namespace Airlock.Core.Bom.Assets;

/// <summary>Which package an assembly of the application comes from.</summary>
internal sealed class PackageAssemblies(PackageGraph? graph)
{
    private readonly Dictionary<string, string> _packages = (graph?.Nodes ?? [])
        .Where(node => node.Kind == PackageKind.Package)
        .SelectMany(node => node.RuntimeFiles.Concat(node.AssetFiles)
            .Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Select(file => (Assembly: file[(file.LastIndexOf('/') + 1)..^4], Package: PackageUrl.NuGet(node.Id, node.Version))))
        .GroupBy(pair => pair.Assembly, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First().Package, StringComparer.OrdinalIgnoreCase);

    /// <summary>The <c>bom-ref</c> of the package, or null if the assembly comes from elsewhere.</summary>
    /// <param name="assembly">Name of the assembly, without extension.</param>
    public string? PackageOf(string assembly) => _packages.GetValueOrDefault(assembly);
}
