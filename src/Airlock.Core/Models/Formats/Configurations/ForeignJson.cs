using System.Text.Json;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// A value of JSON that somebody else's program will read, with the byte where it stands. Members that stand twice are all kept, because
/// programs differ in which one they take.
/// </summary>
internal sealed class ForeignJson
{
    /// <summary>The longest document that is read, in bytes.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    private const int MaximumDepth = 512;
    private const int MaximumValues = 2_000_000;

    private List<ForeignJson>? _items;
    private List<(string Name, ForeignJson Value)>? _members;

    private ForeignJson(JsonTokenType type, long offset) => (Type, Offset) = (type, offset);

    /// <summary>What the value is; objects and arrays are named by their start.</summary>
    public JsonTokenType Type { get; }

    /// <summary>Where it begins, in bytes from the start of the document.</summary>
    public long Offset { get; }

    /// <summary>The unescaped text of a string, or null.</summary>
    public string? Text { get; private set; }

    /// <summary>The value of a whole number of 64 bits, or null.</summary>
    public long? Number { get; private set; }

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => Type == JsonTokenType.StartObject;

    /// <summary>Whether it is <c>true</c>.</summary>
    public bool IsTrue => Type == JsonTokenType.True;

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<ForeignJson> Items => _items ?? [];

    /// <summary>The members of an object, in order, with those that stand twice.</summary>
    public IReadOnlyList<(string Name, ForeignJson Value)> Members => _members ?? [];

    /// <summary>All values of a member, in order.</summary>
    public IEnumerable<ForeignJson> All(string name) => Members.Where(member => member.Name == name).Select(member => member.Value);

    /// <summary>The texts of a member whose values are strings.</summary>
    public IEnumerable<string> Texts(string name) => All(name).Select(value => value.Text).OfType<string>();

    /// <summary>Whether a member is there.</summary>
    public bool Has(string name) => Members.Any(member => member.Name == name);

    /// <summary>Every value below this one and itself, outermost first, with the name of the member it is or is listed in.</summary>
    public IEnumerable<(string? Name, ForeignJson Value)> Everything()
    {
        var open = new Stack<(string?, ForeignJson)>([(null, this)]);
        while (open.TryPop(out var next))
        {
            yield return next;
            var (name, value) = next;
            for (var i = value.Items.Count - 1; i >= 0; i--)
            {
                open.Push((name, value.Items[i]));
            }

            for (var i = value.Members.Count - 1; i >= 0; i--)
            {
                open.Push(value.Members[i]);
            }
        }
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="ModelFormatException">It is no JSON.</exception>
    /// <exception cref="ScanLimitException">It is too large.</exception>
    public static ForeignJson Read(ByteSource source)
    {
        if (source.Length > MaximumLength)
        {
            throw new ScanLimitException($"it is JSON of more than {MaximumLength:N0} bytes");
        }

        return Read(source.ReadBytes(0, (int)source.Length));
    }

    /// <summary>Reads a document. The bytes may be changed.</summary>
    /// <exception cref="ModelFormatException">It is no JSON.</exception>
    /// <exception cref="ScanLimitException">It has too many values.</exception>
    public static ForeignJson Read(byte[] bytes)
    {
        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        ReplacePythonNumbers(bytes);
        var reader = new Utf8JsonReader(bytes.AsSpan(start), new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            return Read(ref reader, start);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException("it is no JSON", start + reader.BytesConsumed);
        }
    }

    /// <summary>
    /// The names of the members of a document that is an object, as far as it can be read; empty if it is none. Cheap, to recognise by.
    /// </summary>
    public static IReadOnlySet<string> OuterNames(ByteSource source)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Span<byte> start = stackalloc byte[16];
        var text = start[..source.Read(0, start)];
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        if (source.Length > MaximumLength || !text.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            return names;
        }

        var bytes = source.ReadBytes(0, (int)source.Length);
        ReplacePythonNumbers(bytes);
        var reader = new Utf8JsonReader(
            bytes.AsSpan(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    names.Add(reader.GetString()!);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What was seen so far is enough to recognise it; reading it says what is wrong.
        }

        return names;
    }

    private static ForeignJson Read(ref Utf8JsonReader reader, long start)
    {
        var open = new Stack<ForeignJson>();
        ForeignJson? root = null;
        string? name = null;
        for (var values = 0; reader.Read();)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    continue;
            }

            if (++values > MaximumValues)
            {
                throw new ScanLimitException($"it is JSON of more than {MaximumValues:N0} values");
            }

            var value = new ForeignJson(reader.TokenType, start + reader.TokenStartIndex)
            {
                Text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null,
                Number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null,
            };
            if (!open.TryPeek(out var parent))
            {
                root = value;
            }
            else if (parent.IsObject)
            {
                (parent._members ??= []).Add((name!, value));
            }
            else
            {
                (parent._items ??= []).Add(value);
            }

            if (value.Type is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push(value);
            }
        }

        return root!;
    }

    // Python's json writes NaN, Infinity and -Infinity, and reads them; a zero of the same length keeps every offset.
    private static void ReplacePythonNumbers(Span<byte> json)
    {
        var isText = false;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'\\' when isText:
                    i++;
                    break;
                case (byte)'"':
                    isText = !isText;
                    break;
                case (byte)'N' when !isText && json[i..].StartsWith("NaN"u8):
                    "0  "u8.CopyTo(json[i..]);
                    break;
                case (byte)'I' when !isText && json[i..].StartsWith("Infinity"u8):
                    "0       "u8.CopyTo(json[i..]);
                    break;
            }
        }
    }
}
