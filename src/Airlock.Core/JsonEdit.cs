using Airlock.Shared.Json;

namespace Airlock.Core;

/// <summary>
/// Changes single members and elements in JSON text. Order, layout, comments and line ends of all others stay as their author left them.
/// Every <see cref="JsonValue"/> must have been read from the very text that it is used with.
/// </summary>
public static class JsonEdit
{
    private const string DefaultIndent = "  ";

    /// <summary>Writes a value, given the line end and indentation that its own line has; null for a value that shares its line.</summary>
    public delegate string Writer(string? indent);

    /// <summary>Sets a member of an object to a string or number: replaces its value, or adds it after the last member.</summary>
    /// <param name="text">The document.</param>
    /// <param name="owner">The object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The value as JSON.</param>
    public static string SetMember(string text, JsonValue owner, string name, string value) => owner[name] switch
    {
        null => AddMember(text, owner, name, _ => value),
        var old when (old.Kind == JsonKind.Text ? JsonString.Quote(old.Text) : text[old.Start.Offset..old.End.Offset]) == value => text,
        var old => string.Concat(text.AsSpan(0, old.Start.Offset), value, text.AsSpan(old.End.Offset)),
    };

    /// <summary>Adds a member after the last one of an object.</summary>
    public static string AddMember(string text, JsonValue owner, string name, Writer write) =>
        Append(text, owner, indent => $"{JsonString.Quote(name)}: {write(indent)}");

    /// <summary>Removes a member, if the object has it.</summary>
    public static string RemoveMember(string text, JsonValue owner, string name)
    {
        var index = owner.Members.TakeWhile(member => member.Name != name).Count();
        return index == owner.Members.Count ? text : Remove(text, owner, index);
    }

    /// <summary>Adds an element after the last one of an array (or object), laid out as its neighbours are.</summary>
    public static string Append(string text, JsonValue container, Writer write)
    {
        var elements = Elements(container);
        if (elements.Count == 0)
        {
            return Fill(text, container, write);
        }

        var last = elements[^1].End;
        if (IsOneLine(container))
        {
            return text.Insert(last, ", " + write(null));
        }

        var indent = LineEnd(text) + IndentAt(text, elements[0].Start);
        var lineRest = AfterComment(text, last);
        var added = indent + write(IsOneLineEach(container) ? null : indent);
        return text.Insert(lineRest, lineRest == last ? "," + added : added).Insert(last, lineRest == last ? "" : ",");
    }

    /// <summary>Adds an element before the first one of an array.</summary>
    public static string Prepend(string text, JsonValue array, Writer write)
    {
        var elements = Elements(array);
        if (elements.Count == 0)
        {
            return Fill(text, array, write);
        }

        var indent = LineEnd(text) + IndentAt(text, elements[0].Start);
        return text.Insert(elements[0].Start, IsOneLine(array) ? write(null) + ", " : write(IsOneLineEach(array) ? null : indent) + "," + indent);
    }

    /// <summary>Removes an element of an array, or a member of an object, by its index.</summary>
    public static string Remove(string text, JsonValue container, int index)
    {
        var elements = Elements(container);
        var (start, end) = elements[index];
        if (index + 1 < elements.Count)
        {
            var comma = SkipToComma(text, end);
            if (!string.IsNullOrWhiteSpace(text[end..comma]))
            {
                return text.Remove(comma, 1).Remove(start, end - start);
            }

            end = SkipBlanks(text, comma + 1);
            var lineStart = start - IndentBefore(text, start);
            var lineEnd = text.AsSpan(end).StartsWith("\r\n") ? 2 : text.AsSpan(end).StartsWith("\n") ? 1 : 0;
            return lineEnd > 0 && (lineStart == 0 || text[lineStart - 1] == '\n')
                ? text.Remove(lineStart, end + lineEnd - lineStart)
                : text.Remove(start, end - start);
        }

        if (index > 0)
        {
            var comma = SkipToComma(text, elements[index - 1].End);
            return string.IsNullOrWhiteSpace(text[(comma + 1)..start])
                ? text.Remove(comma, end - comma)
                : text.Remove(start, end - start).Remove(comma, 1);
        }

        return text.Remove(start, end - start);
    }

    /// <summary>An array or object whose elements stand on a line each, or all in one line.</summary>
    /// <param name="brackets">The two brackets.</param>
    /// <param name="elements">The elements.</param>
    /// <param name="indent">See <see cref="Writer"/>.</param>
    /// <param name="text">The document that it will stand in.</param>
    public static string Block(string brackets, IEnumerable<Writer> elements, string? indent, string text)
    {
        var inner = indent is null ? null : indent + IndentUnit(text);
        var blank = brackets == "{}" ? " " : "";
        return $"{brackets[0]}{inner ?? blank}{string.Join($",{inner ?? " "}", elements.Select(write => write(inner)))}{indent ?? blank}{brackets[1]}";
    }

    /// <summary>Whether every element of an array keeps to one line, and the array has some.</summary>
    public static bool IsOneLineEach(JsonValue array) =>
        array is { Kind: JsonKind.Array, Items.Count: > 0 } && array.Items[^1].Start.Line == array.Items[^1].End.Line;

    private static bool IsOneLine(JsonValue container) => container.Start.Line == container.End.Line;

    // The first element of an empty array or object: it moves to a line of its own.
    private static string Fill(string text, JsonValue container, Writer write)
    {
        var (start, closing) = (container.Start.Offset + 1, container.End.Offset - 1);
        var outer = LineEnd(text) + IndentAt(text, container.Start.Offset);
        var inner = outer + IndentUnit(text);
        var isBlank = string.IsNullOrWhiteSpace(text[start..closing]);
        return isBlank
            ? text[..start] + inner + write(inner) + outer + text[closing..]
            : text.Insert(start, inner + write(inner));
    }

    private static List<(int Start, int End)> Elements(JsonValue container) => container.Kind == JsonKind.Array
        ? [.. container.Items.Select(item => (item.Start.Offset, item.End.Offset))]
        : [.. container.Members.Select(member => (member.NameStart.Offset, member.Value.End.Offset))];

    private static string LineEnd(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>The blanks at the start of the line on which an offset lies.</summary>
    private static string IndentAt(string text, int offset)
    {
        var start = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        return text[start..SkipBlanks(text, start)];
    }

    private static int IndentBefore(string text, int offset)
    {
        var start = offset;
        while (start > 0 && text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        return offset - start;
    }

    /// <summary>One step of indentation, as the first indented line has it.</summary>
    private static string IndentUnit(string text)
    {
        var indent = text.Split('\n').Select(line => line[..^line.TrimStart(' ', '\t').Length]).FirstOrDefault(blanks => blanks.Length > 0);
        return indent ?? DefaultIndent;
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>The end of a comment that begins at an offset, before its line end; the offset itself if none does.</summary>
    private static int SkipComment(string text, int at)
    {
        if (string.CompareOrdinal(text, at, "//", 0, 2) == 0)
        {
            var lineEnd = text.IndexOf('\n', at);
            return lineEnd < 0 ? text.Length : text[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        }

        return string.CompareOrdinal(text, at, "/*", 0, 2) == 0 ? text.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2 : at;
    }

    private static int SkipToComma(string text, int at)
    {
        while (text[at] != ',')
        {
            at = SkipComment(text, at) is var end && end > at ? end : at + 1;
        }

        return at;
    }

    /// <summary>The end of the line after an element if only a comment follows it there, else the element's own end.</summary>
    private static int AfterComment(string text, int end)
    {
        var at = end;
        while (at < text.Length && text[at] is not ('\r' or '\n'))
        {
            var next = Math.Max(SkipBlanks(text, at), SkipComment(text, at));
            if (next == at)
            {
                return end;
            }

            at = next;
        }

        return at;
    }
}
