using System.CommandLine;

namespace Airlock.Cli.Commands;

/// <summary>The option <c>--format</c> of all commands that can write for machines.</summary>
public static class OutputFormat
{
    private static readonly Dictionary<string, string> Readers = new(StringComparer.Ordinal)
    {
        ["table"] = "table for people",
        ["text"] = "text for people",
        ["terminal"] = "terminal for people",
        ["markdown"] = "markdown for a page or a pull request",
        ["json"] = "json for machines",
        ["sarif"] = "sarif for code scanning",
    };

    /// <summary>Makes the option.</summary>
    /// <param name="formats">The formats; the first is the default.</param>
    public static Option<string> Create(params string[] formats)
    {
        var option = new Option<string>("--format", "-f")
        {
            Description = $"How results are written: {string.Join(", ", formats.Select(format => Readers[format]))}",
            HelpName = "format",
            DefaultValueFactory = _ => formats[0],
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    /// <summary>Whether results go to a machine.</summary>
    public static bool IsJson(ParseResult parsed, Option<string> option) => parsed.GetValue(option) == "json";
}
