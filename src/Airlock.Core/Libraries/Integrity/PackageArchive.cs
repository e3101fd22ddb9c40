using Airlock.Core.Models;
using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.Integrity;

/// <summary>A file of a package archive.</summary>
/// <param name="Path">The file that NuGet extracts it to, relative to the package's folder, with <c>/</c>.</param>
/// <param name="DiskName">The same as the archive writes it: the name on disk where <c>\</c> is a letter like any other.</param>
/// <param name="Header">Its header in the archive's directory: length, CRC-32 and where the bytes are.</param>
internal sealed record PackageEntryFile(string Path, string DiskName, ZipHeader Header);

/// <summary>The directory of a package archive (<c>.nupkg</c>), with names as NuGet extracts them.</summary>
internal sealed class PackageArchive
{
    /// <summary>The signature: an entry of the archive that NuGet extracts beside it.</summary>
    public const string SignatureFile = ".signature.p7s";

    // The largest packages known have some ten thousand.
    private const int MaximumEntries = 100_000;
    private const int MaximumNames = 16 * 1024 * 1024;

    private static readonly char[] Separators = ['/', '\\'];

    private readonly Dictionary<string, PackageEntryFile> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly ByteSource _source;

    private PackageArchive(ByteSource source) => _source = source;

    /// <summary>The files that NuGet extracts, by path.</summary>
    public IReadOnlyDictionary<string, PackageEntryFile> Entries => _entries;

    /// <summary>What no package has: names that climb out, two entries for one file. Each is a part of a sentence.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads the directory of an archive; time and memory are bounded whatever it says.</summary>
    /// <param name="source">The bytes of the archive.</param>
    /// <param name="package">The package that it should be.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ModelFormatException">It is no zip, or one whose directory contradicts itself.</exception>
    public static PackageArchive Read(ByteSource source, RestoredPackage package, CancellationToken cancellation = default)
    {
        var archive = new PackageArchive(source);
        archive.ReadDirectory(package, cancellation);
        return archive;
    }

    /// <summary>The content of an entry, unpacked as it is read.</summary>
    /// <exception cref="ModelFormatException">No data stand where the directory says, or they are compressed in a way that nothing here can read.</exception>
    public Stream Open(PackageEntryFile entry)
    {
        var header = entry.Header;
        if (header.LocalOffset < 0 || header.LocalOffset >= _source.Length || ZipHeader.ReadLocal(_source, header.LocalOffset) is not { } local)
        {
            throw new ModelFormatException("no local header stands where the directory says", header.Start);
        }

        if (header.CompressedSize < 0 || local.End + header.CompressedSize > _source.Length)
        {
            throw new ModelFormatException("its data lie outside of the archive", header.Start);
        }

        var data = _source.Slice(local.End, header.CompressedSize);
        return header.Method == 0 ? data.OpenRead() : ZipMethods.Open(header.Method, data, header.Size);
    }

    // NuGet goes by the directory that the last end record names. Where a record leaves a choice, other readers can see other files.
    private void ReadDirectory(RestoredPackage package, CancellationToken cancellation)
    {
        var record = ZipEndRecord.Find(_source).FirstOrDefault() ?? throw new ModelFormatException("it is no zip, or is cut off");
        if (record.Disagreement is { } disagreement)
        {
            throw new ModelFormatException(disagreement);
        }

        if (record.Shift != 0 || record.Count is < 0 or > MaximumEntries)
        {
            throw new ModelFormatException(record.Shift != 0 ? "its directory is not where its end record says" : $"it has {record.Count:N0} entries");
        }

        var names = 0;
        var folded = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var cursor = new ByteCursor(_source.Slice(record.DirectoryOffset, record.DirectorySize));
        for (long index = 0; index < record.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var header = ZipHeader.ReadDirectory(cursor, record.DirectoryOffset) ?? throw new ModelFormatException("its directory is shorter than its end record says");
            names += header.Name.Length;
            if (names > MaximumNames)
            {
                throw new ModelFormatException($"its names have more than {MaximumNames:N0} characters");
            }

            Add(header, package, folded);
        }

        if (!cursor.IsAtEnd)
        {
            throw new ModelFormatException("its directory is longer than its end record says");
        }
    }

    private void Add(ZipHeader header, RestoredPackage package, Dictionary<string, string> folded)
    {
        // Names are parts of the Open Packaging Conventions: percent-encoded. NuGet takes one slash off their front.
        var name = header.Name.Contains('%') ? Uri.UnescapeDataString(header.Name) : header.Name;
        name = name.StartsWith('/') ? name[1..] : name;
        if (name.Length == 0 || name.EndsWith('/') || name.EndsWith('\\'))
        {
            return;
        }

        if (ArchivePath.FindEscape(name) is { } escape)
        {
            _problems.Add($"of \"{Show(name)}\", {escape}");
            return;
        }

        var path = name.Replace('\\', '/');
        if (IsManifest(name))
        {
            // NuGet extracts it under a name of its own.
            (name, path) = ($"{package.Id}.nuspec".ToLowerInvariant(), $"{package.Id}.nuspec".ToLowerInvariant());
        }

        if (IsLeftOut(path, package))
        {
            return;
        }

        if (!folded.TryAdd(path, header.Name))
        {
            _problems.Add($"\"{Show(folded[path])}\" and \"{Show(header.Name)}\" are entries for one file");
            return;
        }

        _entries.Add(path, new PackageEntryFile(path, name, header));
    }

    private static bool IsManifest(string name) => name.IndexOfAny(Separators) < 0 && name.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase);

    // What NuGet does not extract (NuGet.Packaging, PackageExtractor): the parts of the Open Packaging Conventions; and what it writes itself.
    private static bool IsLeftOut(string path, RestoredPackage package) =>
        Path.GetFileName(path) is ".rels" or "[Content_Types].xml"
        || path.EndsWith(".psmdcp", StringComparison.Ordinal)
        || (package.IsOfNuGet(path) && path != SignatureFile);

    /// <summary>A name as messages can show it.</summary>
    public static string Show(string name) => string.Concat(name.Take(200).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
