using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Airlock.Core.Models.Facts;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Where a tensor lies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
/// <param name="HeaderOffset">Where the header names it, in bytes from the start of the file.</param>
internal readonly record struct SafetensorsTensor(string Name, ulong Begin, ulong End, long HeaderOffset);

/// <summary>
/// Reads the header token by token, so that nothing is built that grows faster than it, and a name that stands twice is seen: parsers that
/// build a map silently keep one of the two.
/// </summary>
internal ref struct SafetensorsHeader
{
    // The header is an object of objects with lists of numbers; what lies deeper is not of this format.
    private const int MaximumDepth = 8;
    private const int LongestType = 64;

    private static readonly FrozenDictionary<string, ElementType> Types = EmbeddedTable.Rows("safetensors-types.tsv")
        .ToFrozenDictionary(row => row[0], row => new ElementType(row[0], ulong.Parse(row[1], CultureInfo.InvariantCulture)), StringComparer.Ordinal);

    private readonly long _start;
    private readonly SafetensorsFacts _facts;
    private Utf8JsonReader _json;

    private sealed record ElementType(string Name, ulong Bits);

    private SafetensorsHeader(ReadOnlySpan<byte> json, long start, SafetensorsFacts facts)
    {
        (_start, _facts) = (start, facts);
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth, CommentHandling = JsonCommentHandling.Disallow });
    }

    /// <summary>Reads all of it.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="start">Where they stand in the file.</param>
    /// <param name="facts">Takes what it says of the model.</param>
    /// <exception cref="ModelFormatException">Something in it is against the format.</exception>
    public static List<SafetensorsTensor> Read(ReadOnlySpan<byte> json, long start, SafetensorsFacts facts)
    {
        if (json.IsEmpty || json[0] != '{')
        {
            throw new ModelFormatException("its header does not begin with '{'", start);
        }

        if (!Utf8.IsValid(json))
        {
            throw new ModelFormatException("its header is not UTF-8", start);
        }

        var header = new SafetensorsHeader(json, start, facts);
        try
        {
            return header.ReadTensors();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is half of a surrogate pair.
            throw new ModelFormatException("its header is no JSON that the format allows", start + header._json.BytesConsumed);
        }
    }

    private readonly long Offset => _start + _json.TokenStartIndex;

    private List<SafetensorsTensor> ReadTensors()
    {
        var tensors = new List<SafetensorsTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        _json.Read();
        while (ReadName() is { } name)
        {
            var offset = Offset;
            if (!names.Add(name))
            {
                throw new ModelFormatException($"its header names '{name}' twice", offset);
            }

            if (name == "__metadata__")
            {
                ReadMetadata();
            }
            else
            {
                tensors.Add(ReadTensor(name, offset));
            }
        }

        // Only blanks may follow; anything else makes the reader throw.
        _json.Read();
        return tensors;
    }

    // The next member's name, or null at the end of the object.
    private string? ReadName()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.PropertyName ? _json.GetString() : null;
    }

    private void ReadMetadata()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Require(JsonTokenType.StartObject, "__metadata__", "content must be an object");
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (ReadName() is { } name)
        {
            if (!names.Add(name))
            {
                throw new ModelFormatException($"'__metadata__' names '{name}' twice", Offset);
            }

            _json.Read();
            Require(JsonTokenType.String, "__metadata__", "values must be text");
            if (SafetensorsFacts.Wants(name) && _json.ValueSpan.Length <= SafetensorsFacts.LongestText)
            {
                _facts.Add(name, _json.GetString()!);
            }
        }
    }

    private SafetensorsTensor ReadTensor(string name, long offset)
    {
        _json.Read();
        Require(JsonTokenType.StartObject, name, "description must be an object");
        ElementType? type = null;
        ulong? elements = null, begin = null, end = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            // Compared where they stand: a header has three of them for each tensor.
            var (isType, isShape, isPlace) = (_json.ValueTextEquals("dtype"u8), _json.ValueTextEquals("shape"u8), _json.ValueTextEquals("data_offsets"u8));
            if ((isType && type is not null) || (isShape && elements is not null) || (isPlace && begin is not null))
            {
                throw new ModelFormatException($"the tensor '{name}' has '{_json.GetString()}' twice", Offset);
            }

            _json.Read();
            if (isType)
            {
                Require(JsonTokenType.String, name, "type must be text");
                type = ReadType(name);
            }
            else if (isShape)
            {
                Require(JsonTokenType.StartArray, name, "shape must be a list");
                elements = ReadShape(name);
            }
            else if (isPlace)
            {
                Require(JsonTokenType.StartArray, name, "offsets must be a list");
                (begin, end) = (ReadNumber(name), ReadNumber(name));
                _json.Read();
                Require(JsonTokenType.EndArray, name, "place must have two offsets");
            }
            else
            {
                _json.Skip();
            }
        }

        if (type is null || elements is null || begin is null)
        {
            throw new ModelFormatException($"the tensor '{name}' must have dtype, shape and data_offsets", offset);
        }

        var size = (UInt128)elements * type.Bits;
        if (size > ulong.MaxValue || (ulong)size % 8 != 0 || end < begin || (ulong)size / 8 != end - begin)
        {
            throw new ModelFormatException(
                $"the tensor '{name}' should take {size} bits and lies from {begin:N0} to {end:N0}", offset);
        }

        _facts.Tensors.Add(type.Name, elements);
        return new SafetensorsTensor(name, begin.Value, end!.Value, offset);
    }

    private readonly ElementType ReadType(string name)
    {
        Span<char> text = stackalloc char[LongestType];
        return _json.ValueSpan.Length <= LongestType && Types.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[.._json.CopyString(text)], out var type)
            ? type
            : throw new ModelFormatException($"the tensor '{name}' has an unknown type", Offset);
    }

    private ulong ReadShape(string name)
    {
        var elements = 1UL;
        for (_json.Read(); _json.TokenType != JsonTokenType.EndArray; _json.Read())
        {
            var product = (UInt128)elements * Number(name);
            elements = product <= ulong.MaxValue
                ? (ulong)product
                : throw new ModelFormatException($"the tensor '{name}' has more elements than can be counted", Offset);
        }

        return elements;
    }

    private ulong ReadNumber(string name)
    {
        _json.Read();
        return Number(name);
    }

    private readonly ulong Number(string name) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetUInt64(out var value)
            ? value
            : throw new ModelFormatException($"shape and offsets of the tensor '{name}' must be whole numbers, not negative", Offset);

    private readonly void Require(JsonTokenType type, string name, string rule)
    {
        if (_json.TokenType != type)
        {
            throw new ModelFormatException($"of '{name}', the {rule}", Offset);
        }
    }
}
