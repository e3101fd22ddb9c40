using Airlock.Core.Models.Signing;

namespace Airlock.Cli.Signing;

/// <summary>What a user names to be signed: a folder, a file, or several of both, and the folder that their names are relative to.</summary>
public sealed class SignedPaths
{
    private readonly IReadOnlyList<string> _paths;

    private SignedPaths(IReadOnlyList<string> paths, string folder) => (_paths, Folder) = (paths, folder);

    /// <summary>The model's folder, absolute: the one that was named, else the deepest that holds all that was.</summary>
    public string Folder { get; }

    /// <summary>What the model is called: its folder, or its file if it is only one.</summary>
    public string Name => IsOneFile ? Path.GetFileName(_paths[0]) : Path.GetFileName(Folder) is { Length: > 0 } name ? name : "model";

    /// <summary>The model's path.</summary>
    public string Shown => IsOneFile ? _paths[0] : Folder;

    /// <summary>Where the bundle goes if the user does not say.</summary>
    public string DefaultBundle => IsOneFile ? _paths[0] + ".sig" : Path.Combine(Folder, Commands.SignCommand.BundleName);

    private bool IsOneFile => _paths.Count == 1 && File.Exists(_paths[0]);

    /// <summary>Looks at what was named.</summary>
    /// <param name="paths">Files and folders, absolute.</param>
    /// <exception cref="ToolException">One is not there, or they have no folder in common.</exception>
    public static SignedPaths Find(IReadOnlyList<string> paths)
    {
        var named = paths.Select(Path.TrimEndingDirectorySeparator).ToList();
        if (named.FirstOrDefault(path => !Path.Exists(path)) is { } missing)
        {
            throw new ToolException(ExitCode.Usage, $"{missing} does not exist");
        }

        var folders = named.Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path)!).ToList();
        var folder = folders[0];
        while (!folders.TrueForAll(other => other == folder || Core.Models.RealPath.IsInside(other, folder)))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new ToolException(ExitCode.Usage, "the paths have no folder in common; sign them one by one");
        }

        return new SignedPaths(named, folder);
    }

    /// <summary>The files to sign.</summary>
    /// <param name="ignored">Names in the folder that are left out.</param>
    public IReadOnlyList<ModelFile> Files(IEnumerable<string> ignored)
    {
        var skipped = ignored.ToHashSet(StringComparer.Ordinal);
        return IsOneFile || _paths.All(File.Exists)
            ? [.. _paths.Distinct(StringComparer.Ordinal).Select(Named)
                .Where(file => !skipped.Contains(file.Name)).OrderBy(file => file.Name, ModelPath.CodePointOrder)]
            : [.. ModelFolder.Enumerate(Folder, skipped).Where(IsNamed)];

        ModelFile Named(string path) => new(
            Path.GetRelativePath(Folder, path).Replace(Path.DirectorySeparatorChar, '/'), path, new FileInfo(path).LinkTarget is not null);
    }

    private bool IsNamed(ModelFile file) =>
        _paths.Any(path => path == file.Path || path == Folder || Core.Models.RealPath.IsInside(file.Path, path));
}
