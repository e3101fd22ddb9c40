using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Arrays that joblib writes into the stream: behind the BUILD of a <c>NumpyArrayWrapper</c> stand a byte with the length of a padding, the
/// padding, and the array's bytes, or for arrays of objects one more pickle (joblib's <c>numpy_pickle.py</c>).
/// </summary>
internal sealed partial class PickleMachine
{
    private const int Remembered = 256;

    private ElementType[] _elementTypes = [];
    private ArrayState[] _arrayStates = [];
    private long _elementTypeCount;
    private long _arrayStateCount;

    private record struct ElementType(long Size, bool HasObject);

    private record struct ArrayState(PickleValue Shape, PickleValue Type, bool HasAlignment, long Count);

    // Dictionaries are numbered only where some may describe an array.
    private PickleValue NewDictionary()
    {
        if (!_imports.HasJoblibArray)
        {
            return PickleValue.Data;
        }

        _arrayStates = _arrayStates.Length == 0 ? new ArrayState[Remembered] : _arrayStates;
        _arrayStates[_arrayStateCount % Remembered] = new ArrayState { Count = -1 };
        return new PickleValue(PickleKind.Dictionary, _arrayStateCount++);
    }

    private void SetItems(ReadOnlySpan<PickleValue> items)
    {
        var target = _stack.Peek();
        if (target.Kind != PickleKind.Dictionary || _arrayStateCount - target.Payload > Remembered)
        {
            return;
        }

        ref var state = ref _arrayStates[target.Payload % Remembered];
        for (var index = 0; index + 1 < items.Length && index < PickleTuples.Kept * 2; index += 2)
        {
            switch (TextOf(items[index]))
            {
                case "shape":
                    state.Shape = items[index + 1];
                    state.Count = CountOf(state.Shape);
                    break;

                case "dtype":
                    state.Type = items[index + 1];
                    break;

                case "numpy_array_alignment_bytes":
                    state.HasAlignment = items[index + 1].Kind == PickleKind.Integer;
                    break;
            }
        }
    }

    private void DictionaryFromItems(ReadOnlySpan<PickleValue> items)
    {
        Span<PickleValue> kept = stackalloc PickleValue[PickleTuples.Kept * 2];
        items = items[..Math.Min(items.Length, kept.Length)];
        items.CopyTo(kept);
        _stack.Push(NewDictionary());
        SetItems(kept[..items.Length]);
    }

    private PickleValue NewElementType(PickleValue code)
    {
        var type = default(ElementType);
        if (TextOf(code) is { Length: > 0 } text)
        {
            type = new ElementType(NumpyElement.SizeOf(text) ?? 0, NumpyElement.IsObject(text));
        }

        _elementTypes = _elementTypes.Length == 0 ? new ElementType[Remembered] : _elementTypes;
        _elementTypes[_elementTypeCount % Remembered] = type;
        return new PickleValue(PickleKind.ElementType, _elementTypeCount++);
    }

    // The state of a dtype: version, byte order, base, names, fields, item size, alignment, flags; the lowest flag says "has objects".
    private void SetElementType(PickleValue target, PickleValue state)
    {
        var items = _tuples.ItemsOf(state, out _);
        if (items.Length < 8 || _elementTypeCount - target.Payload > Remembered)
        {
            return;
        }

        ref var type = ref _elementTypes[target.Payload % Remembered];
        if (items[5].Kind == PickleKind.Integer && items[5].Payload > 0)
        {
            type.Size = items[5].Payload;
        }

        type.HasObject |= items[7].Kind == PickleKind.Integer && (items[7].Payload & 1) != 0;
    }

    private long CountOf(PickleValue shape)
    {
        var items = _tuples.ItemsOf(shape, out var count);
        if (count != items.Length)
        {
            return -1;
        }

        var product = 1L;
        foreach (var item in items)
        {
            if (item.Kind != PickleKind.Integer || item.Payload < 0 || (item.Payload > 0 && product > long.MaxValue / 1024 / item.Payload))
            {
                return -1;
            }

            product *= item.Payload;
        }

        return product;
    }

    private void SkipArray(PickleValue value)
    {
        var isKnown = value.Kind == PickleKind.Dictionary && _arrayStateCount - value.Payload <= Remembered;
        var state = isKnown ? _arrayStates[value.Payload % Remembered] : default;
        var isTyped = state.Type.Kind == PickleKind.ElementType && _elementTypeCount - state.Type.Payload <= Remembered;
        var type = isTyped ? _elementTypes[state.Type.Payload % Remembered] : default;
        if (type.HasObject)
        {
            new PickleMachine(_source, _cursor, _imports, _context).Run();
            return;
        }

        if (state.Count < 0 || type.Size <= 0 || state.Count > long.MaxValue / type.Size)
        {
            throw new ModelFormatException("a joblib array has a shape or an element type that can't be followed");
        }

        var start = _cursor.Position;
        var padding = state.HasAlignment ? _cursor.ReadByte() : 0;
        _cursor.Skip(padding + (state.Count * type.Size));
        LookInside(start, _cursor.Position);
    }

    // joblib takes these bytes for numbers, but pickle.load would go on with them as opcodes: what is dangerous then counts too.
    private void LookInside(long start, long end)
    {
        _cursor.MoveTo(start);
        var guess = new PickleMachine(_source, _cursor, _imports, _context, isGuess: true, outer: this);
        try
        {
            guess.Run();
        }
        catch (ModelFormatException)
        {
        }

        _context!.Budget.Work(WorkOfGuess / 8);
        _cursor.MoveTo(end);
    }
}
