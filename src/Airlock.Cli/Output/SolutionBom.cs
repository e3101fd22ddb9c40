using Airlock.Cli.Building;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Merging;

namespace Airlock.Cli.Output;

/// <summary>The SBOMs of the projects of a solution as one document.</summary>
internal static class SolutionBom
{
    /// <summary>How the names of SBOMs end.</summary>
    public const string Extension = ".cdx.json";

    /// <summary>The SBOMs that a run of the gate wrote.</summary>
    public static IReadOnlyList<string> Written(GateRun run) => [.. run.Evidence.Where(file => file.EndsWith(Extension, StringComparison.Ordinal))];

    /// <summary>The files that paths mean: a folder means the SBOMs in it and below.</summary>
    /// <param name="paths">Files or folders, absolute.</param>
    /// <exception cref="ToolException">A path is not there.</exception>
    public static IReadOnlyList<string> Files(IEnumerable<string> paths) =>
    [
        .. paths.SelectMany(IEnumerable<string> (path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*" + Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : File.Exists(path) ? [path]
            : throw new ToolException(ExitCode.Usage, $"{path} does not exist")),
    ];

    /// <summary>Reads documents, and joins them if there are several: of one project as its frameworks, else as the projects of a solution.</summary>
    /// <param name="name">Name of the solution.</param>
    /// <param name="files">The documents, at least one.</param>
    /// <exception cref="ToolException">A file is no SBOM.</exception>
    public static Bom Read(string name, IReadOnlyList<string> files)
    {
        var documents = files.Select(Read).ToList();
        return documents switch
        {
            [var only] => only,
            _ when documents.Select(document => document.Metadata.Component.BomRef).Distinct(StringComparer.Ordinal).Count() == 1 => BomMerge.Project(documents),
            _ => BomMerge.Solution(name, documents),
        };
    }

    private static Bom Read(string file)
    {
        try
        {
            return BomReader.ReadFile(file);
        }
        catch (BomFormatException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Message);
        }
    }
}
