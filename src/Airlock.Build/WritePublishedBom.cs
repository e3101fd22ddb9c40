using Airlock.Core.Bom;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Bom.Publishing;
using Airlock.Shared.Rules;
using Microsoft.Build.Framework;

namespace Airlock.Build;

/// <summary>Writes the document of what a publish delivers, so that it is delivered with the rest.</summary>
[MSBuildMultiThreadableTask]
public sealed class WritePublishedBom : Microsoft.Build.Utilities.Task
{
    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Target framework, as <c>net10.0</c>.</summary>
    [Required]
    public string TargetFramework { get; set; } = "";

    /// <summary>Runtime identifier, or empty.</summary>
    public string? RuntimeIdentifier { get; set; }

    /// <summary>Name of the assembly.</summary>
    [Required]
    public string AssemblyName { get; set; } = "";

    /// <summary>NuGet's assets file.</summary>
    [Required]
    public string AssetsFile { get; set; } = "";

    /// <summary>The document of the build.</summary>
    [Required]
    public string BuildBom { get; set; } = "";

    /// <summary>Where the new document is made.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>Whether the application is compiled to native code.</summary>
    public bool PublishAot { get; set; }

    /// <summary>Where the compiler to native code finds the framework, or empty.</summary>
    public string? NativeFrameworkFolder { get; set; }

    /// <summary>Items <c>ResolvedFileToPublish</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Items <c>FilesToBundle</c>: what goes into a single file.</summary>
    public ITaskItem[] Bundled { get; set; } = [];

    /// <summary>The single file, or empty.</summary>
    public string? BundleFile { get; set; }

    /// <summary>The documents, each with <c>RelativePath</c>: where it belongs below the application's folder.</summary>
    [Output]
    public ITaskItem[] Documents { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Documents = [.. PublishedBom.Write(ToRequest()).Select(ToItem)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BomFormatException)
        {
            const string Rule = "AIR9004";
            Log.LogError(null, Rule, null, RuleTable.Find(Rule)?.HelpLink, ProjectFile, 0, 0, 0, 0, "{0}", $"Airlock can't write the SBOM of what is published: {exception.Message}");
        }

        return !Log.HasLoggedErrors;
    }

    private PublishRequest ToRequest()
    {
        var folder = Path.GetDirectoryName(ProjectFile)!;
        string Full(string path) => Path.GetFullPath(path, folder);
        ShippedFile Read(ITaskItem item) =>
            ShippedItems.Read(item, Full(item.ItemSpec), item.GetMetadata("RelativePath") is { Length: > 0 } relative ? relative : Path.GetFileName(item.ItemSpec));
        var files = Files.Select(Read).ToList();
        var unbundled = files.Select(file => file.Destination).ToHashSet(StringComparer.Ordinal);
        return new PublishRequest
        {
            ProjectFile = ProjectFile,
            TargetFramework = TargetFramework,
            RuntimeIdentifier = string.IsNullOrEmpty(RuntimeIdentifier) ? null : RuntimeIdentifier,
            AssemblyName = AssemblyName,
            AssetsFile = Full(AssetsFile),
            BuildBomFile = Full(BuildBom),
            OutputFolder = Full(OutputFolder),
            IsAot = PublishAot,
            NativeFrameworkFolder = PublishAot && !string.IsNullOrEmpty(NativeFrameworkFolder) ? Full(NativeFrameworkFolder) : null,
            BundleFile = string.IsNullOrEmpty(BundleFile) ? null : Full(BundleFile),

            // What the bundler left out, as native libraries, is delivered beside the single file.
            Files = [.. files, .. Bundled.Select(Read).Where(file => !unbundled.Contains(file.Destination)).Select(file => file with { IsBundled = true })],
        };
    }

    private static ITaskItem ToItem(string path)
    {
        var item = new Microsoft.Build.Utilities.TaskItem(path);
        item.SetMetadata("RelativePath", $"{PublishedBom.Folder}/{Path.GetFileName(path)}");
        return item;
    }
}
