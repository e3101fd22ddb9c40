using System.Collections.Immutable;

namespace Airlock.Core.Models.Cards;

/// <summary>
/// What a card says of a model or a data set: the YAML block at the start of a <c>README.md</c>, and some paragraphs of the text behind it
/// (https://huggingface.co/docs/hub/model-cards). All texts are printable lines of bounded length; nothing of a card is proven.
/// </summary>
public sealed record HubCard
{
    /// <summary>The licence as an SPDX expression, with <c>LicenseRef-…</c> for one that SPDX does not list; null if none is named.</summary>
    public string? Licence { get; init; }

    /// <summary>Where the text of a licence stands that SPDX does not list: an address; else null.</summary>
    public string? LicenceLink { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Languages, as codes.</summary>
    public ImmutableArray<string> Languages { get; init; } = [];

    /// <summary>Free words.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What a model does (<c>pipeline_tag</c>), as <c>text-generation</c>.</summary>
    public string? Task { get; init; }

    /// <summary>What a data set is for (<c>task_categories</c>).</summary>
    public ImmutableArray<string> TaskCategories { get; init; } = [];

    /// <summary>How large a data set is (<c>size_categories</c>), as <c>10K&lt;n&lt;100K</c>.</summary>
    public ImmutableArray<string> SizeCategories { get; init; } = [];

    /// <summary>The library that loads it.</summary>
    public string? Library { get; init; }

    /// <summary>What it was made from, as <c>org/name</c>.</summary>
    public ImmutableArray<string> BaseModels { get; init; } = [];

    /// <summary>How it was made from that: <c>finetune</c>, <c>adapter</c>, <c>quantized</c>, <c>merge</c>.</summary>
    public string? BaseModelRelation { get; init; }

    /// <summary>The data it was trained on.</summary>
    public ImmutableArray<string> Datasets { get; init; } = [];

    /// <summary>What was measured.</summary>
    public ImmutableArray<CardResult> Results { get; init; } = [];

    /// <summary>Emissions of its training in grams of CO₂ equivalent, as the card writes the number; null if unknown.</summary>
    public string? Emissions { get; init; }

    /// <summary>Papers, by their number at arXiv.</summary>
    public ImmutableArray<string> Papers { get; init; } = [];

    /// <summary>The paragraph that says what it is.</summary>
    public string? Description { get; init; }

    /// <summary>What it is meant for.</summary>
    public string? Uses { get; init; }

    /// <summary>What it is not meant for.</summary>
    public string? OutOfScope { get; init; }

    /// <summary>What it can't do.</summary>
    public string? Limitations { get; init; }

    /// <summary>Its risks and biases.</summary>
    public string? Risks { get; init; }

    /// <summary>What it was trained on, in words.</summary>
    public string? TrainingData { get; init; }
}

/// <summary>A result that a card gives (<c>model-index</c>).</summary>
/// <param name="Metric">What was measured, as <c>accuracy</c>.</param>
/// <param name="Value">The value, as the card writes it.</param>
/// <param name="Task">At which task, or null.</param>
/// <param name="Dataset">On which data, or null.</param>
public sealed record CardResult(string Metric, string Value, string? Task, string? Dataset);
