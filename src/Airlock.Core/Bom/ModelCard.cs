using System.Collections.Immutable;

namespace Airlock.Core.Bom;

/// <summary>What is known of a model: from its file, from the card beside it, from the code that uses it.</summary>
public sealed record ModelCard
{
    /// <summary>What it does, as <c>text-generation</c>, or null.</summary>
    public string? Task { get; init; }

    /// <summary>How it learnt: <c>supervised</c>, <c>unsupervised</c>, <c>reinforcement-learning</c>, <c>semi-supervised</c>, <c>self-supervised</c>, or null.</summary>
    public string? Approach { get; init; }

    /// <summary>Family of its architecture, as <c>transformer</c>, or null.</summary>
    public string? ArchitectureFamily { get; init; }

    /// <summary>Its architecture, as <c>LlamaForCausalLM</c>, or null.</summary>
    public string? ModelArchitecture { get; init; }

    /// <summary>The data it was trained on, by name or address; what is a component of the document, by its <c>bom-ref</c>.</summary>
    public ImmutableArray<string> Datasets { get; init; } = [];

    /// <summary>What it takes: format of each input in order, as <c>input_ids: int64[batch,sequence]</c>.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>What it gives: format of each output in order.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    /// <summary>What was measured of it.</summary>
    public ImmutableArray<PerformanceMetric> PerformanceMetrics { get; init; } = [];

    /// <summary>For whom it is meant.</summary>
    public ImmutableArray<string> Users { get; init; } = [];

    /// <summary>What it is meant for.</summary>
    public ImmutableArray<string> UseCases { get; init; } = [];

    /// <summary>What it can't do.</summary>
    public ImmutableArray<string> TechnicalLimitations { get; init; } = [];

    /// <summary>Its ethical risks, in words.</summary>
    public ImmutableArray<string> EthicalConsiderations { get; init; } = [];

    /// <summary>Further facts; the names registered under <c>cdx:ai-ml</c> where one fits.</summary>
    public ImmutableArray<Property> Properties { get; init; } = [];
}

/// <summary>A measured quality of a model.</summary>
/// <param name="Type">What was measured, as <c>accuracy</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Slice">On which data, or null.</param>
public sealed record PerformanceMetric(string Type, string Value, string? Slice);
