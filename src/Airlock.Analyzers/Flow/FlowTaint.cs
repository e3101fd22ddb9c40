using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>How a value relates to the text of its label.</summary>
[Flags]
internal enum FlowTraits
{
    /// <summary>It holds the text, or part of it.</summary>
    None = 0,

    /// <summary>It was read from the text as an object with members.</summary>
    Structured = 1,

    /// <summary>It holds no text: a number, a date or an answer of yes or no that depends on the text.</summary>
    Plain = 2,

    /// <summary>The program wrote it into an object's text itself: what is read from that is the program's object, with the text in it.</summary>
    Serialized = 4,

    /// <summary>A library's object was made with it: what a client brings back is not the key that it was given.</summary>
    Enclosed = 8,

    /// <summary>It is a part of a tool call that a model asked for, as the tool's name: no answer to anybody.</summary>
    ToolCall = 16,
}

/// <summary>A label on a value, with the way that brought it there.</summary>
internal sealed class FlowTaint
{
    /// <summary>Longest list of members that is kept; what lies deeper counts as the member it lies in.</summary>
    public const int MaximumMembers = 3;

    // Values are compared far more often than they are made.
    private readonly int _hash;

    private FlowTaint(FlowLabel label, ImmutableArray<ISymbol> members, FlowStep? path, FlowTraits traits, ImmutableArray<string> cleared)
    {
        Label = label;
        Members = members;
        Path = path;
        Traits = traits;
        Cleared = cleared;
        _hash = label.GetHashCode();
        foreach (var member in members)
        {
            _hash = (_hash * 31) ^ SymbolEqualityComparer.Default.GetHashCode(member);
        }

        _hash = (_hash * 31) ^ (int)traits ^ (cleared.Length << 8);
    }

    /// <summary>Where the value comes from.</summary>
    public FlowLabel Label { get; }

    /// <summary>The members that were read from the labelled object, in their order, as far as the program declares them.</summary>
    public ImmutableArray<ISymbol> Members { get; }

    /// <summary>The way within the body; null if the value is the labelled one itself.</summary>
    public FlowStep? Path { get; }

    /// <summary>How the value relates to the text.</summary>
    public FlowTraits Traits { get; }

    /// <summary>Categories of sinks (<see cref="SinkCategory"/>) for which a sanitizer or guard made the value harmless.</summary>
    public ImmutableArray<string> Cleared { get; }

    /// <summary>A value that is the labelled one.</summary>
    public static FlowTaint Of(FlowLabel label, FlowStep? path = null) => new(label, [], path, FlowTraits.None, []);

    /// <summary>Whether both say the same of a value, by whatever way they came.</summary>
    public bool SameAs(FlowTaint other) =>
        ReferenceEquals(this, other)
        || (_hash == other._hash && Traits == other.Traits && Label.Equals(other.Label)
            && Members.SequenceEqual(other.Members, SymbolEqualityComparer.Default) && Cleared.SequenceEqual(other.Cleared));

    /// <summary>A member of the value. The text of a source is in each of its members.</summary>
    public FlowTaint Read(ISymbol member) =>
        Label is SourceLabel or ReplyLabel || Members.Length == MaximumMembers ? this : new(Label, Members.Add(member), Path, Traits, Cleared);

    /// <summary>The value with one more step on its way.</summary>
    public FlowTaint Then(SyntaxNode node, string text) => new(Label, Members, FlowStep.Then(Path, node, text), Traits, Cleared);

    /// <summary>The value with a trait.</summary>
    public FlowTaint With(FlowTraits trait) => (Traits & trait) == trait ? this : new(Label, Members, Path, Traits | trait, Cleared);

    /// <summary>The value after a sanitizer or guard for a category of sinks.</summary>
    public FlowTaint ClearedFor(string category) =>
        Cleared.Contains(category) ? this : new(Label, Members, Path, Traits, Cleared.Add(category).Sort(StringComparer.Ordinal));
}

/// <summary>A step on the way of a value, newest first.</summary>
/// <param name="Node">Where.</param>
/// <param name="Text">What happens there, for people.</param>
/// <param name="Previous">The step before; null at the start.</param>
internal sealed record FlowStep(SyntaxNode Node, string Text, FlowStep? Previous)
{
    private const int MaximumLength = 24;

    private int Length { get; } = Previous is null ? 1 : Previous.Length + 1;

    /// <summary>The way with one more step; a way that is long already stays as it is, so that loops end.</summary>
    public static FlowStep Then(FlowStep? way, SyntaxNode node, string text) => way is { Length: >= MaximumLength } ? way : new FlowStep(node, text, way);

    /// <summary>The steps from the start on.</summary>
    public static IEnumerable<FlowStep> FromStart(FlowStep? way)
    {
        var steps = new List<FlowStep>();
        for (var step = way; step is not null; step = step.Previous)
        {
            steps.Add(step);
        }

        steps.Reverse();
        return steps;
    }
}
