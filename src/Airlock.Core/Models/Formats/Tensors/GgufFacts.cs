using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// What the keys of a GGUF say of the model (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, "Standardized key-value pairs").
/// Keys that say nothing of it are stepped over.
/// </summary>
internal sealed class GgufFacts
{
    // Long enough for what is kept of any text, however many bytes its characters take.
    private const int LongestText = 4 * FactText.LongestText;
    private const int MostKeys = 256;
    private const int LargestBaseModel = 16;

    private static readonly FrozenSet<string> Texts = FrozenSet.Create(
        StringComparer.Ordinal,
        "general.architecture", "general.name", "general.version", "general.author", "general.organization", "general.description",
        "general.license", "general.license.name", "general.license.link", "general.url", "general.repo_url", "tokenizer.ggml.model");

    private static readonly FrozenSet<string> Lists = FrozenSet.Create(StringComparer.Ordinal, "general.languages", "general.datasets");

    private static readonly string[] Numbers =
    [
        ".context_length", ".embedding_length", ".feed_forward_length", ".block_count", ".vocab_size", ".expert_count",
        ".attention.head_count", ".attention.head_count_kv",
    ];

    private static readonly FrozenDictionary<long, string> FileTypes = EmbeddedTable.Rows("gguf-file-types.tsv")
        .ToFrozenDictionary(row => long.Parse(row[0], CultureInfo.InvariantCulture), row => row[1]);

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FactList<string>> _lists = new(StringComparer.Ordinal);
    private long? _tokens;
    private string? _template;

    /// <summary>Counts the tensors.</summary>
    public TensorTally Tensors { get; } = new();

    /// <summary>Notes which chat template there is; of several the one that is used unless another is asked for.</summary>
    public void AddTemplate(string key, ReadOnlySpan<byte> template) =>
        _template = key == "tokenizer.chat_template" ? FactText.Digest(template) : _template;

    /// <summary>Reads the value of a key, or goes on behind it.</summary>
    public void ReadValue(string key, GgufType type, GgufCursor file)
    {
        if (type == GgufType.Text && _texts.Count < MostKeys && (Texts.Contains(key) || IsBaseModel(key)))
        {
            _texts[key] = file.ReadTextStart(LongestText);
        }
        else if (type == GgufType.Array && Lists.Contains(key))
        {
            ReadList(key, file);
        }
        else if (type == GgufType.Array && key == "tokenizer.ggml.tokens")
        {
            (var tokenType, var count) = file.ReadListHead();
            file.SkipElements(tokenType, count);
            _tokens = count;
        }
        else if (type != GgufType.Array && _numbers.Count < MostKeys && IsNumber(key))
        {
            if (file.ReadNumber(type) is { } number)
            {
                _numbers[key] = number;
            }
        }
        else
        {
            file.SkipValue(type);
        }
    }

    /// <summary>The facts.</summary>
    /// <param name="parts">In how many files the model is split, or null.</param>
    public ModelFacts Build(ushort? parts)
    {
        var family = Text("general.architecture");
        var isPart = parts > 1;
        return new ModelFacts("gguf")
        {
            Name = Name("general.name"),
            Version = Name("general.version"),
            Author = Name("general.author"),
            Organization = Name("general.organization"),
            Description = FactText.Text(Text("general.description")),
            Licence = Name("general.license"),
            LicenceName = Name("general.license.name"),
            LicenceLink = FactText.Address(Text("general.license.link")),
            Url = FactText.Address(Text("general.url")),
            RepositoryUrl = FactText.Address(Text("general.repo_url")),
            ArchitectureFamily = FactText.Name(family),
            ParameterCount = isPart ? null : Tensors.Total(),
            TensorCount = Tensors.Count,
            ElementTypes = Tensors.Types,
            Quantization = Quantization(),
            ContextLength = Number(family, ".context_length"),
            HiddenSize = Number(family, ".embedding_length"),
            IntermediateSize = Number(family, ".feed_forward_length"),
            LayerCount = Number(family, ".block_count"),
            AttentionHeads = Number(family, ".attention.head_count"),
            KeyValueHeads = Number(family, ".attention.head_count_kv"),
            ExpertCount = Number(family, ".expert_count"),
            VocabularySize = Number(family, ".vocab_size") ?? _tokens,
            Tokenizer = Name("tokenizer.ggml.model"),
            ChatTemplateSha256 = _template,
            BaseModels = [.. Enumerable.Range(0, LargestBaseModel).Select(BaseModel).OfType<string>().Distinct(StringComparer.Ordinal)],
            Datasets = List("general.datasets"),
            Languages = List("general.languages"),
            FileCount = isPart ? parts : null,
            Cut = [.. _lists.Values.SelectMany(list => list.Cut).Order(StringComparer.Ordinal)],
        };
    }

    // The converter gives a repository's address, or else a name with an organization.
    private string? BaseModel(int number)
    {
        var start = $"general.base_model.{number}.";
        var (name, organization) = (Name(start + "name"), Name(start + "organization"));
        return FactText.Address(Text(start + "repo_url")) ?? FactText.Address(Text(start + "url"))
            ?? (name is not null && organization is not null ? $"{organization}/{name}" : name);
    }

    private string? Quantization() => _numbers.TryGetValue("general.file_type", out var type) && FileTypes.TryGetValue(type, out var name) ? name : null;

    private string? Text(string key) => _texts.GetValueOrDefault(key);

    private string? Name(string key) => FactText.Name(Text(key));

    private long? Number(string? family, string suffix) =>
        family is not null && _numbers.TryGetValue(family + suffix, out var number) ? number : null;

    private ImmutableArray<string> List(string key) => _lists.TryGetValue(key, out var list) ? list.Items : [];

    private void ReadList(string key, GgufCursor file)
    {
        var (type, count) = file.ReadListHead();
        if (type != GgufType.Text)
        {
            file.SkipElements(type, count);
            return;
        }

        var list = _lists[key] = new FactList<string>(key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        for (; count > 0; count--)
        {
            if (!list.HasRoom())
            {
                file.SkipElements(type, count);
                return;
            }

            list.Add(FactText.Name(file.ReadTextStart(LongestText)));
        }
    }

    private static bool IsBaseModel(string key) =>
        key.StartsWith("general.base_model.", StringComparison.Ordinal)
        && (key.EndsWith(".name", StringComparison.Ordinal) || key.EndsWith(".organization", StringComparison.Ordinal) || key.EndsWith("url", StringComparison.Ordinal));

    private static bool IsNumber(string key) => key == "general.file_type" || Numbers.Any(number => key.EndsWith(number, StringComparison.Ordinal));
}
