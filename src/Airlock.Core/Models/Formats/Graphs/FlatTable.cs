using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// A table of a FlatBuffer (https://flatbuffers.dev/internals), read where it lies. Every offset is checked before it is followed; references lead
/// forward only, so no table holds itself.
/// </summary>
internal readonly struct FlatTable
{
    private const int MaximumDepth = 64;

    private readonly SourceWindow _window;
    private readonly ScanBudget _budget;
    private readonly long _fields;
    private readonly int _size;
    private readonly int _depth;

    private FlatTable(SourceWindow window, ScanBudget budget, long start, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ModelFormatException($"tables lie deeper than {MaximumDepth} levels", start);
        }

        budget.Work();
        (_window, _budget, Start, _depth) = (window, budget, start, depth);
        _fields = start - window.Int32(start);
        _size = window.UInt16(_fields);
        if (_size < 4 || _size % 2 != 0 || _fields + _size > window.Length)
        {
            throw new ModelFormatException("a table's list of fields does not lie inside", _fields);
        }
    }

    /// <summary>Offset in the source.</summary>
    public long Start { get; }

    /// <summary>The table that a source begins with.</summary>
    public static FlatTable Root(ByteSource source, ScanBudget budget)
    {
        var window = new SourceWindow(source);
        return new FlatTable(window, budget, window.UInt32(0), 0);
    }

    /// <summary>A field of one byte; zero where it is absent.</summary>
    public sbyte SByte(int field) => At(field) is { } at ? (sbyte)_window.Byte(at) : (sbyte)0;

    /// <summary>A field of 32 bits; zero where it is absent.</summary>
    public int Int32(int field) => At(field) is { } at ? _window.Int32(at) : 0;

    /// <summary>A field of 64 bits.</summary>
    public long Int64(int field, long absent) => At(field) is { } at ? _window.Int64(at) : absent;

    /// <summary>A text; null where it is absent.</summary>
    public string? Text(int field)
    {
        if (At(field) is not { } at)
        {
            return null;
        }

        var text = Follow(at);
        return _window.Text(text + sizeof(uint), _window.UInt32(text));
    }

    /// <summary>A table; null where it is absent.</summary>
    public FlatTable? Table(int field) => At(field) is { } at ? new FlatTable(_window, _budget, Follow(at), _depth + 1) : null;

    /// <summary>The first numbers of 32 bits of a list; empty where it is absent.</summary>
    /// <param name="field">The field.</param>
    /// <param name="most">How many are read at most.</param>
    /// <param name="count">How many there are.</param>
    public int[] Int32s(int field, int most, out long count)
    {
        count = 0;
        if (At(field) is not { } at)
        {
            return [];
        }

        var list = Follow(at);
        count = _window.UInt32(list);
        if (count > (_window.Length - list - sizeof(uint)) / sizeof(int))
        {
            throw new ModelFormatException($"a list of {count:N0} numbers does not lie inside", list);
        }

        var numbers = new int[Math.Min(count, most)];
        for (var index = 0; index < numbers.Length; index++)
        {
            _budget.Work();
            numbers[index] = _window.Int32(list + sizeof(uint) + (index * sizeof(int)));
        }

        return numbers;
    }

    /// <summary>A list of tables; empty where it is absent.</summary>
    public IEnumerable<FlatTable> Tables(int field)
    {
        if (At(field) is not { } at)
        {
            yield break;
        }

        var list = Follow(at);
        var count = _window.UInt32(list);
        if (count > (_window.Length - list - sizeof(uint)) / sizeof(uint))
        {
            throw new ModelFormatException($"a list of {count:N0} tables does not lie inside", list);
        }

        for (uint index = 0; index < count; index++)
        {
            yield return new FlatTable(_window, _budget, Follow(list + sizeof(uint) + (index * sizeof(uint))), _depth + 1);
        }
    }

    private long Follow(long at) => at + _window.UInt32(at);

    private long? At(int field)
    {
        var entry = 4 + (field * 2);
        return entry + 2 <= _size && _window.UInt16(_fields + entry) is var offset and not 0 ? Start + offset : null;
    }
}
