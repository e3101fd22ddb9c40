using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// The values at a point of execution. A place is a local, a parameter, a static member, a flow capture or
/// <see cref="This"/>; the members of an object are part of its value. A place that nothing was written to has the value
/// it has when the body begins: a parameter what callers hand over, a static member what anybody wrote to it.
/// </summary>
internal sealed class FlowState
{
    /// <summary>The place of the current instance.</summary>
    public static readonly object This = new();

    private readonly ImmutableDictionary<object, FlowValue> _values;
    private readonly TextTypes _types;
    private readonly IMethodSymbol? _extension;
    private readonly bool _isApproved;

    private FlowState(ImmutableDictionary<object, FlowValue> values, TextTypes types, IMethodSymbol? extension, bool isApproved)
    {
        _isApproved = isApproved;
        _values = values;
        _types = types;
        _extension = extension;
    }

    /// <summary>The value at a place.</summary>
    public FlowValue this[object place] => _values.TryGetValue(place, out var value) ? value : AtStart(place);

    /// <summary>The state where a body begins.</summary>
    /// <param name="types">Which types can hold something.</param>
    /// <param name="extension">The member of an <c>extension</c> block that the body belongs to; null for any other.</param>
    public static FlowState Start(TextTypes types, IMethodSymbol? extension = null) =>
        new(ImmutableDictionary.Create<object, FlowValue>(new PlaceComparer()), types, extension, isApproved: false);

    /// <summary>The state after an assignment.</summary>
    public FlowState With(object place, FlowValue value)
    {
        // A local that holds nothing is as good as one that was not written.
        var values = value.IsEmpty && place is ILocalSymbol or CaptureId ? _values.Remove(place) : _values.SetItem(place, value);
        return values == _values ? this : new FlowState(values, _types, _extension, _isApproved);
    }

    /// <summary>The state after a person has agreed to what is to be done: nothing that was there before is the model's alone.</summary>
    public FlowState Approved() =>
        new(_values.Aggregate(_values, (values, place) => place.Value.IsEmpty ? values : values.SetItem(place.Key, FlowValue.Empty)), _types, _extension, isApproved: true);

    /// <summary>What holds where two ways of execution meet. The same object if the other adds nothing.</summary>
    public FlowState Join(FlowState other)
    {
        if (ReferenceEquals(this, other) || (_values == other._values && _isApproved == other._isApproved))
        {
            return this;
        }

        var values = _values;
        foreach (var pair in other._values)
        {
            var mine = this[pair.Key];
            var joined = mine.Join(pair.Value);
            if (!ReferenceEquals(mine, joined))
            {
                values = values.SetItem(pair.Key, joined);
            }
        }

        // A place that only this way has written to has the value of the start on the other; a local has none there.
        foreach (var pair in _values)
        {
            if (pair.Key is not ILocalSymbol and not CaptureId && !other._values.ContainsKey(pair.Key))
            {
                var joined = pair.Value.Join(other[pair.Key]);
                if (!ReferenceEquals(pair.Value, joined))
                {
                    values = values.SetItem(pair.Key, joined);
                }
            }
        }

        var isApproved = _isApproved && other._isApproved;
        return values == _values && isApproved == _isApproved ? this : new FlowState(values, _types, _extension, isApproved);
    }

    private FlowValue AtStart(object place) => _isApproved ? FlowValue.Empty : place switch
    {
        IParameterSymbol { ContainingSymbol: INamedTypeSymbol } => _extension is null ? FlowValue.Empty : FlowValue.Of(new ExtensionReceiverLabel(_extension)),
        IParameterSymbol parameter => _types.CanHold(parameter.Type) ? FlowValue.Of(new ParameterLabel(parameter.OriginalDefinition)) : FlowValue.Empty,
        IFieldSymbol { HasConstantValue: false } field => FlowValue.Of(new MemberLabel(field)),
        IPropertySymbol or IEventSymbol => FlowValue.Of(new MemberLabel((ISymbol)place)),
        _ => ReferenceEquals(place, This) ? FlowValue.Of(ReceiverLabel.Instance) : FlowValue.Empty,
    };

    private sealed class PlaceComparer : IEqualityComparer<object>
    {
        bool IEqualityComparer<object>.Equals(object x, object y) =>
            x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : Equals(x, y);

        int IEqualityComparer<object>.GetHashCode(object place) =>
            place is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : place.GetHashCode();
    }
}
