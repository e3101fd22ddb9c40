using System.Globalization;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Pins;

/// <summary>
/// Adds and updates pins in the text of a lock file. Only the lines that say something new change: order, formatting,
/// comments and line ends of all others stay as their author left them, so that a review shows what was done and no more.
/// </summary>
public static class LockWriter
{
    private const string DefaultIndent = "  ";

    /// <summary>The text of a lock file without pins.</summary>
    public static string EmptyLock { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{{\n  \"version\": {LockDocument.Version},\n  \"models\": []\n}}\n");

    /// <summary>Adds a pin, or updates the one of the same path. What the new pin leaves null stays as it was.</summary>
    /// <param name="text">A lock file that <see cref="LockDocument.Parse"/> reads without error.</param>
    /// <param name="pin">The pin; its position means nothing here.</param>
    /// <returns>The new text; the same text if it says all of this already.</returns>
    /// <exception cref="ArgumentException">The text is no lock file, or pins the path as the other kind.</exception>
    public static string Set(string text, Pin pin)
    {
        var pinned = LockDocument.Parse(text, out var errors).Find(pin.Path);
        if (errors.Count > 0)
        {
            throw new ArgumentException($"the lock file is not valid: {errors[0].Position} {errors[0].Message}", nameof(text));
        }

        if (pinned is not null && pinned.Kind != pin.Kind)
        {
            throw new ArgumentException($"{pin.Path} is pinned as a {(pinned.Kind == PinKind.Model ? "model" : "data set")}", nameof(pin));
        }

        var root = JsonText.Parse(text, out _)!;
        var list = root[pin.Kind == PinKind.Model ? "models" : "datasets"];
        var entry = list?.Items.FirstOrDefault(item => item["path"]?.Text == pin.Path);
        var edits = (list, entry) switch
        {
            (_, not null) => Update(text, entry, pin),
            (not null, _) => Append(text, list, list.Items.LastOrDefault(), indent => Write(pin, OneLineEach(list) ? null : indent, IndentUnit(text))),
            _ => Append(text, root, root.Members[^1].Value, indent => WriteList(pin, indent, IndentUnit(text))),
        };
        return Apply(text, edits);
    }

    private static List<Edit> Update(string text, JsonValue entry, Pin pin)
    {
        var edits = new List<Edit>();
        var added = new List<string>();
        foreach (var (name, value) in Members(pin))
        {
            if (entry[name] is not { } old)
            {
                added.Add($"\"{name}\": {value}");
            }
            else if ((old.Kind == JsonKind.Text ? JsonString.Quote(old.Text) : old.Text) != value)
            {
                edits.Add(new Edit(old.Start.Offset, old.End.Offset, value));
            }
        }

        if (added.Count > 0)
        {
            edits.AddRange(Append(text, entry, entry.Members[^1].Value, indent => string.Join($",{indent ?? " "}", added)));
        }

        return edits;
    }

    /// <summary>Adds an element after the last one of an array or object, laid out as its neighbours are.</summary>
    /// <param name="text">The document.</param>
    /// <param name="container">The array or object.</param>
    /// <param name="last">Its last element, or null if it has none.</param>
    /// <param name="write">Writes the element, given the line end and indentation of its neighbours; null if they share one line.</param>
    private static List<Edit> Append(string text, JsonValue container, JsonValue? last, Func<string?, string> write)
    {
        var lineEnd = LineEnd(text);
        var outer = lineEnd + IndentAt(text, container.Start.Offset);
        var closing = container.End.Offset - 1;
        if (last is null)
        {
            var blank = string.IsNullOrWhiteSpace(text[(container.Start.Offset + 1)..closing]);
            var content = outer + IndentUnit(text) + write(outer + IndentUnit(text)) + (blank ? outer : "");
            return [new Edit(container.Start.Offset + 1, blank ? closing : container.Start.Offset + 1, content)];
        }

        if (container.Start.Line == container.End.Line)
        {
            return [new Edit(last.End.Offset, last.End.Offset, ", " + write(null))];
        }

        var indent = lineEnd + IndentAt(text, FirstElement(container).Offset);
        var lineRest = AfterComment(text, last.End.Offset);
        return lineRest == last.End.Offset
            ? [new Edit(lineRest, lineRest, "," + indent + write(indent))]
            : [new Edit(last.End.Offset, last.End.Offset, ","), new Edit(lineRest, lineRest, indent + write(indent))];
    }

    private static string Write(Pin pin, string? indent, string unit)
    {
        var members = Members(pin).Select(member => $"\"{member.Name}\": {member.Value}").Prepend($"\"path\": {JsonString.Quote(pin.Path)}");
        return indent is null
            ? $"{{ {string.Join(", ", members)} }}"
            : $"{{{indent}{unit}{string.Join($",{indent}{unit}", members)}{indent}}}";
    }

    private static string WriteList(Pin pin, string? indent, string unit)
    {
        var name = pin.Kind == PinKind.Model ? "models" : "datasets";
        return indent is null
            ? $"\"{name}\": [{Write(pin, null, unit)}]"
            : $"\"{name}\": [{indent}{unit}{Write(pin, indent + unit, unit)}{indent}]";
    }

    private static bool OneLineEach(JsonValue list) => list.Items.Count > 0 && list.Items[^1].Start.Line == list.Items[^1].End.Line;

    private static IEnumerable<(string Name, string Value)> Members(Pin pin)
    {
        yield return ("sha256", JsonString.Quote(pin.Sha256));
        if (pin.Size is { } size)
        {
            yield return ("size", size.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in new[] { ("format", pin.Format), ("licence", pin.Licence), ("source", pin.Source) })
        {
            if (value is not null)
            {
                yield return (name, JsonString.Quote(value));
            }
        }
    }

    private static string LineEnd(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>The blanks at the start of the line on which an offset lies.</summary>
    private static string IndentAt(string text, int offset)
    {
        var start = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[start..end];
    }

    /// <summary>One step of indentation, as the first indented line has it.</summary>
    private static string IndentUnit(string text)
    {
        var indent = text.Split('\n').Select(line => line[..^line.TrimStart(' ', '\t').Length]).FirstOrDefault(blanks => blanks.Length > 0);
        return indent ?? DefaultIndent;
    }

    private static TextPosition FirstElement(JsonValue container) =>
        container.Kind == JsonKind.Array ? container.Items[0].Start : container.Members[0].NameStart;

    /// <summary>The end of the line after an element if only a comment follows it there, else the element's own end.</summary>
    private static int AfterComment(string text, int end)
    {
        var at = end;
        while (at < text.Length && text[at] is not ('\r' or '\n'))
        {
            if (text[at] is ' ' or '\t')
            {
                at++;
            }
            else if (string.CompareOrdinal(text, at, "//", 0, 2) == 0)
            {
                var lineEnd = text.IndexOf('\n', at);
                at = lineEnd > 0 && text[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            }
            else if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0)
            {
                at = text.IndexOf("*/", at, StringComparison.Ordinal) + 2;
            }
            else
            {
                return end;
            }
        }

        return at;
    }

    private static string Apply(string text, List<Edit> edits)
    {
        foreach (var edit in edits.OrderByDescending(edit => edit.Start))
        {
            text = string.Concat(text.AsSpan(0, edit.Start), edit.Text, text.AsSpan(edit.End));
        }

        return text;
    }

    private readonly record struct Edit(int Start, int End, string Text);
}
