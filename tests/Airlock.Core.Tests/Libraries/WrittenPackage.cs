using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;

namespace Airlock.Core.Tests.Libraries;

/// <summary>The folder of a package that a test writes file by file, and the graph that has it.</summary>
internal sealed class WrittenPackage(string id = "Contoso.Tool", string version = "1.3.0") : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => Path.Combine(_folder.Path, "packages", id.ToLowerInvariant(), version);

    /// <summary>The files that restore selected for MSBuild; by default all <c>.props</c> and <c>.targets</c> at the place where NuGet looks for them.</summary>
    public string[]? BuildFiles { get; init; }

    /// <summary>Whether the package is one that the SDK only downloads.</summary>
    public bool IsDownload { get; init; }

    public WrittenPackage With(string file, string text) => With(file, System.Text.Encoding.UTF8.GetBytes(text));

    public WrittenPackage With(string file, byte[] bytes)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public LibrarySet Libraries(string locked = """{ "version": 1 }""", string? profile = null)
    {
        Directory.CreateDirectory(Folder);
        var files = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToImmutableArray();
        var node = new PackageNode
        {
            Id = id,
            Version = version,
            Kind = PackageKind.Package,
            IsDirect = true,
            Path = $"{id.ToLowerInvariant()}/{version}",
            Files = files,
            BuildFiles = [.. BuildFiles ?? files.Where(file => file == $"build/{id}.props" || file == $"build/{id}.targets")],
        };
        var graph = new PackageGraph("App", IsDownload ? [] : [node], [], [Path.Combine(_folder.Path, "packages")], new RestoreRecord())
        {
            OtherPackages = IsDownload ? [node] : [],
        };
        return new LibrarySet(_folder.Context(locked: locked, profile: profile), graph) { Packages = LibrarySet.Locate(graph) };
    }

    public RestoredPackage Restored() => Assert.Single(Libraries().Packages);

    public IReadOnlyList<Finding> Run(ILibraryCheck check, string locked = """{ "version": 1 }""", string? profile = null)
    {
        var libraries = Libraries(locked, profile);
        var report = new LibraryReport(libraries);
        check.Run(libraries, report, TestContext.Current.CancellationToken);
        return report.Findings;
    }

    public void Dispose() => _folder.Dispose();
}
