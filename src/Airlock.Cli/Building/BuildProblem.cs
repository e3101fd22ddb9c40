using System.Globalization;
using System.Text.RegularExpressions;

namespace Airlock.Cli.Building;

/// <summary>An error that a build printed: of the compiler, of the restore, of MSBuild itself, or of the gate.</summary>
/// <param name="Code">Code, as <c>CS1002</c>; empty if it has none.</param>
/// <param name="Message">What it says.</param>
/// <param name="File">The file, or the tool, that it names.</param>
/// <param name="Line">Line from one, or zero.</param>
/// <param name="Column">Column from one, or zero.</param>
public sealed partial record BuildProblem(string Code, string Message, string File, int Line, int Column)
{
    private const string UsageCodes = "MSB10";

    /// <summary>Whether MSBuild refused its command line rather than built.</summary>
    public bool IsUsage => Code.StartsWith(UsageCodes, StringComparison.Ordinal);

    /// <summary>Reads a line of a build's output in the form that MSBuild prints errors in ("canonical errors").</summary>
    /// <returns>The error, or null if the line is none.</returns>
    public static BuildProblem? Read(string line)
    {
        var match = Canonical().Match(line);
        return !match.Success ? null : new BuildProblem(
            match.Groups["code"].Value,
            match.Groups["message"].Value,
            match.Groups["file"].Value,
            Number(match.Groups["line"]),
            Number(match.Groups["column"]));
    }

    private static int Number(Group group) => int.TryParse(group.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(
        @"^\s*(?<file>.+?)(?:\((?<line>\d+)(?:,(?<column>\d+))?[\d,-]*\))?\s?: (?:[A-Za-z ]+ )?error(?: (?<code>[A-Za-z]+\d+))?\s?: (?<message>.*?)(?: \[[^\]]+\])?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Canonical();
}
