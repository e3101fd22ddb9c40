using System.Runtime.CompilerServices;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// The memo of the abstract machine. The first <see cref="MaximumDense"/> places cost eight bytes each, 32 MB at most; of later places, and
/// of those with wild numbers, the first <see cref="MaximumSparse"/> that are more than plain data are kept, and the others are taken for
/// plain data. A name that was forgotten so and is imported by later makes the file not fully read.
/// </summary>
internal sealed class PickleMemo
{
    private const int MaximumDense = 4 * 1024 * 1024;
    private const int MaximumSparse = 64 * 1024;

    private readonly PickleMemo? _outer;
    private PickleValue[] _dense = new PickleValue[16];
    private Dictionary<long, PickleValue>? _sparse;

    // The latest values that were not kept: the name of an import stands right before it.
    private readonly (long Place, PickleValue Value)[] _forgotten = new (long, PickleValue)[8];

    // Behind the dense places, all places below this one were set in order.
    private long _appended = MaximumDense;

    /// <summary>Makes an empty memo.</summary>
    /// <param name="outer">Where a place is looked up that was not set; then every place counts as set. Null where that is an error.</param>
    public PickleMemo(PickleMemo? outer = null) => _outer = outer;

    /// <summary>Number of places that are set; MEMOIZE takes this as the next place.</summary>
    public long Count { get; private set; }

    /// <summary>Whether places that were not set give plain data.</summary>
    public bool IsLenient { get; init; }

    /// <summary>
    /// Keeps a text that is the name of an import even where others are forgotten: later imports from the same module take it from the memo.
    /// </summary>
    public void Keep(PickleValue text)
    {
        if (_sparse is { Count: < MaximumSparse })
        {
            foreach (var (place, value) in _forgotten)
            {
                if (value.Equals(text))
                {
                    _sparse[place] = text;
                }
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _dense = new PickleValue[16];
        (_sparse, _appended, Count) = (null, MaximumDense, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long place, PickleValue value)
    {
        if ((ulong)place >= (ulong)_dense.Length)
        {
            SetFar(place, value);
            return;
        }

        ref var slot = ref _dense[place];
        if (slot.Kind == PickleKind.Unset)
        {
            Count++;
        }

        slot = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PickleValue Get(long place)
    {
        var value = (ulong)place < (ulong)_dense.Length ? _dense[place] : GetFar(place);
        return value.Kind != PickleKind.Unset ? value : GetUnset(place);
    }

    private void SetFar(long place, PickleValue value)
    {
        if (place < 0)
        {
            throw new ModelFormatException("a place of the memo is negative");
        }

        // A memo grows with its count; a place far beyond would make it large for nothing.
        if (place < MaximumDense && place <= (Count * 2) + 1024)
        {
            Array.Resize(ref _dense, (int)Math.Min(MaximumDense, Math.Max(_dense.Length * 2L, place + 1)));
            MoveSparse();
            Set(place, value);
            return;
        }

        _sparse ??= [];
        if (!IsAppended(place) && !_sparse.ContainsKey(place))
        {
            Count++;
        }

        if (place == _appended)
        {
            _appended++;
        }

        if (IsAppended(place) && value.Kind is not (PickleKind.Global or PickleKind.Instance or PickleKind.ElementType))
        {
            _sparse.Remove(place);
            _forgotten[place % _forgotten.Length] = (place, value);
        }
        else if (_sparse.Count < MaximumSparse || _sparse.ContainsKey(place))
        {
            _sparse[place] = value;
        }
        else
        {
            throw new ScanLimitException($"its memo has more than {MaximumDense:N0} places and is used out of order");
        }
    }

    private void MoveSparse()
    {
        foreach (var place in _sparse?.Keys.Where(place => place < _dense.Length).ToArray() ?? [])
        {
            _dense[place] = _sparse![place];
            _sparse.Remove(place);
        }
    }

    private PickleValue GetFar(long place) =>
        _sparse is not null && _sparse.TryGetValue(place, out var value) ? value
        : IsAppended(place) ? PickleValue.Data
        : default;

    private bool IsAppended(long place) => place >= MaximumDense && place < _appended;

    private PickleValue GetUnset(long place)
    {
        var value = _outer is null || place < 0 ? default : _outer.GetIfSet(place);
        return value.Kind != PickleKind.Unset ? value
            : IsLenient ? PickleValue.Data
            : throw new ModelFormatException($"place {place} of the memo was never set");
    }

    private PickleValue GetIfSet(long place) => (ulong)place < (ulong)_dense.Length ? _dense[place] : GetFar(place);
}
