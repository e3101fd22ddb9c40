using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A bare graph of TensorFlow, as freezing makes it.</summary>
internal sealed class GraphDefReader : IModelReader
{
    public string Format => "tensorflow-graph";

    public bool Recognises(ByteSource source, string name) => IsGraph(ProtobufShape.Of(source));

    public void Read(ByteSource source, ScanContext context)
    {
        var graph = new TensorFlowGraph(context);
        try
        {
            graph.Read(ProtobufMessage.Of(source, context.Budget));
        }
        finally
        {
            graph.Finish();
        }
    }

    /// <summary>Whether the first node of a GraphDef (node 1) has a name (1) and an operator (2) that can be one.</summary>
    public static bool IsGraph(ProtobufShape? shape) =>
        shape?.Inside(1) is { } node
        && node.Has(1, ProtobufType.Bytes)
        && node.Text(2) is { Length: > 1 } name
        && (char.IsAsciiLetterUpper(name[0]) || name[0] == '_')
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '>');
}
