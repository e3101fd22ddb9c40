using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>TensorFlow's saved_model.pb (saved_model.proto): graphs with their signatures.</summary>
internal sealed class SavedModelReader : IModelReader
{
    public string Format => "tensorflow-savedmodel";

    // TensorFlow loads this name and no other.
    public bool Recognises(ByteSource source, string name) =>
        Path.GetFileName(name) == "saved_model.pb"
        || (ProtobufShape.Of(source) is { } shape
            && shape.Has(1, ProtobufType.Varint)
            && !shape.Has(7, ProtobufType.Bytes)
            && shape.Inside(2) is { } graph
            && GraphDefReader.IsGraph(graph.Inside(2)));

    public void Read(ByteSource source, ScanContext context)
    {
        SignatureFacts? first = null;
        foreach (var field in ProtobufMessage.Of(source, context.Budget))
        {
            if (field.Number == 2)
            {
                var facts = MetaGraph.Read(field.Message(), context);
                first ??= facts;
            }
        }

        if (first is not null)
        {
            context.Describe(first.Build(Format));
        }
    }
}
