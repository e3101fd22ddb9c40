using System.Text.RegularExpressions;

namespace Airlock.Analyzers.Tests.Corpus;

/// <summary>A line of the corpus, and a rule that it is about; lines count from 1.</summary>
/// <param name="File">The file, relative to the corpus, with slashes.</param>
/// <param name="Line">The line.</param>
/// <param name="Rule">The rule.</param>
internal readonly record struct CorpusLine(string File, int Line, string Rule);

/// <summary>
/// What is compiled together: one file, or all files of a folder below an area. Its comments say what must be found:
/// <c>// Noncompliant {{AIR1001}}</c> stands at the end of the line where the dangerous argument starts, with one pair of
/// braces for each rule; <c>// Compliant</c>, with a reason if it helps, at the end of the line of a safe sink. In a
/// <c>.razor</c> or <c>.cshtml</c> file, whose generated code stands beside it, the comment is <c>@* Compliant *@</c>. The applications
/// of the area Endpoints are marked for other rules, as are those of Models (see <see cref="CorpusResult"/>); there an endpoint is marked safe where it is mapped.
/// </summary>
/// <param name="Name">The file or folder, relative to the corpus, with slashes.</param>
/// <param name="Files">The files in it, source and others: path relative to the corpus, and text.</param>
/// <param name="Expected">The findings that the comments demand.</param>
/// <param name="SafeLines">How many lines are marked as safe.</param>
internal sealed partial record CorpusCase(
    string Name, IReadOnlyList<(string Path, string Text)> Files, IReadOnlyList<CorpusLine> Expected, int SafeLines)
{
    /// <summary>The folder of the corpus, where the tests run.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>The folder that the case stands in, as <c>Flow</c>.</summary>
    public string Area => Name[..Name.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The files that are compiled.</summary>
    public IEnumerable<(string Path, string Text)> Sources => Files.Where(file => IsSource(file.Path));

    /// <summary>The files that the analyzers see beside the compilation, as a catalog of the user's.</summary>
    public IEnumerable<(string Path, string Text)> AdditionalFiles => Files.Where(file => !IsSource(file.Path));

    /// <summary>The lines that must be found, whatever the number of rules on each.</summary>
    public int VulnerableLines => Expected.Select(line => (line.File, line.Line)).Distinct().Count();

    /// <summary>The names of all cases, in order.</summary>
    public static IReadOnlyList<string> Names() =>
    [
        .. Directory.GetDirectories(Root)
            .SelectMany(area => Directory.GetFiles(area, "*.cs").Concat(Directory.GetDirectories(area)))
            .Select(Relative)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a case.</summary>
    /// <exception cref="FormatException">A comment looks like a mark and is none, or no line has a mark.</exception>
    public static CorpusCase Read(string name)
    {
        var path = Path.Combine(Root, name);
        string[] paths = File.Exists(path) ? [path] : [.. Directory.GetFiles(path).Order(StringComparer.Ordinal)];
        var files = paths.Select(file => (Path: Relative(file), Text: File.ReadAllText(file))).ToList();
        var expected = new List<CorpusLine>();
        var safeLines = 0;
        foreach (var (file, text) in files.Where(file => !file.Path.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            foreach (var (line, content) in text.Split('\n').Index())
            {
                var mark = Mark().Match(content.TrimEnd());
                if (!mark.Success && LikeMark().IsMatch(content))
                {
                    throw new FormatException($"{file}:{line + 1} has a comment that looks like a mark and is none");
                }

                expected.AddRange(mark.Groups["rule"].Captures.Select(rule => new CorpusLine(file, line + 1, rule.Value)));
                safeLines += mark.Groups["safe"].Captures.Count;
            }
        }

        return expected.Count + safeLines > 0
            ? new CorpusCase(name, files, expected, safeLines)
            : throw new FormatException($"{name} marks no line");
    }

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.Ordinal);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    [GeneratedRegex(
        @"(//|@\*) (Noncompliant( \{\{(?<rule>AIR(10(0[1-9]|1[0-6])|200[1-7]|300[1-7]|310[12]|3201|500[13457]|5101))\}\})+|(?<safe>Compliant)(: .+?)?)( \*@)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();

    [GeneratedRegex(@"(//|@\*)\s*(Non-?)?Compliant", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex LikeMark();
}
