using System.Collections.Immutable;

namespace Airlock.Core.Models.Facts;

/// <summary>
/// What a model file says of itself, read from its header while it was scanned. All texts are a stranger's: each is one printable line of bounded
/// length, and lists are cut at a bound, which <see cref="Cut"/> names. What the file does not say is null or empty.
/// </summary>
/// <param name="Format">The format whose reader told it, as <c>onnx</c>.</param>
public sealed record ModelFacts(string Format)
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>The program that wrote it, with its version: <c>pytorch 2.9</c>.</summary>
    public string? Producer { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>The organization that made it.</summary>
    public string? Organization { get; init; }

    /// <summary>What it is, in words.</summary>
    public string? Description { get; init; }

    /// <summary>Its licence, as the file names it: often, not always, an SPDX expression.</summary>
    public string? Licence { get; init; }

    /// <summary>Name of a licence that has no short one.</summary>
    public string? LicenceName { get; init; }

    /// <summary>Where the text of the licence stands.</summary>
    public string? LicenceLink { get; init; }

    /// <summary>Its home page.</summary>
    public string? Url { get; init; }

    /// <summary>Its repository.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>What it does, as <c>text-generation</c>.</summary>
    public string? Task { get; init; }

    /// <summary>The family of its architecture, as <c>llama</c>.</summary>
    public string? ArchitectureFamily { get; init; }

    /// <summary>Its architecture: the class that implements it, as <c>LlamaForCausalLM</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>What it takes.</summary>
    public ImmutableArray<ModelTensor> Inputs { get; init; } = [];

    /// <summary>What it gives.</summary>
    public ImmutableArray<ModelTensor> Outputs { get; init; } = [];

    /// <summary>The versions of the operator sets that it is written for.</summary>
    public ImmutableArray<OperatorSet> OperatorSets { get; init; } = [];

    /// <summary>The operators that it asks for, by domain.</summary>
    public ImmutableArray<OperatorDomain> Operators { get; init; } = [];

    /// <summary>The operators that are none of the runtime's own, with their domain: native code of others.</summary>
    public ImmutableArray<string> CustomOperators { get; init; } = [];

    /// <summary>The parts that it is made of, where a format consists of parts with readers of their own (ML.NET).</summary>
    public ImmutableArray<ModelPart> Parts { get; init; } = [];

    /// <summary>Other files that hold its weights, as it names them.</summary>
    public ImmutableArray<string> ExternalFiles { get; init; } = [];

    /// <summary>Number of learned numbers: the elements of its tensors, without those that hold shapes and indices.</summary>
    public long? ParameterCount { get; init; }

    /// <summary>Number of tensors.</summary>
    public long? TensorCount { get; init; }

    /// <summary>Number of elements of its tensors by type.</summary>
    public ImmutableArray<ElementCount> ElementTypes { get; init; } = [];

    /// <summary>How its weights are quantized, as <c>Q4_K_M</c>.</summary>
    public string? Quantization { get; init; }

    /// <summary>How many tokens it sees at once.</summary>
    public long? ContextLength { get; init; }

    /// <summary>Width of its hidden layers.</summary>
    public long? HiddenSize { get; init; }

    /// <summary>Width inside of a block.</summary>
    public long? IntermediateSize { get; init; }

    /// <summary>Number of its hidden layers.</summary>
    public long? LayerCount { get; init; }

    /// <summary>Attention heads.</summary>
    public long? AttentionHeads { get; init; }

    /// <summary>Heads for keys and values.</summary>
    public long? KeyValueHeads { get; init; }

    /// <summary>Experts of a layer.</summary>
    public long? ExpertCount { get; init; }

    /// <summary>Size of the vocabulary.</summary>
    public long? VocabularySize { get; init; }

    /// <summary>The algorithm of its tokenizer, as <c>gpt2</c>.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>The class that implements its tokenizer.</summary>
    public string? TokenizerClass { get; init; }

    /// <summary>SHA-256 of its chat template in UTF-8, 64 lower-case hex digits; never the text.</summary>
    public string? ChatTemplateSha256 { get; init; }

    /// <summary>How it was adapted, as <c>lora</c>.</summary>
    public string? TuneMethod { get; init; }

    /// <summary>What it was made from: <c>org/name</c>, a name or an address.</summary>
    public ImmutableArray<string> BaseModels { get; init; } = [];

    /// <summary>The data it was trained on, by name or address.</summary>
    public ImmutableArray<string> Datasets { get; init; } = [];

    /// <summary>Languages, as codes.</summary>
    public ImmutableArray<string> Languages { get; init; } = [];

    /// <summary>In how many files the model is split, if this is one of several.</summary>
    public int? FileCount { get; init; }

    /// <summary>Names of the lists above that are longer than what is kept.</summary>
    public ImmutableArray<string> Cut { get; init; } = [];

    /// <summary>These facts, completed by what else is told of the same model; what is known already stays.</summary>
    /// <param name="other">Facts from a file that belongs to the model, or null.</param>
    public ModelFacts CompletedBy(ModelFacts? other) => other is null ? this : this with
    {
        Name = Name ?? other.Name,
        Version = Version ?? other.Version,
        Producer = Producer ?? other.Producer,
        Author = Author ?? other.Author,
        Organization = Organization ?? other.Organization,
        Description = Description ?? other.Description,
        Licence = Licence ?? other.Licence,
        LicenceName = Licence is null ? LicenceName ?? other.LicenceName : LicenceName,
        LicenceLink = Licence is null ? LicenceLink ?? other.LicenceLink : LicenceLink,
        Url = Url ?? other.Url,
        RepositoryUrl = RepositoryUrl ?? other.RepositoryUrl,
        Task = Task ?? other.Task,
        ArchitectureFamily = ArchitectureFamily ?? other.ArchitectureFamily,
        Architecture = Architecture ?? other.Architecture,
        Quantization = Quantization ?? other.Quantization,
        ContextLength = ContextLength ?? other.ContextLength,
        HiddenSize = HiddenSize ?? other.HiddenSize,
        IntermediateSize = IntermediateSize ?? other.IntermediateSize,
        LayerCount = LayerCount ?? other.LayerCount,
        AttentionHeads = AttentionHeads ?? other.AttentionHeads,
        KeyValueHeads = KeyValueHeads ?? other.KeyValueHeads,
        ExpertCount = ExpertCount ?? other.ExpertCount,
        VocabularySize = VocabularySize ?? other.VocabularySize,
        Tokenizer = Tokenizer ?? other.Tokenizer,
        TokenizerClass = TokenizerClass ?? other.TokenizerClass,
        ChatTemplateSha256 = ChatTemplateSha256 ?? other.ChatTemplateSha256,
        TuneMethod = TuneMethod ?? other.TuneMethod,
        BaseModels = BaseModels.IsEmpty ? other.BaseModels : BaseModels,
        Datasets = Datasets.IsEmpty ? other.Datasets : Datasets,
        Languages = Languages.IsEmpty ? other.Languages : Languages,
    };
}
