using System.Text;
using System.Text.Json;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// What the configurations beside a model say of it: <c>config.json</c>, <c>tokenizer_config.json</c>, <c>adapter_config.json</c>. Families of models name
/// the same size differently; the first name that is there counts. (https://huggingface.co/docs/transformers/main_classes/configuration.)
/// </summary>
internal static class HubConfigurationFacts
{
    /// <summary>Reads the members that say something; of one that stands twice the last, as Python takes it.</summary>
    public static ModelFacts Read(ForeignJson root)
    {
        var languageModel = root.All("text_config").LastOrDefault(value => value.IsObject) ?? root;
        long? Size(params string[] names) => Number(root, names) ?? Number(languageModel, names);
        var template = root.All("chat_template").LastOrDefault()?.Text;
        return new ModelFacts("hub-configuration")
        {
            ArchitectureFamily = Name(root, "model_type"),
            Architecture = root.All("architectures").LastOrDefault()?.Items is [{ Text: { } architecture }, ..] ? FactText.Name(architecture) : null,
            Quantization = Quantization(root) ?? Name(root, "torch_dtype") ?? Name(root, "dtype"),
            ContextLength = Size("max_position_embeddings", "n_positions", "n_ctx", "max_seq_len"),
            HiddenSize = Size("hidden_size", "d_model", "n_embd", "dim"),
            IntermediateSize = Size("intermediate_size", "n_inner", "ffn_dim", "d_ff", "hidden_dim"),
            LayerCount = Size("num_hidden_layers", "n_layer", "num_layers", "n_layers"),
            AttentionHeads = Size("num_attention_heads", "n_head", "num_heads", "n_heads"),
            KeyValueHeads = Size("num_key_value_heads"),
            ExpertCount = Size("num_local_experts", "num_experts"),
            VocabularySize = Size("vocab_size"),
            TokenizerClass = Name(root, "tokenizer_class"),
            ChatTemplateSha256 = template is null ? null : FactText.Digest(Encoding.UTF8.GetBytes(template)),
            TuneMethod = Name(root, "peft_type")?.ToLowerInvariant(),
            BaseModels = Name(root, "base_model_name_or_path") is { } name && IsRepository(name) ? [name] : [],
        };
    }

    private static string? Quantization(ForeignJson root)
    {
        var configuration = root.All("quantization_config").LastOrDefault();
        if (configuration is null || Name(configuration, "quant_method") is not { } method)
        {
            return null;
        }

        var bits = Number(configuration, "bits") ?? (IsTrue("load_in_4bit") ? 4 : IsTrue("load_in_8bit") ? 8 : null);
        return bits is null ? method : $"{method} {bits} bits";

        bool IsTrue(string name) => configuration.All(name).LastOrDefault()?.Type == JsonTokenType.True;
    }

    private static long? Number(ForeignJson value, params string[] names) => names
        .Select(name => value.All(name).LastOrDefault()?.Number)
        .FirstOrDefault(number => number >= 0);

    private static string? Name(ForeignJson value, string name) => FactText.Name(value.All(name).LastOrDefault()?.Text);

    // What was trained from a folder names that folder, which tells of somebody's machine and of no model.
    private static bool IsRepository(string name) =>
        name.Split('/') is [{ Length: > 0 } owner, { Length: > 0 }] && owner is not ("." or ".." or "~") && !name.Contains('\\', StringComparison.Ordinal);
}
