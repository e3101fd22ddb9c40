using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads the index of weights that are split (<c>model.safetensors.index.json</c>, <c>pytorch_model.bin.index.json</c>): which tensor is in
/// which file. Loaders open what it names, so each must be a file beside it, and an index of safetensors must not lead to pickles.
/// </summary>
internal sealed class WeightsIndexReader : IModelReader
{
    private const string SafetensorsIndex = ".safetensors.index.json";

    /// <inheritdoc/>
    public string Format => "weights-index";

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Companion;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && ForeignJson.OuterNames(source).Contains("weight_map");

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        var maps = ForeignJson.Read(source).All("weight_map").ToList();
        foreach (var map in maps)
        {
            if (!map.IsObject)
            {
                throw new ModelFormatException("its weight_map must be an object", map.Offset);
            }

            foreach (var (tensor, value) in map.Members)
            {
                if (value.Text is not { } file)
                {
                    throw new ModelFormatException($"the tensor '{tensor}' must name a file", value.Offset);
                }

                Check(tensor, file, value.Offset, context);
            }
        }
    }

    private static void Check(string tensor, string file, long offset, ScanContext context)
    {
        if (!RelativePath.StaysInside(file))
        {
            context.Report(
                ModelVerdict.Malicious, $"it makes a loader read '{file}', which lies outside of the model's folder", offset, tensor, file);
        }
        else if (context.Name.EndsWith(SafetensorsIndex, StringComparison.OrdinalIgnoreCase)
            && !file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            context.Report(
                ModelVerdict.Suspicious, $"this index of safetensors leads to '{file}', a file of another format", offset, tensor, $"shard:{file}");
        }
    }
}
