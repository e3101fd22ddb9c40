using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// What is known of a value: the labels on the whole and those of single members. A member that is not listed has the
/// labels of the whole. A collection is one with its elements: to add to it joins, to read from it yields the whole.
/// </summary>
internal sealed class FlowValue
{
    private const int MaximumTaints = 24;
    private const int MaximumDepth = 3;

    private static readonly ImmutableDictionary<ISymbol, FlowValue> NoMembers =
        ImmutableDictionary.Create<ISymbol, FlowValue>(SymbolEqualityComparer.Default);

    private readonly ImmutableDictionary<ISymbol, FlowValue> _members;

    // The same members are read, and the same values meet, again and again until a body is read to its end. Both answers
    // are the same whoever asks, so that threads may write over each other.
    private ImmutableDictionary<ISymbol, FlowValue> _read = NoMembers;
    private Meeting? _lastMeeting;

    private FlowValue(ImmutableArray<FlowTaint> content, ImmutableDictionary<ISymbol, FlowValue> members)
    {
        Content = content;
        _members = members;
    }

    /// <summary>A value that nothing is known of.</summary>
    public static FlowValue Empty { get; } = new([], NoMembers);

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => Content.IsEmpty && _members.IsEmpty;

    /// <summary>The labels on the whole.</summary>
    public ImmutableArray<FlowTaint> Content { get; }

    /// <summary>All labels, on the whole and on members.</summary>
    public ImmutableArray<FlowTaint> All
    {
        get
        {
            var all = Content;
            foreach (var member in _members)
            {
                all = Union(all, member.Value.All);
            }

            return all;
        }
    }

    /// <summary>The members of which something was said.</summary>
    public IEnumerable<ISymbol> Members => _members.Keys;

    private int Depth => _members.IsEmpty ? 0 : 1 + _members.Values.Max(member => member.Depth);

    /// <summary>A value with these labels on the whole.</summary>
    public static FlowValue Of(ImmutableArray<FlowTaint> content) => content.IsEmpty ? Empty : new FlowValue(content, NoMembers);

    /// <summary>A value with one label on the whole.</summary>
    public static FlowValue Of(FlowLabel label) => Of([FlowTaint.Of(label)]);

    /// <summary>The value with all labels on the whole.</summary>
    public FlowValue Flatten() => _members.IsEmpty ? this : Of(All);

    /// <summary>Whether something was said of this very member.</summary>
    public bool Knows(ISymbol member) => _members.ContainsKey(member);

    /// <summary>The value of a member that the program declares.</summary>
    public FlowValue Member(ISymbol member)
    {
        if (_members.TryGetValue(member, out var value))
        {
            return value;
        }

        if (Content.IsEmpty)
        {
            return Empty;
        }

        if (!_read.TryGetValue(member, out value))
        {
            value = Of(Union([], [.. Content.Select(taint => taint.Read(member))]));
            _read = _read.SetItem(member, value);
        }

        return value;
    }

    /// <summary>The value after an assignment to a member; an empty value says that the member is harmless.</summary>
    public FlowValue WithMember(ISymbol member, FlowValue value) =>
        new(Content, _members.SetItem(member, value.Depth + 1 < MaximumDepth ? value : value.Flatten()));

    /// <summary>The value with further labels on the whole.</summary>
    public FlowValue With(ImmutableArray<FlowTaint> taints)
    {
        var content = Union(Content, taints);
        return content == Content ? this : new FlowValue(content, _members);
    }

    /// <summary>The value without labels that another has on the whole.</summary>
    public FlowValue Without(FlowValue other) =>
        new([.. Content.Where(taint => !taint.Members.IsEmpty || !other.Content.Any(known => known.Label.Equals(taint.Label)))], _members);

    /// <summary>The value with a step more on each way.</summary>
    public FlowValue Then(SyntaxNode node, string text) => Select(taint => taint.Then(node, text));

    /// <summary>The value after a sanitizer or guard for a category of sinks.</summary>
    public FlowValue ClearedFor(string category) => Select(taint => taint.ClearedFor(category));

    /// <summary>The value with a trait on each label.</summary>
    public FlowValue With(FlowTraits trait) => Select(taint => taint.With(trait));

    /// <summary>What holds where two ways of execution meet, or of a collection with an element more. The same object if the other adds nothing.</summary>
    public FlowValue Join(FlowValue other)
    {
        if (ReferenceEquals(this, other) || other.IsEmpty && _members.IsEmpty)
        {
            return this;
        }

        if (IsEmpty && other._members.IsEmpty)
        {
            return other;
        }

        if (_lastMeeting is { } last && ReferenceEquals(last.Other, other))
        {
            return last.Joined;
        }

        var together = JoinDifferent(other);
        _lastMeeting = new Meeting(other, together);
        return together;
    }

    private FlowValue JoinDifferent(FlowValue other)
    {
        var members = _members;
        foreach (var pair in _members == other._members ? NoMembers : other._members)
        {
            var isKnown = _members.TryGetValue(pair.Key, out var mine);
            if (!ReferenceEquals(mine, pair.Value))
            {
                var joined = (mine ?? Member(pair.Key)).Join(pair.Value);

                // A member that was checked on one way only is not harmless after both.
                members = isKnown && ReferenceEquals(joined, mine) || !isKnown && joined.IsEmpty ? members : members.SetItem(pair.Key, joined);
            }
        }

        foreach (var pair in _members == other._members ? NoMembers : _members)
        {
            if (!other._members.ContainsKey(pair.Key))
            {
                var joined = pair.Value.Join(other.Member(pair.Key));
                members = joined.IsEmpty ? members.Remove(pair.Key) : ReferenceEquals(joined, pair.Value) ? members : members.SetItem(pair.Key, joined);
            }
        }

        var content = Union(Content, other.Content);
        return content == Content && members == _members ? this : new FlowValue(content, members);
    }

    private sealed record Meeting(FlowValue Other, FlowValue Joined);

    private FlowValue Select(Func<FlowTaint, FlowTaint> change) =>
        IsEmpty
            ? this
            : new FlowValue(
                [.. Content.Select(change)],
                _members.IsEmpty ? _members : _members.ToImmutableDictionary(member => member.Key, member => member.Value.Select(change), SymbolEqualityComparer.Default));

    private static ImmutableArray<FlowTaint> Union(ImmutableArray<FlowTaint> left, ImmutableArray<FlowTaint> right)
    {
        if (left == right || right.IsEmpty)
        {
            return left;
        }

        ImmutableArray<FlowTaint>.Builder? union = null;
        foreach (var taint in right)
        {
            if ((union?.Count ?? left.Length) < MaximumTaints && !Holds(left, taint) && (union is null || !Holds(union, taint)))
            {
                if (union is null)
                {
                    union = ImmutableArray.CreateBuilder<FlowTaint>(left.Length + right.Length);
                    union.AddRange(left);
                }

                union.Add(taint);
            }
        }

        return union?.ToImmutable() ?? left;
    }

    private static bool Holds(IReadOnlyList<FlowTaint> taints, FlowTaint taint)
    {
        for (var i = 0; i < taints.Count; i++)
        {
            if (taints[i].SameAs(taint))
            {
                return true;
            }
        }

        return false;
    }
}
