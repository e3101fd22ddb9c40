namespace Airlock.Core.Libraries.Integrity;

/// <summary>What a lock says that a package's content is.</summary>
/// <param name="Source">Who says it, as messages name it: a file.</param>
/// <param name="Id">Identifier of the package.</param>
/// <param name="Version">Its version, normalised.</param>
/// <param name="ContentHash">SHA-512 of the package without its signature, in Base64; null if the lock names the package without it.</param>
public sealed record ExpectedContent(string Source, string Id, string Version, string? ContentHash)
{
    /// <summary>Whether it is about a package.</summary>
    public bool IsAbout(RestoredPackage package) =>
        string.Equals(Id, package.Id, StringComparison.OrdinalIgnoreCase) && string.Equals(Version, package.Version, StringComparison.OrdinalIgnoreCase);

    /// <summary>What NuGet's lock file of the project says; empty if there is none. What is wrong with it goes to the report.</summary>
    /// <param name="libraries">The packages of the project.</param>
    /// <param name="report">Receives AIR9004 for a file that can't be read.</param>
    /// <param name="file">The file as messages name it, if one was read.</param>
    internal static IReadOnlyList<ExpectedContent> OfNuGet(LibrarySet libraries, LibraryReport report, out string? file)
    {
        file = null;
        if (NuGetLockFile.Locate(libraries.Context.ProjectFile, libraries.Graph.Restore.LockFile) is not { } path)
        {
            return [];
        }

        var name = libraries.Context.Relative(path);
        if (NuGetLockFile.Read(path, out var errors) is not { } locked)
        {
            report.Incomplete(
                $"The lock file {name}{errors[0].Position} can't be used, so nothing holds packages to it: {errors[0].Message}; restore it from source control, or write it anew with `dotnet restore --force-evaluate` and look at what changed");
            return [];
        }

        file = name;
        return [.. locked.Packages.Select(package => new ExpectedContent(name, package.Id, package.Version, package.ContentHash))];
    }
}
