using System.Globalization;
using System.Text;

namespace Airlock.Shared.Json;

/// <summary>The kinds of a JSON value (RFC 8259, section 3).</summary>
public enum JsonKind { Null, False, True, Number, Text, Array, Object }

/// <summary>A place in a text: line and column count from one, offset from zero, all in UTF-16 units.</summary>
public readonly record struct TextPosition(int Offset, int Line, int Column)
{
    /// <summary>The first character of a text.</summary>
    public static TextPosition Start => new(0, 1, 1);

    /// <inheritdoc/>
    public override string ToString() => $"({Line},{Column})";
}

/// <summary>One thing wrong in a text, with its place.</summary>
public sealed record TextError(TextPosition Position, string Message);

/// <summary>A JSON value that knows where it stands, so that a complaint can name line and column.</summary>
public sealed class JsonValue
{
    internal JsonValue(JsonKind kind, TextPosition start) => (Kind, Start, End) = (kind, start, start);

    /// <summary>What the value is.</summary>
    public JsonKind Kind { get; }

    /// <summary>Its first character.</summary>
    public TextPosition Start { get; }

    /// <summary>The character after its last.</summary>
    public TextPosition End { get; internal set; }

    /// <summary>The unescaped text of a string, or the digits of a number as written; empty for other kinds.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>The elements of an array, in order.</summary>
    public IReadOnlyList<JsonValue> Items { get; internal set; } = [];

    /// <summary>The members of an object, in order. Names are unique.</summary>
    public IReadOnlyList<JsonMember> Members { get; internal set; } = [];

    /// <summary>The member of that name, or null.</summary>
    public JsonValue? this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.Name == name)
                {
                    return member.Value;
                }
            }

            return null;
        }
    }
}

/// <summary>A name and its value in a JSON object; <see cref="NameStart"/> is the quote before the name.</summary>
public sealed record JsonMember(string Name, TextPosition NameStart, JsonValue Value);

/// <summary>
/// A strict reader of JSON (RFC 8259) that keeps positions. Beyond the standard it takes comments
/// (<c>//</c> and <c>/* */</c>), and refuses what is legal but a trap in a security document: duplicate names.
/// Depth and length are bounded, so that no input can exhaust stack or memory.
/// </summary>
public sealed class JsonText
{
    /// <summary>The longest text that is read, in UTF-16 units.</summary>
    public const int MaximumLength = 8 * 1024 * 1024;

    private const int MaximumDepth = 64;

    private readonly string _text;
    private readonly bool _isForeign;
    private int _offset;
    private int _line = 1;
    private int _lineStart;

    private JsonText(string text, bool isForeign) => (_text, _isForeign) = (text, isForeign);

    /// <summary>Reads one value.</summary>
    /// <param name="text">The whole document.</param>
    /// <param name="error">The first thing wrong, or null.</param>
    /// <returns>The value, or null if there is an error.</returns>
    public static JsonValue? Parse(string text, out TextError? error) => Parse(text, isForeign: false, out error);

    /// <summary>
    /// Reads a file that other programs read too, as <c>appsettings.json</c>: a comma may follow the last member or element, as
    /// those programs allow.
    /// </summary>
    /// <returns>The value, or null if nothing can be made of it.</returns>
    public static JsonValue? ParseForeign(string text) => Parse(text, isForeign: true, out _);

    private static JsonValue? Parse(string text, bool isForeign, out TextError? error)
    {
        if (text.Length > MaximumLength)
        {
            error = new TextError(TextPosition.Start, $"the file is too large: {text.Length:N0} characters, at most {MaximumLength:N0} are read");
            return null;
        }

        var reader = new JsonText(text, isForeign);
        try
        {
            if (text.Length > 0 && text[0] == '\uFEFF')
            {
                reader._offset = reader._lineStart = 1;
            }

            reader.SkipBlanks();
            if (reader.AtEnd)
            {
                throw reader.Fail("the file is empty");
            }

            var value = reader.ReadValue(0);
            reader.SkipBlanks();
            if (!reader.AtEnd)
            {
                throw reader.Fail("nothing may follow the document");
            }

            error = null;
            return value;
        }
        catch (JsonTextException problem)
        {
            error = problem.Error;
            return null;
        }
    }

    private bool AtEnd => _offset >= _text.Length;

    private TextPosition Position => new(_offset, _line, _offset - _lineStart + 1);

    private JsonTextException Fail(string message) => new(new TextError(Position, message));

    private void SkipBlanks()
    {
        while (!AtEnd)
        {
            switch (_text[_offset])
            {
                case '\n':
                    _offset++;
                    _line++;
                    _lineStart = _offset;
                    break;
                case ' ' or '\t' or '\r':
                    _offset++;
                    break;
                case '/' when Next('/'):
                    while (!AtEnd && _text[_offset] != '\n')
                    {
                        _offset++;
                    }

                    break;
                case '/' when Next('*'):
                    SkipBlockComment();
                    break;
                default:
                    return;
            }
        }
    }

    private bool Next(char expected) => _offset + 1 < _text.Length && _text[_offset + 1] == expected;

    private void SkipBlockComment()
    {
        var start = Position;
        for (_offset += 2; !AtEnd; _offset++)
        {
            if (_text[_offset] == '*' && Next('/'))
            {
                _offset += 2;
                return;
            }

            if (_text[_offset] == '\n')
            {
                _line++;
                _lineStart = _offset + 1;
            }
        }

        throw new JsonTextException(new TextError(start, "the comment does not end"));
    }

    private JsonValue ReadValue(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Fail($"nested deeper than {MaximumDepth}");
        }

        if (AtEnd)
        {
            throw Fail("the file ends where a value should stand");
        }

        return _text[_offset] switch
        {
            '{' => ReadObject(depth),
            '[' => ReadArray(depth),
            '"' => ReadText(),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            't' => ReadWord("true", JsonKind.True),
            'f' => ReadWord("false", JsonKind.False),
            'n' => ReadWord("null", JsonKind.Null),
            var other => throw Fail($"a value should stand here, not '{Show(other)}'"),
        };
    }

    private JsonValue ReadObject(int depth)
    {
        var value = new JsonValue(JsonKind.Object, Position);
        var members = new List<JsonMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        _offset++;
        SkipBlanks();
        while (AtEnd || _text[_offset] != '}')
        {
            if (AtEnd || _text[_offset] != '"')
            {
                throw Fail(AtEnd ? "the file ends inside an object" : "a name in double quotes should stand here");
            }

            var name = ReadText();
            if (!names.Add(name.Text))
            {
                throw new JsonTextException(new TextError(name.Start, $"\"{name.Text}\" stands twice in the same object"));
            }

            SkipBlanks();
            Expect(':', "after the name");
            SkipBlanks();
            members.Add(new JsonMember(name.Text, name.Start, ReadValue(depth + 1)));
            SkipBlanks();
            if (!AtEnd && _text[_offset] == ',')
            {
                _offset++;
                SkipBlanks();
                if (!_isForeign && !AtEnd && _text[_offset] == '}')
                {
                    throw Fail("a name should follow the comma");
                }
            }
            else if (!AtEnd && _text[_offset] != '}')
            {
                throw Fail("',' or '}' should stand here");
            }
        }

        _offset++;
        value.Members = members;
        value.End = Position;
        return value;
    }

    private JsonValue ReadArray(int depth)
    {
        var value = new JsonValue(JsonKind.Array, Position);
        var items = new List<JsonValue>();
        _offset++;
        SkipBlanks();
        while (AtEnd || _text[_offset] != ']')
        {
            items.Add(ReadValue(depth + 1));
            SkipBlanks();
            if (!AtEnd && _text[_offset] == ',')
            {
                _offset++;
                SkipBlanks();
                if (!_isForeign && !AtEnd && _text[_offset] == ']')
                {
                    throw Fail("a value should follow the comma");
                }
            }
            else if (AtEnd || _text[_offset] != ']')
            {
                throw Fail(AtEnd ? "the file ends inside an array" : "',' or ']' should stand here");
            }
        }

        _offset++;
        value.Items = items;
        value.End = Position;
        return value;
    }

    private JsonValue ReadText()
    {
        var value = new JsonValue(JsonKind.Text, Position);
        var text = new StringBuilder();
        for (_offset++; ; _offset++)
        {
            if (AtEnd || _text[_offset] == '\n')
            {
                throw new JsonTextException(new TextError(value.Start, "the string does not end on its line"));
            }

            var current = _text[_offset];
            if (current == '"')
            {
                break;
            }

            if (current < ' ')
            {
                throw Fail("a control character must be escaped");
            }

            text.Append(current == '\\' ? ReadEscape() : current);
        }

        _offset++;
        value.Text = text.ToString();
        value.End = Position;
        return value;
    }

    private char ReadEscape()
    {
        _offset++;
        switch (AtEnd ? '\0' : _text[_offset])
        {
            case '"': return '"';
            case '\\': return '\\';
            case '/': return '/';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _offset + 4 < _text.Length && ushort.TryParse(
                _text.Substring(_offset + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _offset += 4;
                return (char)code;
            default:
                throw Fail("this escape is not known in JSON");
        }
    }

    private JsonValue ReadNumber()
    {
        var value = new JsonValue(JsonKind.Number, Position);
        var start = _offset;
        while (!AtEnd && (char.IsLetterOrDigit(_text[_offset]) || _text[_offset] is '+' or '-' or '.'))
        {
            _offset++;
        }

        value.Text = _text.Substring(start, _offset - start);
        value.End = Position;
        if (!IsNumber(value.Text))
        {
            throw new JsonTextException(new TextError(value.Start, $"\"{value.Text}\" is not a number"));
        }

        return value;
    }

    // RFC 8259, section 6: [ minus ] int [ frac ] [ exp ]
    private static bool IsNumber(string text)
    {
        var at = text.StartsWith("-", StringComparison.Ordinal) ? 1 : 0;
        var integer = Digits(text, ref at);
        if (integer == 0 || (integer > 1 && text[at - integer] == '0'))
        {
            return false;
        }

        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
            {
                at++;
            }

            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    private static int Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at - start;
    }

    private JsonValue ReadWord(string word, JsonKind kind)
    {
        if (string.CompareOrdinal(_text, _offset, word, 0, word.Length) != 0)
        {
            throw Fail("a value should stand here; only true, false and null are written without quotes");
        }

        var value = new JsonValue(kind, Position);
        _offset += word.Length;
        value.End = Position;
        return value;
    }

    private void Expect(char expected, string where)
    {
        if (AtEnd || _text[_offset] != expected)
        {
            throw Fail($"'{expected}' should stand {where}");
        }

        _offset++;
    }

    private static string Show(char character) =>
        char.IsControl(character) ? $"\\u{(int)character:x4}" : character.ToString();

    private sealed class JsonTextException(TextError error) : Exception(error.Message)
    {
        public TextError Error { get; } = error;
    }
}
