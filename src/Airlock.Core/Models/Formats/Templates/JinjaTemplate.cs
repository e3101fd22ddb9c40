using System.Collections.Frozen;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Judges a Jinja template by what its tags reach. A chat template needs variables, loops and filters; whatever goes to the inner attributes
/// of Python objects is on the way to the interpreter, and an engine without a sandbox runs it (CVE-2024-34359; ways around the sandbox:
/// CVE-2024-56201, CVE-2024-56326, CVE-2025-27516). Whether the text tells a model to misbehave is not judged.
/// </summary>
internal sealed class JinjaTemplate
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Names = EmbeddedTable.Rows("jinja-names.tsv")
        .GroupBy(row => row[1]).ToFrozenDictionary(rows => rows.Key, rows => rows.Select(row => row[0]).ToFrozenSet(StringComparer.Ordinal));

    private readonly string _text;
    private readonly Func<int, long> _offsetOf;
    private readonly string _element;
    private readonly ScanContext _context;
    private readonly JinjaConstants _constants = new();
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    private JinjaTemplate(string text, Func<int, long> offsetOf, string element, ScanContext context) =>
        (_text, _offsetOf, _element, _context) = (text, offsetOf, element, context);

    /// <summary>Judges a template as it stands in a file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="offset">Where they stand, in bytes.</param>
    /// <param name="element">The key or file that holds it.</param>
    /// <param name="context">Takes findings.</param>
    public static void Inspect(ReadOnlySpan<byte> utf8, long offset, string element, ScanContext context)
    {
        var text = Encoding.UTF8.GetString(utf8);
        new JinjaTemplate(text, at => offset + Encoding.UTF8.GetByteCount(text.AsSpan(0, at)), element, context).Inspect();
    }

    /// <summary>Judges a template that stands in another text, with escapes; findings name the place of the whole.</summary>
    /// <param name="text">The template.</param>
    /// <param name="offset">Where its text stands, in bytes.</param>
    /// <param name="element">The key that holds it.</param>
    /// <param name="context">Takes findings.</param>
    public static void Inspect(string text, long offset, string element, ScanContext context) =>
        new JinjaTemplate(text, _ => offset, element, context).Inspect();

    private void Inspect()
    {
        var lexer = new JinjaLexer(_text);
        var tags = lexer.Tags().ToList();
        foreach (var tag in tags)
        {
            Define(tag);
        }

        foreach (var tag in tags)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            InspectStatement(tag);
            InspectTexts(tag.Tokens);
            for (var i = 0; i < tag.Tokens.Count; i++)
            {
                InspectName(tag.Tokens, i);
                InspectAccess(tag.Tokens, i);
            }
        }

        if (lexer.Broken is { } broken)
        {
            Report(ModelVerdict.NotFullyRead, "breaks off in the middle of a tag, comment or text", broken);
        }
    }

    // Names that the template gives a meaning of its own.
    private void Define(JinjaTag tag)
    {
        if (!tag.IsStatement || tag.Tokens is not [var statement, ..])
        {
            return;
        }

        var stop = statement.Value switch { "set" => "=", "for" => "in", "macro" or "with" or "call" or "block" => "", _ => null };
        foreach (var token in tag.Tokens.Skip(1).TakeWhile(token => stop is not null && (token.Kind == JinjaTokenKind.Text || token.Value != stop)))
        {
            if (token.Kind == JinjaTokenKind.Name)
            {
                _defined.Add(token.Value);
            }
        }
    }

    private void InspectStatement(JinjaTag tag)
    {
        if (!tag.IsStatement || tag.Tokens is not [var statement, var what, ..])
        {
            return;
        }

        if (statement.Value is "import" or "from" or "include" or "extends")
        {
            var isInside = what.Kind == JinjaTokenKind.Text && RelativePath.StaysInside(what.Value);
            Report(
                isInside ? ModelVerdict.Suspicious : ModelVerdict.Malicious,
                $"reads another template by '{statement.Value}'",
                statement.Start,
                isInside ? $"jinja:{statement.Value}:{what.Value}" : null);
        }
        else if (statement.Value == "set" && tag.Tokens is [_, { Kind: JinjaTokenKind.Name } name, var equals, _, ..] && equals.Is('='))
        {
            var at = 3;
            if (_constants.Compute(tag.Tokens, ref at) is { } value && at == tag.Tokens.Count)
            {
                _constants.Set(name.Value, value);
            }
        }
    }

    private void InspectTexts(IReadOnlyList<JinjaToken> tokens)
    {
        foreach (var token in tokens.Where(token => token.Kind == JinjaTokenKind.Text))
        {
            if (token.HidesUnderscore)
            {
                Report(ModelVerdict.Malicious, "writes an underscore as an escape, which hides a name of Python's inner workings", token.Start);
            }

            ReportInnerOf(token.Value, token.Start);
        }

        for (var i = 0; i < tokens.Count;)
        {
            var start = tokens[i].Start;
            ReportInnerOf(_constants.Compute(tokens, ref i), start);
        }
    }

    private void ReportInnerOf(string? text, int at)
    {
        if (text is not null && InnerName(text) is { } name)
        {
            ReportInner(name, at);
        }
    }

    private void InspectName(IReadOnlyList<JinjaToken> tokens, int at)
    {
        var token = tokens[at];
        if (token.Kind != JinjaTokenKind.Name)
        {
            return;
        }

        var next = at + 1 < tokens.Count ? tokens[at + 1] : default;
        var isAttribute = at > 0 && tokens[at - 1].Is('.');
        if (token.Value.StartsWith("__", StringComparison.Ordinal) || token.Value.EndsWith("__", StringComparison.Ordinal)
            || (isAttribute && token.Value.StartsWith('_') && token.Value.Contains("__", StringComparison.Ordinal)))
        {
            ReportInner(token.Value, token.Start);
        }
        else if (isAttribute && Names["attribute"].Contains(token.Value))
        {
            ReportInner(token.Value, token.Start);
        }
        else if (isAttribute && token.Value.StartsWith('_'))
        {
            Report(ModelVerdict.Suspicious, $"reads the private attribute '{token.Value}'", token.Start, $"jinja:{token.Value}");
        }
        else if (!isAttribute && !_defined.Contains(token.Value) && !(at > 0 && tokens[at - 1].Is('|')))
        {
            InspectRoot(token, next);
        }
    }

    // A name that the template itself does not define comes from the program that renders it.
    private void InspectRoot(JinjaToken token, JinjaToken next)
    {
        var isOpened = next.Is('.') || next.Is('[') || next.Is('|');
        if (isOpened && Names["root"].Contains(token.Value))
        {
            Report(
                ModelVerdict.Malicious, $"uses '{token.Value}', which no chat template is given, as a way to the program that renders it", token.Start);
        }
        else if (isOpened && Names["unsure"].Contains(token.Value))
        {
            Report(ModelVerdict.Suspicious, $"uses '{token.Value}' of the program that renders it", token.Start, $"jinja:{token.Value}");
        }
        else if (next.Is('(') && Names["function"].Contains(token.Value))
        {
            Report(ModelVerdict.Malicious, $"calls Python's '{token.Value}'", token.Start);
        }
    }

    // |attr(…) and […] read whatever name is computed in them.
    private void InspectAccess(IReadOnlyList<JinjaToken> tokens, int at)
    {
        var isFilter = tokens[at].Is("attr") && at > 0 && tokens[at - 1].Is('|');
        var open = isFilter ? at + 1 : at;
        if (isFilter ? !(open < tokens.Count && tokens[open].Is('(')) : !(tokens[at].Is('[') && at > 0 && EndsValue(tokens[at - 1])))
        {
            return;
        }

        var inside = Inside(tokens, open);
        var isComputed = inside.Any(token => token.Is('~') || token.Is('+') || token.Is('%') || token.Is('|') || token.Is("join") || token.Is("format"));
        var word = inside.FirstOrDefault(token => token.Kind == JinjaTokenKind.Text && Names["core"].Contains(token.Value.Trim('_')));
        if (isComputed && word.Value is not null)
        {
            ReportInner(word.Value, word.Start);
        }
        else if (isFilter && inside is [{ Kind: JinjaTokenKind.Text }])
        {
            if (inside[0].Value is "format" or "format_map" || Names["attribute"].Contains(inside[0].Value))
            {
                ReportInner(inside[0].Value, inside[0].Start);
            }
        }
        else if (isFilter)
        {
            Report(ModelVerdict.Suspicious, "reads an attribute whose name it computes", tokens[at].Start, "jinja:attr");
        }
    }

    // A bracket behind a value reads from it; elsewhere it begins a list.
    private static bool EndsValue(JinjaToken token) =>
        token.Kind == JinjaTokenKind.Text || token.Is(')') || token.Is(']')
        || (token.Kind == JinjaTokenKind.Name && token.Value is not ("in" or "if" or "else" or "elif" or "and" or "or" or "not" or "is"));

    private static List<JinjaToken> Inside(IReadOnlyList<JinjaToken> tokens, int open)
    {
        const int Longest = 256;
        var inside = new List<JinjaToken>();
        var depth = 0;
        for (var i = open; i < tokens.Count && inside.Count < Longest; i++)
        {
            depth += tokens[i] is { Kind: JinjaTokenKind.Operator, Value: "(" or "[" or "{" } ? 1
                : tokens[i] is { Kind: JinjaTokenKind.Operator, Value: ")" or "]" or "}" } ? -1 : 0;
            if (depth == 0)
            {
                break;
            }

            if (i > open)
            {
                inside.Add(tokens[i]);
            }
        }

        return inside;
    }

    // The first __name__ in a text that is one of Python's.
    private static string? InnerName(string text)
    {
        for (var at = 0; (at = text.IndexOf("__", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            var end = text.IndexOf("__", at + 2, StringComparison.Ordinal);
            if (end > 0 && Names["inner"].Contains(text[(at + 2)..end]))
            {
                return text[at..(end + 2)];
            }
        }

        return null;
    }

    private void ReportInner(string name, int at) => Report(
        ModelVerdict.Malicious, $"reads '{name}', by which Python's interpreter is reached; rendered without a sandbox it runs code", at);

    // The offset is only computed for what is new, and of very many things the first ones tell enough.
    private void Report(ModelVerdict verdict, string what, int at, string? subject = null)
    {
        const int Most = 100;
        if (_reported.Count < Most && _reported.Add(what))
        {
            _context.Report(verdict, $"the template '{_element}' {what}", _offsetOf(Math.Min(at, _text.Length)), _element, subject);
        }
    }
}
