using System.Runtime.CompilerServices;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// The stack of the abstract machine with its marks. It takes at most <see cref="MaximumDepth"/> values of eight bytes: when it is full,
/// neighbours that are plain data become one entry with a count, so that a tuple of millions of numbers costs nothing.
/// </summary>
internal sealed class PickleStack
{
    private const int MaximumDepth = 256 * 1024;
    private const int MaximumMarks = 1024 * 1024;

    // The topmost values stay exact when the stack is compacted: they are what the next opcodes take.
    private const int KeptExact = 64;

    private readonly bool _isLenient;
    private PickleValue[] _values = new PickleValue[64];
    private int[] _marks = new int[16];
    private int _depth;
    private int _fence;
    private int _markCount;

    /// <summary>Makes an empty stack.</summary>
    /// <param name="isLenient">Whether what is taken from an empty stack is plain data rather than an error.</param>
    public PickleStack(bool isLenient) => _isLenient = isLenient;

    /// <summary>Forgets everything.</summary>
    public void Clear() => (_depth, _fence, _markCount) = (0, 0, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(PickleValue value)
    {
        if (_depth == _values.Length)
        {
            MakeRoom();
        }

        _values[_depth++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PickleValue Pop()
    {
        if (_depth <= _fence)
        {
            return Underflow();
        }

        var value = _values[_depth - 1];
        if (value.Kind == PickleKind.Run)
        {
            return PopOfRun(value);
        }

        _depth--;
        return value;
    }

    /// <summary>The topmost value, which stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PickleValue Peek()
    {
        if (_depth <= _fence)
        {
            return Underflow();
        }

        var value = _values[_depth - 1];
        return value.Kind == PickleKind.Run ? PickleValue.Data : value;
    }

    /// <summary>Puts another value in the place of the topmost one.</summary>
    public void Replace(PickleValue value)
    {
        Pop();
        Push(value);
    }

    public void Mark()
    {
        if (_markCount == _marks.Length)
        {
            if (_markCount == MaximumMarks)
            {
                throw new ScanLimitException($"its containers nest deeper than {MaximumMarks:N0} levels");
            }

            Array.Resize(ref _marks, _marks.Length * 2);
        }

        _marks[_markCount++] = _fence;
        _fence = _depth;
    }

    /// <summary>Takes everything above the last mark, and the mark.</summary>
    /// <returns>What was there, from bottom to top, valid until the next push; an entry may be a <see cref="PickleKind.Run"/>.</returns>
    public ReadOnlySpan<PickleValue> PopToMark()
    {
        if (_markCount == 0)
        {
            if (!_isLenient)
            {
                throw new ModelFormatException("there is no mark on the stack");
            }

            var all = _values.AsSpan(0, _depth);
            _depth = 0;
            return all;
        }

        var items = _values.AsSpan(_fence, _depth - _fence);
        _depth = _fence;
        _fence = _marks[--_markCount];
        return items;
    }

    /// <summary>Takes the topmost value, or the mark if that is on top.</summary>
    public void PopValueOrMark()
    {
        if (_depth == _fence && _markCount > 0)
        {
            PopToMark();
        }
        else
        {
            Pop();
        }
    }

    private PickleValue Underflow() => _isLenient ? PickleValue.Data : throw new ModelFormatException("the stack is empty where a value is taken");

    private PickleValue PopOfRun(PickleValue run)
    {
        if (run.Payload == 1)
        {
            _depth--;
        }
        else
        {
            _values[_depth - 1] = new PickleValue(PickleKind.Run, run.Payload - 1);
        }

        return PickleValue.Data;
    }

    private void MakeRoom()
    {
        if (_values.Length < MaximumDepth)
        {
            Array.Resize(ref _values, _values.Length * 2);
            return;
        }

        var to = _fence;
        for (var from = _fence; from < _depth; from++)
        {
            var value = _values[from];
            var count = value.Kind switch
            {
                PickleKind.Global => 0,
                PickleKind.Run => value.Payload,
                _ => 1,
            };
            if (count == 0 || _depth - from <= KeptExact)
            {
                _values[to++] = value;
            }
            else if (to > _fence && _values[to - 1].Kind == PickleKind.Run)
            {
                _values[to - 1] = new PickleValue(PickleKind.Run, _values[to - 1].Payload + count);
            }
            else
            {
                _values[to++] = new PickleValue(PickleKind.Run, count);
            }
        }

        _depth = to;
        if (_depth > MaximumDepth / 4 * 3)
        {
            throw new ScanLimitException($"its stack is deeper than {MaximumDepth:N0} values");
        }
    }
}
