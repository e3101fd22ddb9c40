namespace Airlock.Core.Models.Formats;

/// <summary>
/// The first items of the latest tuples, in a ring of fixed size: arguments are made right before they are used, so that older tuples need
/// not be remembered. Of a tuple that is no longer there, nothing is known.
/// </summary>
internal sealed class PickleTuples
{
    /// <summary>How many items of a tuple are kept; a dtype's state has so many that matter.</summary>
    public const int Kept = 8;

    private const int Capacity = 512;

    private PickleValue[] _items = [];
    private int[] _counts = [];
    private long _next;

    /// <summary>Remembers a tuple.</summary>
    /// <returns>The tuple as a value.</returns>
    public PickleValue Add(ReadOnlySpan<PickleValue> items)
    {
        if (_items.Length == 0)
        {
            (_items, _counts) = (new PickleValue[Capacity * Kept], new int[Capacity]);
        }

        var slot = (int)(_next & (Capacity - 1));
        var kept = _items.AsSpan(slot * Kept, Math.Min(items.Length, Kept));
        for (var index = 0; index < kept.Length; index++)
        {
            kept[index] = items[index];
        }

        _counts[slot] = items.Length;
        return new PickleValue(PickleKind.Tuple, _next++);
    }

    /// <summary>The first items of a tuple; empty also if they are no longer known.</summary>
    /// <param name="tuple">The value.</param>
    /// <param name="count">How many items it has, or -1 if that is no longer known or it is no tuple.</param>
    public ReadOnlySpan<PickleValue> ItemsOf(PickleValue tuple, out int count)
    {
        if (tuple.Kind != PickleKind.Tuple || _next - tuple.Payload > Capacity)
        {
            count = -1;
            return [];
        }

        var slot = (int)(tuple.Payload & (Capacity - 1));
        count = _counts[slot];
        return _items.AsSpan(slot * Kept, Math.Min(count, Kept));
    }
}
