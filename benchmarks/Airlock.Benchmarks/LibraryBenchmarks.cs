using Airlock.Core;
using Airlock.Core.Libraries;
using Airlock.Core.Policy;
using BenchmarkDotNet.Attributes;

namespace Airlock.Benchmarks;

/// <summary>
/// Reading an assets file of 300 packages, about a megabyte; and every rule on libraries over the packages that this program was restored with: a build in which all was
/// read before, and one in which nothing remembered is used.
/// </summary>
[MemoryDiagnoser]
public class LibraryBenchmarks
{
    private GeneratedPackages? _packages;
    private GateContext? _context;
    private PackageGraph? _graph;

    [GlobalSetup]
    public void Generate()
    {
        _packages = new GeneratedPackages(300);
        var project = PolicyFiles.FindUpward(AppContext.BaseDirectory, "Analyzers.sln") is { } solution
            ? Path.Combine(Path.GetDirectoryName(solution)!, "benchmarks", "Airlock.Benchmarks", "Airlock.Benchmarks.csproj")
            : throw new InvalidOperationException("The benchmarks run from the repository.");
        _context = PolicyFiles.Read(project, policyFile: null, lockFile: null, profile: null, []);
        _graph = PackageGraph.Read(Path.Combine(_context.Root, "artifacts", "obj", "Airlock.Benchmarks", "project.assets.json"), "net10.0").Graph
            ?? throw new InvalidOperationException("The benchmarks must be restored.");
    }

    [GlobalCleanup]
    public void Delete() => _packages!.Dispose();

    [Benchmark]
    public PackageGraphResult ReadAssetsFile() => PackageGraph.Read(_packages!.AssetsFile, "net10.0");

    [Benchmark]
    public LibraryVettingResult VetRemembered() => LibraryVetting.Run(_context!, _graph!, isStrictRead: false, cacheFolder: null, CancellationToken.None);

    [Benchmark]
    public LibraryVettingResult VetEverything() => LibraryVetting.Run(_context!, _graph!, isStrictRead: true, cacheFolder: null, CancellationToken.None);
}
