using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using Airlock.Core.Libraries;
using Airlock.Shared.Models;
using NuGet.Versioning;

namespace Airlock.Cli.Vetting;

/// <summary>A package that the user names: <c>Id</c>, <c>Id@Version</c>, or the file of one.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Version">The exact version, or null for the newest.</param>
/// <param name="File">The <c>.nupkg</c> file, absolute, or null for a package of the user's feeds.</param>
public sealed record PackageQuery(string Id, NuGetVersion? Version, string? File)
{
    private const string Extension = ".nupkg";
    private const long LargestNuspec = 1024 * 1024;

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
        return PackageNode.IsIdentifier(id) ? new PackageQuery(id, version, null) : null;
    }

    // The name of the file says nothing certain; its .nuspec does.
    private static PackageQuery OfFile(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var entry = archive.Entries.FirstOrDefault(entry => !entry.FullName.Contains('/', StringComparison.Ordinal) && entry.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase));
            if (entry is null || entry.Length > LargestNuspec)
            {
                throw new ToolException(ExitCode.Usage, $"{path} is no package: it holds no .nuspec");
            }

            using var stream = entry.Open();
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestNuspec });
            var members = XDocument.Load(reader).Root!.Elements().First().Elements().ToLookup(element => element.Name.LocalName, element => element.Value.Trim());
            return PackageNode.IsIdentifier(members["id"].FirstOrDefault() ?? "") && NuGetVersion.TryParse(members["version"].FirstOrDefault(), out var version)
                ? new PackageQuery(members["id"].First(), version, path)
                : throw new ToolException(ExitCode.Usage, $"{path} is no package: its .nuspec names no identifier and version");
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or InvalidOperationException)
        {
            throw new ToolException(ExitCode.Usage, $"{path} is no package: {exception.Message}");
        }
    }
}
