using System.Collections.Immutable;
using Airlock.Core.Libraries;

namespace Airlock.Core.Tests.Libraries;

/// <summary>A package folder with packages that a test writes, and a project that uses them.</summary>
public sealed class PackageFolders : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AssetsText _assets;

    public PackageFolders() => _assets = new AssetsText { PackageFolder = Path.Combine(_folder.Path, "packages") };

    public string Root => _folder.Path;

    /// <summary>Writes a package; <paramref name="metadata"/> is what stands in its .nuspec beside identifier and version.</summary>
    public PackageFolders Add(string id, string metadata = "", bool isBuildOnly = false, string? source = null, string version = "1.0.0", params (string Path, string Content)[] files)
    {
        _ = isBuildOnly ? _assets.BuildPackage(id, version) : _assets.Package(id, version, direct: true);
        var folder = Path.Combine("packages", $"{id}/{version}".ToLowerInvariant());
        _folder.Write(
            Path.Combine(folder, id.ToLowerInvariant() + ".nuspec"),
            $"<package><metadata><id>{id}</id><version>{version}</version>{metadata}</metadata></package>");
        if (source is not null)
        {
            _folder.Write(Path.Combine(folder, ".nupkg.metadata"), $$"""{ "version": 2, "contentHash": "", "source": "{{source}}" }""");
        }

        foreach (var (path, content) in files)
        {
            _folder.Write(Path.Combine(folder, path), content);
        }

        return this;
    }

    /// <summary>All packages under a policy.</summary>
    public LibrarySet Set(string policy = "{}", string? profile = null, RestoreRecord? restore = null)
    {
        var graph = _assets.Graph();
        graph = new PackageGraph(
            graph.ProjectName, graph.Nodes.Select(node => node with { Files = [] }), graph.FrameworkReferences, graph.PackageFolders, restore ?? graph.Restore);
        return new LibrarySet(_folder.Context(policy, profile: profile), graph) { Packages = LibrarySet.Locate(graph) };
    }

    /// <summary>The only package.</summary>
    public RestoredPackage Package() => Assert.Single(Set().Packages.ToImmutableArray());

    public void Dispose() => _folder.Dispose();
}
