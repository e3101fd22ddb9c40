using System.Buffers.Binary;
using System.Text;

namespace Airlock.Core.Models.Formats;

/// <summary>What the code objects in marshalled bytes name, without running them.</summary>
/// <param name="Names">Globals, attributes and imports of all code objects (<c>co_names</c>).</param>
/// <param name="Texts">All other text: constants, variables, docstrings.</param>
/// <param name="IsComplete">Whether the bytes could be read to the end.</param>
internal sealed record PythonCode(IReadOnlySet<string> Names, IReadOnlySet<string> Texts, bool IsComplete);

/// <summary>
/// Reads Python's marshal format of all versions from 2.7 on, as far as needed to know what code names. The layout of code objects differs
/// from version to version and the bytes do not say which: it is told from the types of what follows. (CPython, Python/marshal.c.)
/// </summary>
internal ref struct PythonMarshal
{
    private const int MaximumDepth = 100;
    private const byte ReferenceFlag = 0x80;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly List<Value> _references = [];
    private readonly List<Value> _interned = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private int _at;

    private PythonMarshal(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    // A text, bytes, or a list; everything else is Other.
    private sealed record Value(string? Text = null, bool IsBytes = false, IReadOnlyList<Value>? Items = null)
    {
        public static Value Other { get; } = new();
    }

    private sealed class MarshalException : Exception;

    /// <summary>Whether bytes begin with a code object.</summary>
    public static bool IsCode(ReadOnlySpan<byte> bytes) => bytes.Length > 20 && (bytes[0] & ~ReferenceFlag) == 'c';

    /// <summary>Reads all of it, or as much as can be read.</summary>
    public static PythonCode Read(ReadOnlySpan<byte> bytes)
    {
        var marshal = new PythonMarshal(bytes);
        var isComplete = true;
        try
        {
            marshal.ReadValue(0);
        }
        catch (MarshalException)
        {
            isComplete = false;
        }

        return new PythonCode(marshal._names, marshal._texts, isComplete);
    }

    private Value ReadValue(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new MarshalException();
        }

        var code = ReadByte();
        var (type, slot) = ((char)(code & ~ReferenceFlag), -1);
        if ((code & ReferenceFlag) != 0)
        {
            slot = _references.Count;
            _references.Add(Value.Other);
        }

        var value = ReadContent(type, depth);
        if (slot >= 0)
        {
            _references[slot] = value;
        }

        return value;
    }

    private Value ReadContent(char type, int depth)
    {
        switch (type)
        {
            case '0' or 'N' or 'F' or 'T' or 'S' or '.':
                return Value.Other;
            case 'i':
                return Skip(4);
            case 'I' or 'g':
                return Skip(8);
            case 'y':
                return Skip(16);
            case 'f':
                return Skip(ReadByte());
            case 'x':
                Skip(ReadByte());
                return Skip(ReadByte());
            case 'l':
                return Skip(Math.Abs((long)ReadInt32()) * 2);
            case 's':
                return Text(ReadInt32(), isBytes: true);
            case 't':
                _interned.Add(Text(ReadInt32(), isBytes: false));
                return _interned[^1];
            case 'u' or 'a' or 'A':
                return Text(ReadInt32(), isBytes: false);
            case 'z' or 'Z':
                return Text(ReadByte(), isBytes: false);
            case 'R':
                return At(_interned, ReadInt32());
            case 'r':
                return At(_references, ReadInt32());
            case ')':
                return List(ReadByte(), depth);
            case '(' or '[' or '<' or '>':
                return List(ReadInt32(), depth);
            case ':':
                return List(3, depth);
            case '{':
                while (Peek() != '0')
                {
                    ReadValue(depth + 1);
                    ReadValue(depth + 1);
                }

                return Skip(1);
            case 'c':
                ReadCode(depth);
                return Value.Other;
            default:
                throw new MarshalException();
        }
    }

    // Four to six numbers, then the instructions, constants, names, and names of variables. Since 3.11 one byte for each variable follows,
    // file, name and qualified name, and tables; before, two more lists of variables, file and name, and one table.
    private void ReadCode(int depth)
    {
        _at += 4 * NumbersBeforeInstructions();
        ReadValue(depth + 1);
        ReadValue(depth + 1);
        var names = ReadValue(depth + 1);
        foreach (var name in names.Items ?? throw new MarshalException())
        {
            _names.Add(name.Text ?? throw new MarshalException());
        }

        ReadValue(depth + 1);
        var isNew = ReadValue(depth + 1).IsBytes;
        var (texts, tables) = isNew ? (3, 2) : (3, 1);
        for (; texts > 0; texts--)
        {
            ReadValue(depth + 1);
        }

        Skip(4);
        for (; tables > 0; tables--)
        {
            ReadValue(depth + 1);
        }
    }

    private readonly int NumbersBeforeInstructions()
    {
        for (var count = 4; count <= 6; count++)
        {
            if (IsAt(_at + (4 * count), 's', out var length) && length <= _bytes.Length - _at - (4 * count) - 5)
            {
                return count;
            }
        }

        // The same instructions as those of an earlier function may be written as a reference to them.
        for (var count = 4; count <= 6; count++)
        {
            if (IsAt(_at + (4 * count), 'r', out var index) && index < _references.Count && _references[index].IsBytes)
            {
                return count;
            }
        }

        throw new MarshalException();
    }

    // Whether a type and a number that is not negative stand at a place.
    private readonly bool IsAt(int at, char type, out int number)
    {
        number = at + 5 <= _bytes.Length ? BinaryPrimitives.ReadInt32LittleEndian(_bytes[(at + 1)..]) : -1;
        return number >= 0 && (_bytes[at] & ~ReferenceFlag) == type;
    }

    private static Value At(List<Value> values, int index) =>
        index >= 0 && index < values.Count ? values[index] : throw new MarshalException();

    private Value List(long count, int depth)
    {
        if (count < 0 || count > _bytes.Length - _at)
        {
            throw new MarshalException();
        }

        var items = new List<Value>();
        for (; count > 0; count--)
        {
            items.Add(ReadValue(depth + 1));
        }

        return new Value(Items: items);
    }

    private Value Text(long length, bool isBytes)
    {
        var start = _at;
        Skip(length);
        var text = Encoding.UTF8.GetString(_bytes[start.._at]);
        _texts.Add(text);
        return new Value(text, isBytes);
    }

    private Value Skip(long count)
    {
        if (count < 0 || count > _bytes.Length - _at)
        {
            throw new MarshalException();
        }

        _at += (int)count;
        return Value.Other;
    }

    private readonly char Peek() => _at < _bytes.Length ? (char)_bytes[_at] : throw new MarshalException();

    private byte ReadByte()
    {
        Skip(1);
        return _bytes[_at - 1];
    }

    private int ReadInt32()
    {
        Skip(4);
        return BinaryPrimitives.ReadInt32LittleEndian(_bytes[(_at - 4)..]);
    }
}
