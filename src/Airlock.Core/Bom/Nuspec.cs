using System.Collections.Immutable;
using System.Xml;

namespace Airlock.Core.Bom;

/// <summary>What a package says of itself in its <c>.nuspec</c>. Everything is a claim of its author.</summary>
internal sealed record Nuspec
{
    private const long MaximumCharacters = 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaximumCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>What holds if the file is missing or damaged.</summary>
    public static Nuspec Empty { get; } = new();

    public ImmutableArray<string> Authors { get; private init; } = [];

    public string? Copyright { get; private init; }

    public string? Description { get; private init; }

    public string? ProjectUrl { get; private init; }

    public License? License { get; private init; }

    /// <summary>The SPDX expression that the author declares, or null.</summary>
    public string? LicenceExpression { get; private init; }

    /// <summary>The file of the package that holds the licence, as the author writes its path, or null.</summary>
    public string? LicenceFile { get; private init; }

    /// <summary>The address of the licence, as it is written: older packages have nothing else, and for newer ones NuGet writes one of its own.</summary>
    public string? LicenceAddress { get; private init; }

    public string? RepositoryUrl { get; private init; }

    public string? RepositoryCommit { get; private init; }

    /// <summary>Where the notes on this version stand, or null: most packages write the notes themselves, or none.</summary>
    public string? ReleaseNotesUrl { get; private init; }

    /// <summary>Reads the file in a package's folder; <see cref="Empty"/> if it can't be read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="id">Identifier of the package; NuGet writes the file's name in lower case.</param>
    public static Nuspec Read(string folder, string id)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, id.ToLowerInvariant() + ".nuspec"));
            return Read(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
        {
            return Empty;
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="XmlException">It is no XML, has a document type or is too long.</exception>
    internal static Nuspec Read(Stream stream)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        string? licenceType = null, repositoryUrl = null, repositoryCommit = null;
        using var reader = XmlReader.Create(stream, Settings);
        while (!reader.EOF)
        {
            // The children of package/metadata.
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != 2)
            {
                reader.Read();
                continue;
            }

            switch (reader.LocalName)
            {
                case "license":
                    licenceType = reader.GetAttribute("type");
                    texts["license"] = reader.ReadElementContentAsString().Trim();
                    break;
                case "repository":
                    repositoryUrl = reader.GetAttribute("url");
                    repositoryCommit = reader.GetAttribute("commit");
                    reader.Skip();
                    break;
                case "authors" or "copyright" or "description" or "projectUrl" or "licenseUrl" or "releaseNotes":
                    texts[reader.LocalName] = reader.ReadElementContentAsString().Trim();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new Nuspec
        {
            Authors = [.. (Text("authors") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Copyright = Text("copyright"),
            Description = Text("description"),
            ProjectUrl = WebAddress.Clean(Text("projectUrl")),
            License = ReadLicence(licenceType, Text("license"), WebAddress.Clean(Text("licenseUrl"))),
            LicenceExpression = licenceType == "expression" ? Text("license") : null,
            LicenceFile = licenceType == "file" ? Text("license") : null,
            LicenceAddress = Text("licenseUrl"),
            RepositoryUrl = WebAddress.Clean(repositoryUrl),
            RepositoryCommit = repositoryCommit,
            ReleaseNotesUrl = Text("releaseNotes") is { } notes && WebAddress.Clean(notes) == notes ? notes : null,
        };

        string? Text(string name) => texts.TryGetValue(name, out var text) && text.Length > 0 ? text : null;
    }

    private static License? ReadLicence(string? type, string? text, string? address) => (type, text, address) switch
    {
        ("expression", { }, _) => new License(text, null, null),
        (_, { }, _) => new License(null, $"File {text} in the package", null),
        (_, null, { }) => new License(null, "Licence by address", address),
        _ => null,
    };
}
