using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// ONNX Runtime's own format, a FlatBuffer (onnxruntime/core/flatbuffers/schema/ort.fbs): the same operators as in ONNX, in the graph and the
/// graphs of attributes. Its tensors are inside, or in one file that the runtime is given by the program.
/// </summary>
internal sealed class OrtReader : IModelReader
{
    public string Format => "ort";

    public static bool HasMark(ByteSource source) => source.Has(4, "ORTM"u8);

    public bool Recognises(ByteSource source, string name) => HasMark(source);

    public void Read(ByteSource source, ScanContext context)
    {
        // InferenceSession: model 1; Model: graph 7.
        var graph = FlatTable.Root(source, context.Budget).Table(1)?.Table(7)
            ?? throw new ModelFormatException("it holds no graph");
        ReadGraph(graph, context);
    }

    // Graph: nodes 2; Node: name 0, domain 2, op_type 5, attributes 10; Attribute: g 7, graphs 12.
    private static void ReadGraph(FlatTable graph, ScanContext context)
    {
        foreach (var node in graph.Tables(2))
        {
            var domain = node.Text(2) is { Length: > 0 } named ? named : "ai.onnx";
            OnnxReader.Judge(new OnnxOperator(domain, node.Text(5) ?? ""), node.Start, node.Text(0) ?? "", context);
            foreach (var attribute in node.Tables(10))
            {
                if (attribute.Table(7) is { } inner)
                {
                    ReadGraph(inner, context);
                }

                foreach (var other in attribute.Tables(12))
                {
                    ReadGraph(other, context);
                }
            }
        }
    }
}
