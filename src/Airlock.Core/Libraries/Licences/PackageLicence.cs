using System.Text;
using Airlock.Core.Bom;

namespace Airlock.Core.Libraries.Licences;

/// <summary>By what the licence of a package is known.</summary>
public enum LicenceEvidence
{
    /// <summary>By nothing.</summary>
    None,

    /// <summary>The author declares an SPDX expression.</summary>
    Expression,

    /// <summary>The package holds the text of a well-known licence.</summary>
    KnownText,

    /// <summary>The package holds a text that is no well-known licence, or more than one.</summary>
    OwnText,

    /// <summary>The author names the address of a well-known licence.</summary>
    Address,

    /// <summary>Somebody found it out, and recorded it.</summary>
    Recorded,
}

/// <summary>The licence of a package, as far as the package itself tells.</summary>
public sealed record PackageLicence
{
    // The longest licence of the SPDX list has less than a tenth.
    private const int MaximumLength = 512 * 1024;
    private const int DigestLength = 16;

    private static readonly string[] FileNames = ["license", "licence", "copying"];
    private static readonly string[] FileEndings = ["", ".txt", ".md"];

    /// <summary>
    /// SPDX licence expression, as the author writes it or as it was recognised; null if nothing is known. A text that is no well-known licence is
    /// <c>LicenseRef-FILE-DIGEST</c>: the digest is that of its words, so that a policy that lists it means this text and no other.
    /// </summary>
    public string? Expression { get; init; }

    /// <summary>By what it is known.</summary>
    public LicenceEvidence Evidence { get; init; }

    /// <summary>The file of the package that holds the text, relative to the package's folder, or null.</summary>
    public string? File { get; init; }

    /// <summary>The address that the package names, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Why nothing is known although the package names a licence, as the middle of a sentence; or null.</summary>
    public string? Problem { get; init; }

    /// <summary>Reads what a package tells of its licence. It depends on nothing but the content of the package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="cancellation">Stops before a file is read.</param>
    public static PackageLicence Read(RestoredPackage package, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (package.Folder is null)
        {
            return new PackageLicence { Problem = "the package is in none of the package folders" };
        }

        var nuspec = Nuspec.Read(package.Folder, package.Id);
        if (nuspec.LicenceExpression is { } expression)
        {
            return new PackageLicence { Expression = expression, Evidence = LicenceEvidence.Expression };
        }

        if (nuspec.LicenceFile is { } file)
        {
            return ReadFile(package, file);
        }

        if (nuspec.LicenceAddress is not { } address)
        {
            return FindFile(package) ?? new PackageLicence();
        }

        // An address that is unknown, as one that leads through a redirect, often stands beside the text itself.
        return KnownLicences.ByAddress(address) is { } licence
            ? new PackageLicence { Expression = licence, Evidence = LicenceEvidence.Address, Address = address }
            : (FindFile(package) ?? new PackageLicence()) with { Address = address };
    }

    private static PackageLicence ReadFile(RestoredPackage package, string written)
    {
        try
        {
            var name = written.Replace('\\', '/').TrimStart('/');
            name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
            var file = package.Files.FirstOrDefault(file => string.Equals(file, name, StringComparison.OrdinalIgnoreCase));
            return file is null || !PackageGraph.IsInside(file)
                ? new PackageLicence { File = written, Problem = "the package has no such file" }
                : Recognise(file, Path.Combine(package.Folder!, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new PackageLicence { File = written, Problem = "the file can't be read" };
        }
    }

    private static PackageLicence Recognise(string file, string path)
    {
        if (new FileInfo(path).Length > MaximumLength)
        {
            return new PackageLicence { File = file, Problem = $"the file is longer than {MaximumLength:N0} bytes" };
        }

        var words = LicenceText.Words(System.IO.File.ReadAllText(path));
        return KnownLicences.ByText(words) is { } known
            ? new PackageLicence { Expression = known, Evidence = LicenceEvidence.KnownText, File = file }
            : new PackageLicence { Expression = OwnLicence(file, words), Evidence = LicenceEvidence.OwnText, File = file };
    }

    // Of a package that names no file: one at its root that is called as licences are, if its text is well known. Any other text there may be that of something
    // inside the package.
    private static PackageLicence? FindFile(RestoredPackage package)
    {
        try
        {
            var files = package.Files.Where(IsLicenceFile).ToList();
            return files is [var file] && ReadFile(package, file) is { Evidence: LicenceEvidence.KnownText } licence ? licence : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsLicenceFile(string file) =>
        FileNames.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase)
        && FileEndings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)
        && !file.Contains('/', StringComparison.Ordinal);

    private static string OwnLicence(string file, IReadOnlyList<string> words)
    {
        var name = new StringBuilder("LicenseRef-");
        foreach (var letter in file)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : '-');
        }

        return name.Append('-').Append(LicenceText.Fingerprint(words).AsSpan(0, DigestLength)).ToString();
    }
}
