using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>What a value is, as far as the rules care.</summary>
internal enum FlowLabelKind
{
    /// <summary>Text that a generative model wrote.</summary>
    ModelText,

    /// <summary>An argument that a model chose for a tool call.</summary>
    ToolArgument,

    /// <summary>Text that came from a store, a tool or another server.</summary>
    RetrievedText,

    /// <summary>The prediction of a classic model.</summary>
    Prediction,
}

/// <summary>The origin of a value. Two labels are equal if they stand for the same origin.</summary>
/// <param name="Kind">What the value is.</param>
/// <param name="Origin">The expression that brought it into the program.</param>
/// <param name="Source">The member it came from, as <c>IChatClient.GetResponseAsync</c>.</param>
internal sealed record FlowLabel(FlowLabelKind Kind, SyntaxNode Origin, string Source);

/// <summary>A step on the way of a value, newest first.</summary>
/// <param name="Node">Where.</param>
/// <param name="Text">What happens there, for people.</param>
/// <param name="Previous">The step before; null at the origin.</param>
internal sealed record FlowStep(SyntaxNode Node, string Text, FlowStep? Previous)
{
    private const int MaximumLength = 24;

    private int Length { get; } = Previous is null ? 1 : Previous.Length + 1;

    /// <summary>The way with one more step; a way that is long already stays as it is, so that loops end.</summary>
    public FlowStep Then(SyntaxNode node, string text) => Length < MaximumLength ? new FlowStep(node, text, this) : this;

    /// <summary>The steps from the origin on.</summary>
    public IReadOnlyList<FlowStep> FromOrigin()
    {
        var steps = new List<FlowStep>();
        for (var step = this; step is not null; step = step.Previous)
        {
            steps.Add(step);
        }

        steps.Reverse();
        return steps;
    }
}

/// <summary>A label on a value, with the way that brought it there.</summary>
/// <param name="Label">The label.</param>
/// <param name="Path">The way from its origin.</param>
/// <param name="Cleared">Kinds of sinks for which a sanitizer made the value harmless.</param>
internal sealed record FlowTaint(FlowLabel Label, FlowStep Path, ImmutableArray<string> Cleared)
{
    /// <summary>Whether both say the same of a value, by whatever way they came.</summary>
    public bool SameAs(FlowTaint other) => Label.Equals(other.Label) && Cleared.SequenceEqual(other.Cleared);
}
