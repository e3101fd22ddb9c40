using Airlock.Core.Bom.Packages;
using Microsoft.Build.Framework;

namespace Airlock.Build;

/// <summary>Items of MSBuild as files that are delivered.</summary>
internal static class ShippedItems
{
    /// <summary>The file of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="path">Its path, absolute.</param>
    /// <param name="destination">Where it goes, relative.</param>
    public static ShippedFile Read(ITaskItem item, string path, string destination) => new(path, destination.Replace('\\', '/'))
    {
        PackageId = item.GetMetadata("NuGetPackageId") is { Length: > 0 } id ? id : null,
        PackageVersion = item.GetMetadata("NuGetPackageVersion") is { Length: > 0 } version ? version : null,
    };

    /// <summary>Where an item of the project's content goes, as the targets of MSBuild decide it (AssignTargetPath).</summary>
    public static string TargetOf(ITaskItem item) =>
        item.GetMetadata("TargetPath") is { Length: > 0 } target ? target
        : item.GetMetadata("Link") is { Length: > 0 } link ? link
        : Path.IsPathRooted(item.ItemSpec) || item.ItemSpec.StartsWith("..", StringComparison.Ordinal) ? Path.GetFileName(item.ItemSpec)
        : item.ItemSpec;
}
