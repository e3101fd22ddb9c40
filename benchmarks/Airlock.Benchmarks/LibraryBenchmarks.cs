using Airlock.Core.Libraries;
using BenchmarkDotNet.Attributes;

namespace Airlock.Benchmarks;

/// <summary>Reading an assets file of 300 packages, about a megabyte.</summary>
[MemoryDiagnoser]
public class LibraryBenchmarks
{
    private GeneratedPackages? _packages;

    [GlobalSetup]
    public void Generate() => _packages = new GeneratedPackages(300);

    [GlobalCleanup]
    public void Delete() => _packages!.Dispose();

    [Benchmark]
    public PackageGraphResult ReadAssetsFile() => PackageGraph.Read(_packages!.AssetsFile, "net10.0");
}
