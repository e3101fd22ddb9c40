using System.Collections.Immutable;
using Airlock.Core.Models;

namespace Airlock.Core.Libraries.Integrity;

/// <summary>Which files of a package were compared with its archive. Each includes the one before.</summary>
public enum ContentScope
{
    /// <summary>Those that restore selected for the project, analyzers, the package's manifest and signature.</summary>
    Used,

    /// <summary>Also everything that targets and tasks of the package can use, and whether something was added to it.</summary>
    Build,

    /// <summary>Every file, whether something was added, each compared byte by byte, and the digest of the archive.</summary>
    All,
}

/// <summary>What is wrong with a package on disk.</summary>
public enum ContentFaultKind
{
    /// <summary>A file has other bytes than its entry in the archive.</summary>
    Changed,

    /// <summary>A file is there, or is used by the build, that the archive does not hold.</summary>
    Added,

    /// <summary>A file that the build uses is not there.</summary>
    Removed,

    /// <summary>The archive is damaged, or not one that NuGet extracts.</summary>
    Archive,

    /// <summary>Something is not known, because the folder, the archive or a right to read is missing.</summary>
    Unknown,
}

/// <summary>Something wrong with a package on disk.</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">For a file its path, relative to the package's folder with <c>/</c>; else the middle of a sentence about the package.</param>
public sealed record ContentFault(ContentFaultKind Kind, string Subject);

/// <summary>A file or folder in the state in which it was verified.</summary>
/// <param name="Path">Relative to the package's folder, with <c>/</c>; empty for the folder itself.</param>
/// <param name="Identity">Its state: as long as that is the same, so is the content.</param>
public sealed record VerifiedFile(string Path, FileIdentity Identity);

/// <summary>
/// A package's folder, compared with the archive beside it. It depends on nothing but the folder and on which of its files the project uses, and can be
/// remembered: <see cref="IsCurrent"/> tells whether it still holds.
/// </summary>
public sealed record PackageContent
{
    /// <summary>What was compared.</summary>
    public required ContentScope Scope { get; init; }

    /// <summary>NuGet's content hash of the archive as it is; null if the scope does not ask for it, or the archive can't be read.</summary>
    public string? ArchiveHash { get; init; }

    /// <summary>The files that are as the archive has them, the archive among them, in ordinal order.</summary>
    public ImmutableArray<VerifiedFile> Files { get; init; } = [];

    /// <summary>The folders to which nothing was added, in ordinal order; empty where the scope does not ask for it.</summary>
    public ImmutableArray<VerifiedFile> Folders { get; init; } = [];

    /// <summary>What is wrong, in order of kinds and files.</summary>
    public ImmutableArray<ContentFault> Faults { get; init; } = [];

    /// <summary>Compares a package with its archive.</summary>
    /// <param name="package">The package.</param>
    /// <param name="isStrict">Whether everything is compared, byte by byte; otherwise what the build uses, by length and CRC-32.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    public static PackageContent Verify(RestoredPackage package, bool isStrict, CancellationToken cancellation = default) =>
        new PackageVerifier(package, ScopeFor(package, isStrict), cancellation).Run();

    /// <summary>The scope that a package needs.</summary>
    /// <param name="package">The package.</param>
    /// <param name="isStrict">Whether everything is to be compared.</param>
    public static ContentScope ScopeFor(RestoredPackage package, bool isStrict)
    {
        // Of a package that the SDK downloads for itself nobody says which files it uses; and where NuGet noted no digest of the archive, the
        // archive itself has to give it.
        if (isStrict || package.Node.Files.IsEmpty || package.ContentHash is null)
        {
            return ContentScope.All;
        }

        return !package.Node.BuildFiles.IsEmpty || package.Files.Any(PackageUsage.IsAnalyzer) ? ContentScope.Build : ContentScope.Used;
    }

    /// <summary>
    /// Whether a remembered comparison tells all that a new one would: it found nothing wrong, it compared every file that the project uses, and
    /// nothing changed since.
    /// </summary>
    /// <param name="package">The package now.</param>
    /// <param name="isStrict">Whether everything is to be compared.</param>
    public bool IsCurrent(RestoredPackage package, bool isStrict)
    {
        if (!Faults.IsEmpty || package.Folder is not { } folder || Scope < ScopeFor(package, isStrict))
        {
            return false;
        }

        var files = Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return PackageUsage.FilesOf(package).All(files.Contains)
            && Files.All(file => FileIdentity.OfFile(Path.Combine(folder, file.Path)) == file.Identity)
            && Folders.All(file => FileIdentity.OfFolder(Path.Combine(folder, file.Path)) == file.Identity);
    }
}
