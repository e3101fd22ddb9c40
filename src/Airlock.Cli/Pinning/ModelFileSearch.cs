using System.IO.Enumeration;
using Airlock.Shared.Models;

namespace Airlock.Cli.Pinning;

/// <summary>Finds model files by extension.</summary>
public static class ModelFileSearch
{
    private static readonly HashSet<string> SkippedFolders = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "artifacts", "node_modules" };

    /// <summary>All model files below a folder, in ordinal order. What builds write, hidden folders and links are left out.</summary>
    /// <param name="folder">The folder, absolute.</param>
    public static IReadOnlyList<string> Find(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && ModelFiles.FormatOf(entry.FileName.ToString()) is not null,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => entry.FileName[0] != '.' && !SkippedFolders.Contains(entry.FileName.ToString()),
        };
        return [.. files.Order(StringComparer.Ordinal)];
    }
}
