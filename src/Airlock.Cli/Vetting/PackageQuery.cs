using System.Xml;
using Airlock.Shared.Models;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Airlock.Cli.Vetting;

/// <summary>A package that the user names: <c>Id</c>, <c>Id@Version</c>, or the file of one.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Version">The exact version, or null for the newest.</param>
/// <param name="File">The <c>.nupkg</c> file, absolute, or null for a package of the user's feeds.</param>
public sealed record PackageQuery(string Id, NuGetVersion? Version, string? File)
{
    private const string Extension = ".nupkg";

    /// <summary>Reads what the user wrote.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="folder">The folder that relative paths start from, absolute.</param>
    /// <returns>The query; null if the text names a file or folder of models.</returns>
    /// <exception cref="ToolException">It is a package file that can't be read.</exception>
    public static PackageQuery? Read(string text, string folder)
    {
        var path = Path.GetFullPath(text, folder);
        if (System.IO.File.Exists(path) && text.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            return OfFile(path);
        }

        if (Path.Exists(path) || text.Contains('/', StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal) || ModelFiles.FormatOf(text) is not null)
        {
            return null;
        }

        var (id, version) = text.Split('@') switch
        {
            [var name] => (name, null),
            [var name, var exact] when NuGetVersion.TryParse(exact, out var parsed) => (name, parsed),
            _ => ("", null),
        };
        return PackageIdValidator.IsValidPackageId(id) ? new PackageQuery(id, version, null) : null;
    }

    // The name of the file says nothing certain; its .nuspec does.
    private static PackageQuery OfFile(string path)
    {
        try
        {
            using var reader = new PackageArchiveReader(path);
            var identity = reader.GetIdentity();
            return PackageIdValidator.IsValidPackageId(identity.Id) && identity.HasVersion
                ? new PackageQuery(identity.Id, identity.Version, path)
                : throw new ToolException(ExitCode.Usage, $"{path} is no package: its .nuspec names no identifier and version");
        }
        catch (Exception exception) when (exception is InvalidDataException or PackagingException or XmlException or ArgumentException)
        {
            throw new ToolException(ExitCode.Usage, $"{path} is no package: {exception.Message}");
        }
    }
}
