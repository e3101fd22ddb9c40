namespace Airlock.Core.Models.Signing;

/// <summary>A file, or a range of one, with its digest.</summary>
/// <param name="Path">The file, relative to the model's folder, with <c>/</c>; <c>.</c> for a model that is one file, as older bundles have it.</param>
/// <param name="Start">First byte.</param>
/// <param name="End">The byte after the last, or null for the end of the file.</param>
/// <param name="Digest">SHA-256, 64 lower-case hex digits.</param>
public sealed record SignedResource(string Path, long Start, long? End, string Digest);

/// <summary>What a signature covers: the files of a model, and how they were enumerated and hashed (OpenSSF Model Signing 1.0, section 5.2).</summary>
/// <param name="ModelName">What the signer called the model; informational.</param>
/// <param name="Resources">Files or ranges, in the order of the statement. No range is there twice.</param>
/// <param name="ShardSize">Length of a range in bytes, or null if files are hashed whole.</param>
/// <param name="AllowsLinks">Whether symbolic links were followed.</param>
/// <param name="IgnoredPaths">Paths in the model's folder that are not covered, each with all that lies below.</param>
public sealed record SignedManifest(
    string ModelName, IReadOnlyList<SignedResource> Resources, long? ShardSize, bool AllowsLinks, IReadOnlyList<string> IgnoredPaths)
{
    /// <summary>The name that older bundles give to a model that is one file.</summary>
    public const string SingleFile = ".";

    /// <summary>What is never covered, unless the statement names it: paths of git at the top of the folder (section 6.2).</summary>
    public static IReadOnlyList<string> DefaultIgnoredPaths { get; } = [".git", ".gitattributes", ".github", ".gitignore"];

    /// <summary>Files or ranges, in the order of the statement. No range is there twice.</summary>
    public IReadOnlyList<SignedResource> Resources
    {
        get;
        init => (field, Files) = (value, ByPath(value));
    }
    = Resources;

    /// <summary>The ranges of each file.</summary>
    public ILookup<string, SignedResource> Files { get; private init; } = ByPath(Resources);

    /// <summary>
    /// The name under which a file is signed, given its path and where the bundle lies, since a bundle does not say which folder the
    /// model's is: relative to the bundle if that is signed, else the longest signed name with which the path ends.
    /// </summary>
    /// <param name="path">The file's path with <c>/</c>.</param>
    /// <param name="bundlePath">The bundle's path, relative to the same folder.</param>
    public string? NameOf(string path, string bundlePath)
    {
        var folder = bundlePath[..(bundlePath.LastIndexOf('/') + 1)];
        if (path.StartsWith(folder, StringComparison.Ordinal) && Files.Contains(path[folder.Length..]))
        {
            return path[folder.Length..];
        }

        for (var start = 0; start >= 0; start = path.IndexOf('/', start) is >= 0 and var slash ? slash + 1 : -1)
        {
            if (Files.Contains(path[start..]))
            {
                return path[start..];
            }
        }

        return Files.Count == 1 && Files.Contains(SingleFile) ? SingleFile : null;
    }

    private static ILookup<string, SignedResource> ByPath(IEnumerable<SignedResource> resources) =>
        resources.ToLookup(resource => resource.Path, StringComparer.Ordinal);
}
