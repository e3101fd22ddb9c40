namespace Airlock.Core.Models.Signing;

/// <summary>A file found in a model's folder.</summary>
/// <param name="Name">Its path in the folder, with <c>/</c>.</param>
/// <param name="Path">Its path, absolute.</param>
/// <param name="IsLink">Whether it is a symbolic link, to a file or a folder.</param>
public sealed record ModelFile(string Name, string Path, bool IsLink);

/// <summary>Enumerates the files of a model (OpenSSF Model Signing 1.0, section 6.1).</summary>
public static class ModelFolder
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>
    /// All files below a folder in the order of a manifest, hidden ones as well. Links are told and not followed, so that no cycle can
    /// arise: what a link to a folder in the model leads to is found where it lies.
    /// </summary>
    /// <param name="folder">The model's folder, absolute.</param>
    /// <param name="ignored">Names that are left out, each with all that lies below.</param>
    /// <exception cref="IOException">A folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IReadOnlyList<ModelFile> Enumerate(string folder, IReadOnlySet<string> ignored)
    {
        var files = new List<ModelFile>();
        var pending = new Stack<(DirectoryInfo Folder, string Prefix)>([(new DirectoryInfo(folder), "")]);
        while (pending.TryPop(out var current))
        {
            foreach (var entry in current.Folder.EnumerateFileSystemInfos("*", Everything))
            {
                var name = current.Prefix + entry.Name;
                if (ignored.Contains(name))
                {
                    continue;
                }

                var isLink = entry.LinkTarget is not null;
                if (entry is DirectoryInfo below && !isLink)
                {
                    pending.Push((below, name + "/"));
                }
                else
                {
                    files.Add(new ModelFile(name, entry.FullName, isLink));
                }
            }
        }

        return [.. files.OrderBy(file => file.Name, ModelPath.CodePointOrder)];
    }

    /// <summary>The name of a file in a folder, or null if it really lies elsewhere.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="file">The file, absolute; it need not exist.</param>
    public static string? NameIn(string folder, string file)
    {
        var (realFolder, realFile) = (RealPath.Of(folder), RealPath.Of(file));
        return RealPath.IsInside(realFile, realFolder) ? Path.GetRelativePath(realFolder, realFile).Replace(Path.DirectorySeparatorChar, '/') : null;
    }
}
