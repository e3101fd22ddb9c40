using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A graph of TensorFlow 1 with its signatures and its saver, as training leaves it: model.ckpt.meta.</summary>
internal sealed class MetaGraphReader : IModelReader
{
    public string Format => "tensorflow-metagraph";

    public bool Recognises(ByteSource source, string name) =>
        ProtobufShape.Of(source) is { } shape && !shape.Has(1, ProtobufType.Varint) && GraphDefReader.IsGraph(shape.Inside(2));

    public void Read(ByteSource source, ScanContext context) =>
        context.Describe(MetaGraph.Read(ProtobufMessage.Of(source, context.Budget), context).Build(Format));
}
