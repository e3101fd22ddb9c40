using System.Globalization;
using System.Text;

namespace Airlock.Core.Models.Formats;

/// <summary>What a token of a Jinja tag is.</summary>
internal enum JinjaTokenKind { Name, Text, Number, Operator }

/// <summary>A token of a tag.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The name, number or operator as written; the value of a string.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="HidesUnderscore">Whether a string writes an underscore as an escape.</param>
internal readonly record struct JinjaToken(JinjaTokenKind Kind, string Value, int Start, bool HidesUnderscore = false)
{
    /// <summary>Whether it is this operator.</summary>
    public bool Is(char symbol) => Kind == JinjaTokenKind.Operator && Value.Length == 1 && Value[0] == symbol;

    /// <summary>Whether it is this name.</summary>
    public bool Is(string name) => Kind == JinjaTokenKind.Name && Value == name;
}

/// <summary>A tag: <c>{{ … }}</c> or <c>{% … %}</c>.</summary>
/// <param name="IsStatement">Whether it is <c>{% … %}</c>.</param>
/// <param name="Tokens">What stands in it.</param>
internal sealed record JinjaTag(bool IsStatement, IReadOnlyList<JinjaToken> Tokens);

/// <summary>
/// Finds the tags of a template and their tokens as Jinja's own lexer does: comments and raw blocks are text, strings hide delimiters, and
/// a brace that was opened must be closed before a tag can end. (https://jinja.palletsprojects.com, "Template Designer Documentation".)
/// </summary>
internal sealed class JinjaLexer(string text)
{
    private static readonly string[] LongOperators = ["//", "**", "==", "!=", ">=", "<="];

    private int _at;

    /// <summary>Where the template broke off, or null if it could be read to the end.</summary>
    public int? Broken { get; private set; }

    /// <summary>All tags, in order.</summary>
    public IEnumerable<JinjaTag> Tags()
    {
        while (Broken is null && NextDelimiter() is { } delimiter)
        {
            if (delimiter == '#')
            {
                SkipBehind("#}");
                continue;
            }

            var tag = ReadTag(delimiter == '%');
            yield return tag;
            if (tag.IsStatement && tag.Tokens is [{ Value: "raw" }])
            {
                SkipRaw();
            }
        }
    }

    private char? NextDelimiter()
    {
        for (; (_at = text.IndexOf('{', _at)) >= 0; _at++)
        {
            if (_at + 1 < text.Length && text[_at + 1] is '{' or '%' or '#')
            {
                _at += 2;
                return text[_at - 1];
            }
        }

        return null;
    }

    private void SkipBehind(string end)
    {
        var found = text.IndexOf(end, _at, StringComparison.Ordinal);
        if (found < 0)
        {
            Broken = _at;
            return;
        }

        _at = found + end.Length;
    }

    private void SkipRaw()
    {
        for (var start = _at; (_at = text.IndexOf("{%", _at, StringComparison.Ordinal)) >= 0; _at += 2)
        {
            var rest = text.AsSpan(_at + 2).TrimStart("-+").TrimStart();
            if (rest.StartsWith("endraw") && rest["endraw".Length..].TrimStart().TrimStart("-+").StartsWith("%}"))
            {
                SkipBehind("%}");
                return;
            }

            Broken = start;
        }

        (Broken, _at) = (text.Length, text.Length);
    }

    private JinjaTag ReadTag(bool isStatement)
    {
        var (start, end) = (_at, isStatement ? '%' : '}');
        var tokens = new List<JinjaToken>();
        var open = 0;
        if (_at < text.Length && text[_at] is '-' or '+')
        {
            _at++;
        }

        while (_at < text.Length)
        {
            var symbol = text[_at];
            if (open == 0 && IsEnd(end))
            {
                return new JinjaTag(isStatement, tokens);
            }

            if (char.IsWhiteSpace(symbol))
            {
                _at++;
            }
            else if (symbol is '\'' or '"')
            {
                tokens.Add(ReadText(symbol));
            }
            else if (char.IsLetterOrDigit(symbol) || symbol == '_')
            {
                tokens.Add(ReadWord());
            }
            else
            {
                open += symbol is '(' or '[' or '{' ? 1 : symbol is ')' or ']' or '}' && open > 0 ? -1 : 0;
                tokens.Add(ReadOperator());
            }
        }

        Broken ??= start;
        return new JinjaTag(isStatement, tokens);
    }

    private bool IsEnd(char end)
    {
        var at = text[_at] is '-' or '+' ? _at + 1 : _at;
        if (at + 1 >= text.Length || text[at] != end || text[at + 1] != '}')
        {
            return false;
        }

        _at = at + 2;
        return true;
    }

    private JinjaToken ReadWord()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_' || IsMark(text[_at])))
        {
            _at++;
        }

        return new JinjaToken(char.IsAsciiDigit(text[start]) ? JinjaTokenKind.Number : JinjaTokenKind.Name, text[start.._at], start);
    }

    private static bool IsMark(char symbol) =>
        char.GetUnicodeCategory(symbol) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;

    private JinjaToken ReadOperator()
    {
        var start = _at;
        var length = LongOperators.Any(known => string.CompareOrdinal(text, start, known, 0, 2) == 0) ? 2 : 1;
        _at += length;
        return new JinjaToken(JinjaTokenKind.Operator, text.Substring(start, length), start);
    }

    // Strings have Python's escapes; an unfinished one ends the template.
    private JinjaToken ReadText(char quote)
    {
        var start = _at++;
        var value = new StringBuilder();
        var hides = false;
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] != '\\')
            {
                value.Append(text[_at++]);
                continue;
            }

            var length = value.Length;
            PythonEscape.Read(text, ref _at, value);
            hides |= value.Length > length && value[length] == '_';
        }

        if (_at >= text.Length)
        {
            Broken = start;
        }

        _at++;
        return new JinjaToken(JinjaTokenKind.Text, value.ToString(), start, hides);
    }
}
