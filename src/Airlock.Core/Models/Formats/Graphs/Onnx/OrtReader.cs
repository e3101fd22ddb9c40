using Airlock.Core.Models.Facts;
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
        // InferenceSession: ort_version 0, model 1. Model: opset_import 1, producer_name 2, producer_version 3, graph 7.
        var session = FlatTable.Root(source, context.Budget);
        var model = session.Table(1);
        var graph = model?.Table(7) ?? throw new ModelFormatException("it holds no graph");
        var operators = new HashSet<OnnxOperator>();
        ReadGraph(graph, operators, context);
        context.Describe(() => Facts(model.Value, operators));
    }

    // OperatorSetId: domain 0, version 1.
    private static ModelFacts Facts(FlatTable model, HashSet<OnnxOperator> operators)
    {
        var sets = new FactList<OperatorSet>("operatorSets").AddRange(model.Tables(1)
            .Select(set => new OperatorSet(FactText.Name(set.Text(0)) ?? "ai.onnx", set.Int64(1, 0)))
            .Where(set => set.Version is > 0 and <= int.MaxValue));
        var (names, custom, isCut) = OnnxFacts.Group(operators, OnnxReader.IsCustom);
        return new ModelFacts("ort")
        {
            Producer = FactText.Program(model.Text(2), model.Text(3)),
            OperatorSets = [.. sets.Items.Distinct().OrderBy(set => set.Domain, StringComparer.Ordinal).ThenBy(set => set.Version)],
            Operators = names,
            CustomOperators = custom,
            Cut = [.. isCut ? ["operators"] : Array.Empty<string>(), .. sets.Cut],
        };
    }

    // Graph: nodes 2; Node: name 0, domain 2, op_type 5, attributes 10; Attribute: g 7, graphs 12.
    private static void ReadGraph(FlatTable graph, HashSet<OnnxOperator> operators, ScanContext context)
    {
        foreach (var node in graph.Tables(2))
        {
            var domain = node.Text(2) is { Length: > 0 } named ? named : "ai.onnx";
            var @operator = new OnnxOperator(domain, node.Text(5) ?? "");
            operators.Add(@operator);
            OnnxReader.Judge(@operator, node.Start, node.Text(0) ?? "", context);
            foreach (var attribute in node.Tables(10))
            {
                if (attribute.Table(7) is { } inner)
                {
                    ReadGraph(inner, operators, context);
                }

                foreach (var other in attribute.Tables(12))
                {
                    ReadGraph(other, operators, context);
                }
            }
        }
    }
}
