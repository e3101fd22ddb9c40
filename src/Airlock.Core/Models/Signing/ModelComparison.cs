namespace Airlock.Core.Models.Signing;

/// <summary>How a model differs from what was signed.</summary>
public enum ModelDifferenceKind
{
    /// <summary>A signed file has other contents.</summary>
    Changed,

    /// <summary>A signed file is not there.</summary>
    Missing,

    /// <summary>A file is there that was not signed.</summary>
    Unsigned,

    /// <summary>A symbolic link, and the signer did not follow links.</summary>
    Link,

    /// <summary>A symbolic link that leads out of the model's folder.</summary>
    LinkOutside,

    /// <summary>A file can't be read.</summary>
    Unreadable,
}

/// <summary>One difference between a model and what was signed.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Path">The file, relative to the model's folder.</param>
/// <param name="Message">What is wrong, complete in itself.</param>
public sealed record ModelDifference(ModelDifferenceKind Kind, string Path, string Message);

/// <summary>Compares the files of a model with a signed manifest (OpenSSF Model Signing 1.0, section 8.4).</summary>
public sealed class ModelComparison
{
    private readonly SignedManifest _manifest;
    private readonly string _folder;
    private readonly CancellationToken _cancellation;

    private ModelComparison(SignedManifest manifest, string folder, CancellationToken cancellation) =>
        (_manifest, _folder, _cancellation) = (manifest, folder, cancellation);

    /// <summary>Compares a whole folder.</summary>
    /// <param name="manifest">What was signed.</param>
    /// <param name="folder">The model's folder, absolute.</param>
    /// <param name="ignored">Further names that may be there unsigned: the bundle's own, and those that the user named.</param>
    /// <param name="ignoresUnsigned">Whether any file may be there unsigned.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The differences, in the order of the files; none if the model is the signed one.</returns>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<ModelDifference> CompareFolder(
        SignedManifest manifest, string folder, IEnumerable<string> ignored, bool ignoresUnsigned, CancellationToken cancellation)
    {
        var comparison = new ModelComparison(manifest, folder, cancellation);

        // What is signed is compared even where the signer or the user says to ignore: signed files are never left out.
        var signedOrAbove = manifest.Files.SelectMany(file => AndFoldersAbove(file.Key)).ToHashSet(StringComparer.Ordinal);
        var skipped = SignedManifest.DefaultIgnoredPaths.Concat(manifest.IgnoredPaths).Concat(ignored)
            .Where(name => !signedOrAbove.Contains(name))
            .ToHashSet(StringComparer.Ordinal);
        var found = ModelFolder.Enumerate(folder, skipped).ToDictionary(file => file.Name, StringComparer.Ordinal);
        var differences = found.Values
            .Select(file => comparison.OfFound(file, ignoresUnsigned))
            .Concat(manifest.Files.AsParallel().AsOrdered().WithCancellation(cancellation).Select(file => comparison.OfSigned(file.Key, found)))
            .OfType<ModelDifference>();
        return [.. differences.OrderBy(difference => difference.Path, ModelPath.CodePointOrder)];
    }

    /// <summary>Compares one file.</summary>
    /// <param name="manifest">What was signed.</param>
    /// <param name="name">The file's name in the manifest.</param>
    /// <param name="path">The file, absolute.</param>
    /// <param name="known">Its digest if somebody read it already, or null.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>How it differs, or null.</returns>
    public static ModelDifference? CompareFile(
        SignedManifest manifest, string name, string path, FileDigest? known, CancellationToken cancellation) =>
        new ModelComparison(manifest, Path.GetDirectoryName(path)!, cancellation).Compare(name, path, known);

    private ModelDifference? OfFound(ModelFile file, bool ignoresUnsigned)
    {
        if (file.IsLink && LeadsOutside(file.Path))
        {
            return ignoresUnsigned && !_manifest.Files.Contains(file.Name)
                ? null
                : Difference(ModelDifferenceKind.LinkOutside, file.Name, $"is a link to {new FileInfo(file.Path).LinkTarget}, which is not in the model's folder");
        }

        if (file.IsLink && !_manifest.AllowsLinks)
        {
            return ignoresUnsigned && !_manifest.Files.Contains(file.Name) ? null : Difference(ModelDifferenceKind.Link, file.Name, "is a link; the model was signed without links");
        }

        // An empty file has no ranges, so a manifest of ranges can't list it.
        return ignoresUnsigned || _manifest.Files.Contains(file.Name) || (file.IsLink && Directory.Exists(file.Path)) || (_manifest.ShardSize is not null && new FileInfo(file.Path).Length == 0)
            ? null
            : Difference(ModelDifferenceKind.Unsigned, file.Name, "was not signed");
    }

    private ModelDifference? OfSigned(string name, Dictionary<string, ModelFile> found)
    {
        if (found.TryGetValue(name, out var file))
        {
            // What is wrong with a link was said by OfFound.
            return file.IsLink && (!_manifest.AllowsLinks || LeadsOutside(file.Path)) ? null : Compare(name, file.Path, known: null);
        }

        // Below a link to a folder nothing is enumerated.
        var path = Path.Combine(_folder, name);
        return _manifest.AllowsLinks && File.Exists(path) && !LeadsOutside(path) && LiesBelowLink(name, found)
            ? Compare(name, path, known: null)
            : Difference(ModelDifferenceKind.Missing, name, "was signed and is missing");
    }

    private static bool LiesBelowLink(string name, Dictionary<string, ModelFile> found) =>
        AndFoldersAbove(name).Any(above => found.TryGetValue(above, out var file) && file.IsLink);

    private ModelDifference? Compare(string name, string path, FileDigest? known)
    {
        try
        {
            return AsSigned([.. _manifest.Files[name]], path, known)
                ? null
                : Difference(ModelDifferenceKind.Changed, name, "has other contents than those that were signed");
        }
        catch (FileNotFoundException)
        {
            return Difference(ModelDifferenceKind.Missing, name, "was signed and is missing");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Difference(ModelDifferenceKind.Unreadable, name, $"can't be read: {exception.Message}");
        }
    }

    private bool AsSigned(IReadOnlyList<SignedResource> signed, string path, FileDigest? known)
    {
        if (signed is [{ End: null } whole])
        {
            return whole.Digest == (known?.Sha256 ?? RangeDigest.OfFile(path, _cancellation));
        }

        if (signed is [{ Start: 0 } only] && known is not null && known.Size <= _manifest.ShardSize)
        {
            return only.End == known.Size && only.Digest == known.Sha256;
        }

        var next = 0;
        var expected = signed.OrderBy(range => range.Start).ToList();
        foreach (var range in RangeDigest.OfShards(signed[0].Path, path, _manifest.ShardSize!.Value, _cancellation))
        {
            if (next == expected.Count || expected[next++] != range)
            {
                return false;
            }
        }

        return next == expected.Count;
    }

    private bool LeadsOutside(string path)
    {
        try
        {
            return ModelFolder.NameIn(_folder, path) is null && RealPath.Of(path) != RealPath.Of(_folder);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static IEnumerable<string> AndFoldersAbove(string name)
    {
        yield return name;
        for (var slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
        {
            yield return name[..slash];
        }
    }

    private static ModelDifference Difference(ModelDifferenceKind kind, string path, string message) => new(kind, path, $"{path} {message}");
}
