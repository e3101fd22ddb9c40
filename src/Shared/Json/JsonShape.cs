using System.Globalization;

namespace Airlock.Shared.Json;

/// <summary>
/// Reads a JSON object member by member against a fixed shape. Whatever does not fit (a wrong type, a value outside
/// its set, a name that nobody asked for) becomes an error at its place; reading goes on, so that one pass tells all.
/// </summary>
public sealed class JsonShape
{
    private readonly JsonValue? _object;
    private readonly string _path;
    private readonly List<TextError> _errors;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Starts on the document's root, which must be an object.</summary>
    public JsonShape(JsonValue root, List<TextError> errors)
        : this(root, "the document", errors)
    {
    }

    private JsonShape(JsonValue value, string path, List<TextError> errors)
    {
        _path = path;
        _errors = errors;
        Start = value.Start;
        if (value.Kind == JsonKind.Object)
        {
            _object = value;
        }
        else
        {
            Fail(value, path, "an object");
        }
    }

    /// <summary>Where the object begins.</summary>
    public TextPosition Start { get; }

    /// <summary>The place of a member's value, or of the object if the member is absent.</summary>
    public TextPosition PositionOf(string name) => _object?[name]?.Start ?? Start;

    /// <summary>Whether the member is present.</summary>
    public bool Has(string name) => _object?[name] is not null;

    /// <summary>Whether the member is present and null, which formats of others allow instead of leaving it out.</summary>
    public bool IsNull(string name) => Find(name)?.Kind == JsonKind.Null;

    /// <summary>Whether the member is present and a list, where formats of others allow another thing too.</summary>
    public bool IsList(string name) => Find(name)?.Kind == JsonKind.Array;

    /// <summary>A string, or null if absent or wrong.</summary>
    public string? Text(string name, bool required = false)
    {
        var value = Find(name);
        if (value is null)
        {
            if (required && _object is not null)
            {
                _errors.Add(new TextError(Start, $"{_path} needs \"{name}\""));
            }

            return null;
        }

        if (value.Kind == JsonKind.Text)
        {
            return value.Text;
        }

        Fail(value, name, "a string");
        return null;
    }

    /// <summary>One of the given strings, or null if absent or another.</summary>
    public string? Choice(string name, params string[] choices)
    {
        var text = Text(name);
        if (text is null || Array.IndexOf(choices, text) >= 0)
        {
            return text;
        }

        _errors.Add(new TextError(PositionOf(name), $"\"{name}\" must be one of {string.Join(", ", choices)}, not \"{text}\""));
        return null;
    }

    /// <summary>A boolean, or null if absent or wrong.</summary>
    public bool? Boolean(string name)
    {
        var value = Find(name);
        switch (value?.Kind)
        {
            case null: return null;
            case JsonKind.True: return true;
            case JsonKind.False: return false;
            default:
                Fail(value!, name, "true or false");
                return null;
        }
    }

    /// <summary>A whole number from zero, also with a fraction of zero as some writers have it, or null if absent or wrong.</summary>
    public long? Count(string name)
    {
        var value = Find(name);
        if (value is null)
        {
            return null;
        }

        if (value.Kind == JsonKind.Number && long.TryParse(value.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 0)
        {
            return number;
        }

        Fail(value, name, "a whole number of zero or more");
        return null;
    }

    /// <summary>A number with or without a fraction, or null if absent or wrong.</summary>
    public decimal? Number(string name)
    {
        var value = Find(name);
        if (value is null)
        {
            return null;
        }

        if (value.Kind == JsonKind.Number && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Fail(value, name, "a number");
        return null;
    }

    /// <summary>The strings of an array; empty if absent. Each keeps its place.</summary>
    public IReadOnlyList<PlacedText> Texts(string name)
    {
        var texts = new List<PlacedText>();
        foreach (var item in Elements(name))
        {
            if (item.Kind != JsonKind.Text)
            {
                Fail(item, $"each of \"{name}\"", "a string");
            }
            else if (item.Text.Trim().Length == 0)
            {
                _errors.Add(new TextError(item.Start, $"an empty string has no meaning in \"{name}\""));
            }
            else
            {
                texts.Add(new PlacedText(item.Text, item.Start));
            }
        }

        return texts;
    }

    /// <summary>The object of that name, or null if absent or wrong.</summary>
    public JsonShape? Object(string name)
    {
        var value = Find(name);
        return value is null ? null : new JsonShape(value, $"\"{name}\"", _errors);
    }

    /// <summary>The objects of an array; empty if absent.</summary>
    public IEnumerable<JsonShape> Objects(string name) =>
        Elements(name).Select(item => new JsonShape(item, $"each of \"{name}\"", _errors));

    /// <summary>The members of an object whose names are free, each a string.</summary>
    public IEnumerable<(string Name, TextPosition NameStart, PlacedText Value)> Map(string name)
    {
        var value = Find(name);
        if (value is null)
        {
            yield break;
        }

        if (value.Kind != JsonKind.Object)
        {
            Fail(value, name, "an object");
            yield break;
        }

        foreach (var member in value.Members)
        {
            if (member.Value.Kind == JsonKind.Text)
            {
                yield return (member.Name, member.NameStart, new PlacedText(member.Value.Text, member.Value.Start));
            }
            else
            {
                Fail(member.Value, member.Name, "a string");
            }
        }
    }

    /// <summary>Reports every member that was not asked for. Call it last.</summary>
    public void Close()
    {
        foreach (var member in _object?.Members ?? [])
        {
            if (!_known.Contains(member.Name))
            {
                _errors.Add(new TextError(
                    member.NameStart, $"\"{member.Name}\" is not known in {_path}; known are {string.Join(", ", _known.OrderBy(n => n, StringComparer.Ordinal))}"));
            }
        }
    }

    private JsonValue? Find(string name)
    {
        _known.Add(name);
        return _object?[name];
    }

    private IReadOnlyList<JsonValue> Elements(string name)
    {
        var value = Find(name);
        if (value is null)
        {
            return [];
        }

        if (value.Kind == JsonKind.Array)
        {
            return value.Items;
        }

        Fail(value, name, "an array");
        return [];
    }

    private void Fail(JsonValue value, string what, string expected)
    {
        var found = value.Kind switch
        {
            JsonKind.Text => "a string",
            JsonKind.Number => "a number",
            JsonKind.Array => "an array",
            JsonKind.Object => "an object",
            JsonKind.Null => "null",
            _ => "true or false",
        };
        var subject = what.StartsWith("the ", StringComparison.Ordinal) || what.StartsWith("each ", StringComparison.Ordinal) || what.StartsWith("\"", StringComparison.Ordinal) ? what : $"\"{what}\"";
        _errors.Add(new TextError(value.Start, $"{subject} must be {expected}, not {found}"));
    }
}

/// <summary>A string and where it was written.</summary>
public readonly record struct PlacedText(string Text, TextPosition Position)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
