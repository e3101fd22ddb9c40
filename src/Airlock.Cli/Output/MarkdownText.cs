using System.Text;

namespace Airlock.Cli.Output;

/// <summary>Text of strangers in Markdown that is shown on a page of a forge.</summary>
internal static class MarkdownText
{
    /// <summary>
    /// The text on one line, such that no part of it becomes a table, a link, a mention, a tag or a formula. A mention is broken by an empty comment.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in Terminal.Printable(text))
        {
            escaped.Append(character switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '@' or '#' => $"{character}<!-- -->",
                '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '$' => $"\\{character}",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
