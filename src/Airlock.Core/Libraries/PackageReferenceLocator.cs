using System.Xml;
using Airlock.Core.Findings;
using Airlock.Core.Policy;

namespace Airlock.Core.Libraries;

/// <summary>
/// Finds the line that brings a package, or a model by its address, into a project. Only text is read, no MSBuild is run: what a condition or an import
/// from elsewhere adds is not found, and then the project file itself is the place.
/// </summary>
internal sealed class PackageReferenceLocator
{
    private const long MaximumCharacters = 16 * 1024 * 1024;

    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];
    private static readonly string[] Elements = ["PackageReference", "GlobalPackageReference", "PackageVersion", "ProjectReference", "AIModel", "AIDataset"];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaximumCharacters,
    };

    private readonly GateContext _context;
    private readonly Dictionary<string, FindingLocation> _places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the project file and the files above it that MSBuild and NuGet import by their name.</summary>
    public PackageReferenceLocator(GateContext context)
    {
        _context = context;
        Read(context.ProjectFile);
        foreach (var name in SharedFiles)
        {
            if (PolicyFiles.FindUpward(Path.GetDirectoryName(context.ProjectFile)!, name) is { } file)
            {
                Read(file);
            }
        }
    }

    /// <summary>Where the package, project or address is referenced; the project file if no line of that name was found.</summary>
    public FindingLocation Locate(string id) => _places.GetValueOrDefault(id) ?? new FindingLocation(_context.ProjectPath);

    private void Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var reader = XmlReader.Create(stream, Settings);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && Elements.Contains(reader.LocalName, StringComparer.Ordinal))
                {
                    Add(reader, _context.Relative(file));
                }
            }
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            // MSBuild reports a project file that can't be read; here only the exact line of a message is at stake.
        }
    }

    private void Add(XmlReader reader, string path)
    {
        var include = reader.GetAttribute("Include") ?? reader.GetAttribute("Update") ?? "";
        var place = (IXmlLineInfo)reader;
        foreach (var item in include.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var id = reader.LocalName == "ProjectReference" ? Path.GetFileNameWithoutExtension(item.Replace('\\', '/')) : item;

            // The reader counts from the name of the element; the place begins with the bracket before it.
            _places.TryAdd(id, new FindingLocation(path, place.LineNumber, place.LinePosition - 1));
        }
    }
}
