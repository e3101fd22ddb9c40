using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>keras_metadata.pb beside a saved model: the Keras layers as JSON, from which Keras builds them again.</summary>
internal sealed class KerasMetadataReader : IModelReader
{
    public string Format => "keras-metadata";

    public ContentKind Kind => ContentKind.Companion;

    public bool Recognises(ByteSource source, string name) =>
        Path.GetFileName(name) == "keras_metadata.pb"
        || (ProtobufShape.Of(source)?.Inside(1) is { } node
            && node.Has(5, ProtobufType.Bytes)
            && node.Text(4).StartsWith("_tf_keras", StringComparison.Ordinal));

    // SavedMetadata: nodes 1; SavedObject: identifier 4, metadata 5.
    public void Read(ByteSource source, ScanContext context)
    {
        foreach (var field in ProtobufMessage.Of(source, context.Budget))
        {
            if (field.Number == 1)
            {
                MetaGraph.ScanKeras(field.Message(), identifier: 4, metadata: 5, context);
            }
        }
    }
}
