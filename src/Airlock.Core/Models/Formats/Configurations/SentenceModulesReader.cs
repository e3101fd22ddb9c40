using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads <c>modules.json</c> of sentence-transformers, a list of the classes that make up a model: each <c>type</c> is imported, and one
/// outside of the library is Python of the repository. (https://sbert.net/docs/sentence_transformer/usage/custom_models.html.)
/// </summary>
internal sealed class SentenceModulesReader : IModelReader
{
    /// <inheritdoc/>
    public string Format => "sentence-transformers-modules";

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Companion;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => name == "modules.json" || name.EndsWith("/modules.json", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        foreach (var module in ForeignJson.Read(source).Items)
        {
            foreach (var type in module.All("type"))
            {
                if (type.Text is { } name && name.Split('.')[0] != "sentence_transformers")
                {
                    context.Report(
                        ModelVerdict.Suspicious,
                        $"it makes sentence-transformers import '{name}' from the repository or from an installed package",
                        type.Offset,
                        "type",
                        name);
                }
            }
        }
    }
}
