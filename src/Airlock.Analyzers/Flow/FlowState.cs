using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// The values at a point of execution. A place is a local, a parameter, a static member, a flow capture or
/// <see cref="This"/>; the members of an object are part of its value. A place that is not listed is empty.
/// </summary>
internal sealed class FlowState
{
    /// <summary>The place of the current instance.</summary>
    public static readonly object This = new();

    private readonly ImmutableDictionary<object, FlowValue> _values;

    private FlowState(ImmutableDictionary<object, FlowValue> values) => _values = values;

    /// <summary>Nothing is known of any place.</summary>
    public static FlowState Empty { get; } = new(ImmutableDictionary.Create<object, FlowValue>(new PlaceComparer()));

    /// <summary>The value at a place.</summary>
    public FlowValue this[object place] => _values.TryGetValue(place, out var value) ? value : FlowValue.Empty;

    /// <summary>The state after an assignment.</summary>
    public FlowState With(object place, FlowValue value)
    {
        var values = value.IsEmpty ? _values.Remove(place) : _values.SetItem(place, value);
        return values == _values ? this : new FlowState(values);
    }

    /// <summary>What holds where two ways of execution meet. The same object if the other adds nothing.</summary>
    public FlowState Join(FlowState other)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        var result = this;
        foreach (var place in _values.Keys.Concat(other._values.Keys))
        {
            result = result.With(place, this[place].Join(other[place]));
        }

        return result;
    }

    private sealed class PlaceComparer : IEqualityComparer<object>
    {
        bool IEqualityComparer<object>.Equals(object x, object y) =>
            x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : Equals(x, y);

        int IEqualityComparer<object>.GetHashCode(object place) =>
            place is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : place.GetHashCode();
    }
}
