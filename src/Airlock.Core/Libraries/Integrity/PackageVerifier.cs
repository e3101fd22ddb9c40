using System.Collections.Immutable;
using System.Security.Cryptography;
using Airlock.Core.Libraries.Signatures;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.Integrity;

/// <summary>Does the work of <see cref="PackageContent.Verify"/> for one package.</summary>
internal sealed class PackageVerifier(RestoredPackage package, ContentScope scope, CancellationToken cancellation)
{
    private readonly List<VerifiedFile> _files = [];
    private readonly List<VerifiedFile> _folders = [];
    private readonly List<ContentFault> _faults = [];

    /// <summary>Compares, and tells.</summary>
    public PackageContent Run()
    {
        string? archiveHash = null;
        if (package.Folder is not { } folder || package.ArchiveFile is not { } archiveFile)
        {
            Fault(ContentFaultKind.Unknown, "is in none of the package folders");
        }
        else if (FileIdentity.OfFile(archiveFile) is null)
        {
            Fault(ContentFaultKind.Unknown, "has no .nupkg in its folder, so nothing tells whether its files are those of the package");
        }
        else
        {
            try
            {
                archiveHash = Verify(folder, archiveFile);
            }
            catch (ModelFormatException exception)
            {
                Fault(ContentFaultKind.Archive, exception.Message);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Fault(ContentFaultKind.Unknown, $"can't be read: {exception.Message}");
            }
        }

        return new PackageContent
        {
            Scope = scope,
            ArchiveHash = archiveHash,
            Files = [.. _files.OrderBy(file => file.Path, StringComparer.Ordinal)],
            Folders = [.. _folders.OrderBy(file => file.Path, StringComparer.Ordinal)],
            Faults = [.. _faults.OrderBy(fault => fault.Kind).ThenBy(fault => fault.Subject, StringComparer.Ordinal)],
        };
    }

    private string? Verify(string folder, string archiveFile)
    {
        // The same open file gives directory, digest and content: nobody can exchange it in between.
        using var handle = FileDigest.Open(archiveFile);
        var identity = FileIdentity.Of(handle);
        var source = ByteSource.Of(handle, archiveFile);
        var archive = PackageArchive.Read(source, package, cancellation);
        foreach (var problem in archive.Problems)
        {
            Fault(ContentFaultKind.Archive, problem);
        }

        var hash = scope == ContentScope.All ? HashOf(source) : null;
        var used = PackageUsage.FilesOf(package).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in archive.Entries.Values.Where(entry => used.Contains(entry.Path) || PackageUsage.IsIn(entry.Path, scope)))
        {
            Compare(folder, archive, entry, used.Contains(entry.Path));
        }

        FindAdded(folder, archive, used);
        if (FileIdentity.Of(handle) != identity)
        {
            throw new FileChangedException(archiveFile);
        }

        _files.Add(new VerifiedFile(Path.GetFileName(archiveFile), identity));
        return hash;
    }

    private string? HashOf(ByteSource source)
    {
        try
        {
            return PackageArchiveDigest.Compute(source, HashAlgorithmName.SHA512, cancellation).Base64;
        }
        catch (InvalidDataException exception)
        {
            Fault(ContentFaultKind.Archive, exception.Message);
            return null;
        }
    }

    private void Compare(string folder, PackageArchive archive, PackageEntryFile entry, bool isUsed)
    {
        var path = Path.Combine(folder, entry.DiskName);
        if (FileIdentity.OfFile(path) is null)
        {
            // Restore can leave documentation out (NUGET_XMLDOC_MODE), and a file that nothing uses harms nobody by its absence. What is there and no
            // regular file, as a pipe, is not opened: who reads from it waits.
            if (Path.Exists(path))
            {
                Fault(ContentFaultKind.Changed, entry.Path);
            }
            else if (isUsed)
            {
                Fault(ContentFaultKind.Removed, entry.Path);
            }

            return;
        }

        using var handle = FileDigest.Open(path);
        var identity = FileIdentity.Of(handle);
        var file = ByteSource.Of(handle, path);
        try
        {
            var isSame = scope == ContentScope.All
                ? FileComparison.HasBytes(file, archive, entry, cancellation)
                : FileComparison.HasChecksum(file, entry, cancellation);
            if (!isSame)
            {
                Fault(ContentFaultKind.Changed, entry.Path);
                return;
            }
        }
        catch (ModelFormatException exception)
        {
            Fault(ContentFaultKind.Archive, $"of \"{PackageArchive.Show(entry.Path)}\", {exception.Message}");
            return;
        }

        if (FileIdentity.Of(handle) != identity)
        {
            throw new FileChangedException(path);
        }

        _files.Add(new VerifiedFile(entry.DiskName, identity));
    }

    private void FindAdded(string folder, PackageArchive archive, HashSet<string> used)
    {
        var added = used.Where(file => !archive.Entries.ContainsKey(file)).ToHashSet(StringComparer.Ordinal);
        if (scope >= ContentScope.Build)
        {
            // The folders are asked first: what is added afterwards changes them.
            foreach (var path in Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Prepend(folder))
            {
                if (FileIdentity.OfFolder(path) is { } identity)
                {
                    _folders.Add(new VerifiedFile(path == folder ? "" : Path.GetRelativePath(folder, path).Replace('\\', '/'), identity));
                }
            }

            added.UnionWith(package.FilesOnDisk().Where(file => !archive.Entries.ContainsKey(file)));
        }

        foreach (var file in added)
        {
            Fault(ContentFaultKind.Added, file);
        }
    }

    private void Fault(ContentFaultKind kind, string subject) => _faults.Add(new ContentFault(kind, subject));
}
