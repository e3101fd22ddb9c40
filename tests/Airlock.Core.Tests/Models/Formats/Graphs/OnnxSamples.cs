namespace Airlock.Core.Tests.Models.Formats;

/// <summary>ONNX models for tests; the numbers are those of onnx.proto.</summary>
internal static class OnnxSamples
{
    /// <summary>A model that needs nothing but itself.</summary>
    public static ProtobufWriter Honest => Model(
        Graph(Node("MatMul"), Node("LayerNormalization"), Node("FusedMatMul", "com.microsoft"))
            .Message(5, new ProtobufWriter().Varint(1, 2).Varint(2, 1).Text(8, "w").Bytes(9, new byte[8])))
        .Text(2, "pytorch").Text(3, "2.9").Entry(14, "k", new ProtobufWriter());

    /// <summary>Models with one external tensor, by where it stands; the argument is its location.</summary>
    public static Dictionary<string, Func<string, ProtobufWriter>> Places { get; } = new()
    {
        ["initializer"] = location => Model(Graph().Message(5, Tensor(location))),
        ["sparse initializer: values"] = location => Model(Graph().Message(15, new ProtobufWriter().Message(1, Tensor(location)))),
        ["sparse initializer: indices"] = location => Model(Graph().Message(15, new ProtobufWriter().Message(2, Tensor(location)))),
        ["attribute t"] = location => InAttribute(new ProtobufWriter().Message(5, Tensor(location))),
        ["attribute tensors"] = location => InAttribute(new ProtobufWriter().Message(10, Tensor(location))),
        ["attribute sparse_tensor"] = location => InAttribute(new ProtobufWriter().Message(22, new ProtobufWriter().Message(1, Tensor(location)))),
        ["attribute sparse_tensors"] = location => InAttribute(new ProtobufWriter().Message(23, new ProtobufWriter().Message(2, Tensor(location)))),
        ["graph of an attribute"] = location => InAttribute(new ProtobufWriter().Message(6, Graph().Message(5, Tensor(location)))),
        ["graphs of an attribute"] = location => InAttribute(new ProtobufWriter().Message(11, Graph().Message(5, Tensor(location)))),
        ["graph in a graph in a graph"] = location => InAttribute(
            new ProtobufWriter().Message(6, Graph(Node("Loop").Message(5, new ProtobufWriter().Message(6, Graph().Message(5, Tensor(location))))))),
        ["function: node"] = location => Model(Graph()).Message(
            25, new ProtobufWriter().Text(1, "F").Text(10, "d").Message(7, Node("Constant").Message(5, new ProtobufWriter().Message(5, Tensor(location))))),
        ["function: default of an attribute"] = location => Model(Graph()).Message(
            25, new ProtobufWriter().Text(1, "F").Text(10, "d").Message(11, new ProtobufWriter().Message(5, Tensor(location)))),
        ["training: initialization"] = location => Model(Graph()).Message(20, new ProtobufWriter().Message(1, Graph().Message(5, Tensor(location)))),
        ["training: algorithm"] = location => Model(Graph()).Message(20, new ProtobufWriter().Message(2, Graph().Message(5, Tensor(location)))),
        ["without the mark of being external"] = location => Model(Graph().Message(5, new ProtobufWriter().Message(13, Pair("location", location)))),
    };

    public static ProtobufWriter Model(ProtobufWriter graph) =>
        new ProtobufWriter().Varint(1, 10).Message(8, new ProtobufWriter().Varint(2, 21)).Message(7, graph);

    public static ProtobufWriter Graph(params ProtobufWriter[] nodes)
    {
        var graph = new ProtobufWriter().Text(2, "g");
        foreach (var node in nodes)
        {
            graph.Message(1, node);
        }

        return graph;
    }

    public static ProtobufWriter Node(string type, string domain = "") => new ProtobufWriter().Text(1, "x").Text(3, "n").Text(4, type).Text(7, domain);

    public static ProtobufWriter WithExternal(params (string Key, string Value)[] entries) => Model(Graph().Message(5, Tensor(entries)));

    private static ProtobufWriter InAttribute(ProtobufWriter attribute) => Model(Graph(Node("Constant").Message(5, attribute.Text(1, "value"))));

    private static ProtobufWriter Tensor(string location) => Tensor(("location", location));

    private static ProtobufWriter Tensor(params (string Key, string Value)[] entries)
    {
        var tensor = new ProtobufWriter().Varint(1, 4).Varint(2, 1).Text(8, "w");
        foreach (var (key, value) in entries)
        {
            tensor.Message(13, Pair(key, value));
        }

        return tensor.Varint(14, 1);
    }

    private static ProtobufWriter Pair(string key, string value) => new ProtobufWriter().Text(1, key).Text(2, value);
}
