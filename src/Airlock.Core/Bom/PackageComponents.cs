using System.Collections.Immutable;
using Airlock.Core.Libraries;

namespace Airlock.Core.Bom;

/// <summary>Turns the nodes of a package graph into components and edges.</summary>
internal static class PackageComponents
{
    /// <summary>The <c>bom-ref</c> of a node: the package URL, or the name of the project.</summary>
    public static string RefOf(PackageNode node) =>
        node.Kind == PackageKind.Package ? PackageUrl.NuGet(node.Id, node.Version) : "project:" + node.Id;

    /// <summary>All nodes; a package's own claims and digest are read from its folder.</summary>
    public static ImmutableArray<Component> Build(PackageGraph graph) =>
        [.. graph.Nodes.Select(node => node.Kind == PackageKind.Package ? Package(graph, node) : Project(node))];

    /// <summary>One edge list for each node.</summary>
    public static IEnumerable<Dependency> Edges(PackageGraph graph) =>
        graph.Nodes.Select(node => new Dependency(RefOf(node), node.Dependencies.Select(id => RefOf(graph.Find(id)!))));

    private static Component Package(PackageGraph graph, PackageNode node)
    {
        var folder = graph.FolderOf(node);
        var nuspec = folder is null ? Nuspec.Empty : Nuspec.Read(folder, node.Id);
        var purl = PackageUrl.NuGet(node.Id, node.Version);
        return new Component
        {
            Type = ComponentType.Library,
            BomRef = purl,
            Supplier = nuspec.Authors.IsEmpty
                ? null
                : new OrganizationalEntity(string.Join(", ", nuspec.Authors), nuspec.ProjectUrl is { } url ? [url] : []),
            Authors = nuspec.Authors,
            Name = node.Id,
            Version = node.Version,
            Description = nuspec.Description,
            Scope = ScopeOf(node),
            Hashes = folder is not null && ReadDigest(folder, node) is { } digest ? [new Hash("SHA-512", digest)] : [],
            Licenses = nuspec.License is { } licence ? [licence] : [],
            Copyright = nuspec.Copyright,
            Purl = purl,
            ExternalReferences = [.. References(nuspec)],
            Properties = [.. Properties(node)],
            Evidence = new Evidence([new Identity("purl", 1, "manifest-analysis", "project.assets.json")], []),
        };
    }

    private static Component Project(PackageNode node) => new()
    {
        Type = ComponentType.Library,
        BomRef = RefOf(node),
        Name = node.Id,
        Version = node.Version,
        Scope = ScopeOf(node),
        Properties = [.. Properties(node)],
    };

    private static string ScopeOf(PackageNode node) => node.Use == PackageUse.Runtime ? ComponentScope.Required : ComponentScope.Excluded;

    private static IEnumerable<ExternalReference> References(Nuspec nuspec)
    {
        if (nuspec.ProjectUrl is { } website)
        {
            yield return new ExternalReference("website", website);
        }

        if (nuspec.RepositoryUrl is { } repository)
        {
            yield return new ExternalReference("vcs", repository, nuspec.RepositoryCommit is { Length: > 0 } commit ? $"commit {commit}" : null);
        }

        if (nuspec.License?.Url is { } licence)
        {
            yield return new ExternalReference("license", licence);
        }
    }

    private static IEnumerable<Property> Properties(PackageNode node)
    {
        yield return new Property("airlock:nuget:direct", node.IsDirect ? "true" : "false");
        yield return new Property("airlock:nuget:use", node.Use.ToString().ToLowerInvariant());
        if (node.Requested is { } requested)
        {
            yield return new Property("airlock:nuget:requested", requested);
        }

        if (node is { Kind: PackageKind.Project, Path: { } path })
        {
            yield return new Property("airlock:project:path", RelativePath.Portable(path));
        }

        if (node.ContentHash is { } contentHash)
        {
            yield return new Property("airlock:nuget:contentHash", contentHash);
        }
    }

    // NuGet keeps the SHA-512 of the .nupkg file as it was downloaded, in Base64, beside what it extracted. The contentHash of
    // the assets file is another value for a signed package: it leaves the signature out.
    private static string? ReadDigest(string folder, PackageNode node)
    {
        var name = $"{node.Id}.{node.Version}.nupkg.sha512".ToLowerInvariant();
        try
        {
            var bytes = new byte[64];
            var text = File.ReadAllText(Path.Combine(folder, name)).Trim();
            return Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length ? Convert.ToHexStringLower(bytes) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
