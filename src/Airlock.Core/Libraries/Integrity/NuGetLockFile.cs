using System.Text;
using Airlock.Shared.Json;

namespace Airlock.Core.Libraries.Integrity;

/// <summary>What a lock file of NuGet says of a package.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Version">Resolved version, normalised.</param>
/// <param name="ContentHash">SHA-512 of the package without its signature, in Base64; null if the file gives none.</param>
/// <param name="Target">The framework, and behind <c>/</c> the runtime, for which it is locked.</param>
/// <param name="Position">Where it stands in the file.</param>
public sealed record LockedPackage(string Id, string Version, string? ContentHash, string Target, TextPosition Position);

/// <summary>
/// <c>packages.lock.json</c>, in the versions 1, 2 (central package management) and 3 (targets by their alias). It is read strictly: what NuGet does not
/// write is an error, since a lock that is read with indulgence locks nothing.
/// </summary>
public sealed class NuGetLockFile
{
    /// <summary>NuGet's name for the file.</summary>
    public const string Name = "packages.lock.json";

    // The types of NuGet.ProjectModel, PackageDependencyType.
    private static readonly string[] Types = ["Direct", "Transitive", "CentralTransitive", "Project"];

    private const int MaximumVersion = 3;
    private const int AliasedVersion = 3;

    private NuGetLockFile(IReadOnlyList<LockedPackage> packages) => Packages = packages;

    /// <summary>The packages of all targets, in the order of the file. Projects of the solution are not among them.</summary>
    public IReadOnlyList<LockedPackage> Packages { get; }

    /// <summary>
    /// The lock file of a project, as NuGet looks for it: the one that the project names, else <c>packages.NAME.lock.json</c> beside the project, else
    /// <c>packages.lock.json</c> there (NuGet.ProjectModel, PackagesLockFileUtilities).
    /// </summary>
    /// <param name="projectFile">The project file, absolute.</param>
    /// <param name="named">The property <c>NuGetLockFilePath</c>, or null.</param>
    /// <returns>The file, absolute, or null if there is none. One that is named is returned whether it is there or not.</returns>
    public static string? Locate(string projectFile, string? named)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        if (!string.IsNullOrEmpty(named))
        {
            return Path.GetFullPath(Path.Combine(folder, named));
        }

        var project = Path.GetFileNameWithoutExtension(projectFile).Replace(' ', '_');
        return new[] { $"packages.{project}.lock.json", Name }.Select(name => Path.Combine(folder, name)).FirstOrDefault(Path.Exists);
    }

    /// <summary>Reads a lock file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="errors">What is wrong with it, each with its place; a file that can't be read at all has one at its start.</param>
    /// <returns>The file, or null if anything is wrong.</returns>
    public static NuGetLockFile? Read(string file, out IReadOnlyList<TextError> errors)
    {
        string? problem;
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > JsonText.MaximumLength } large)
            {
                problem = $"it is too large: {large.Length:N0} bytes, at most {JsonText.MaximumLength:N0} are read";
            }
            else
            {
                return Parse(File.ReadAllText(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)), out errors);
            }
        }
        catch (DecoderFallbackException)
        {
            problem = "it is not UTF-8 text";
        }
        catch (FileNotFoundException)
        {
            problem = "it does not exist";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"it can't be read: {exception.Message}";
        }

        errors = [new TextError(TextPosition.Start, problem)];
        return null;
    }

    /// <summary>Reads the text of a lock file.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="errors">What is wrong with it, each with its place.</param>
    /// <returns>The file, or null if anything is wrong.</returns>
    public static NuGetLockFile? Parse(string text, out IReadOnlyList<TextError> errors)
    {
        var found = new List<TextError>();
        errors = found;
        if (JsonText.Parse(text, out var error) is not { } root)
        {
            found.Add(error!);
            return null;
        }

        var shape = new JsonShape(root, found);
        if (found.Count > 0)
        {
            return null;
        }

        var version = shape.Count("version");
        if (version is not (>= 1 and <= MaximumVersion))
        {
            found.Add(new TextError(shape.PositionOf("version"), $"a lock file has a \"version\" from 1 to {MaximumVersion}"));
            return null;
        }

        var packages = new List<LockedPackage>();
        foreach (var (target, value) in version >= AliasedVersion ? AliasedTargets(root, found) : Targets(root, shape, found))
        {
            ReadTarget(target, value, packages, found);
        }

        return found.Count == 0 ? new NuGetLockFile(packages) : null;
    }

    private static IEnumerable<(string Target, JsonValue Packages)> Targets(JsonValue root, JsonShape shape, List<TextError> errors)
    {
        shape.Object("dependencies");
        shape.Close();
        if (root["dependencies"] is null)
        {
            errors.Add(new TextError(root.Start, "a lock file needs \"dependencies\""));
        }

        return (root["dependencies"]?.Members ?? []).Select(member => (member.Name, member.Value));
    }

    private static IEnumerable<(string Target, JsonValue Packages)> AliasedTargets(JsonValue root, List<TextError> errors)
    {
        foreach (var member in root.Members.Where(member => member.Name != "version"))
        {
            var shape = new JsonShape(member.Value, errors);
            shape.Text("framework", required: true);
            shape.Object("dependencies");
            shape.Close();
            if (member.Value["dependencies"] is { } packages)
            {
                yield return (member.Name, packages);
            }
        }
    }

    private static void ReadTarget(string target, JsonValue value, List<LockedPackage> packages, List<TextError> errors)
    {
        _ = new JsonShape(value, errors);
        foreach (var member in value.Members)
        {
            var shape = new JsonShape(member.Value, errors);
            var type = shape.Text("type", required: true);
            if (type is not null && !Types.Contains(type, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add(new TextError(shape.PositionOf("type"), $"\"type\" must be one of {string.Join(", ", Types)}, not \"{type}\""));
            }

            var isProject = string.Equals(type, "Project", StringComparison.OrdinalIgnoreCase);
            var resolved = shape.Text("resolved", required: type is not null && !isProject);
            var contentHash = shape.Text("contentHash");
            shape.Text("requested");
            foreach (var _ in shape.Map("dependencies"))
            {
            }

            shape.Close();
            if (contentHash is not null && !IsContentHash(contentHash))
            {
                errors.Add(new TextError(shape.PositionOf("contentHash"), "\"contentHash\" must be SHA-512 in Base64"));
            }
            else if (resolved is not null && !isProject)
            {
                packages.Add(new LockedPackage(member.Name, resolved, contentHash, target, member.NameStart));
            }
        }
    }

    private static bool IsContentHash(string text)
    {
        Span<byte> bytes = stackalloc byte[64];
        return text.Length == 88 && Convert.TryFromBase64String(text, bytes, out var count) && count == bytes.Length;
    }
}
