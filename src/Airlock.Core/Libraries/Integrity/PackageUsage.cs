namespace Airlock.Core.Libraries.Integrity;

/// <summary>Which files of a package a build uses.</summary>
internal static class PackageUsage
{
    // Of these a build uses what restore selected, and nothing else.
    private static readonly string[] SelectedFolders = ["lib/", "ref/", "runtimes/", "contentFiles/"];

    /// <summary>Whether a file is an analyzer, a generator, or what they load.</summary>
    public static bool IsAnalyzer(string file) => file.StartsWith("analyzers/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The files without which the build would be another: those that restore selected, and analyzers.</summary>
    public static IEnumerable<string> FilesOf(RestoredPackage package) =>
        package.Node.AssetFiles.Concat(package.Node.BuildFiles).Concat(package.Files.Where(IsAnalyzer)).Select(file => file.Replace('\\', '/')).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a file is compared even if restore did not select it.</summary>
    /// <param name="file">A file of the archive.</param>
    /// <param name="scope">What is compared.</param>
    public static bool IsIn(string file, ContentScope scope) => scope switch
    {
        ContentScope.All => true,
        ContentScope.Build => !IsSelectedFolder(file),

        // Other checks read these two and believe them.
        _ => file == PackageArchive.SignatureFile || (!file.Contains('/') && file.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase)),
    };

    private static bool IsSelectedFolder(string file) => SelectedFolders.Any(folder => file.StartsWith(folder, StringComparison.OrdinalIgnoreCase));
}
