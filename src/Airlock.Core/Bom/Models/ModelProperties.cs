using System.Collections.Frozen;
using System.Globalization;
using Airlock.Core.Models.Cards;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Bom;

/// <summary>
/// The facts of a model for which a component has no member: under the names that are registered for them (CycloneDX property taxonomy, <c>cdx:ai-ml</c>),
/// and under names of our own where none is.
/// </summary>
internal static class ModelProperties
{
    private const string Registered = "cdx:ai-ml:model:";
    private const string Hyperparameter = Registered + "hyperparameter:";
    private const string Own = "airlock:model:";

    private static readonly FrozenDictionary<string, string[]> TaskModalities = EmbeddedTable.Rows("task-modalities.tsv")
        .ToFrozenDictionary(row => row[0], row => row[1].Split(','), StringComparer.Ordinal);

    /// <summary>The kinds of data that a model of a task takes and gives, in the words of the taxonomy; empty for a task that is not known.</summary>
    /// <param name="task">The task, in the words of the Hugging Face hub.</param>
    public static IReadOnlyList<string> Modalities(string? task) => task is not null && TaskModalities.TryGetValue(task, out var modalities) ? modalities : [];

    /// <summary>What stands at the component itself.</summary>
    public static IEnumerable<Property> OfComponent(ModelFacts? facts, HubCard? card)
    {
        foreach (var modality in Modalities(card?.Task ?? facts?.Task))
        {
            yield return new Property(Registered + "modality", modality);
        }

        var languages = (card?.Languages ?? []).Concat(facts?.Languages ?? []).Distinct(StringComparer.Ordinal).ToList();
        var codes = languages.Select(Code).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (codes.Count > 0)
        {
            yield return new Property(Registered + "language", string.Join(',', codes));
        }

        (string Name, string? Value)[] own =
        [
            ("name", facts?.Name ?? card?.Name),
            ("producer", facts?.Producer),
            ("version", facts?.Version),
            .. languages.Where(language => Code(language) is null).Select(language => ("language", (string?)language)),
        ];
        foreach (var property in Properties(Own, own))
        {
            yield return property;
        }
    }

    /// <summary>What stands in the model card.</summary>
    public static IEnumerable<Property> OfCard(ModelFacts? facts, HubCard? card) =>
    [
        .. facts is null ? [] : Properties(Hyperparameter, Sizes(facts)),
        .. facts is null ? [] : Properties(Registered + "parameter:", [("count", Rounded(facts.ParameterCount)), ("tune_method", facts.TuneMethod)]),
        .. facts is null ? [] : Properties(Own, Contents(facts)),
        .. card is null ? [] : Properties(Own, Words(card)),
    ];

    /// <summary>What stands at a data set.</summary>
    public static IEnumerable<Property> OfData(HubCard? card) => card is null ? [] : Properties("airlock:dataset:",
    [
        ("name", card.Name),
        .. card.Languages.Select(language => ("language", (string?)language)),
        .. card.SizeCategories.Select(size => ("sizeCategory", (string?)size)),
        .. card.TaskCategories.Select(task => ("taskCategory", (string?)task)),
        .. card.Datasets.Select(source => ("source", (string?)source)),
        ("limitations", card.Limitations),
        ("risks", card.Risks),
        ("sourceData", card.TrainingData),
        ("uses", card.Uses),
    ]);

    private static (string, string?)[] Sizes(ModelFacts facts) =>
    [
        ("context_length", Text(facts.ContextLength)),
        ("hidden_size", Text(facts.HiddenSize)),
        ("intermediate_size", Text(facts.IntermediateSize)),
        ("num_attention_heads", Text(facts.AttentionHeads)),
        ("num_hidden_layers", Text(facts.LayerCount)),
        ("num_key_value_heads", Text(facts.KeyValueHeads)),
        ("quantization", (facts.Quantization ?? OnlyType(facts))?.ToLowerInvariant()),
        ("tokenizer_class", facts.TokenizerClass),
        ("vocab_size", Text(facts.VocabularySize)),
    ];

    // What all weights are, where the file does not say how they are quantized; shapes and indices are no weights.
    private static string? OnlyType(ModelFacts facts) =>
        facts.ElementTypes.Where(count => count.Type is not ("int64" or "bool" or "string")).ToList() is [var only] ? only.Type : null;

    private static (string, string?)[] Contents(ModelFacts facts) =>
    [
        ("chatTemplate", facts.ChatTemplateSha256 is { } digest ? $"sha256:{digest}" : null),
        .. facts.CustomOperators.Select(name => ("customOperator", (string?)name)),
        .. facts.Cut.Select(name => ("cut", (string?)name)),
        .. facts.ElementTypes.Select(count => ("elements", (string?)$"{count.Type}: {Text(count.Elements)}")),
        ("experts", Text(facts.ExpertCount)),
        .. facts.ExternalFiles.Select(name => ("externalFile", (string?)name)),
        ("files", Text(facts.FileCount)),
        .. facts.OperatorSets.Select(set => ("operatorSet", (string?)$"{set.Domain} {Text(set.Version)}")),
        .. facts.Operators.Select(domain => ("operators", (string?)$"{domain.Domain}: {string.Join(", ", domain.Names)}")),
        ("parameters", Text(facts.ParameterCount)),
        .. facts.Parts.Select(part => ("part", (string?)(part.Path.Length == 0 ? part.Loader : $"{part.Path}: {part.Loader}"))),
        ("tensors", Text(facts.TensorCount)),
        ("tokenizer", facts.Tokenizer),
    ];

    private static (string, string?)[] Words(HubCard card) =>
    [
        ("emissions", card.Emissions is { } grams ? $"{grams} g CO2e" : null),
        ("library", card.Library),
        ("outOfScope", card.OutOfScope),
        .. card.Tags.Select(tag => ("tag", (string?)tag)),
        ("trainingData", card.TrainingData),
    ];

    private static IEnumerable<Property> Properties(string prefix, IEnumerable<(string Name, string? Value)> values) =>
        values.Where(value => value.Value is not null).Select(value => new Property(prefix + value.Name, value.Value!));

    // The taxonomy demands a code of ISO 639-1; a region behind it is left out.
    private static string? Code(string language) =>
        language.Length >= 2 && char.IsAsciiLetter(language[0]) && char.IsAsciiLetter(language[1]) && (language.Length == 2 || language[2] is '-' or '_')
            ? language[..2].ToLowerInvariant()
            : null;

    // As people say it: 66M, 7.24B. Below a million the number itself.
    private static string? Rounded(long? count)
    {
        (decimal Unit, string Letter)[] units = [(1e12m, "T"), (1e9m, "B"), (1e6m, "M")];
        foreach (var (unit, letter) in units)
        {
            if (count >= unit)
            {
                var value = count.Value / unit;
                return value.ToString(value >= 100 ? "0" : value >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture) + letter;
            }
        }

        return Text(count);
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
