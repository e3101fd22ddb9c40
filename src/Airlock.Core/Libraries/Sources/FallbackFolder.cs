namespace Airlock.Core.Libraries.Sources;

/// <summary>Package folders that restore reads and never writes (<c>fallbackPackageFolders</c>): an installation of something else fills them.</summary>
internal static class FallbackFolder
{
    /// <summary>The fallback folder that holds a package, or null if it is where restore itself extracts packages.</summary>
    public static string? Of(PackageGraph graph, RestoredPackage package) =>
        package.Node.Path is { } path ? graph.PackageFolders.Skip(1).FirstOrDefault(folder => package.Folder == Path.Combine(folder, path)) : null;
}
