using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// What is known of a value: the labels on the whole (for a collection, on its elements) and those of single members.
/// A member that is not listed has the labels of the whole.
/// </summary>
internal sealed class FlowValue
{
    private const int MaximumTaints = 8;
    private const int MaximumDepth = 3;

    private static readonly ImmutableDictionary<ISymbol, FlowValue> NoMembers =
        ImmutableDictionary.Create<ISymbol, FlowValue>(SymbolEqualityComparer.Default);

    private readonly ImmutableArray<FlowTaint> _content;
    private readonly ImmutableDictionary<ISymbol, FlowValue> _members;

    private FlowValue(ImmutableArray<FlowTaint> content, ImmutableDictionary<ISymbol, FlowValue> members)
    {
        _content = content;
        _members = members;
    }

    /// <summary>A value that nothing is known of.</summary>
    public static FlowValue Empty { get; } = new([], NoMembers);

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => _content.IsEmpty && _members.IsEmpty;

    /// <summary>All labels, on the whole and on members.</summary>
    public ImmutableArray<FlowTaint> All
    {
        get
        {
            var all = _content;
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

    /// <summary>The value with all labels on the whole.</summary>
    public FlowValue Flatten() => _members.IsEmpty ? this : Of(All);

    /// <summary>Whether something was said of this very member.</summary>
    public bool Knows(ISymbol member) => _members.ContainsKey(member);

    /// <summary>The value of a member.</summary>
    public FlowValue Member(ISymbol member) => _members.TryGetValue(member, out var value) ? value : Of(_content);

    /// <summary>The value after an assignment to a member; an empty value says that the member is harmless.</summary>
    public FlowValue WithMember(ISymbol member, FlowValue value) =>
        new(_content, _members.SetItem(member, value.Depth + 1 < MaximumDepth ? value : value.Flatten()));

    /// <summary>The value with further labels on the whole.</summary>
    public FlowValue With(ImmutableArray<FlowTaint> taints)
    {
        var content = Union(_content, taints);
        return content == _content ? this : new FlowValue(content, _members);
    }

    /// <summary>The value with a step more on each way.</summary>
    public FlowValue Then(SyntaxNode node, string text) => Select(taint => taint with { Path = taint.Path.Then(node, text) });

    /// <summary>The value after a sanitizer for a kind of sinks.</summary>
    public FlowValue ClearedFor(string sinkKind) =>
        Select(taint => taint.Cleared.Contains(sinkKind) ? taint : taint with { Cleared = taint.Cleared.Add(sinkKind) });

    /// <summary>What holds where two ways of execution meet. The same object if the other adds nothing.</summary>
    public FlowValue Join(FlowValue other)
    {
        if (ReferenceEquals(this, other) || (other.IsEmpty && _members.IsEmpty))
        {
            return this;
        }

        var members = _members;
        foreach (var name in _members.Keys.Concat(other._members.Keys))
        {
            var joined = Member(name).Join(other.Member(name));

            // A member that was checked on one way only is not harmless after both.
            members = joined.IsEmpty && !(Knows(name) && other.Knows(name)) ? members.Remove(name) : members.SetItem(name, joined);
        }

        var content = Union(_content, other._content);
        return content == _content && members == _members ? this : new FlowValue(content, members);
    }

    private FlowValue Select(Func<FlowTaint, FlowTaint> change) =>
        IsEmpty
            ? this
            : new FlowValue(
                [.. _content.Select(change)],
                _members.IsEmpty ? _members : _members.ToImmutableDictionary(member => member.Key, member => member.Value.Select(change), SymbolEqualityComparer.Default));

    private static ImmutableArray<FlowTaint> Union(ImmutableArray<FlowTaint> left, ImmutableArray<FlowTaint> right)
    {
        foreach (var taint in right)
        {
            if (left.Length < MaximumTaints && !left.Any(taint.SameAs))
            {
                left = left.Add(taint);
            }
        }

        return left;
    }
}
