using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// What the header of a safetensors file says of the model: its tensors, the framework that wrote it, and what the common metadata of image models
/// say (https://github.com/Stability-AI/ModelSpec).
/// </summary>
internal sealed partial class SafetensorsFacts
{
    /// <summary>The longest value of the metadata that is read, in bytes of JSON; what is longer holds data rather than words.</summary>
    public const int LongestText = 8 * FactText.LongestText;

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "format", "modelspec.title", "modelspec.author", "modelspec.architecture", "modelspec.description", "modelspec.license");

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Counts the tensors.</summary>
    public TensorTally Tensors { get; } = new();

    /// <summary>Whether a member of the metadata tells something.</summary>
    public static bool Wants(string key) => Keys.Contains(key);

    /// <summary>Takes a member of the metadata.</summary>
    public void Add(string key, string value) => _texts[key] = value;

    /// <summary>The facts.</summary>
    /// <param name="fileName">The file's name, which says whether it is one of several: <c>model-00001-of-00003.safetensors</c>.</param>
    public ModelFacts Build(string fileName)
    {
        var parts = Shard().Match(fileName) is { Success: true } shard ? int.Parse(shard.Groups["count"].Value, CultureInfo.InvariantCulture) : 1;
        return new ModelFacts("safetensors")
        {
            Name = Name("modelspec.title"),
            Author = Name("modelspec.author"),
            Producer = Name("format"),
            ArchitectureFamily = Name("modelspec.architecture"),
            Description = FactText.Text(_texts.GetValueOrDefault("modelspec.description")),
            Licence = Name("modelspec.license"),
            ParameterCount = parts > 1 ? null : Tensors.Total(),
            TensorCount = Tensors.Count,
            ElementTypes = Tensors.Types,
            FileCount = parts > 1 ? parts : null,
        };
    }

    private string? Name(string key) => FactText.Name(_texts.GetValueOrDefault(key));

    [GeneratedRegex(@"-\d{5}-of-(?<count>\d{5})\.safetensors$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Shard();
}
