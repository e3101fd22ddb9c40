using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>Where the tool is used: its two streams, and the folder that relative paths start from.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress and complaints, so that results can be piped.</param>
/// <param name="Folder">The current folder, absolute.</param>
public sealed partial record Terminal(IAnsiConsole Out, IAnsiConsole Error, string Folder)
{
    // Wide enough that no line of a log is broken: whatever shows the log breaks lines itself.
    private const int UnboundedWidth = 10_000;

    /// <summary>The terminal of this process: plain text where it is redirected, no colour where <c>NO_COLOR</c> is set (no-color.org).</summary>
    public static Terminal OfProcess() => new(
        Create(Console.Out, Console.IsOutputRedirected), Create(Console.Error, Console.IsErrorRedirected), Environment.CurrentDirectory);

    /// <summary>Writes text as it is: no markup, no wrapping.</summary>
    public void WriteRaw(string text)
    {
        Out.Profile.Out.Writer.Write(text);
        Out.Profile.Out.Writer.Flush();
    }

    /// <summary>Writes a document for machines.</summary>
    public void WriteDocument<T>(T document, JsonTypeInfo<T> type) => WriteRaw(JsonSerializer.Serialize(document, type) + "\n");

    /// <summary>Tells what went wrong.</summary>
    public void Complain(string message)
    {
        Error.Profile.Out.Writer.WriteLine($"airlock: {Printable(message, keepLines: true)}");
        Error.Profile.Out.Writer.Flush();
    }

    /// <summary>An absolute path, from one that the user wrote.</summary>
    public string Absolute(string path) => Path.GetFullPath(path, Folder);

    /// <summary>A path as the user would write it: relative to the current folder, if that is shorter.</summary>
    public string Shown(string path)
    {
        var relative = Path.GetRelativePath(Folder, path);
        return Printable(relative.Length < path.Length ? relative : path);
    }

    /// <summary>
    /// Text that a terminal shows and does not obey: control characters, which may come from any file, become a dot. So does the mark by which a build service would take a
    /// line of the log for a command: <c>##vso[</c> or <c>##[</c> (Azure Pipelines), <c>##teamcity[</c>, and <c>::</c> at the beginning (GitHub).
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="keepLines">Whether line ends stay.</param>
    public static string Printable(string text, bool keepLines = false)
    {
        bool IsHarmful(char character) => char.IsControl(character) && !(keepLines && character == '\n');
        var shown = text.Any(IsHarmful) ? string.Concat(text.Select(character => IsHarmful(character) ? '·' : character)) : text;
        return shown.Contains("##", StringComparison.Ordinal) || shown.Contains("::", StringComparison.Ordinal) ? CommandMark().Replace(shown, "·") : shown;
    }

    [GeneratedRegex(@"(?m)(?<=^\s*):(?=:)|#(?=#(?:vso|teamcity)?\[)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommandMark();

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var plain = redirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = !redirected },
        });
        if (redirected)
        {
            console.Profile.Width = UnboundedWidth;
        }

        return console;
    }
}
