using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads .keras archives: <c>config.json</c> says what the model is built of, <c>metadata.json</c> by which version, and weights and assets lie
/// beside them. Names that leave the folder (CVE-2025-12060), weights and the rest are judged as members of a zip.
/// </summary>
internal sealed class KerasArchiveReader : ZipFormatReader
{
    private const string Configuration = "config.json";

    /// <inheritdoc/>
    public override string Format => "keras";

    /// <inheritdoc/>
    protected override bool Recognises(ZipArchiveView view) =>
        view.Find(Configuration) is not null
        && (view.Find("metadata.json") ?? view.Find("model.weights.h5") ?? view.Find("model.weights.npz") ?? view.Find("model.weights.json")) is not null;

    /// <inheritdoc/>
    protected override void Read(ZipArchiveView view, ScanContext context)
    {
        foreach (var member in view.Members.Where(member => member.Name == Configuration && member.Local is not null))
        {
            var json = ReadAll(view, member, ForeignJson.MaximumLength, context);
            var configuration = ForeignJson.Read(json);
            if (!configuration.Has("class_name"))
            {
                throw new ModelFormatException($"its {Configuration} names no model");
            }

            KerasConfiguration.Inspect(configuration, 0, context.Inside(Configuration));
        }
    }
}
