using System.Collections.Immutable;
using Airlock.Core.Bom;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using BenchmarkDotNet.Attributes;

namespace Airlock.Benchmarks;

/// <summary>The SBOM of an application of 300 packages and 50 AI assets.</summary>
[MemoryDiagnoser]
public class BomBenchmarks
{
    private GeneratedPackages? _packages;
    private BomInput? _input;
    private Bom? _bom;

    [GlobalSetup]
    public void Generate()
    {
        _packages = new GeneratedPackages(300);
        _input = new BomInput
        {
            Application = new BomApplication("Contoso.Chat", "1.0.0", "net10.0", "Release", "Exe", IsPackable: false),
            Root = AppContext.BaseDirectory,
            Timestamp = DateTimeOffset.UnixEpoch,
            ToolVersion = "0.1.0",
            Packages = PackageGraph.Read(_packages.AssetsFile, "net10.0").Graph,
            Findings = [.. Enumerable.Range(0, 50).Select(Asset)],
        };
        _bom = BomBuilder.Build(_input);
    }

    [GlobalCleanup]
    public void Delete() => _packages!.Dispose();

    /// <summary>With the nuspec and digest of each package read from disk, and the serial number.</summary>
    [Benchmark]
    public Bom Build() => BomBuilder.Build(_input!);

    [Benchmark]
    public byte[] Write() => BomWriter.Write(_bom!);

    private static Finding Asset(int index) => new()
    {
        RuleId = "AIR0001",
        Message = "AI asset in use.",
        Location = new FindingLocation($"src/File{index}.cs", index + 1, 1),
        Properties = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .Add(InventoryKeys.Kind, index % 2 == 0 ? "hosted-model" : "tool")
            .Add(InventoryKeys.Name, $"asset-{index}")
            .Add(InventoryKeys.Provider, "OpenAI"),
    };
}
