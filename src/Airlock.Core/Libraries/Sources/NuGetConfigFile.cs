using System.Xml;

namespace Airlock.Core.Libraries.Sources;

/// <summary>A feed of a <c>nuget.config</c>.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Address">Where it is.</param>
internal sealed record ConfiguredSource(string Key, FeedAddress Address);

/// <summary>The packages that package source mapping gives to a feed.</summary>
/// <param name="Key">The name of the feed.</param>
/// <param name="Patterns">Identifiers, or beginnings of them with <c>*</c> behind.</param>
internal sealed record MappedSource(string Key, IReadOnlyList<string> Patterns);

/// <summary>What one file <c>nuget.config</c> says of feeds. Text is read, and nothing of NuGet is run.</summary>
internal sealed class NuGetConfigFile
{
    private const long MaximumCharacters = 4 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaximumCharacters,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
    };

    private NuGetConfigFile(string path) => Path = path;

    /// <summary>The file, absolute.</summary>
    public string Path { get; }

    /// <summary>The feeds that it adds, in order.</summary>
    public List<ConfiguredSource> Sources { get; } = [];

    /// <summary>Whether feeds of files farther away don't count (<c>&lt;clear /&gt;</c>).</summary>
    public bool ClearsSources { get; private set; }

    /// <summary>The places that it adds for the audit to ask, in order: name, and address or folder as written.</summary>
    public List<(string Key, string Address)> AuditSources { get; } = [];

    /// <summary>Whether places of files farther away don't count.</summary>
    public bool ClearsAuditSources { get; private set; }

    /// <summary>The mappings that it adds, in order.</summary>
    public List<MappedSource> Mappings { get; } = [];

    /// <summary>Whether mappings of files farther away don't count.</summary>
    public bool ClearsMappings { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="XmlException">It is no XML, too large, or too deep.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static NuGetConfigFile Read(string path)
    {
        var file = new NuGetConfigFile(path);
        using var stream = File.OpenRead(path);
        using var reader = XmlReader.Create(stream, Settings);
        reader.MoveToContent();
        if (reader.Name == "configuration")
        {
            ForEachChild(reader, file.ReadSection);
        }

        while (reader.Read())
        {
            // What stands behind must be XML too.
        }

        return file;
    }

    private void ReadSection(XmlReader reader)
    {
        switch (reader.Name)
        {
            case "packageSources":
                ForEachChild(reader, ReadSource);
                break;
            case "auditSources":
                ForEachChild(reader, ReadAuditSource);
                break;
            case "packageSourceMapping":
                ForEachChild(reader, ReadMapping);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadSource(XmlReader reader)
    {
        if (reader.Name == "clear")
        {
            Sources.Clear();
            ClearsSources = true;
        }
        else if (reader.Name == "add" && Attribute(reader, "key") is { } key && Attribute(reader, "value") is { } value)
        {
            Sources.Add(new ConfiguredSource(key, FeedAddress.Of(value, System.IO.Path.GetDirectoryName(Path))));
        }

        reader.Skip();
    }

    private void ReadAuditSource(XmlReader reader)
    {
        if (reader.Name == "clear")
        {
            AuditSources.Clear();
            ClearsAuditSources = true;
        }
        else if (reader.Name == "add" && Attribute(reader, "key") is { } key && Attribute(reader, "value") is { } value)
        {
            AuditSources.Add((key, value));
        }

        reader.Skip();
    }

    private void ReadMapping(XmlReader reader)
    {
        if (reader.Name == "clear")
        {
            Mappings.Clear();
            ClearsMappings = true;
            reader.Skip();
        }
        else if (reader.Name == "packageSource" && Attribute(reader, "key") is { } key)
        {
            var patterns = new List<string>();
            ForEachChild(reader, child =>
            {
                if (child.Name == "package" && Attribute(child, "pattern") is { Length: > 0 } pattern)
                {
                    patterns.Add(pattern.Trim());
                }

                child.Skip();
            });
            Mappings.Add(new MappedSource(key, patterns));
        }
        else
        {
            reader.Skip();
        }
    }

    // Leaves the reader behind the element; so does whoever reads a child.
    private static void ForEachChild(XmlReader reader, Action<XmlReader> read)
    {
        if (reader.IsEmptyElement)
        {
            reader.Skip();
            return;
        }

        for (reader.Read(); reader.NodeType is not (XmlNodeType.EndElement or XmlNodeType.None);)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                read(reader);
            }
            else
            {
                reader.Read();
            }
        }

        reader.Read();
    }

    // NuGet takes %NAME% for an environment variable on every system.
    private static string? Attribute(XmlReader reader, string name) => reader.GetAttribute(name) is { } text ? Environment.ExpandEnvironmentVariables(text).Trim() : null;
}
