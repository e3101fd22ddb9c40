using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Airlock.Cli.Building;

/// <summary>Lists the projects of a solution: of all kinds, also those that no gate can judge.</summary>
public static partial class SolutionProjects
{
    private const long LargestFile = 16 * 1024 * 1024;

    /// <summary>The project files, absolute, in ordinal order and each once; whether they exist or not.</summary>
    /// <param name="target">A solution (<c>.sln</c>, <c>.slnx</c>, <c>.slnf</c>) or a project, absolute.</param>
    /// <exception cref="ToolException">The solution can't be understood.</exception>
    public static IReadOnlyList<string> Of(string target) => [.. Read(target).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Read(string target) => Path.GetExtension(target).ToLowerInvariant() switch
    {
        ".sln" => Absolute(target, Project().Matches(Text(target)).Select(match => match.Groups["path"].Value).Where(path => Path.GetExtension(path).EndsWith("proj", StringComparison.OrdinalIgnoreCase))),
        ".slnx" => Absolute(target, Xml(target)),
        ".slnf" => Filtered(target),
        _ => [target],
    };

    private static IEnumerable<string> Absolute(string solution, IEnumerable<string> paths) =>
        paths.Select(path => Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), Path.GetDirectoryName(solution)!));

    private static List<string> Xml(string file)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(Text(file)), settings);
            return [.. XDocument.Load(reader).Descendants("Project").Select(project => (string?)project.Attribute("Path")).OfType<string>()];
        }
        catch (XmlException exception)
        {
            throw new ToolException(ExitCode.Usage, $"{file}({Math.Max(exception.LineNumber, 1)},{Math.Max(exception.LinePosition, 1)}): {exception.Message}");
        }
    }

    // A filter names a solution and some of its projects, relative to that solution.
    private static IEnumerable<string> Filtered(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(Text(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var solution = document.RootElement.GetProperty("solution");
            var path = Path.GetFullPath((solution.GetProperty("path").GetString() ?? "").Replace('\\', Path.DirectorySeparatorChar), Path.GetDirectoryName(file)!);
            return [.. Absolute(path, solution.GetProperty("projects").EnumerateArray().Select(project => project.GetString() ?? ""))];
        }
        catch (JsonException exception)
        {
            throw new ToolException(ExitCode.Usage, $"{file}({exception.LineNumber + 1},{exception.BytePositionInLine + 1}): it is no solution filter: {exception.Message}");
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw new ToolException(ExitCode.Usage, $"{file}(1,1): it is no solution filter: it needs \"solution\" with \"path\" and \"projects\"");
        }
    }

    private static string Text(string file) => new FileInfo(file).Length <= LargestFile
        ? File.ReadAllText(file)
        : throw new ToolException(ExitCode.Usage, $"{file} is too large for a solution");

    [GeneratedRegex("""^\s*Project\("\{[^"}]*\}"\)\s*=\s*"[^"]*"\s*,\s*"(?<path>[^"]*)"\s*,""", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Project();
}
