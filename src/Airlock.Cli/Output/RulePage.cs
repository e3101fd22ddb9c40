using System.Text.RegularExpressions;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>Shows the page of a rule, which the tool carries with it: the little of Markdown that these pages use.</summary>
public sealed partial class RulePage
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private static readonly Style Code = new(Color.Aqua);

    private readonly IAnsiConsole _console;
    private readonly List<string> _paragraph = [];
    private bool _inCode;
    private bool _inPreamble = true;

    private RulePage(IAnsiConsole console) => _console = console;

    /// <summary>Writes the page of a rule; nothing if it has none.</summary>
    public static void Write(RuleRow rule, IAnsiConsole console)
    {
        if (RulePages.Of(rule.Id) is { } page)
        {
            using var reader = new StringReader(page);
            Write(reader, console);
        }
    }

    /// <summary>Writes a page from its first section on; title and table of facts stand above it already.</summary>
    public static void Write(TextReader reader, IAnsiConsole console)
    {
        var page = new RulePage(console);
        while (reader.ReadLine() is { } line)
        {
            page.Add(line);
        }

        page.EndParagraph();
    }

    private void Add(string line)
    {
        if (line.StartsWith("```", StringComparison.Ordinal))
        {
            EndParagraph();
            _inCode = !_inCode;
        }
        else if (_inCode || line.StartsWith("    ", StringComparison.Ordinal))
        {
            WriteLine(_inCode ? "    " + line : line, Code);
        }
        else if (line.StartsWith('#') || line.Length == 0)
        {
            EndParagraph();
            _inPreamble &= !line.StartsWith("##", StringComparison.Ordinal);
            if (!_inPreamble)
            {
                WriteLine(line.TrimStart('#', ' '), Heading);
            }
        }
        else if (!_inPreamble || !line.StartsWith('|'))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith('|'))
            {
                EndParagraph();
            }

            _paragraph.Add(line.Trim());
        }
    }

    // Lines of a paragraph are joined: the terminal has its own width.
    private void EndParagraph()
    {
        if (_paragraph.Count > 0)
        {
            WriteLine(Link().Replace(string.Join(' ', _paragraph), "$1"), Style.Plain);
            _paragraph.Clear();
        }
    }

    private void WriteLine(string text, Style style)
    {
        _console.Write(new Text(text, style));
        _console.WriteLine();
    }

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
