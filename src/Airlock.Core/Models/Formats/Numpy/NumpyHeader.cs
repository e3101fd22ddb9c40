using System.Globalization;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// The header of an npy file: a Python literal of a dictionary with exactly the keys <c>descr</c>, <c>fortran_order</c> and <c>shape</c>
/// (numpy's <c>format.py</c>). Only what such a header may hold is read: strings, whole numbers, True and False, tuples and lists.
/// </summary>
internal sealed class NumpyHeader
{
    // Deeper than any type of fields in fields that is used.
    private const int MaximumDepth = 16;

    private readonly string _text;
    private int _at;

    private NumpyHeader(string text) => _text = text;

    /// <summary>Whether some field of the elements is a Python object: then a pickle follows instead of numbers.</summary>
    public bool HasObjects { get; private set; }

    /// <summary>Length of the array's data in bytes, if it has no objects.</summary>
    public long DataLength { get; private set; }

    /// <summary>Reads a header.</summary>
    /// <param name="text">The literal.</param>
    /// <exception cref="ModelFormatException">It is no such header.</exception>
    public static NumpyHeader Parse(string text)
    {
        var header = new NumpyHeader(text);
        if (header.ReadValue(0) is not List<KeyValuePair<string, object>> entries || header.Peek() != '\0')
        {
            throw new ModelFormatException("the header is no dictionary");
        }

        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            if (!values.TryAdd(key, value))
            {
                throw new ModelFormatException($"the header has the key '{key}' twice");
            }
        }

        if (values.Count != 3 || !values.TryGetValue("descr", out var type) || values.GetValueOrDefault("fortran_order") is not bool
            || values.GetValueOrDefault("shape") is not List<object> shape)
        {
            throw new ModelFormatException("the header must have the keys descr, fortran_order and shape, and no other");
        }

        header.DataLength = Multiply(header.SizeOf(type, 0), CountOf(shape));
        return header;
    }

    private long SizeOf(object type, int depth)
    {
        if (type is string code)
        {
            HasObjects |= NumpyElement.IsObject(code);
            return NumpyElement.SizeOf(code) ?? throw new ModelFormatException("the header names a type that does not exist");
        }

        if (type is List<object> pair && depth < MaximumDepth && pair is [List<object> or string, List<object> shape] && IsShape(shape))
        {
            return Multiply(SizeOf(pair[0], depth + 1), CountOf(shape));
        }

        if (type is not List<object> fields || depth == MaximumDepth)
        {
            throw new ModelFormatException("the header's type is none");
        }

        var size = 0L;
        foreach (var field in fields)
        {
            size += field is List<object> { Count: 2 or 3 } parts
                ? Multiply(SizeOf(parts[1], depth + 1), parts is [_, _, List<object> repeat] ? CountOf(repeat) : 1)
                : throw new ModelFormatException("a field of the header's type is none");
            if (size > long.MaxValue / 4)
            {
                throw new ModelFormatException("the header's type is too large");
            }
        }

        return size;
    }

    private static bool IsShape(List<object> items) => items.TrueForAll(item => item is long);

    private static long CountOf(List<object> shape) =>
        shape.Aggregate(1L, (count, length) => length is long and >= 0
            ? Multiply(count, (long)length)
            : throw new ModelFormatException("the header's shape is none"));

    private static long Multiply(long left, long right) => left == 0 || right <= long.MaxValue / 8 / left
        ? left * right
        : throw new ModelFormatException("the header's array is larger than can be");

    private char Peek()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private object ReadValue(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ModelFormatException("the header nests too deep");
        }

        switch (Peek())
        {
            case '\'' or '"':
                return ReadString();
            case '(':
                return ReadItems(')', depth);
            case '[':
                return ReadItems(']', depth);
            case '{':
                return ReadEntries(depth);
            case 'T' when TryTake("True"):
                return true;
            case 'F' when TryTake("False"):
                return false;
            default:
                return ReadNumber();
        }
    }

    private List<object> ReadItems(char end, int depth)
    {
        var items = new List<object>();
        for (_at++; Peek() != end;)
        {
            items.Add(ReadValue(depth + 1));
            TakeComma(end);
        }

        _at++;
        return items;
    }

    private List<KeyValuePair<string, object>> ReadEntries(int depth)
    {
        var entries = new List<KeyValuePair<string, object>>();
        for (_at++; Peek() != '}';)
        {
            if (Peek() is not ('\'' or '"'))
            {
                throw new ModelFormatException("a key of the header is no text");
            }

            var key = ReadString();
            if (Peek() != ':')
            {
                throw new ModelFormatException("a key of the header has no value");
            }

            _at++;
            entries.Add(new(key, ReadValue(depth + 1)));
            TakeComma('}');
        }

        _at++;
        return entries;
    }

    private void TakeComma(char end)
    {
        if (Peek() == ',')
        {
            _at++;
        }
        else if (Peek() != end)
        {
            throw new ModelFormatException("the header breaks off");
        }
    }

    private string ReadString()
    {
        var quote = _text[_at++];
        var result = new StringBuilder();
        for (; _at < _text.Length && _text[_at] != quote; _at++)
        {
            if (_text[_at] == '\\')
            {
                _at++;
            }

            result.Append(_at < _text.Length ? _text[_at] : ' ');
        }

        if (_at >= _text.Length)
        {
            throw new ModelFormatException("a text of the header does not end");
        }

        _at++;
        return result.ToString();
    }

    private object ReadNumber()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        var number = _text.AsSpan(start, _at - start);
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            throw new ModelFormatException("the header holds what no header holds");
        }

        // Python 2 wrote its long numbers with an L.
        if (_at < _text.Length && _text[_at] == 'L')
        {
            _at++;
        }

        return value;
    }

    private bool TryTake(string word)
    {
        var found = string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;
        _at += found ? word.Length : 0;
        return found;
    }
}
