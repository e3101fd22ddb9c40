using System.Collections.Frozen;
using System.Text;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Cards;

/// <summary>
/// Takes the paragraphs out of the Markdown of a card that say what a model is and is for. The first paragraph below a heading is taken, as plain
/// text; which headings say what is <c>card-sections.tsv</c>.
/// </summary>
internal static class CardText
{
    private const string Description = "description";
    private const string NotFilledIn = "more information needed";
    private const int MostLines = 20_000;
    private const int LongestParagraph = 4 * FactText.LongestText;
    private const int LongestLink = 2000;
    private const int DeepestLink = 3;

    private static readonly FrozenDictionary<string, string[]> Sections = EmbeddedTable.Rows("card-sections.tsv")
        .ToFrozenDictionary(row => row[0], row => row[1].Split(','), StringComparer.Ordinal);

    /// <summary>The paragraphs by the name of their section.</summary>
    /// <param name="markdown">What stands behind the YAML block.</param>
    public static Dictionary<string, string> Read(string markdown)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (heading, level, paragraph) in Paragraphs(markdown))
        {
            // The title is mostly the name, and the paragraph below it says what it is.
            string[] sections = Sections.TryGetValue(Normalise(heading), out var known) ? known : level <= 1 ? [Description] : [];
            foreach (var section in sections)
            {
                found.TryAdd(section, paragraph);
            }
        }

        return found;
    }

    // The first paragraph below each heading that says something. Code, tables and comments say nothing.
    private static IEnumerable<(string Heading, int Level, string Paragraph)> Paragraphs(string markdown)
    {
        var (heading, level, isOpen) = ("", 0, true);
        var paragraph = new StringBuilder();
        string? fence = null;
        var isComment = false;
        foreach (var line in markdown.Split('\n').Take(MostLines).Append(""))
        {
            var text = WithoutComments(line.Trim(), ref isComment);
            if (Fence(text) is { } mark)
            {
                fence = fence is null ? mark : mark.StartsWith(fence, StringComparison.Ordinal) ? null : fence;
                text = "";
            }
            else if (fence is not null)
            {
                continue;
            }

            var next = HeadingOf(text) ?? Underlined(text, paragraph);
            if ((text.Length == 0 || next is not null) && paragraph.Length > 0)
            {
                if (isOpen && Plain(paragraph.ToString()) is { } plain)
                {
                    yield return (heading, level, plain);
                    isOpen = false;
                }

                paragraph.Clear();
            }

            if (next is { } title)
            {
                (heading, level, isOpen) = (title.Text, title.Level, true);
            }
            else if (text.Length > 0 && paragraph.Length < LongestParagraph && !IsTable(text))
            {
                paragraph.Append(paragraph.Length == 0 ? "" : IsItem(text) ? "; " : " ").Append(IsItem(text) ? text[2..] : text.TrimStart('>'));
                Cut(paragraph);
            }
        }
    }

    private static void Cut(StringBuilder paragraph)
    {
        if (paragraph.Length > LongestParagraph)
        {
            paragraph.Length = char.IsHighSurrogate(paragraph[LongestParagraph - 1]) ? LongestParagraph - 1 : LongestParagraph;
        }
    }

    // A line below which another one of signs stands.
    private static (string Text, int Level)? Underlined(string line, StringBuilder paragraph)
    {
        if (paragraph.Length is 0 or > FactText.LongestName || line.Length < 2 || line[0] is not ('=' or '-') || line.AsSpan().IndexOfAnyExcept(line[0]) >= 0)
        {
            return null;
        }

        var title = paragraph.ToString();
        paragraph.Clear();
        return (title, line[0] == '=' ? 1 : 2);
    }

    private static (string Text, int Level)? HeadingOf(string line)
    {
        var level = line.AsSpan().IndexOfAnyExcept('#');
        return level is > 0 and <= 6 && line[level] == ' ' ? (line[level..].Trim(), level) : null;
    }

    private static string? Fence(string line) =>
        line.StartsWith("```", StringComparison.Ordinal) ? "```" : line.StartsWith("~~~", StringComparison.Ordinal) ? "~~~" : null;

    private static bool IsTable(string line) => line.StartsWith('|') || line.AsSpan().IndexOfAnyExcept("-=:|*_ ") < 0;

    private static bool IsItem(string line) => line.Length > 2 && line[0] is '-' or '*' or '+' && line[1] == ' ';

    private static string WithoutComments(string line, ref bool isComment)
    {
        if (!isComment && !line.Contains("<!--", StringComparison.Ordinal))
        {
            return line;
        }

        var text = new StringBuilder();
        for (var at = 0; at < line.Length;)
        {
            var end = line.IndexOf(isComment ? "-->" : "<!--", at, StringComparison.Ordinal);
            if (!isComment)
            {
                text.Append(line, at, (end < 0 ? line.Length : end) - at);
            }

            if (end < 0)
            {
                break;
            }

            at = end + (isComment ? 3 : 4);
            isComment = !isComment;
        }

        return text.ToString().Trim();
    }

    /// <summary>Letters, digits and single blanks, in lower case: what headings differ in by taste is gone.</summary>
    private static string Normalise(string heading)
    {
        var text = new StringBuilder();
        foreach (var character in heading.Length <= FactText.LongestName ? heading.ToLowerInvariant() : "")
        {
            if (char.IsLetterOrDigit(character))
            {
                text.Append(character);
            }
            else if (text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A paragraph without Markdown and HTML; null if it says nothing.</summary>
    internal static string? Plain(string markdown)
    {
        var text = new StringBuilder();
        for (var at = 0; at < markdown.Length;)
        {
            var next = at + 1 < markdown.Length ? markdown[at + 1] : ' ';
            at = markdown[at] switch
            {
                '<' when (char.IsAsciiLetter(next) || next is '/' or '!') && markdown.IndexOf('>', at) is var end and > 0 => end + 1,
                '<' or '>' when !(next is ' ' or '=' || char.IsAsciiDigit(next)) => at + 1,
                '!' when next == '[' && Link(markdown, at + 1) is { } image => image.End,
                '[' when Link(markdown, at) is { } link => Append(text, Plain(link.Text) ?? "", link.End),
                '\\' when char.IsPunctuation(next) || char.IsSymbol(next) => next is '<' or '>' ? at + 2 : Append(text, next.ToString(), at + 2),
                '*' or '`' => at + 1,
                '_' when IsEdge(markdown, at) => at + 1,
                var character => Append(text, character.ToString(), at + 1),
            };
        }

        var plain = FactText.Text(text.ToString());
        return plain is null || plain.Contains(NotFilledIn, StringComparison.OrdinalIgnoreCase) || !plain.Any(char.IsLetterOrDigit) ? null : plain;
    }

    private static int Append(StringBuilder text, string part, int next)
    {
        text.Append(part);
        return next;
    }

    // [text](target); of [text][reference] and [text] the brackets are left out as well. A text may hold an image, which has brackets too.
    private static (string Text, int End)? Link(string markdown, int at)
    {
        if (Close(markdown, at) is not { } close)
        {
            return null;
        }

        var target = close + 1 < markdown.Length && markdown[close + 1] is '(' or '[' ? Close(markdown, close + 1) : null;
        return (markdown[(at + 1)..close], (target ?? close) + 1);
    }

    // The place of the bracket that closes the one at a place.
    private static int? Close(string markdown, int at)
    {
        var (opening, closing, depth) = (markdown[at], markdown[at] == '[' ? ']' : ')', 0);
        for (var place = at; place < markdown.Length && place < at + LongestLink; place++)
        {
            depth += markdown[place] == opening ? 1 : markdown[place] == closing ? -1 : 0;
            if (depth == 0)
            {
                return place;
            }

            if (depth > DeepestLink)
            {
                return null;
            }
        }

        return null;
    }

    // Inside of a word it belongs to a name.
    private static bool IsEdge(string markdown, int at) =>
        at == 0 || at + 1 == markdown.Length || !char.IsLetterOrDigit(markdown[at - 1]) || !char.IsLetterOrDigit(markdown[at + 1]);
}
