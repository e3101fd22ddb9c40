using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Reads the configuration of a Keras model: <c>config.json</c> of a .keras archive, or what <c>Model.to_json</c> writes.</summary>
internal sealed class KerasConfigurationReader : IModelReader
{
    /// <inheritdoc/>
    public string Format => "keras-configuration";

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Companion;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name)
    {
        if (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var members = ForeignJson.OuterNames(source);
        return members.Contains("class_name") || (members.Contains("keras_version") && members.Contains("date_saved"));
    }

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context) => KerasConfiguration.Inspect(ForeignJson.Read(source), 0, context);
}
